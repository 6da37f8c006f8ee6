"""« /sources »: one table, what needs a hand first."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from veille.archive import sources as archived
from veille.config import typeset
from veille.domain.source import Outcome, Source, SourceState
from veille.errors import Mistake
from veille.normalise.urls import without_password
from veille.rhythm import Health, Rhythm, health, rhythm_of
from veille.web.site import READ, Site

# Worst first; beyond the first six, nothing is asked of anyone.
_ORDER = (
    Outcome.ERROR,
    Outcome.SUSPICIOUS,
    Outcome.BLOCKED,
    Outcome.GONE,
    Outcome.MOVED,
    Outcome.EMPTY,
    Outcome.DEFERRED,
    Outcome.NEVER,
    Outcome.OK,
    Outcome.UNCHANGED,
)
_TROUBLES = frozenset(_ORDER[:6])
_SILENT = frozenset({Health.SUSPICIOUS, Health.DEAD})
_LABELS = {
    Outcome.ERROR: "en panne",
    Outcome.BLOCKED: "bloquée",
    Outcome.GONE: "disparue",
    Outcome.EMPTY: "vide",
    Outcome.MOVED: "déplacée",
    Outcome.SUSPICIOUS: "douteuse",
    Outcome.DEFERRED: "remise à plus tard",
    Outcome.NEVER: "pas encore lue",
    Outcome.OK: "à jour",
    Outcome.UNCHANGED: "à jour",
}
_ADVICE = {
    Outcome.ERROR: "Un nouvel essai est prévu. Si cela dure, ouvrez l’adresse pour la vérifier.",
    Outcome.BLOCKED: "",
    Outcome.GONE: "Elle n’est plus visitée tant que sources.yaml garde cette adresse.",
    Outcome.MOVED: "",
    Outcome.SUSPICIOUS: "",
    Outcome.EMPTY: "Si cela dure, vérifiez que c’est bien l’adresse du flux.",
}

_SILENCE = "Ce silence est inhabituel\u00a0: vérifiez que le site n’a pas changé d’adresse."


@dataclass(frozen=True)
class Row:
    """A source and its state, ready to show. ``paused``: nobody reads it any more."""

    name: str
    url: str
    label: str
    state: SourceState
    trouble: bool
    paused: bool
    unchecked: bool
    advice: str
    rhythm: str
    """How often the source publishes and since when it is silent; "" while unknown."""

    @property
    def reason(self) -> str:
        """No line begins with a semicolon."""
        return typeset(self.state.reason)

    @property
    def gone(self) -> bool:
        return self.state.outcome is Outcome.GONE

    @property
    def rank(self) -> tuple[int, str]:
        place = len(_ORDER) if self.paused else _ORDER.index(self.state.outcome)
        return (place, self.name.casefold())


def routes(site: Site) -> APIRouter:
    router = APIRouter()

    @router.api_route("/sources", methods=READ)
    def sources() -> HTMLResponse:
        configured = {source.id: source for source in site.configuration().sources}
        states = archived.states(site.archive)
        known = dict.fromkeys([*configured, *states])
        now = site.clock()
        days = archived.publication_days(site.archive, now)
        rows = [
            _row(
                i,
                configured.get(i),
                states.get(i, SourceState(i)),
                rhythm_of(days.get(i, ()), now.date()),
                now,
            )
            for i in known
        ]
        return site.page(
            "sources.html",
            path="/sources",
            rows=sorted(rows, key=lambda row: row.rank),
            troubles=sum(row.trouble for row in rows),
            reading=sum(not row.paused for row in rows),
            mistakes=[_sentence(mistake) for mistake in site.mistakes()],
        )

    return router


def _row(
    source_id: str, source: Source | None, state: SourceState, rhythm: Rhythm, now: datetime
) -> Row:
    paused = source is None or not source.enabled
    silent = health(state, rhythm, now) in _SILENT and state.outcome not in _TROUBLES
    trouble = (state.outcome in _TROUBLES or silent) and not paused
    label = "silencieuse" if silent else _LABELS[state.outcome]
    if source is None:
        label = "retirée"
    elif not source.enabled:
        label = "en pause"
    return Row(
        name=source.name if source else source_id,
        url=without_password(source.url) if source else "",
        label=label,
        state=state,
        trouble=trouble,
        paused=paused,
        unchecked=source is not None and not source.probed and state.outcome is Outcome.NEVER,
        advice=(_SILENCE if silent else _ADVICE[state.outcome]) if trouble else "",
        rhythm=rhythm.sentence,
    )


def _sentence(mistake: Mistake) -> str:
    """The mistake with its file as the admin names it, not where the machine keeps it."""
    line = f", ligne {mistake.line}" if mistake.line else ""
    return f"{_short(mistake.path)}{line}\u00a0: {mistake.message}"


def _short(path: Path) -> str:
    for folder in ("rules", "digests"):
        if folder in path.parts:
            return "/".join(path.parts[path.parts.index(folder) :])
    return path.name
