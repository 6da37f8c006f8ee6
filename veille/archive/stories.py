"""Which items tell one event."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select

from veille.archive.database import Archive
from veille.archive.rows import ItemRow, StoryRow
from veille.stories.grouping import Candidate, Group

_items = ItemRow.__table__  # type: ignore[attr-defined]
_stories = StoryRow.__table__  # type: ignore[attr-defined]

_CHUNK = 900


def ungrouped(archive: Archive, limit: int) -> list[Candidate]:
    """Items that belong to no story yet, oldest first."""
    query = _select().where(_items.c.story_id.is_(None)).order_by(_items.c.id).limit(limit)
    with archive.reading() as connection:
        return [_candidate(row) for row in connection.execute(query)]


def candidates(archive: Archive, items: Sequence[Candidate]) -> list[Candidate]:
    """Items already in a story that share an address or a title with one of ``items``."""
    urls = sorted({item.canonical_url for item in items if item.canonical_url})
    titles = sorted({item.title_key for item in items if item.title_key})
    found: dict[int, Candidate] = {}
    with archive.reading() as connection:
        for column, values in ((_items.c.canonical_url, urls), (_items.c.title_key, titles)):
            for start in range(0, len(values), _CHUNK):
                query = _select().where(
                    _items.c.story_id.is_not(None), column.in_(values[start : start + _CHUNK])
                )
                found.update({row.id: _candidate(row) for row in connection.execute(query)})
    return list(found.values())


def _select() -> "Select[tuple[int, str, str, datetime, int | None]]":
    columns = ("id", "canonical_url", "title_key", "date", "story_id")
    return select(*(_items.c[name] for name in columns))


def _candidate(row: Any) -> Candidate:
    return Candidate(row.id, row.canonical_url, row.title_key, row.date, row.story_id)


def assign(archive: Archive, groups: Sequence[Group], *, now: datetime) -> None:
    """Put items into their stories, making the new ones, in one transaction."""
    if not groups:
        return
    with archive.writing() as connection:
        number = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM stories").scalar_one()
        new_rows: list[dict[str, object]] = []
        updates: list[tuple[int, int]] = []
        for group in groups:
            story_id = group.story_id
            if story_id is None:
                number += 1
                story_id = number
                new_rows.append({"id": story_id, "created_at": now})
            updates += [(story_id, item_id) for item_id in group.item_ids]
        if new_rows:
            connection.execute(insert(_stories), new_rows)
        connection.exec_driver_sql("UPDATE items SET story_id = ? WHERE id = ?", updates)


def begun_before(archive: Archive, story_ids: Sequence[int], start: datetime) -> frozenset[int]:
    """Those of the stories that had an item by ``start``."""
    found: set[int] = set()
    with archive.reading() as connection:
        for first in range(0, len(story_ids), _CHUNK):
            query = (
                select(_items.c.story_id)
                .where(
                    _items.c.story_id.in_(story_ids[first : first + _CHUNK]),
                    _items.c.first_seen <= start,
                )
                .distinct()
            )
            found.update(row[0] for row in connection.execute(query))
    return frozenset(found)
