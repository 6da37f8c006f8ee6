"""The archive at a glance."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from veille.archive.database import Archive
from veille.archive.rows import ItemRow, SourceRow

_items = ItemRow.__table__  # type: ignore[attr-defined]
_sources = SourceRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Summary:
    """``size_bytes``: of the database file, 0 when it is not a file."""

    items: int
    last_collect: datetime | None
    size_bytes: int


def summary(archive: Archive) -> Summary:
    """How many items, when the last visit to any source was, how big the file is."""
    with archive.reading() as connection:
        items = connection.execute(select(func.count()).select_from(_items)).scalar_one()
        last = connection.execute(select(func.max(_sources.c.checked_at))).scalar_one()
    size = archive.path.stat().st_size if archive.path and archive.path.exists() else 0
    return Summary(items, last, size)
