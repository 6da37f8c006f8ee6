"""One visit, kind by kind: what is asked of the network, what is read, what it brings.

Most kinds are one flow (``_documents``): ask, read in a child process, go on to the documents
that continue the first. A page watched for changes is compared with its last state; a mailbox
and a folder of documents have no address on the web.
"""

import asyncio
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

from veille.archive import Archive, snapshots
from veille.collect import KINDS, Options
from veille.domain.place import Territory
from veille.domain.source import Outcome, Source, SourceState, Validators
from veille.errors import FetchError, ParseError, SuspiciousError, UsageError
from veille.fetcher import Answer, Fetcher
from veille.isolation import ChildPool
from veille.normalise.french import system_reason
from veille.pipeline.folders import MOST_FILES, is_folder, listed_files
from veille.pipeline.reading import (
    Document,
    compare_page,
    read_document,
    read_file,
    read_letter,
    together,
)

EMPTY_IS_SUSPICIOUS_AFTER = timedelta(days=7)
"""How long a source that had articles may show none: a redesign is rarely shorter."""
_OPEN_DATA_DAYS = 30
"""How far back the records of a dataset are asked for: notices come out days after the fact."""


@dataclass(frozen=True, slots=True)
class Brought:
    """How a visit ended. ``state`` is the source's, with what the visit learnt (validators,
    address, pace, cursor); ``wish``: seconds that the site asks to wait; ``snapshot``: the
    new state of a page watched for changes."""

    outcome: Outcome
    state: SourceState
    reason: str = ""
    document: Document | None = None
    wish: float = 0.0
    snapshot: str = ""


