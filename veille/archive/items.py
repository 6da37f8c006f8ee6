"""Items: storing what a visit brought, and reading one back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from veille.archive import snapshots
from veille.archive.classifications import classification_of, themes_of
from veille.archive.database import Archive
from veille.archive.rows import (
    ArticleVisitRow,
    ClassificationRow,
    ItemRow,
    ItemThemeRow,
    ItemWordsRow,
    SourceRow,
)
from veille.archive.sources import state_values
from veille.domain.item import Item, StoredItem
from veille.domain.source import SourceState
from veille.domain.story import ClassifiedItem
from veille.errors import NotFoundError
from veille.normalise.words import search_words

_items = ItemRow.__table__  # type: ignore[attr-defined]
_words = ItemWordsRow.__table__  # type: ignore[attr-defined]
_sources = SourceRow.__table__  # type: ignore[attr-defined]
_classifications = ClassificationRow.__table__  # type: ignore[attr-defined]
_visits = ArticleVisitRow.__table__  # type: ignore[attr-defined]
_item_themes = ItemThemeRow.__table__  # type: ignore[attr-defined]

ARTICLE_READ = "read"
"""Outcome of an article's visit that gave its text."""

# SQLite takes 32,766 parameters a statement; one visit brings 500 items at most.
_CHUNK = 900
# It numbers rows with 63 bits; its driver raises on more.
_MOST = 2**63 - 1

_ADDRESSES = ("url", "canonical_url")
_CONTENT = ("url", "canonical_url", "title", "summary", "published", "author", "language")


