"""Subscribers. They live in the database, never in a file of the project."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from veille.archive.database import Archive
from veille.archive.rows import SubscriberRow, VoteRow
from veille.domain.audience import Subscriber
from veille.errors import NotFoundError

_subscribers = SubscriberRow.__table__  # type: ignore[attr-defined]
_votes = VoteRow.__table__  # type: ignore[attr-defined]


def add(
    archive: Archive,
    email: str,
    *,
    name: str = "",
    digests: tuple[str, ...] = (),
    themes: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    now: datetime,
) -> Subscriber:
    """Subscribe an address; one already known is updated and made active again."""
    address = email.strip().lower()
    values = {
        "name": name,
        "digests": list(digests),
        "themes": list(themes),
        "tags": list(tags),
        "active": True,
    }
    with archive.writing() as connection:
        connection.execute(
            insert(_subscribers)
            .values(email=address, created_at=now, **values)
            .on_conflict_do_update(index_elements=["email"], set_=values)
        )
        row = connection.execute(select(_subscribers).where(_subscribers.c.email == address)).one()
    return _subscriber(row)


def remove(archive: Archive, email: str) -> None:
    """Stop all sendings to an address; what was sent stays known, what she voted is forgotten.

    Raises:
        NotFoundError: nobody has this address.
    """
    if not _leave(archive, _subscribers.c.email == email.strip().lower()):
        raise NotFoundError(
            f"Aucun abonné n’a l’adresse « {email} » ; « veille subscribers list » les montre."
        )


def unsubscribe(archive: Archive, subscriber_id: int) -> None:
    """The same by number, from the link of a mail; an unknown number does nothing."""
    _leave(archive, _subscribers.c.id == subscriber_id)


def _leave(archive: Archive, who: ColumnElement[bool]) -> int:
    """Their number, 0 or 1. Their votes go with them, in the same transaction."""
    with archive.writing() as connection:
        changed = connection.execute(update(_subscribers).where(who).values(active=False))
        theirs = select(_subscribers.c.id).where(who)
        connection.execute(delete(_votes).where(_votes.c.subscriber_id.in_(theirs)))
    return changed.rowcount


def subscribers(archive: Archive, *, active_only: bool = False) -> tuple[Subscriber, ...]:
    """Every subscriber, by address."""
    query = select(_subscribers).order_by(_subscribers.c.email)
    if active_only:
        query = query.where(_subscribers.c.active.is_(True))
    with archive.reading() as connection:
        return tuple(_subscriber(row) for row in connection.execute(query))


def by_id(archive: Archive, subscriber_id: int) -> Subscriber:
    """One subscriber.

    Raises:
        NotFoundError: no subscriber has this number.
    """
    with archive.reading() as connection:
        row = connection.execute(
            select(_subscribers).where(_subscribers.c.id == subscriber_id)
        ).first()
    if row is None:
        raise NotFoundError("Cet abonné n’existe plus.")
    return _subscriber(row)


def _subscriber(row: Any) -> Subscriber:
    return Subscriber(
        id=row.id,
        email=row.email,
        name=row.name,
        digests=tuple(row.digests),
        themes=tuple(row.themes),
        tags=tuple(row.tags),
        active=row.active,
        created_at=row.created_at,
    )
