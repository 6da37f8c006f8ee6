"""Items that tell one event, whatever the source and the day.

In this order: what a person decided; the same address or the same title within a week; then
what is alike on average. The result depends on the set of items alone, never on their order.
Items already in stories are grouped again with the new ones, as if all had come at once; the
stories then keep their numbers (see ``_numbered``).
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from urllib.parse import urlsplit

from veille.normalise.words import title_key
from veille.stories.clusters import SPAN, Clustering
from veille.stories.features import MIN_WORDS, Features, Telling, weigh
from veille.stories.likeness import LEAST_SHARED, pairs, within
from veille.stories.reasons import reasons

# The labelled headlines give the same F1, to 0.002, from 0.065 to 0.08; halves agree.
_THRESHOLD = 0.075
# In the archive most items are alone to tell their event, which no labelled headline is: one
# word, however rare, says « the same trade » oftener than « the same event ». Two telling words
# are asked for; on the labelled headlines the higher bar takes precision from 0.88 to 0.92 and
# recall from 0.87 to 0.76.
STRICT_THRESHOLD = 0.12
STRICT_SHARED = 9.0
# Among more items more are alike by chance. Titles retold by ``benchmarks/stories.py`` do best
# near 0.18 for 5,000 items and for 20,000; under a thousand nothing speaks for a change.
_FEW = 1_000
_MORE_ITEMS = 0.04
# The calendar as Python has it: feeds do give dates of the year 1.
_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said of two items: kept together, or kept apart."""

    first: int
    second: int
    together: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one story; ``story_id`` is None when it is new.

    ``reasons``: why each item is there, in the order of ``item_ids``.
    """

    story_id: int | None
    item_ids: tuple[int, ...]
    reasons: tuple[str, ...]


def group(
    tellings: Iterable[Telling],
    decisions: Sequence[Decision] = (),
    local: Iterable[str] = (),
    *,
    strict: bool = False,
    standing: Collection[int] = (),
) -> tuple[Group, ...]:
    """Put every item in a story; stories in the order of their first item.

    ``local``: names of the places watched, which tell no event (``features.weigh``).
    ``strict``: most of the items are alone to tell their event. ``standing``: items whose
    stories were settled among others that are not here; they stay with each other.

    A decision about an item that is not there is ignored. Where decisions contradict each
    other through a third item, « apart » wins.
    """
    ordered = sorted(tellings, key=lambda one: (one.date or _EARLIEST, one.id))
    items = weigh(ordered, local)
    rank = {one.id: number for number, one in enumerate(ordered)}
    known = sorted(
        (*sorted((rank[one.first], rank[one.second])), one.together)
        for one in decisions
        if one.first in rank and one.second in rank
    )
    together = [(first, second) for first, second, kept in known if kept]
    clustering = Clustering(items, [(first, second) for first, second, kept in known if not kept])
    for first, second in (*together, *_standing(ordered, frozenset(standing))):
        clustering.force(first, second)
    for first, second in _same(ordered):
        clustering.join_same(first, second)
    least = STRICT_THRESHOLD if strict else _THRESHOLD
    threshold = least + _MORE_ITEMS * math.log(max(len(items), _FEW) / _FEW)
    clustering.join_alike(
        pairs(items, threshold, STRICT_SHARED if strict else LEAST_SHARED), threshold
    )
    clusters = clustering.members()
    decided = frozenset(together)
    return tuple(
        _group([items[one] for one in members], story_id, members, decided)
        for members, story_id in zip(clusters, _numbered(clusters, ordered), strict=True)
    )


def periods(dates: Iterable[datetime]) -> list[tuple[datetime, datetime]]:
    """The stretches of time where items can share a story with one of these dates."""
    found: list[tuple[datetime, datetime]] = []
    for date in sorted(dates):
        first = max(date, _EARLIEST + SPAN) - SPAN
        last = min(date, _LATEST - SPAN) + SPAN
        if found and first <= found[-1][1]:
            first = found.pop()[0]
        found.append((first, last))
    return found


def _group(
    items: Sequence[Features],
    story_id: int | None,
    members: Sequence[int],
    decided: frozenset[tuple[int, int]],
) -> Group:
    said = reasons(items, _chosen(members, decided))
    return Group(story_id, tuple(one.telling.id for one in items), said)


def _chosen(members: Sequence[int], decided: frozenset[tuple[int, int]]) -> frozenset[int]:
    """Positions in the cluster of the items that a person put there."""
    if not decided:
        return frozenset()
    position = {member: number for number, member in enumerate(members)}
    return frozenset(
        position[one]
        for pair in decided
        if pair[0] in position and pair[1] in position
        for one in pair
    )


def _standing(ordered: Sequence[Telling], standing: frozenset[int]) -> list[tuple[int, int]]:
    """Ranks of the standing items of one story, each with the one before it."""
    members: dict[int, list[int]] = {}
    for rank, one in enumerate(ordered):
        if one.id in standing and one.story_id is not None:
            members.setdefault(one.story_id, []).append(rank)
    return [pair for ranks in members.values() for pair in pairwise(ranks)]


def _same(ordered: Sequence[Telling]) -> list[tuple[int, int]]:
    """Ranks of items that share an address or a title, each with the one before it."""
    sharing: dict[str, list[int]] = {}
    for rank, one in enumerate(ordered):
        for key in _keys(one):
            sharing.setdefault(key, []).append(rank)
    return sorted(
        (earlier, later)
        for ranks in sharing.values()
        for earlier, later in pairwise(ranks)
        if within(ordered[earlier], ordered[later])
    )


def _keys(one: Telling) -> list[str]:
    keys = []
    if _is_article(one.canonical_url):
        keys.append(f"url {one.canonical_url}")
    title = title_key(one.title)
    if title.count(" ") >= MIN_WORDS - 1:
        keys.append(f"title {title}")
    return keys


def _is_article(address: str) -> bool:
    """Whether an address is more than a site's front page, which many entries may share."""
    parts = urlsplit(address)
    return bool(parts.netloc and (parts.path.strip("/") or parts.query))


def _numbered(clusters: Sequence[Sequence[int]], ordered: Sequence[Telling]) -> list[int | None]:
    """The number of each cluster.

    A story goes on where most of its items are (of equals, the earliest cluster), so a split
    leaves the number to the larger part. A cluster where several stories go on, a merge, takes
    the oldest number.
    """
    shares: dict[int, dict[int, int]] = {}
    for cluster, members in enumerate(clusters):
        for member in members:
            story_id = ordered[member].story_id
            if story_id is not None:
                share = shares.setdefault(story_id, {})
                share[cluster] = share.get(cluster, 0) + 1
    numbers: list[int | None] = [None] * len(clusters)
    for story_id in sorted(shares):
        share = shares[story_id]
        heir = min(share, key=lambda cluster: (-share[cluster], cluster))
        if numbers[heir] is None:
            numbers[heir] = story_id
    return numbers
