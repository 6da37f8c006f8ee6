"""What grouping looks at in an item, as weighted words.

A word counts twice, as it is written and by its stem: the stem finds « licencie » beside
« licenciements », the written word keeps « Rossi » from being « Ross ». Its first five letters
count a little, for what the stemmer misses (« robotisation », « robots »). Numbers written in
letters are read as figures. Words of the summary count less than those of the title, which is
where an event is named.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from veille.normalise.words import stem, words
from veille.stories.rarity import Rarity

# Shares of a word between its written form and its stem: equal; 0.4 and 0.6 cost 0.003 of F1.
_HALF = math.sqrt(0.5)
# What the beginning of a word weighs beside it: 0.4 to 0.6 gain 0.005 of F1 over 0.3.
_BEGINNING = 0.5
_BEGINNING_LETTERS = 5
# No labelled set has summaries. A half: four words of it weigh as much as one of the title.
_SUMMARY = 0.5
_SUMMARY_WORDS = 30
# Added to the squared length of an item, so that two short headlines that share one word are
# not taken for one event. The squared length of a headline is 150 to 400; from 60 to 250 the
# F1 of the labelled headlines is the same, and halves agree better than without.
_DAMPING = 100.0

MIN_WORDS = 4
"""« Faits divers » is no title: what has fewer words is never grouped by it."""

_NUMBERS = {
    name: str(value)
    for value, name in enumerate(
        "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
        "seize".split(),
        start=2,
    )
} | {"vingt": "20", "trente": "30", "quarante": "40", "cinquante": "50", "cent": "100"}
# A word of less weight stands in one item of seven: sharing it proves nothing.
_TELLING_WEIGHT = 2.0
# What a site adds after its headlines (« … - Le Journal du Val ») is found in as many others.
_REPEATED = 3
# What newspapers put around any headline.
_FURNITURE = frozenset(
    "actu actualite direct exclu exclusif exclusive image images live photo photos replay "
    "revivez video videos".split()
)


@dataclass(frozen=True, slots=True)
class Telling:
    """An item as grouping reads it; only ``id`` and ``title`` are needed.

    ``places``: communes it names, where they are known. ``story_id``: the story it is in.
    """

    id: int
    title: str
    summary: str = ""
    date: datetime | None = None
    canonical_url: str = ""
    places: tuple[str, ...] = ()
    story_id: int | None = None


Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Features:
    """An item weighed among others: ``vector`` has the length its likeness is measured by."""

    telling: Telling
    title: tuple[str, ...]
    clues: Vector
    """Stems of the title that say something, with their full weight."""
    vector: Vector
    length: float
    """What the undamped vector measured: for the share of words two items have in common."""


def weigh(tellings: Sequence[Telling], local: Iterable[str] = ()) -> list[Features]:
    """The features of each item, in the order given.

    The weights depend on the whole set, never on its order. ``local``: names of the places
    watched. Rare in France, they stand in every second headline here and tell no event; so do
    the communes that the items name.
    """
    names = [*local, *(place for one in tellings for place in one.places)]
    watched = frozenset(stem(word) for name in names for word in words(name))
    titles = [_said(title) for title in _without_site_names([one.title for one in tellings])]
    summaries = [_said(one.summary)[:_SUMMARY_WORDS] for one in tellings]
    rarity = Rarity(titles, watched)
    return [
        _features(one, title, summary, rarity)
        for one, title, summary in zip(tellings, titles, summaries, strict=True)
    ]


def _said(text: str) -> tuple[str, ...]:
    found = [_NUMBERS.get(word, word) for word in words(text)]
    return tuple(dict.fromkeys(word for word in found if word not in _FURNITURE))


_TAIL = re.compile(r"\s+[-–—|:]\s+([^-–—|:]+)$")


def _without_site_names(titles: Sequence[str]) -> list[str]:
    """Titles without the endings that several different ones have."""
    tails = [_TAIL.search(title) for title in titles]
    before: dict[str, set[str]] = {}
    for title, tail in zip(titles, tails, strict=True):
        if tail:
            before.setdefault(tail[1], set()).add(title[: tail.start()])
    return [
        title[: tail.start()] if tail and len(before[tail[1]]) >= _REPEATED else title
        for title, tail in zip(titles, tails, strict=True)
    ]


def _features(
    telling: Telling, title: tuple[str, ...], summary: tuple[str, ...], rarity: Rarity
) -> Features:
    clues: Vector = {}
    vector: Vector = {}
    for word in title:
        stemmed = stem(word)
        weight = rarity.of(stemmed)
        if weight >= _TELLING_WEIGHT and len(title) >= MIN_WORDS:
            clues[stemmed] = weight
        vector[stemmed] = weight * _HALF
        vector["=" + word] = weight * _HALF
        if len(word) > _BEGINNING_LETTERS:
            vector["^" + word[:_BEGINNING_LETTERS]] = weight * _BEGINNING
    for word in summary:
        stemmed = stem(word)
        if stemmed not in vector:
            vector[stemmed] = rarity.of(stemmed) * _SUMMARY
    square = sum(weight * weight for weight in vector.values())
    scale = 1 / math.sqrt(square + _DAMPING)
    vector = {feature: weight * scale for feature, weight in vector.items()}
    return Features(telling, title, clues, vector, math.sqrt(square) * scale or 1.0)