class Visitor:
    """What visits share: the way out, the children, and the home they work for."""

    def __init__(
        self,
        archive: Archive,
        fetcher: Fetcher,
        pool: ChildPool,
        *,
        now: datetime,
        territory: Territory | None = None,
        home: Path | None = None,
        base_url: str = "",
        allow: frozenset[str] = frozenset(),
        deadline: float = 60.0,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self.archive = archive
        self.fetcher = fetcher
        self.pool = pool
        self.now = now
        self.territory = territory
        self.home = home
        self.base_url = base_url
        self.allow = allow
        self.deadline = deadline
        self.environment = environment

    async def visit(self, source: Source, state: SourceState) -> Brought:
        """Visit one source.

        Raises:
            FetchError, ParseError: the visit brought nothing; the reason is its sentence.
        """
        if source.kind == "mailbox":
            return await self._mailbox(source, state)
        if source.kind == "change":
            return await self._change(source, state)
        if source.kind == "document" and is_folder(source.url):
            return await self._folder(source, state)
        return await self._documents(source, state)

    async def _documents(self, source: Source, state: SourceState) -> Brought:
        kind = KINDS[source.kind]
        options, address = self._options(source, state)
        answer = await self._ask(source, address, state.validators)
        if answer.not_modified:
            return self._unchanged(source, state, answer)
        first = await self._read(source, answer, options)
        documents = [first]
        most = kind.first_pages if not state.items else kind.next_pages
        waiting = [one for one in first.more if one != answer.url]
        seen = {answer.url, address}
        warning = ""
        while waiting and len(documents) < most:
            url = waiting.pop(0)
            if url in seen:
                continue
            seen.add(url)
            try:
                further = await self._ask(source, url, Validators())
                document = await self._read(source, further, options)
            except (FetchError, ParseError) as error:
                # What the first page gave is kept; the rest comes at a later visit.
                warning = f"La suite de la liste n’a pas pu être lue : {error}"
                break
            documents.append(document)
            waiting += [one for one in document.more if one not in seen]
        whole = together(documents) if len(documents) > 1 else first
        if warning:
            whole = replace(whole, warning=f"{whole.warning} {warning}".strip())
        return self._brought(source, state, answer, whole)

    def _options(self, source: Source, state: SourceState) -> tuple[Options, str]:
        """What the reader needs, and the address to ask."""
        if source.kind != "opendata":
            return Options(selectors=source.selectors), _address(source, state)
        from veille.collect import opendata

        communes, departments = _places(self.territory)
        since = (self.now - timedelta(days=_OPEN_DATA_DAYS)).date()
        try:
            request = opendata.request_for(
                source.url, communes=communes, departments=departments, since=since
            )
        except UsageError as error:
            raise ParseError(str(error)) from error
        return Options(preset=request.preset, communes=communes), opendata.address(request)

    async def _ask(self, source: Source, url: str, validators: Validators) -> Answer:
        kind = KINDS.get(source.kind, KINDS["page"])
        return await self.fetcher.fetch(
            url,
            validators,
            accept=kind.accept,
            max_bytes=kind.max_bytes,
            check_certificate=source.check_certificate,
        )

    async def _read(self, source: Source, answer: Answer, options: Options) -> Document:
        document: Document = await self.pool.call(
            read_document,
            source.kind,
            source.id,
            answer.body,
            answer.url,
            answer.content_type,
            options,
        )
        return document

    def _unchanged(self, source: Source, state: SourceState, answer: Answer) -> Brought:
        address = answer.moved_to or state.address
        after = replace(state, address=address)
        outcome = Outcome.MOVED if address else Outcome.UNCHANGED
        return Brought(outcome, after, _moved(source, address), wish=answer.fresh_for)

    def _brought(
        self, source: Source, state: SourceState, answer: Answer, document: Document
    ) -> Brought:
        """The outcome of a document that was read: with items, or without."""
        wish = max(answer.fresh_for, document.ttl)
        if not document.items:
            return self._empty(source, state, answer, document, wish)
        address = answer.moved_to or state.address if source.kind != "opendata" else ""
        after = replace(
            state,
            validators=Validators() if document.cut else answer.validators,
            address=address,
            pace=document.pace or state.pace,
            empty_since=None,
        )
        reasons = [_moved(source, address), document.warning]
        if document.left_out:
            reasons.append(f"{document.left_out} articles plus anciens non conservés.")
        outcome = Outcome.MOVED if address else Outcome.OK
        return Brought(outcome, after, " ".join(filter(None, reasons)), document, wish)

    def _empty(
        self,
        source: Source,
        state: SourceState,
        answer: Answer,
        document: Document,
        wish: float,
    ) -> Brought:
        since = state.empty_since or self.now
        after = replace(state, empty_since=since)
        if source.kind == "page" and state.items:
            what = "Le sélecteur ne trouve plus rien" if source.selectors else "La liste a disparu"
            raise _Missing(
                f"{what} sur cette page depuis le {since:%d/%m/%Y} ; le site a sans doute changé : "
                "ouvrez-la, puis corrigez l’adresse ou les sélecteurs. Les articles déjà lus "
                "restent.",
                after,
            )
        if state.items and self.now - since >= EMPTY_IS_SUSPICIOUS_AFTER:
            raise _Missing(
                f"Cette source avait des articles et n’en montre plus depuis le {since:%d/%m/%Y} ; "
                "vérifiez son adresse.",
                after,
            )
        reason = document.warning or _NOTHING.get(source.kind, _NOTHING["feed"])
        return Brought(
            Outcome.EMPTY, replace(after, validators=answer.validators), reason, wish=wish
        )

    async def _change(self, source: Source, state: SourceState) -> Brought:
        answer = await self._ask(source, _address(source, state), state.validators)
        if answer.not_modified:
            return self._unchanged(source, state, answer)
        before = snapshots.last_state(self.archive, source.id)
        compared = await self.pool.call(
            compare_page, source.id, answer.body, answer.url, answer.content_type, before, self.now
        )
        address = answer.moved_to or state.address
        after = replace(state, validators=answer.validators, address=address, empty_since=None)
        outcome = Outcome.MOVED if address else Outcome.OK
        if before and not compared.document.items and not address:
            outcome = Outcome.UNCHANGED
        return Brought(
            outcome,
            after,
            _moved(source, address),
            compared.document if compared.document.items else None,
            answer.fresh_for,
            compared.state,
        )

    async def _folder(self, source: Source, state: SourceState) -> Brought:
        home = self.home or Path()
        folder, files, left_out = await asyncio.to_thread(listed_files, home, source.url)
        known: dict[str, float] = json.loads(state.cursor) if state.cursor else {}
        documents, problems = [], []
        for name, changed in files.items():
            if known.get(name) == changed:
                continue
            try:
                body = await asyncio.to_thread((folder / name).read_bytes)
                url = f"{self.base_url}/documents/{source.id}/{quote(name)}"
                documents.append(await self.pool.call(read_file, source.id, body, name, url))
            except OSError as error:
                problems.append(f"{name} ne peut pas être lu ({system_reason(error)}).")
                continue
            except ParseError as error:
                problems.append(f"{name} : {error}")
            known[name] = changed
        kept = {name: changed for name, changed in known.items() if name in files}
        after = replace(state, cursor=json.dumps(kept, ensure_ascii=False))
        if left_out:
            problems.append(f"{left_out} fichiers au-delà de {MOST_FILES} non lus.")
        reason = " ".join(problems[:3])
        if not files:
            return Brought(Outcome.EMPTY, after, f"Aucun document dans le dossier {source.url}.")
        if not documents:
            return Brought(Outcome.UNCHANGED, after, reason)
        return Brought(Outcome.OK, after, reason, together(documents))

    async def _mailbox(self, source: Source, state: SourceState) -> Brought:
        # Loaded for those who follow a mailbox only.
        from veille.fetcher.mailbox import fetch_mailbox
        from veille.pipeline.mailboxes import mailbox_settings, uid_cursor

        settings = mailbox_settings(source, self.environment, self.deadline)
        validity, last_uid = uid_cursor(state.cursor)
        answer = await asyncio.to_thread(
            fetch_mailbox,
            settings,
            after_uid=last_uid,
            validity=validity,
            sender=source.sender,
            allow=self.allow,
        )
        documents, problems = [], []
        for mail in answer.mails:
            try:
                documents.append(await self.pool.call(read_letter, source.id, mail.body))
            except ParseError as error:
                problems.append(f"Une lettre n’a pas pu être lue : {error}")
        after = replace(state, cursor=f"{answer.validity}:{answer.last_uid}")
        if answer.left_out:
            problems.append(f"{answer.left_out} lettres trop grosses ou plus anciennes non lues.")
        reason = " ".join(problems[:3])
        if not documents:
            quiet = Outcome.UNCHANGED if state.items else Outcome.EMPTY
            return Brought(
                quiet, after, reason or "Aucune lettre dans cette boîte." * (not state.items)
            )
        whole = together(documents)
        return Brought(Outcome.OK, replace(after, pace=whole.pace or state.pace), reason, whole)


class _Missing(SuspiciousError):
    """A list that used to be there; ``state`` remembers since when it is missing."""

    def __init__(self, message: str, state: SourceState) -> None:
        super().__init__(message)
        self.state = state


def state_of(error: Exception, state: SourceState) -> SourceState:
    """The state to keep after a visit that failed: what it learnt, without validators.

    The answer could not be used: the next one must be read whole. An address that the site
    once gave and that fails is forgotten: sources.yaml is asked again.
    """
    kept = error.state if isinstance(error, _Missing) else state
    if isinstance(error, FetchError) and error.transient:
        return kept
    return replace(kept, validators=Validators(), address="")


def _places(territory: Territory | None) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The communes of the territory (code, name) and the codes of their departments."""
    if territory is None:
        return (), ()
    communes = tuple((one.code, one.name) for one in territory.communes)
    # Overseas departments have three digits.
    codes = {code[:3] if code.startswith("97") else code[:2] for code, _ in communes}
    return communes, tuple(sorted(codes))


def _address(source: Source, state: SourceState) -> str:
    """Where to ask: where the site moved to, with the source's password if it is the same."""
    if not state.address:
        return source.url
    before, after = urlsplit(source.url), urlsplit(state.address)
    credentials, at, site = before.netloc.rpartition("@")
    if not at or (before.scheme, site) != (after.scheme, after.netloc):
        return state.address
    return after._replace(netloc=f"{credentials}@{site}").geturl()


def _moved(source: Source, address: str) -> str:
    if not address or address == source.url:
        return ""
    return (
        f"Le site a déplacé cette source pour de bon vers {address} ; elle y est suivie : "
        "corrigez l’adresse dans sources.yaml."
    )


_NOTHING = {
    "feed": "Le flux répond mais ne contient aucun article.",
    "page": "Aucune liste trouvée sur cette page ; donnez celle des actualités du site.",
    "sitemap": "Ce plan de site ne contient aucune adresse récente.",
    "opendata": "Aucune annonce pour le territoire ces dernières semaines.",
    "document": "Ce document ne contient aucun texte.",
}
