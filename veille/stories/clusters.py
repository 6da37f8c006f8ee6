"""From alike pairs to clusters: average linkage, so that vocabulary never chains two events.

Two clusters join when their items are alike *on average*: A like B and B like C is not enough
if A and C have nothing in common. The average is that of all pairs, computed from the sum of
the vectors of each cluster, so pairs that were never compared count too.

Best pairs first. A pair that no longer stands alone is weighed again as the clusters it now
belongs to, which can only lower it: nothing is missed by looking at pairs in that order.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from veille.stories.features import Features, Vector
from veille.stories.likeness import WINDOW, Pair, dot

# Two established events need more in common than an event and one more article: the average is
# divided by the size of the smaller one to this power. 0.15 to 0.3 gain 0.002 to 0.004 of F1
# on the labelled headlines, 0.5 loses as much.
_ESTABLISHED = 0.3
SPAN = 2 * WINDOW
"""The longest a story lasts: what is still told later is told as a new one."""


@dataclass(slots=True)
class _Cluster:
    members: list[int]
    total: Vector
    first: datetime | None
    last: datetime | None
    places: frozenset[str]


class Clustering:
    """The clusters of a set of items, each given in its order; grows by joining."""

    def __init__(self, items: Sequence[Features], apart: Iterable[tuple[int, int]] = ()) -> None:
        """``apart``: ranks of items that must never be together."""
        self._clusters: dict[int, _Cluster] = {
            rank: _Cluster(
                [rank],
                item.vector,
                item.telling.date,
                item.telling.date,
                frozenset(item.telling.places),
            )
            for rank, item in enumerate(items)
        }
        self._cluster_of = list(range(len(items)))
        self._next = len(items)
        self._apart: dict[int, set[int]] = {}
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def force(self, one: int, other: int) -> None:
        """Join two items whatever they say, unless they must be apart."""
        first, second = self._cluster_of[one], self._cluster_of[other]
        if first != second and not self._kept_apart(first, second):
            self._join(first, second)

    def join_same(self, one: int, other: int) -> None:
        """Join two items known to tell one event, if the story does not last too long."""
        first, second = self._cluster_of[one], self._cluster_of[other]
        if first != second and self._may_join(first, second):
            self._join(first, second)

    def join_alike(self, pairs: Iterable[Pair], threshold: float) -> None:
        """Join clusters alike on average, the most alike first."""
        # (less the likeness, two items, the two clusters it was measured between)
        heap = [(-one.score, one.first, one.second, one.first, one.second) for one in pairs]
        heapq.heapify(heap)
        weighed: set[tuple[int, int]] = set()
        while heap:
            _, one, other, first, second = heapq.heappop(heap)
            now = self._cluster_of[one], self._cluster_of[other]
            if now[0] == now[1] or not self._may_join(*now):
                continue
            if now == (first, second):
                self._join(*now)
            elif now not in weighed:
                weighed.add(now)
                score = self._likeness(*now)
                if score >= threshold:
                    heapq.heappush(heap, (-score, one, other, *now))

    def members(self) -> list[list[int]]:
        """The ranks of each cluster, in order."""
        return sorted(sorted(one.members) for one in self._clusters.values())

    def _likeness(self, first: int, second: int) -> float:
        one, other = self._clusters[first], self._clusters[second]
        small, large = sorted((len(one.members), len(other.members)))
        return dot(one.total, other.total) / (large * float(small ** (1 + _ESTABLISHED)))

    def _may_join(self, first: int, second: int) -> bool:
        one, other = self._clusters[first], self._clusters[second]
        if one.places and other.places and not one.places & other.places:
            return False
        joined = _span(_earliest(one, other), _latest(one, other))
        longest = max(SPAN, _span(one.first, one.last), _span(other.first, other.last))
        return joined <= longest and not self._kept_apart(first, second)

    def _kept_apart(self, first: int, second: int) -> bool:
        if not self._apart:
            return False
        other = set(self._clusters[second].members)
        return any(
            not other.isdisjoint(self._apart.get(member, ()))
            for member in self._clusters[first].members
        )

    def _join(self, first: int, second: int) -> None:
        one, other = self._clusters.pop(first), self._clusters.pop(second)
        if len(other.total) > len(one.total):
            one, other = other, one
        # The vector of a lone item is the item's own: it is copied, never added to.
        total = one.total if len(one.members) > 1 else dict(one.total)
        for feature, weight in other.total.items():
            total[feature] = total.get(feature, 0.0) + weight
        self._clusters[self._next] = _Cluster(
            one.members + other.members,
            total,
            _earliest(one, other),
            _latest(one, other),
            one.places | other.places,
        )
        for member in self._clusters[self._next].members:
            self._cluster_of[member] = self._next
        self._next += 1


def _earliest(one: _Cluster, other: _Cluster) -> datetime | None:
    return min((date for date in (one.first, other.first) if date), default=None)


def _latest(one: _Cluster, other: _Cluster) -> datetime | None:
    return max((date for date in (one.last, other.last) if date), default=None)


def _span(first: datetime | None, last: datetime | None) -> timedelta:
    return last - first if first and last else timedelta()
