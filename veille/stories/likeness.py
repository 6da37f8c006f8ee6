"""Which pairs of items are worth comparing, and how alike they are.

Comparing everything with everything is out of reach at 100,000 items. Each item is looked up
by the words of its title that say something, and each word remembers only the last items that
had it: the cost grows with the number of items and not with its square. What the lookup may
miss between two far ends of one large event is found again by its middle, for clusters are
compared whole.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from veille.stories.features import Features, Telling, Vector

WINDOW = timedelta(days=7)
"""A yearly « Vœux du maire » must not join last year's; a reprint comes within the week."""

# Items a word remembers. A word of more than 60 items of one week is no clue by itself; an
# event told 200 times is held together by its other words and by the middle of the cluster.
_REMEMBERED = 60
# Neighbours kept for an item: more than the tellings of an event but the greatest.
_NEIGHBOURS = 20
# Words shared by chance weigh up to about log(items) somewhere in a set: weights are logarithms
# of frequencies. Two items must share that much, less what a single rare name still passes. On
# the labelled headlines 2 costs nothing, 1 costs 0.005 of F1.
_CHANCE_ALLOWED = 2.0
# However few the items, one middling word is not enough, nor a summary without the title.
LEAST_SHARED = 4.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items by their rank in the set, ``first`` < ``second``, and how alike they are."""

    score: float
    first: int
    second: int


def dot(one: Vector, other: Vector) -> float:
    """Sum of the products of what two vectors share."""
    if len(other) < len(one):
        one, other = other, one
    get = other.get
    return sum(weight * get(feature, 0.0) for feature, weight in one.items())


def within(one: Telling, other: Telling) -> bool:
    """Whether two items are close enough in time; an item without a date always is."""
    if one.date is None or other.date is None:
        return True
    return abs(one.date - other.date) <= WINDOW


def pairs(
    items: Sequence[Features], least: float, shared_weight: float = LEAST_SHARED
) -> list[Pair]:
    """Pairs of items at least ``least`` alike, in the order of the items.

    ``shared_weight``: what the telling words two titles share must weigh together.
    """
    by_chance = max(shared_weight, math.log(len(items) or 1) - _CHANCE_ALLOWED)
    found: list[Pair] = []
    holding: dict[str, list[int]] = {}
    for rank, item in enumerate(items):
        shared: dict[int, float] = {}
        for clue, weight in item.clues.items():
            others = holding.setdefault(clue, [])
            for other in others[-_REMEMBERED:]:
                shared[other] = shared.get(other, 0.0) + weight
            others.append(rank)
        near = []
        for other, weight in shared.items():
            if weight >= by_chance and within(item.telling, items[other].telling):
                score = dot(item.vector, items[other].vector)
                if score >= least:
                    near.append((-score, other))
        near.sort()
        found += [Pair(-score, other, rank) for score, other in near[:_NEIGHBOURS]]
    return found
