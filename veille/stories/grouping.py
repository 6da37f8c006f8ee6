"""Grouping: same canonical address, or same bare title, within a window of days.

Two items belong together when they share an address, or a title of at least four words
(« Faits divers » is no title), and are at most ``WINDOW`` apart. The result does not depend
on the order of the items.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

WINDOW = timedelta(days=7)
"""A yearly « Vœux du maire » must not join last year's; a reprint comes within the week."""
_MIN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """What grouping looks at; ``story_id`` is None for an item without a story yet."""

    id: int
    canonical_url: str
    title_key: str
    date: datetime
    story_id: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Items to put together: into ``story_id``, or into a new story when it is None."""

    story_id: int | None
    item_ids: tuple[int, ...]


def group(candidates: Sequence[Candidate]) -> tuple[Group, ...]:
    """Put each item without a story into one.

    Items that already have a story keep it: when new items link two older stories, the new
    ones go to the older story and nothing already shown is moved.
    """
    parent = {one.id: one.id for one in candidates}

    def root(key: int) -> int:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    by_key: dict[str, list[Candidate]] = {}
    for one in candidates:
        for key in _keys(one):
            by_key.setdefault(key, []).append(one)
    for sharing in by_key.values():
        sharing.sort(key=lambda one: (one.date, one.id))
        for earlier, later in pairwise(sharing):
            if later.date - earlier.date <= WINDOW:
                first, second = sorted((root(earlier.id), root(later.id)))
                parent[second] = first

    together: dict[int, list[Candidate]] = {}
    for one in candidates:
        together.setdefault(root(one.id), []).append(one)
    groups = []
    for members in together.values():
        new = tuple(sorted(one.id for one in members if one.story_id is None))
        if new:
            known = [one.story_id for one in members if one.story_id is not None]
            groups.append(Group(min(known) if known else None, new))
    return tuple(sorted(groups, key=lambda one: one.item_ids))


def _keys(one: Candidate) -> list[str]:
    keys = []
    if _is_article(one.canonical_url):
        keys.append(f"url {one.canonical_url}")
    if one.title_key.count(" ") >= _MIN_WORDS - 1:
        keys.append(f"title {one.title_key}")
    return keys


def _is_article(address: str) -> bool:
    """Whether an address is more than a site's front page, which many entries may share."""
    parts = urlsplit(address)
    return bool(parts.netloc and (parts.path.strip("/") or parts.query))
