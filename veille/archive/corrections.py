"""What persons said of items: kept for ever, whatever the rules become."""

from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from veille.archive.database import Archive
from veille.archive.rows import ClassificationRow, CorrectionRow, ItemRow, ItemThemeRow
from veille.domain.correction import Correction
from veille.errors import NotFoundError

_items = ItemRow.__table__  # type: ignore[attr-defined]
_corrections = CorrectionRow.__table__  # type: ignore[attr-defined]
_classifications = ClassificationRow.__table__  # type: ignore[attr-defined]
_item_themes = ItemThemeRow.__table__  # type: ignore[attr-defined]


def every(archive: Archive) -> dict[int, Correction]:
    """All that was said, by the number of the item."""
    query = select(_corrections).order_by(_corrections.c.item_id)
    with archive.reading() as connection:
        return {row.item_id: _correction(row) for row in connection.execute(query)}


def save(archive: Archive, correction: Correction) -> None:
    """Keep this in place of what was said before of the item, which waits to be judged again.

    Raises:
        NotFoundError: the item is not in the archive.
    """
    said: dict[str, Any] = {
        "added": list(correction.added),
        "removed": list(correction.removed),
        "relevance": correction.relevance,
        "decided_at": correction.decided_at,
    }
    number = correction.item_id
    statement = insert(_corrections).values(item_id=number, **said)
    with archive.writing() as connection:
        if not connection.execute(select(_items.c.id).where(_items.c.id == number)).first():
            raise NotFoundError(f"Aucun article ne porte le numéro {number} dans l’archive.")
        connection.execute(statement.on_conflict_do_update(index_elements=["item_id"], set_=said))
        _unjudge(connection, number)


def forget(archive: Archive, item_id: int) -> None:
    """Take back all that was said of an item, which waits to be judged again."""
    with archive.writing() as connection:
        known = connection.execute(delete(_corrections).where(_corrections.c.item_id == item_id))
        if known.rowcount:
            _unjudge(connection, item_id)


def _unjudge(connection: Connection, item_id: int) -> None:
    connection.execute(delete(_classifications).where(_classifications.c.item_id == item_id))
    connection.execute(delete(_item_themes).where(_item_themes.c.item_id == item_id))


def _correction(row: Any) -> Correction:
    return Correction(
        item_id=row.item_id,
        added=tuple(row.added),
        removed=tuple(row.removed),
        relevance=row.relevance,
        decided_at=row.decided_at,
    )
