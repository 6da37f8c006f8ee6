"""A text as the prior reads it: stems, alone and in pairs.

What has no meaning by itself is named: places are read as « a commune », numbers as « a number »,
so that what was learnt in one region holds in another; the jobs and the sum that an item announces
are tokens too.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from veille.normalise.lexing import Text
from veille.normalise.memory import Memory
from veille.normalise.words import stem

START = "^"
"""Before the first word of the title: « Isère : … » is how the local press begins."""
JOBS_MADE, JOBS_CUT = "@jobs+", "@jobs-"
BIG_SUM, SMALL_SUM = "@big", "@small"
BARE = "@bare"
"""The item is a title alone."""
_BIG = 1_000_000
# The title says the news: each of its words counts twice. Three times changes nothing.
TITLE_WEIGHT = 2
# Words of a summary beyond these are read by nobody in a feed; the limit spares whole reports.
MAX_WORDS = 600
_NAMES = {level: f"@{level}" for level in ("commune", "epci", "departement", "region")}
"""What stands for a place, level by level."""


class Span(NamedTuple):
    """Where ``Text.whole`` names a place of a ``level``."""

    start: int
    end: int
    level: str


class Heard(NamedTuple):
    """The words of an item as tokens, in reading order; a place is one.

    ``origins``: the rank of each among the words of the text, -1 for a place. ``in_title``: how
    many are the title's.
    """

    tokens: Sequence[str]
    origins: Sequence[int]
    in_title: int


def heard(text: Text, places: Sequence[Span] = ()) -> Heard:
    """``places``: as ``veille.places.resolve`` finds them, in any order."""
    tokens: list[str] = _TOKENS.of(text.words)
    origins: list[int] | range = text.ranks
    in_title = text.words_in_title
    if places:
        origins = list(origins)
        for first, last, name in _apart(text, places):
            tokens[first:last] = (name,)
            origins[first:last] = (-1,)
            if first < in_title:
                in_title -= last - first - 1
    most = in_title + MAX_WORDS
    if len(tokens) > most:
        tokens, origins = tokens[:most], origins[:most]
    return Heard(tokens, origins, in_title)


def counted(said: Heard, facts: Iterable[str] = ()) -> Mapping[str, int]:
    """Each token of the item, each pair of them and each of ``facts`` (``fact_tokens``), with how
    often it counts, at least 1 (``subdued`` tells its weight)."""
    title, summary = said.tokens[: said.in_title], said.tokens[said.in_title :]
    headline = (*title, *map(" ".join, pairwise(title)))
    found = Counter(headline * TITLE_WEIGHT)
    found.update(summary)
    found.update(map(" ".join, pairwise(summary)))
    if title:
        found[START + title[0]] = 1
    if not summary:
        found[BARE] = 1
    for fact in facts:
        found[fact] = 1
    return found


class Vocabulary:
    """Some of the tokens, and their ranks."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = tokens
        self._ranks: dict[str, int] = {}
        self._after: dict[str, dict[str, int]] = {}
        """First of a pair → second → rank: no pair has to be written to be looked for."""
        for rank, token in enumerate(tokens):
            one, _, next_ = token.partition(" ")
            if next_:
                self._after.setdefault(one, {})[next_] = rank
            else:
                self._ranks[token] = rank

    def counts(self, said: Heard, facts: Iterable[str] = ()) -> dict[int, int]:
        """``counted``, of the tokens known alone and by their ranks."""
        known, pairs = self._ranks.get, self._after.get
        tokens, in_title = said.tokens, said.in_title
        ranks: list[int] = []
        for part, weight in ((tokens[:in_title], TITLE_WEIGHT), (tokens[in_title:], 1)):
            ones = [rank for rank in map(known, part) if rank is not None]
            twos = [
                rank
                for after, token in zip(map(pairs, part), part[1:], strict=False)
                if after is not None and (rank := after.get(token)) is not None
            ]
            ranks += (ones + twos) * weight
        found = dict(Counter(ranks))
        alone = [START + tokens[0]] if in_title else []
        if in_title == len(tokens):
            alone.append(BARE)
        for token in (*alone, *facts):
            rank = known(token)
            if rank is not None:
                found[rank] = 1
        return found


def subdued(counts: Any) -> Any:
    """What tokens weigh before rarity, an array as ``counts``: said ten times, a word tells little
    more than said once."""
    return 1 + np.log(counts)


def fact_tokens(jobs: int | None, euros: int | None) -> Iterator[str]:
    """The tokens of the jobs (cut below 0) and of the sum that an item announces."""
    if jobs:
        yield JOBS_MADE if jobs > 0 else JOBS_CUT
    if euros:
        yield BIG_SUM if euros >= _BIG else SMALL_SUM


def word_token(word: str) -> str:
    """The token of one folded word."""
    if word.isdigit():
        return "@year" if len(word) == 4 and word[:2] in ("19", "20") else "@n"
    return stem(word)


_TOKENS = Memory(word_token)


def _apart(text: Text, places: Sequence[Span]) -> Iterator[tuple[int, int, str]]:
    """The words of each place, in ``text.words``, and its token: the last first, none of them
    within another."""
    starts, ranks = text.starts, text.ranks
    kept: list[tuple[int, int, str]] = []
    end = 0
    for place in sorted(places, key=lambda place: place.start):
        if place.start >= end and place.level in _NAMES:
            end = place.end
            first = bisect_left(ranks, bisect_left(starts, place.start))
            last = bisect_left(ranks, bisect_left(starts, end))
            kept.append((first, last, _NAMES[place.level]))
    return reversed(kept)
