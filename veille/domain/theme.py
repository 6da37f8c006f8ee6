"""What the watch looks for, and what it found in an item."""

from dataclasses import dataclass, field
from datetime import datetime

from veille.domain.place import NamedPlace
from veille.domain.signal import Amount, AxisMatch, Jobs, Signal
from veille.domain.term import Term

__all__ = ["Classification", "Facts", "RelevanceRules", "Term", "Theme", "ThemeMatch"]


@dataclass(frozen=True, slots=True)
class Theme:
    """One file of ``rules/themes/``."""

    code: str
    label: str
    terms: tuple[Term, ...]
    excluded: tuple[str, ...] = ()
    """Any of these in the text silences the theme."""
    threshold: float = 0.5
    relevance: float = 0.5
    """How much the theme matters to the offer of a territory, in [0, 1]."""
    match: tuple[str, ...] = ()
    """Titles that must be tagged with this theme (``veille check`` runs them)."""
    no_match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelevanceRules:
    """``rules/relevance.yaml``: what raises and what sets aside, whatever the theme.

    ``boosts`` add to the score, ``noise`` (sport, crime, weather…) pulls it down; weights
    in ]0, 1[. ``cuts`` are the scores from which relevance is 1, 2 and 3.
    """

    boosts: tuple[Term, ...] = ()
    noise: tuple[Term, ...] = ()
    cuts: tuple[float, float, float] = (0.2, 0.45, 0.7)


@dataclass(frozen=True, slots=True)
class ThemeMatch:
    """A theme that claims an item. ``score`` in ]0, 1[ ranks the themes of one item."""

    code: str
    score: float
    evidence: tuple[str, ...]
    """The terms found, as written in the rules."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an item tells besides its themes, each with what proves it."""

    places: tuple[NamedPlace, ...] = ()
    """Every place named, of the whole country."""
    signal: Signal | None = None
    jobs: Jobs | None = None
    amount: Amount | None = None
    axes: tuple[AxisMatch, ...] = ()
    """What is at stake (ELIRE)."""


@dataclass(frozen=True, slots=True)
class Classification:
    """What the rules say of one item, and why (``why`` is a French sentence)."""

    themes: tuple[ThemeMatch, ...]
    relevance: int
    """0 (no use) to 3 (must be seen)."""
    relevance_score: float
    """In [0, 1]; ranks items."""
    why: str
    places: tuple[str, ...] = ()
    """Names of the territory's communes and neighbours found in the text."""
    rules_version: str = ""
    classified_at: datetime | None = None
    facts: Facts = field(default_factory=Facts)