@dataclass(frozen=True, slots=True)
class Stored:
    """What a visit changed: how many items are new, how many were rewritten."""

    new: int
    updated: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one visit brought: the source's new state and its items.

    ``words``: search words of each item's title and summary, in the same order; worked out
    here when not given.
    """

    state: SourceState
    items: Sequence[Item]
    words: Sequence[tuple[str, str]] = ()
    snapshot: str = ""
    """The new state of a page watched for changes; "" leaves the last one."""


def store(archive: Archive, arrivals: Sequence[Arrival], *, now: datetime) -> tuple[Stored, ...]:
    """Keep what visits brought together with the sources' new states, in one transaction.

    Items are known by (source, guid). A known one whose content changed is rewritten and
    loses its classification, so that the next step judges it again; it stays as old as it was.
    Returns what changed, visit by visit.
    """
    stored: list[Stored] = []
    added: list[tuple[Item, tuple[str, str]]] = []
    with archive.writing() as connection:
        for arrival in arrivals:
            words = arrival.words or [_search_words(item) for item in arrival.items]
            unique = {
                item.guid: (item, its) for item, its in zip(arrival.items, words, strict=True)
            }
            known = _known(connection, arrival.state.source_id, list(unique))
            new = [pair for guid, pair in unique.items() if guid not in known]
            changed = [
                (known[guid], _completed(known[guid], pair))
                for guid, pair in unique.items()
                if guid in known and _differs(known[guid], pair[0])
            ]
            added += new
            for row, (item, its_words) in changed:
                _rewrite(connection, row, item, its_words, now)
            stored.append(Stored(len(new), len(changed)))
        if added:
            _insert(connection, added, now)
        for arrival, one in zip(arrivals, stored, strict=True):
            values = state_values(arrival.state)
            values["new"] = one.new
            if one.new:
                values["last_new"] = now
            if arrival.snapshot:
                snapshots.put(connection, arrival.state.source_id, arrival.snapshot, now)
            connection.execute(
                update(_sources).where(_sources.c.id == arrival.state.source_id).values(**values)
            )
    return tuple(stored)


def _search_words(item: Item) -> tuple[str, str]:
    return search_words(item.title), search_words(item.summary)


def _known(connection: Connection, source_id: str, guids: list[str]) -> dict[str, Any]:
    known: dict[str, Any] = {}
    columns = [_items.c[name] for name in ("id", "guid", "first_seen", *_CONTENT)]
    columns.append(_visits.c.outcome.label("article"))
    for start in range(0, len(guids), _CHUNK):
        query = (
            select(*columns)
            .outerjoin(_visits, _visits.c.item_id == _items.c.id)
            .where(
                _items.c.source_id == source_id, _items.c.guid.in_(guids[start : start + _CHUNK])
            )
        )
        known.update({row.guid: row for row in connection.execute(query)})
    return known


def _differs(row: Any, item: Item) -> bool:
    # What the article itself told is worth more than what its list says of it again.
    names = _ADDRESSES if row.article == ARTICLE_READ else _CONTENT
    return any(getattr(row, name) != getattr(item, name) for name in names)


def _completed(row: Any, pair: tuple[Item, tuple[str, str]]) -> tuple[Item, tuple[str, str]]:
    """A known item whose article was read keeps what the article told."""
    if row.article != ARTICLE_READ:
        return pair
    kept = {name: getattr(row, name) for name in _CONTENT if name not in _ADDRESSES}
    item = replace(pair[0], **kept)
    return item, _search_words(item)


def _shown_date(item: Item, first_seen: datetime) -> datetime:
    """Published, unless missing or in the future (``StoredItem.date`` says the same)."""
    return item.published if item.published and item.published <= first_seen else first_seen


def _values(item: Item) -> dict[str, Any]:
    values = {name: getattr(item, name) for name in _CONTENT}
    return values | {"categories": list(item.categories), "title_key": item.title_key}


def _insert(
    connection: Connection, new: Sequence[tuple[Item, tuple[str, str]]], now: datetime
) -> None:
    highest = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM items").scalar_one()
    numbered = list(enumerate(new, start=highest + 1))
    connection.execute(
        insert(_items),
        [
            _values(item)
            | {
                "id": number,
                "source_id": item.source_id,
                "guid": item.guid,
                "date": _shown_date(item, now),
                "first_seen": now,
            }
            for number, (item, _) in numbered
        ],
    )
    connection.execute(
        insert(_words),
        [
            {"item_id": number, "title": title, "body": body}
            for number, (_, (title, body)) in numbered
        ],
    )


def _rewrite(
    connection: Connection, row: Any, item: Item, words: tuple[str, str], now: datetime
) -> None:
    connection.execute(
        update(_items)
        .where(_items.c.id == row.id)
        .values(**_values(item), date=_shown_date(item, row.first_seen), updated_at=now)
    )
    title, body = words
    connection.execute(
        update(_words).where(_words.c.item_id == row.id).values(title=title, body=body)
    )
    connection.execute(delete(_classifications).where(_classifications.c.item_id == row.id))
    connection.execute(delete(_item_themes).where(_item_themes.c.item_id == row.id))


def item_of(row: Any) -> StoredItem:
    """The stored item of a row that has all the columns of ``items``."""
    return StoredItem(
        id=row.id,
        item=Item(
            source_id=row.source_id,
            guid=row.guid,
            url=row.url,
            canonical_url=row.canonical_url,
            title=row.title,
            summary=row.summary,
            published=row.published,
            author=row.author,
            language=row.language,
            categories=tuple(row.categories),
            title_key=row.title_key,
        ),
        first_seen=row.first_seen,
        story_id=row.story_id,
    )


def classified(
    archive: Archive, *conditions: Any, order: Sequence[Any] = ()
) -> tuple[ClassifiedItem, ...]:
    """Items that meet the conditions, with their classification (an empty one if none yet)."""
    query = (
        select(
            _items,
            _classifications.c.relevance,
            _classifications.c.relevance_score,
            _classifications.c.why,
            _classifications.c.evidence,
            _classifications.c.places,
            _classifications.c.facts,
            _classifications.c.rules_version,
            _classifications.c.classified_at,
        )
        .outerjoin(_classifications, _classifications.c.item_id == _items.c.id)
        .where(*conditions)
        .order_by(*order)
    )
    with archive.reading() as connection:
        return tuple(
            ClassifiedItem(item_of(row), classification_of(row))
            for row in connection.execute(query)
        )


def by_ids(archive: Archive, ids: Sequence[int]) -> tuple[ClassifiedItem, ...]:
    """The items of these ids, in the order asked for; unknown ids are skipped."""
    found = {one.stored.id: one for one in classified(archive, _items.c.id.in_(ids))}
    return tuple(found[key] for key in ids if key in found)


def get(archive: Archive, item_id: int) -> ClassifiedItem:
    """One item.

    Raises:
        NotFoundError: no item has this number.
    """
    found = by_ids(archive, [item_id]) if abs(item_id) <= _MOST else ()
    if not found:
        raise NotFoundError(f"Aucun article ne porte le numéro {item_id} dans l’archive.")
    return found[0]


def neighbours(archive: Archive, story_id: int) -> tuple[ClassifiedItem, ...]:
    """All items of a story, oldest first."""
    return classified(archive, _items.c.story_id == story_id, order=(_items.c.date, _items.c.id))


def first_seen_between(
    archive: Archive, start: datetime, end: datetime
) -> tuple[ClassifiedItem, ...]:
    """Items with ``start < first_seen <= end``, oldest first."""
    return classified(
        archive,
        _items.c.first_seen > start,
        _items.c.first_seen <= end,
        order=(_items.c.first_seen, _items.c.id),
    )


def export(archive: Archive) -> Iterator[dict[str, Any]]:
    """Every item as the JSON object of ``veille export``, oldest first, read as a stream."""
    query = (
        select(
            _items.c.id,
            _items.c.source_id,
            _items.c.guid,
            _items.c.url,
            _items.c.title,
            _items.c.summary,
            _items.c.published,
            _items.c.first_seen,
            _items.c.story_id,
            _classifications.c.relevance,
            _classifications.c.evidence,
        )
        .outerjoin(_classifications, _classifications.c.item_id == _items.c.id)
        .order_by(_items.c.id)
    )
    with archive.reading() as connection:
        for row in connection.execute(query):
            yield {
                "id": row.id,
                "source": row.source_id,
                "guid": row.guid,
                "url": row.url,
                "title": row.title,
                "summary": row.summary,
                "published": _iso(row.published),
                "first_seen": _iso(row.first_seen),
                "themes": [match.code for match in themes_of(row.evidence)],
                "relevance": row.relevance,
                "story": row.story_id,
            }


def _iso(date: datetime | None) -> str | None:
    return date.isoformat().replace("+00:00", "Z") if date else None


def ids_of(found: Iterable[ClassifiedItem]) -> list[int]:
    """The numbers of the items, in order."""
    return [one.stored.id for one in found]
