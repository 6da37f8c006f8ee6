"""Step 1: visit the sources that are due and keep what they publish.

All visits are under way at once, bounded by the fetcher; documents are read in child
processes; what one visit brought is kept with the source's new state, or neither is. Visits
that end together share a transaction. A source that fails writes its reason and never
disturbs another.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from veille.archive import Archive, hosts, items, sources
from veille.config import Settings
from veille.domain.place import Territory
from veille.domain.source import Outcome, Source, SourceState
from veille.errors import (
    ArchiveError,
    BlockedError,
    FetchError,
    ParseError,
    ReservedError,
    SuspiciousError,
)
from veille.fetcher import Fetcher, FetchSettings
from veille.isolation import ChildPool
from veille.pipeline.visits import Visitor, state_of

_log = logging.getLogger(__name__)

WARN_AFTER = 5
"""Failures in a row before the log warns, once: a night of trouble is no news."""
NO_NETWORK = (
    "Pas de réseau : aucun site n’a pu être joint. Vérifiez la connexion de cette machine ; "
    "les sources ne sont pas en cause."
)

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


@dataclass(frozen=True, slots=True)
class HomePlace:
    """What some kinds need of the home: ``territory`` filters open data; ``home`` holds folders
    of documents, which readers find under ``base_url``."""

    territory: Territory | None = None
    home: Path | None = None
    base_url: str = ""


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
    place: HomePlace | None = None,
    progress: Progress | None = None,
) -> tuple[Visit, ...]:
    """Visit these sources; the visits come back in the order of ``due``."""
    due = tuple(due)
    if not due:
        return ()
    return asyncio.run(_collect(archive, due, settings, now, place or HomePlace(), progress))


async def _collect(
    archive: Archive,
    due: tuple[tuple[Source, SourceState], ...],
    settings: FetchSettings,
    now: datetime,
    place: HomePlace,
    progress: Progress | None,
) -> tuple[Visit, ...]:
    with ChildPool(preload=("veille.pipeline.reading",)) as pool:
        async with Fetcher(settings, rules=hosts.all_rules(archive), now=now) as fetcher:
            visitor = Visitor(
                archive,
                fetcher,
                pool,
                now=now,
                territory=place.territory,
                home=place.home,
                base_url=place.base_url,
                allow=settings.allow,
                deadline=settings.deadline,
            )
            round_ = _Round(archive, visitor, now)

            async def visit(source: Source, state: SourceState) -> Visit:
                done = await round_.visit(source, state)
                if progress:
                    progress(done)
                return done

            visits = await asyncio.gather(*(visit(source, state) for source, state in due))
            alone = await round_.close(len(due))
            if alone:
                _log.error("%s", alone)
                visits = [replace(one, reason=alone) for one in visits]
            await asyncio.to_thread(hosts.keep, archive, fetcher.learnt())
    return tuple(visits)


def _refusal(error: FetchError) -> Outcome:
    if error.status == 410:
        return Outcome.GONE
    asked_to_wait = error.status == 429 or (error.status == 503 and error.retry_after)
    return Outcome.DEFERRED if asked_to_wait else Outcome.ERROR


_Waiting = tuple[items.Arrival, "asyncio.Future[items.Stored]"]


class _Round:
    """One pass over the sources: what the visits share."""

    def __init__(self, archive: Archive, visitor: Visitor, now: datetime) -> None:
        self.archive = archive
        self.visitor = visitor
        self.now = now
        self.offline: list[tuple[Source, SourceState, FetchError]] = []
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
            _log.exception("%s : erreur inattendue pendant la visite", source.id)
            surprise = ParseError(
                f"Erreur inattendue pendant la visite ({type(error).__name__} : {error})."
            )
            outcome, reason, new, seen = await self._failed(source, state, Outcome.ERROR, surprise)
        return Visit(source.id, outcome, reason, new, seen, round(time.perf_counter() - started, 3))

    async def _visit(self, source: Source, state: SourceState) -> tuple[Outcome, str, int, int]:
        try:
            brought = await self.visitor.visit(source, state)
        except BlockedError as error:
            return await self._failed(source, state, Outcome.BLOCKED, error)
        except FetchError as error:
            if error.offline:
                self.offline.append((source, state, error))
                return Outcome.ERROR, str(error), 0, 0
            return await self._failed(source, state, _refusal(error), error)
        except ReservedError as error:
            return await self._failed(source, state, Outcome.BLOCKED, error)
        except SuspiciousError as error:
            return await self._failed(source, state, Outcome.SUSPICIOUS, error)
        except ParseError as error:
            return await self._failed(source, state, Outcome.ERROR, error)
        after = sources.next_state(
            brought.state,
            brought.outcome,
            brought.reason,
            now=self.now,
            source=source,
            wish=brought.wish,
        )
        document = brought.document
        if document is None and not brought.snapshot:
            await self._settle(after)
            return brought.outcome, brought.reason, 0, 0
        items_, words = (document.items, document.words) if document else ((), ())
        stored = await self._keep(items.Arrival(after, items_, words, brought.snapshot))
        return brought.outcome, brought.reason, stored.new, len(items_)

    async def _failed(
        self, source: Source, state: SourceState, outcome: Outcome, error: Exception
    ) -> tuple[Outcome, str, int, int]:
        after = sources.next_state(
            state_of(error, state),
            outcome,
            str(error),
            now=self.now,
            source=source,
            retry_after=error.retry_after if isinstance(error, FetchError) else None,
        )
        if after.failures == WARN_AFTER:
            _log.warning("%s : %s échecs de suite. %s", source.id, WARN_AFTER, error)
        await self._settle(after)
        return outcome, str(error), 0, 0

    async def close(self, visited: int) -> str:
        """Write what is left; a French sentence when this machine has no network at all."""
        sites = {urlsplit(source.url).hostname for source, _, _ in self.offline}
        if visited == len(self.offline) and len(sites) > 1:
            # Not one site answered: the fault is here, and says nothing of any source.
            await self.flush()
            return NO_NETWORK
        for source, state, error in self.offline:
            await self._failed(source, state, Outcome.ERROR, error)
        await self.flush()
        return ""

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

    async def _settle(self, after: SourceState) -> None:
        self._states.append(after)
        if len(self._states) >= _STATES_AT_ONCE:
            await self.flush()

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
