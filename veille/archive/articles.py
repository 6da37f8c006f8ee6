"""Items whose list said too little: which await a look at the article, and what it told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from veille.archive.database import Archive
from veille.archive.items import item_of
from veille.archive.rows import (
    ArticleVisitRow,
    ClassificationRow,
    ItemRow,
    ItemThemeRow,
    ItemWordsRow,
)
from veille.domain.item import Item, StoredItem

_items = ItemRow.__table__  # type: ignore[attr-defined]
_words = ItemWordsRow.__table__  # type: ignore[attr-defined]
_visits = ArticleVisitRow.__table__  # type: ignore[attr-defined]
_classifications = ClassificationRow.__table__  # type: ignore[attr-defined]
_item_themes = ItemThemeRow.__table__  # type: ignore[attr-defined]

TOO_LITTLE = 80
"""Characters of summary under which an article is worth a look: less than a sentence and a half
says no more than the title."""
_RECENT = timedelta(days=7)
"""Older items have had their letter; reading them would only cost the sites."""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """What came of one article. ``item``: the item completed, or None when it told nothing;
    ``words``: search words of its title and summary; ``outcome``: « read », else why not."""

    item_id: int
    outcome: str
    item: Item | None = None
    words: tuple[str, str] = ("", "")


def waiting(
    archive: Archive, source_ids: Collection[str], *, now: datetime, limit: int
) -> tuple[StoredItem, ...]:
    """Recent items of these sources with hardly any text and never looked at, newest first."""
    query = (
        select(_items)
        .outerjoin(_visits, _visits.c.item_id == _items.c.id)
        .where(
            _visits.c.item_id.is_(None),
            _items.c.first_seen > now - _RECENT,
            _items.c.url.startswith("http"),
            func.length(_items.c.summary) < TOO_LITTLE,
            _items.c.source_id.in_(source_ids),
        )
        .order_by(_items.c.first_seen.desc(), _items.c.id.desc())
        .limit(limit)
    )
    with archive.reading() as connection:
        return tuple(item_of(row) for row in connection.execute(query))


def keep(archive: Archive, results: Sequence[ReadArticle], *, now: datetime) -> None:
    """Write what the articles told, in one transaction; each is never asked for again.

    A completed item loses its classification, so that the next step judges it with its text.
    """
    if not results:
        return
    with archive.writing() as connection:
        for result in results:
            if result.item is not None:
                _complete(connection, result, result.item, now)
        connection.execute(
            insert(_visits).on_conflict_do_nothing(),
            [{"item_id": one.item_id, "outcome": one.outcome, "read_at": now} for one in results],
        )


def _complete(connection: Connection, result: ReadArticle, item: Item, now: datetime) -> None:
    execute = connection.execute
    values = {
        "title": item.title,
        "summary": item.summary,
        "author": item.author,
        "language": item.language,
        "title_key": item.title_key,
        "published": item.published,
        "updated_at": now,
    }
    if item.published and item.published <= now:
        values["date"] = item.published
    execute(update(_items).where(_items.c.id == result.item_id).values(**values))
    title, body = result.words
    execute(update(_words).where(_words.c.item_id == result.item_id).values(title=title, body=body))
    execute(delete(_classifications).where(_classifications.c.item_id == result.item_id))
    execute(delete(_item_themes).where(_item_themes.c.item_id == result.item_id))
