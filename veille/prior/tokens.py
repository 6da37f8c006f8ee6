"""A text as the prior reads it: stems, alone and in pairs.

What has no meaning by itself is named: places are read as « a commune », numbers as « a number »,
so that what was learnt in one region holds in another; the jobs and the sum that an item announces
are tokens too.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from veille.normalise.words import stem, words

START = "^"
"""Before the first word of the title: « Isère : … » is how the local press begins."""
JOBS_MADE, JOBS_CUT = "@jobs+", "@jobs-"
BIG_SUM, SMALL_SUM = "@big", "@small"
BARE = "@bare"
"""The item is a title alone."""
_BIG = 1_000_000
# The usual counts.
_SUBDUED = {float(count): 1 + math.log(count) for count in range(1, 9)}
# The title says the news: each of its words counts twice. Three times changes nothing.
TITLE_WEIGHT = 2.0
# Words of a summary beyond these are read by nobody in a feed; the limit spares whole reports.
MAX_WORDS = 600
# A folded word that no French text holds, to stand for a place: level by level.
_MARKS = {
    "commune": "xqcommune",
    "epci": "xqepci",
    "departement": "xqdepartement",
    "region": "xqregion",
}
_NAMES = {mark: f"@{level}" for level, mark in _MARKS.items()}
_LEVELS = frozenset(_MARKS)


@dataclass(frozen=True, slots=True)
class Span:
    """Where ``title + newline + summary`` names a place of a ``level``."""

    start: int
    end: int
    level: str


def tokens(
    title: str, summary: str, places: Sequence[Span] = (), facts: Iterable[str] = ()
) -> dict[str, float]:
    """Each token of the text with how often it counts, at least 1 (``subdued`` tells its weight).

    ``places``: as ``veille.places.resolve`` finds them, in any order. ``facts``: from
    ``fact_tokens``.
    """
    found: dict[str, float] = {}
    count = found.get
    heard = _heard(_without_places(title, 0, places))
    said = _heard(_without_places(summary, len(title) + 1, places))[:MAX_WORDS]
    for read, weight in ((heard, TITLE_WEIGHT), (said, 1.0)):
        before = ""
        for token in read:
            found[token] = count(token, 0.0) + weight
            if before:
                pair = f"{before} {token}"
                found[pair] = count(pair, 0.0) + weight
            before = token
    if heard:
        found[START + heard[0]] = 1.0
    if not said:
        found[BARE] = 1.0
    found.update(dict.fromkeys(facts, 1.0))
    return found


def subdued(count: float) -> float:
    """What a token weighs before rarity: said ten times, it tells little more than said once."""
    return _SUBDUED.get(count) or 1 + math.log(count)


def fact_tokens(jobs: int | None, euros: int | None) -> Iterator[str]:
    """The tokens of the jobs (cut below 0) and of the sum that an item announces."""
    if jobs:
        yield JOBS_MADE if jobs > 0 else JOBS_CUT
    if euros:
        yield BIG_SUM if euros >= _BIG else SMALL_SUM


def word_token(word: str) -> str:
    """The token of one folded word."""
    if word in _NAMES:
        return _NAMES[word]
    if word.isdigit():
        return "@year" if len(word) == 4 and word[:2] in ("19", "20") else "@n"
    return stem(word)


# Memory of one run, as ``veille.normalise.words`` keeps: folded word → its token.
_CACHE_LIMIT = 300_000
_word_tokens: dict[str, str] = {}


def _heard(text: str) -> list[str]:
    known = _word_tokens.get
    return [known(word) or _learn(word) for word in words(text)]


def _learn(word: str) -> str:
    if len(_word_tokens) >= _CACHE_LIMIT:
        _word_tokens.clear()
    token = _word_tokens[word] = word_token(word)
    return token


def _without_places(text: str, offset: int, places: Sequence[Span]) -> str:
    """``text``, that begins at ``offset``, with a mark in the place of each name."""
    pieces: list[str] = []
    last = 0
    for place in sorted(places, key=lambda place: place.start):
        start, end = place.start - offset, place.end - offset
        if start < last or start >= len(text) or place.level not in _LEVELS:
            continue
        pieces += text[last:start], f" {_MARKS[place.level]} "
        last = end
    return "".join(pieces) + text[last:] if pieces else text
