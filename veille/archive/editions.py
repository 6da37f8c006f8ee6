"""Issues of the letters, and their sendings claimed one by one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.dialects.sqlite import insert

from veille.archive.database import Archive
from veille.archive.rows import DeliveryRow, EditionRow, SubscriberRow
from veille.domain.audience import Delivery, DeliveryStatus, Subscriber
from veille.domain.edition import Edition, EditionStatus, Window
from veille.errors import NotFoundError

_editions = EditionRow.__table__  # type: ignore[attr-defined]
_deliveries = DeliveryRow.__table__  # type: ignore[attr-defined]
_subscribers = SubscriberRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class NewEdition:
    """An edition as composed, before the archive gives it a number."""

    digest_id: str
    week: str
    window: Window
    composed_at: datetime
    subject: str
    html: str
    text: str
    stories: tuple[int, ...]


def add(archive: Archive, new: NewEdition, status: EditionStatus) -> Edition:
    """Keep a composed edition; if this week already has one, that one is given back as it is."""
    with archive.writing() as connection:
        connection.execute(
            insert(_editions)
            .values(
                digest_id=new.digest_id,
                week=new.week,
                status=status.value,
                window_start=new.window.start,
                window_end=new.window.end,
                composed_at=new.composed_at,
                subject=new.subject,
                html=new.html,
                text=new.text,
                stories=list(new.stories),
            )
            .on_conflict_do_nothing()
        )
    return find(archive, new.digest_id, new.week)


def replace_draft(archive: Archive, new: NewEdition) -> Edition:
    """Compose again an edition nobody approved yet; a frozen one is given back untouched."""
    with archive.writing() as connection:
        connection.execute(
            update(_editions)
            .where(
                _editions.c.digest_id == new.digest_id,
                _editions.c.week == new.week,
                _editions.c.status == EditionStatus.DRAFT.value,
            )
            .values(
                window_start=new.window.start,
                window_end=new.window.end,
                composed_at=new.composed_at,
                subject=new.subject,
                html=new.html,
                text=new.text,
                stories=list(new.stories),
            )
        )
    return find(archive, new.digest_id, new.week)


def set_status(archive: Archive, edition_id: int, status: EditionStatus) -> None:
    """Move an edition forward; its content does not change."""
    with archive.writing() as connection:
        connection.execute(
            update(_editions).where(_editions.c.id == edition_id).values(status=status.value)
        )


def published(archive: Archive) -> tuple[Edition, ...]:
    """Editions that may be read by all, newest first."""
    return _select(archive, _editions.c.status != EditionStatus.DRAFT.value)


def find(archive: Archive, digest_id: str, week: str) -> Edition:
    """The edition of that digest and ISO week.

    Raises:
        NotFoundError: there is none.
    """
    found = _select(archive, _editions.c.digest_id == digest_id, _editions.c.week == week)
    if not found:
        raise NotFoundError(f"La lettre « {digest_id} » n’a pas de numéro pour {week}.")
    return found[0]


def newest(archive: Archive, digest_id: str) -> Edition | None:
    """The latest edition of a digest, drafts included."""
    found = _select(archive, _editions.c.digest_id == digest_id)
    return found[0] if found else None


def previous(archive: Archive, digest_id: str, week: str) -> Edition | None:
    """The approved edition that came before ``week``: where the next window starts."""
    found = _select(
        archive,
        _editions.c.digest_id == digest_id,
        _editions.c.week < week,
        _editions.c.status != EditionStatus.DRAFT.value,
    )
    return found[0] if found else None


def frozen(archive: Archive, digest_id: str) -> tuple[Edition, ...]:
    """Approved editions whose sending is not finished, oldest first."""
    return _select(
        archive,
        _editions.c.digest_id == digest_id,
        _editions.c.status == EditionStatus.FROZEN.value,
    )[::-1]


def telling(archive: Archive, story_id: int) -> tuple[Edition, ...]:
    """Every edition a story is in, drafts included, newest first."""
    stories = text("EXISTS (SELECT 1 FROM json_each(editions.stories) WHERE value = :story)")
    return _select(archive, stories.bindparams(story=story_id))


def _select(archive: Archive, *conditions: Any) -> tuple[Edition, ...]:
    query = select(_editions).where(*conditions)
    query = query.order_by(_editions.c.week.desc(), _editions.c.id.desc())
    with archive.reading() as connection:
        return tuple(_edition(row) for row in connection.execute(query))


def _edition(row: Any) -> Edition:
    return Edition(
        id=row.id,
        digest_id=row.digest_id,
        week=row.week,
        status=EditionStatus(row.status),
        window=Window(row.window_start, row.window_end),
        composed_at=row.composed_at,
        subject=row.subject,
        html=row.html,
        text=row.text,
        stories=tuple(row.stories),
    )


def address(archive: Archive, edition: Edition, subscribers: list[Subscriber]) -> None:
    """Give each subscriber her delivery of the edition; those already there are untouched."""
    if not subscribers:
        return
    with archive.writing() as connection:
        connection.execute(
            insert(_deliveries).on_conflict_do_nothing(),
            [
                {
                    "edition_id": edition.id,
                    "subscriber_id": subscriber.id,
                    "status": DeliveryStatus.PENDING.value,
                    "message_id": "",
                    "attempts": 0,
                    "reason": "",
                }
                for subscriber in subscribers
            ],
        )


def claim(
    archive: Archive,
    edition: Edition,
    *,
    now: datetime,
    message_id: Callable[[int], str],
) -> Delivery | None:
    """Take the next delivery for oneself: pending → sending, in a transaction of its own.

    Whoever changed the row owns the sending; a crash after that leaves ``sending`` behind,
    which is shown to the admin and never sent again in silence. Subscribers who left are
    cancelled here, at the last moment.
    """
    with archive.writing() as connection:
        left = select(_subscribers.c.id).where(_subscribers.c.active.is_(False))
        connection.execute(
            update(_deliveries)
            .where(
                _deliveries.c.edition_id == edition.id,
                _deliveries.c.status == DeliveryStatus.PENDING.value,
                _deliveries.c.subscriber_id.in_(left),
            )
            .values(status=DeliveryStatus.CANCELLED.value, reason="Désabonnement avant l’envoi.")
        )
        row = connection.execute(
            select(_deliveries, _subscribers.c.email)
            .join(_subscribers, _subscribers.c.id == _deliveries.c.subscriber_id)
            .where(
                _deliveries.c.edition_id == edition.id,
                _deliveries.c.status == DeliveryStatus.PENDING.value,
                _deliveries.c.next_attempt.is_(None) | (_deliveries.c.next_attempt <= now),
            )
            .order_by(_deliveries.c.id)
            .limit(1)
        ).first()
        if row is None:
            return None
        identifier = row.message_id or message_id(row.id)
        changed = connection.execute(
            update(_deliveries)
            .where(
                _deliveries.c.id == row.id,
                _deliveries.c.status == DeliveryStatus.PENDING.value,
            )
            .values(
                status=DeliveryStatus.SENDING.value,
                message_id=identifier,
                attempts=row.attempts + 1,
            )
        )
        if changed.rowcount != 1:
            return None
    return Delivery(
        id=row.id,
        edition_id=row.edition_id,
        subscriber_id=row.subscriber_id,
        email=row.email,
        status=DeliveryStatus.SENDING,
        message_id=identifier,
        attempts=row.attempts + 1,
    )


def settle(
    archive: Archive,
    delivery: Delivery,
    status: DeliveryStatus,
    *,
    reason: str = "",
    sent_at: datetime | None = None,
    next_attempt: datetime | None = None,
) -> None:
    """Say how a claimed delivery ended: sent, failed, or pending again until ``next_attempt``."""
    with archive.writing() as connection:
        connection.execute(
            update(_deliveries)
            .where(
                _deliveries.c.id == delivery.id,
                _deliveries.c.status == DeliveryStatus.SENDING.value,
            )
            .values(status=status.value, reason=reason, sent_at=sent_at, next_attempt=next_attempt)
        )


def deliveries(archive: Archive, edition_id: int) -> tuple[Delivery, ...]:
    """Every sending of an edition, in the order of their creation."""
    query = (
        select(_deliveries, _subscribers.c.email)
        .join(_subscribers, _subscribers.c.id == _deliveries.c.subscriber_id)
        .where(_deliveries.c.edition_id == edition_id)
        .order_by(_deliveries.c.id)
    )
    with archive.reading() as connection:
        return tuple(
            Delivery(
                id=row.id,
                edition_id=row.edition_id,
                subscriber_id=row.subscriber_id,
                email=row.email,
                status=DeliveryStatus(row.status),
                message_id=row.message_id,
                attempts=row.attempts,
                sent_at=row.sent_at,
                reason=row.reason,
            )
            for row in connection.execute(query)
        )
