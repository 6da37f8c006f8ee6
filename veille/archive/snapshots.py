"""The last good state of the pages that are watched for changes."""

from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from veille.archive.database import Archive
from veille.archive.rows import SnapshotRow

_snapshots = SnapshotRow.__table__  # type: ignore[attr-defined]


def last_state(archive: Archive, source_id: str) -> str:
    """The state kept at the last good visit; "" before the first."""
    query = select(_snapshots.c.state).where(_snapshots.c.source_id == source_id)
    with archive.reading() as connection:
        return str(connection.execute(query).scalar() or "")


def put(connection: Connection, source_id: str, state: str, now: datetime) -> None:
    """Replace the state of a source, within the transaction that stores what changed."""
    statement = insert(_snapshots).values(source_id=source_id, state=state, taken_at=now)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["source_id"], set_={"state": state, "taken_at": now}
        )
    )
