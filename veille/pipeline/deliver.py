"""Step 5: send the frozen editions, once per subscriber.

Each sending is claimed in the database before anything leaves. A crash between the claim and
the server's answer leaves it ``sending``: shown to the admin, never sent again in silence
(see docs/decisions). A refusal for now is tried again later, for that person only.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from veille.archive import Archive, audience, editions
from veille.config import Configuration, Settings
from veille.digest.links import Links
from veille.digest.message import build, message_id
from veille.domain.audience import Delivery, DeliveryStatus, Subscriber
from veille.domain.edition import Digest, Edition, EditionStatus
from veille.errors import DeliveryError, UsageError
from veille.mailer import Mailer

# Greylisting asks for minutes, a full mailbox for hours; after that it is a wrong address.
_RETRIES = (
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(days=1),
)
# A server that refuses five people in a row for now is down: the others wait with them.
_FAILURES_IN_A_ROW = 5


@dataclass(frozen=True, slots=True)
class Sending:
    """What one call sent: mails accepted, refused for good, put off."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0
    reason: str = ""


def deliver(
    archive: Archive,
    configuration: Configuration,
    settings: Settings,
    links: Links,
    *,
    now: datetime,
) -> Sending:
    """Send every frozen edition whose sending is not finished."""
    total = Sending()
    for digest in configuration.digests:
        for edition in editions.frozen(archive, digest.id):
            one = send(archive, digest, edition, settings, links, now=now)
            total = Sending(
                total.sent + one.sent,
                total.failed + one.failed,
                total.waiting + one.waiting,
                one.reason or total.reason,
            )
    return total


def readers(archive: Archive, digest: Digest) -> list[Subscriber]:
    """Who receives a digest: active, asked for it, and of its audience when it has one."""
    return [
        one
        for one in audience.subscribers(archive, active_only=True)
        if digest.id in one.digests
        and (not digest.audience or set(digest.audience) & set(one.tags))
    ]


def send(
    archive: Archive,
    digest: Digest,
    edition: Edition,
    settings: Settings,
    links: Links,
    *,
    now: datetime,
) -> Sending:
    """Send one frozen edition to those who have not had it.

    Raises:
        UsageError: the edition is still a draft.
    """
    if edition.status is EditionStatus.DRAFT:
        raise UsageError(
            f"Le numéro {edition.week} de « {digest.id} » est un brouillon ; "
            f"approuvez-le par « veille digest send {digest.id} »."
        )
    editions.address(archive, edition, readers(archive, digest))
    if settings.smtp_url is None:
        waiting = _waiting(archive, edition)
        if not waiting:
            editions.set_status(archive, edition.id, EditionStatus.SENT)
        reason = "Aucun serveur d’envoi : renseignez VEILLE_SMTP_URL." if waiting else ""
        return Sending(waiting=waiting, reason=reason)
    sent = failed = in_a_row = 0
    reason = ""
    with Mailer(settings.smtp_url) as mailer:
        while in_a_row < _FAILURES_IN_A_ROW:
            delivery = editions.claim(
                archive,
                edition,
                now=now,
                message_id=lambda number: message_id(number, edition.week, settings.base_url),
            )
            if delivery is None:
                break
            subscriber = audience.by_id(archive, delivery.subscriber_id)
            message = build(
                edition,
                delivery,
                subscriber,
                sender=digest.sender,
                reply_to=digest.reply_to,
                unsubscribe_url=links.unsubscribe(subscriber.id),
                vote_url=partial(links.vote, subscriber.id),
                sent_at=now,
                list_name=digest.name,
            )
            try:
                mailer.send(message, subscriber.email)
            except DeliveryError as error:
                reason = str(error)
                in_a_row += 1
                failed += _refused(archive, delivery, error, now)
            else:
                in_a_row = 0
                sent += 1
                editions.settle(archive, delivery, DeliveryStatus.SENT, sent_at=now)
    waiting = _waiting(archive, edition)
    if not waiting:
        editions.set_status(archive, edition.id, EditionStatus.SENT)
    return Sending(sent, failed, waiting, reason)


def _refused(archive: Archive, delivery: Delivery, error: DeliveryError, now: datetime) -> bool:
    """Put the delivery off, or give it up; whether it was given up."""
    given_up = error.permanent or delivery.attempts > len(_RETRIES)
    if given_up:
        editions.settle(archive, delivery, DeliveryStatus.FAILED, reason=str(error))
    else:
        pause = _RETRIES[delivery.attempts - 1]
        editions.settle(
            archive, delivery, DeliveryStatus.PENDING, reason=str(error), next_attempt=now + pause
        )
    return given_up


def _waiting(archive: Archive, edition: Edition) -> int:
    return sum(
        one.status is DeliveryStatus.PENDING for one in editions.deliveries(archive, edition.id)
    )
