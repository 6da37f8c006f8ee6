"""How well stories match what a person grouped: B-cubed. Pure.

For each item: what share of its story belongs with it (precision), what share of what belongs
with it is in its story (recall); then the means over items. A large event counts by its items,
and a lone item put alone counts as right.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BCubed:
    """Means over the items; F1 is the harmonic mean of both."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def b_cubed(expected: Sequence[Hashable], given: Sequence[Hashable]) -> BCubed:
    """Compare two groupings of the same items; a perfect match is 1 and 1."""
    if not expected:
        return BCubed(1.0, 1.0)
    both = Counter(zip(expected, given, strict=True))
    wanted, got = Counter(expected), Counter(given)
    return BCubed(
        sum(count * count / got[story] for (_, story), count in both.items()) / len(expected),
        sum(count * count / wanted[event] for (event, _), count in both.items()) / len(expected),
    )
