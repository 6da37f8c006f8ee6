"""Rules made ready: every clue of every theme, boost, noise and place in one automaton.

The text is read once, whatever the number of rules (Aho-Corasick, overlapping matches, for
« zone d'activités » must not hide « zone »). It is read as ``normalise.words.rule_words``
gives it: folded singular words between single spaces. A term becomes `` zone activite ``,
spaces included, and so finds whole words only; ``recrut*`` becomes `` recrut`` and finds
beginnings of words.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from veille.classify.cues import CueBook, compile_cues
from veille.classify.mentions import PlaceName, place_names
from veille.domain.place import Territory
from veille.domain.signal import Cue
from veille.domain.theme import RelevanceRules, Term, Theme
from veille.normalise.lexing import Text
from veille.normalise.words import SINGULARS, rule_words, singular, words
from veille.prior import Prior, logistic

DECISIVE = 0.9
"""Weight from which a term claims its theme, and a noise sets an item aside, whatever the other
words: above any in the rules shipped, so that it is there for an admin's last word."""

# Bounds that keep logarithms finite, well beyond those within which the rules are heard.
_MOST_ASKED, _LEAST_DOUBT = 0.999, 1e-9


@dataclass(frozen=True, slots=True)
class Clue:
    """One line of the rules. ``owner`` is the rank of its theme, else 0; ``excludes``: it silences
    that theme."""

    owner: int
    term: Term
    excludes: bool = False


Found: TypeAlias = Sequence[tuple[int, bool]]
"""Rank of each clue found, and whether the title has it, in the order of the rules."""


class Hits(NamedTuple):
    """What one text holds, by what it speaks for.

    ``places``: (rank of the place, start, end) in the words read, in reading order.
    """

    of_themes: Found
    boosts: Found
    noise: Found
    places: Sequence[tuple[int, int, int]]


@dataclass(frozen=True, slots=True, eq=False)
class RuleSet:
    """Compiled rules: build with ``compile_rules``, share freely between threads."""

    themes: tuple[Theme, ...]
    territory: Territory
    relevance: RelevanceRules
    version: str
    clues: tuple[Clue, ...] = field(repr=False)
    """Of the themes, then those that raise relevance, then those that lower it."""
    _boosts_from: int = field(repr=False)
    _noise_from: int = field(repr=False)
    place_names: tuple[PlaceName, ...] = field(repr=False)
    by_code: Mapping[str, Theme] = field(repr=False)
    theme_names: tuple[str, ...] = field(repr=False)
    """What the prior calls each theme."""
    unsaid: tuple[float, ...] = field(repr=False)
    """At most, the log-odds before words of each theme when none of its terms is there."""
    owners: Mapping[str, int] = field(repr=False)
    """Rank of each theme in ``themes``, by code."""
    book: CueBook = field(repr=False)
    prior: Prior | None = field(repr=False)
    """What words weigh before any rule; None: the rules alone speak."""
    _automaton: AhoCorasick = field(repr=False)
    _clues_of: tuple[tuple[int, ...], ...] = field(repr=False)
    _places_of: tuple[tuple[int, ...], ...] = field(repr=False)

    def bar(self, code: str) -> float:
        """The score from which a theme claims an item: its threshold, or the prior's."""
        if self.prior and f"theme:{code}" in self.prior.outputs:
            return logistic(self.prior.bar("theme"))
        return self.by_code[code].threshold

    def scan(self, text: Text) -> Hits:
        """Find every clue and place name of an item in one pass."""
        read = SINGULARS.of(text.words)
        title_words = f" {' '.join(read[: text.words_in_title])} "
        # Two spaces part title from summary, so no expression runs over the border.
        scanned = f"{title_words} {' '.join(read[text.words_in_title :])} "
        border = len(title_words)
        found: dict[int, bool] = {}
        places: list[tuple[int, int, int]] = []
        clues_of, places_of = self._clues_of, self._places_of
        for pattern, start, end in self._automaton.find_matches_as_indexes(
            scanned, overlapping=True
        ):
            for rank in clues_of[pattern]:
                if start < border:
                    found[rank] = True
                elif rank not in found:
                    found[rank] = False
            if places_of[pattern]:
                places.extend((place, start, end) for place in places_of[pattern])
        every = sorted(found.items())
        boosts = bisect_left(every, (self._boosts_from,))
        noise = bisect_left(every, (self._noise_from,), boosts)
        return Hits(every[:boosts], every[boosts:noise], every[noise:], places)


