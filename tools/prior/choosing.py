"""From which probability a thing is told, and at which scores relevance changes."""

from collections.abc import Callable
from typing import Any

import numpy as np

Array = Any


def f1(told: Array, wanted: Array, weights: Array) -> float:
    """Micro-F1 of all the columns; a line counts as much as its weight."""
    column = weights[:, None]
    right = (column * (told & wanted)).sum()
    return float(2 * right / max((column * told).sum() + (column * wanted).sum(), 1e-9))


def best_bar(f1_at: Callable[[float], float]) -> float:
    """The probability from which telling gives the best F1; below 0.3, which is often best on
    the items learnt, too much of what is told of real news is wrong (events 0.50 for 0.55)."""
    bars: list[float] = np.arange(0.3, 0.61, 0.02).round(2).tolist()
    return max(bars, key=f1_at)


def best_cuts(scores: Array, levels: Array, weights: Array) -> tuple[float, float, float]:
    """The three scores that part the levels with the best quadratic kappa."""
    steps = np.unique(np.quantile(scores, np.linspace(0.02, 0.998, 200)).round(2))
    cuts = [0.2, 0.5, 0.75]
    best = -1.0
    for _ in range(4):
        for rank in range(3):
            for step in steps:
                tried = [*cuts[:rank], float(step), *cuts[rank + 1 :]]
                if sorted(set(tried)) != tried:
                    continue
                kappa = weighed_kappa(levels, (scores[:, None] >= tried).sum(axis=1), weights)
                if kappa > best:
                    best, cuts = kappa, tried
    return cuts[0], cuts[1], cuts[2]


def weighed_kappa(levels: Array, told: Array, weights: Array) -> float:
    """Quadratic kappa of two lists of levels, 0 to 3; an item counts as much as its weight."""
    seen = np.zeros((4, 4))
    np.add.at(seen, (levels, told), weights)
    far = (np.arange(4)[:, None] - np.arange(4)) ** 2
    chance = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / seen.sum()
    kappa: float = 1 - (far * seen).sum() / (far * chance).sum()
    return kappa
