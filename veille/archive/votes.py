"""What readers said of items: one word each, the last one kept. Only counts leave this file."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.sqlite import insert

from veille.archive.database import Archive
from veille.archive.rows import SubscriberRow, VoteRow
from veille.domain.vote import Tally, Vote

_votes = VoteRow.__table__  # type: ignore[attr-defined]
_subscribers = SubscriberRow.__table__  # type: ignore[attr-defined]


def cast(archive: Archive, subscriber_id: int, item_id: int, vote: Vote, *, now: datetime) -> bool:
    """Keep a reader's word in place of her former one on this item.

    False, and nothing is kept, when she is no longer a subscriber.
    """
    said = {"vote": vote.value, "voted_at": now}
    statement = insert(_votes).values(item_id=item_id, subscriber_id=subscriber_id, **said)
    active = select(_subscribers.c.id).where(
        _subscribers.c.id == subscriber_id, _subscribers.c.active.is_(True)
    )
    with archive.writing() as connection:
        if not connection.execute(active).first():
            return False
        connection.execute(
            statement.on_conflict_do_update(index_elements=["item_id", "subscriber_id"], set_=said)
        )
    return True


def of_item(archive: Archive, item_id: int) -> Tally:
    """How many said what of one item."""
    return _tallies(archive, _votes.c.item_id == item_id).get(item_id, Tally())


def every(archive: Archive, *, before: datetime) -> dict[int, Tally]:
    """How many said what of each item, of the words said before that instant."""
    return _tallies(archive, _votes.c.voted_at < before)


def _tallies(archive: Archive, condition: Any) -> dict[int, Tally]:
    query = (
        select(_votes.c.item_id, _votes.c.vote, func.count())
        .where(condition)
        .group_by(_votes.c.item_id, _votes.c.vote)
        .order_by(_votes.c.item_id)
    )
    with archive.reading() as connection:
        return _gathered(tuple(row) for row in connection.execute(query))


def _gathered(rows: Iterable[tuple[int, str, int]]) -> dict[int, Tally]:
    found: dict[int, dict[str, int]] = {}
    for item_id, vote, count in rows:
        found.setdefault(item_id, {})[Vote(vote).name.lower()] = count
    return {item_id: Tally(**counts) for item_id, counts in found.items()}