def compile_rules(
    themes: Iterable[Theme],
    territory: Territory,
    relevance: RelevanceRules,
    version: str,
    *,
    signals: Iterable[Cue] = (),
    axes: Iterable[Cue] = (),
    prior: Prior | None = None,
) -> RuleSet:
    """Make the rules ready to classify; a few milliseconds, to be done once.

    Terms without a single letter or digit find nothing: ``config`` refuses them with
    their line before they come here.
    """
    themes = tuple(themes)
    of_themes = tuple(_clues(themes))
    clues = (*of_themes, *[Clue(0, term) for term in (*relevance.boosts, *relevance.noise)])
    noise_from = len(of_themes) + len(relevance.boosts)
    names = tuple(place_names(territory))
    clues_of: dict[str, list[int]] = {}
    places_of: dict[str, list[int]] = {}
    for rank, clue in enumerate(clues):
        if pattern := pattern_of(clue.term.text):
            clues_of.setdefault(pattern, []).append(rank)
    for rank, name in enumerate(names):
        for spelling in name.spellings:
            places_of.setdefault(rule_words(spelling), []).append(rank)
    patterns = list(dict.fromkeys([*clues_of, *places_of]))
    theme_names = tuple(f"theme:{theme.code}" for theme in themes)
    outputs = prior.outputs_of(theme_names) if prior else (None,) * len(themes)
    return RuleSet(
        themes=themes,
        territory=territory,
        relevance=relevance,
        version=f"{version}-{prior.version}" if prior else version,
        clues=clues,
        _boosts_from=len(of_themes),
        _noise_from=noise_from,
        place_names=names,
        by_code={theme.code: theme for theme in themes},
        theme_names=theme_names,
        unsaid=tuple(
            output.before_words(margin_of(1.0, theme.threshold)) if output else -math.inf
            for theme, output in zip(themes, outputs, strict=True)
        ),
        owners={theme.code: rank for rank, theme in enumerate(themes)},
        book=compile_cues(signals, axes, relevance.noise),
        prior=prior,
        _automaton=AhoCorasick(
            patterns, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
        ),
        _clues_of=tuple(tuple(clues_of.get(pattern, ())) for pattern in patterns),
        _places_of=tuple(tuple(places_of.get(pattern, ())) for pattern in patterns),
    )


def margin_of(doubt: float, asked: float) -> float:
    """Logarithm of how many times less doubt there is than ``asked``, a score, allows."""
    return math.log((1 - min(asked, _MOST_ASKED)) / max(doubt, _LEAST_DOUBT))


def pattern_of(term: str) -> str:
    """The words a term looks for: `` friche ``, or `` recrut`` for ``recrut*``.

    Empty when the term has no word at all.
    """
    term = term.strip()
    if not term.endswith("*"):
        bare = rule_words(term)
        return bare if bare.strip() else ""
    *before, last = words(term) or [""]
    # The beginning of a word is no plural: « process* » must not become « proces ».
    return " " + " ".join([*map(singular, before), last]) if last else ""


def _clues(themes: Sequence[Theme]) -> Iterator[Clue]:
    """Every clue of the themes, in the order of the rules: evidence is quoted in that order."""
    for owner, theme in enumerate(themes):
        for term in theme.terms:
            yield Clue(owner, term)
        for text in theme.excluded:
            yield Clue(owner, Term(text, 0.0), excludes=True)
