"""Step 1: visit the sources that are due and keep what they publish.

All visits are under way at once, bounded by the fetcher; documents are read in child
processes; what one visit brought is kept with the source's new state, or neither is. Visits
that end together share a transaction. A source that fails writes its reason and never
disturbs another.
"""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from veille.archive import Archive, items, sources
from veille.config import Settings
from veille.domain.source import Outcome, Source, SourceState
from veille.errors import ArchiveError, BlockedError, FetchError, ParseError
from veille.fetcher import Fetcher, FetchSettings
from veille.isolation import ChildPool
from veille.pipeline.reading import Document, read_document

# States that changed nothing else are written together: 1,000 sources answering « unchanged »
# cost a few transactions, not a thousand; a crash only asks those sources once more.
_STATES_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """How the visit to one source ended; ``seen`` counts the entries it showed."""

    source_id: str
    outcome: Outcome
    reason: str
    new: int
    seen: int
    seconds: float


Progress = Callable[[Visit], None]


def fetch_settings(settings: Settings) -> FetchSettings:
    """The fetcher's settings, from the environment's."""
    return FetchSettings(
        deadline=settings.fetch_deadline.total_seconds(),
        host_pause=settings.host_pause.total_seconds(),
        contact=settings.contact,
        allow=settings.fetch_allow,
    )


def due_sources(
    archive: Archive,
    configured: Iterable[Source],
    *,
    now: datetime,
    everything: bool = False,
    only: frozenset[str] = frozenset(),
) -> tuple[tuple[Source, SourceState], ...]:
    """The sources to visit now, each with its state; ``only`` names them whatever their hour."""
    configured = tuple(configured)
    sources.register(archive, configured)
    states = sources.states(archive)
    return tuple(
        (source, states[source.id])
        for source in configured
        if source.enabled
        and (not only or source.id in only)
        and (everything or only or sources.is_due(states[source.id], now))
    )


def collect(
    archive: Archive,
    due: Iterable[tuple[Source, SourceState]],
    settings: FetchSettings,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> tuple[Visit, ...]:
    """Visit these sources; the visits come back in the order of ``due``."""
    due = tuple(due)
    if not due:
        return ()
    return asyncio.run(_collect(archive, due, settings, now, progress))


async def _collect(
    archive: Archive,
    due: tuple[tuple[Source, SourceState], ...],
    settings: FetchSettings,
    now: datetime,
    progress: Progress | None,
) -> tuple[Visit, ...]:
    with ChildPool(preload=("veille.pipeline.reading",)) as pool:
        async with Fetcher(settings) as fetcher:
            round_ = _Round(archive, fetcher, pool, now)

            async def visit(source: Source, state: SourceState) -> Visit:
                done = await round_.visit(source, state)
                if progress:
                    progress(done)
                return done

            visits = await asyncio.gather(*(visit(source, state) for source, state in due))
            await round_.flush()
    return tuple(visits)


_Waiting = tuple[items.Arrival, "asyncio.Future[items.Stored]"]


class _Round:
    """One pass over the sources: what the visits share."""

    def __init__(self, archive: Archive, fetcher: Fetcher, pool: ChildPool, now: datetime) -> None:
        self.archive = archive
        self.fetcher = fetcher
        self.pool = pool
        self.now = now
        self._states: list[SourceState] = []
        self._arrivals: list[_Waiting] = []
        self._writing = asyncio.Lock()

    async def visit(self, source: Source, state: SourceState) -> Visit:
        started = time.perf_counter()
        try:
            outcome, reason, new, seen = await self._visit(source, state)
        except Exception as error:
            if isinstance(error, ArchiveError):
                raise
            # I1 of the house: whatever one source provokes stays with that source.
            outcome, new, seen = Outcome.ERROR, 0, 0
            reason = f"Erreur inattendue pendant la visite ({type(error).__name__} : {error})."
            await self._settle(source, state, outcome, reason)
        return Visit(source.id, outcome, reason, new, seen, round(time.perf_counter() - started, 3))

    async def _visit(self, source: Source, state: SourceState) -> tuple[Outcome, str, int, int]:
        try:
            answer = await self.fetcher.fetch(source.url, state.validators)
        except BlockedError as error:
            return await self._settle(source, state, Outcome.BLOCKED, str(error))
        except FetchError as error:
            outcome = Outcome.GONE if error.status == 410 else Outcome.ERROR
            return await self._settle(source, state, outcome, str(error), error.retry_after)
        if answer.not_modified:
            return await self._settle(source, state, Outcome.UNCHANGED, "")
        try:
            document: Document = await self.pool.call(
                read_document, source.kind, source.id, answer.body, answer.url, answer.content_type
            )
        except ParseError as error:
            # Its validators are forgotten: the next answer must be read, not skipped.
            return await self._settle(source, state, Outcome.ERROR, str(error))
        if not document.items:
            reason = "Le flux répond mais ne contient aucun article."
            fresh = replace(state, validators=answer.validators)
            return await self._settle(source, fresh, Outcome.EMPTY, reason)
        reason = document.warning
        if document.left_out:
            reason = f"{reason} {document.left_out} articles plus anciens non conservés.".strip()
        after = sources.next_state(
            state,
            Outcome.OK,
            reason,
            now=self.now,
            every=source.every,
            validators=answer.validators,
            new=0,
        )
        stored = await self._keep(items.Arrival(after, document.items, document.words))
        return Outcome.OK, reason, stored.new, len(document.items)

    async def _keep(self, arrival: items.Arrival) -> items.Stored:
        """Store what a visit brought, together with all that came while the last was stored."""
        answer: asyncio.Future[items.Stored] = asyncio.get_running_loop().create_future()
        self._arrivals.append((arrival, answer))
        async with self._writing:
            together, self._arrivals = self._arrivals, []
            if together:
                await asyncio.to_thread(self._store, together)
        return await answer

    def _store(self, together: "list[_Waiting]") -> None:
        """One transaction for all; if one arrival is refused, each has its own."""
        loop = together[0][1].get_loop()
        try:
            stored = items.store(self.archive, [one for one, _ in together], now=self.now)
        except Exception as error:
            if len(together) == 1 or isinstance(error, ArchiveError):
                for _, answer in together:
                    loop.call_soon_threadsafe(_fail, answer, error)
            else:
                for one in together:
                    self._store([one])
            return
        for (_, answer), one_stored in zip(together, stored, strict=True):
            loop.call_soon_threadsafe(_succeed, answer, one_stored)

    async def _settle(
        self,
        source: Source,
        state: SourceState,
        outcome: Outcome,
        reason: str,
        retry_after: float | None = None,
    ) -> tuple[Outcome, str, int, int]:
        self._states.append(
            sources.next_state(
                state,
                outcome,
                reason,
                now=self.now,
                every=source.every,
                validators=state.validators,
                new=0,
                retry_after=retry_after,
            )
        )
        if len(self._states) >= _STATES_AT_ONCE:
            await self.flush()
        return outcome, reason, 0, 0

    async def flush(self) -> None:
        """Write the states gathered so far."""
        ready, self._states = self._states, []
        async with self._writing:
            await asyncio.to_thread(sources.save, self.archive, ready)


def _succeed(answer: "asyncio.Future[items.Stored]", stored: items.Stored) -> None:
    if not answer.done():
        answer.set_result(stored)


def _fail(answer: "asyncio.Future[items.Stored]", error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)
