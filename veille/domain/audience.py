"""Who receives a digest, and each sending."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Subscriber:
    """``digests``: ids of the digests asked for; ``themes``: her own, shown first."""

    id: int
    email: str
    name: str = ""
    digests: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    active: bool = True
    created_at: datetime | None = None


class DeliveryStatus(StrEnum):
    """``SENDING`` after a crash means « perhaps sent »: shown, never retried in silence."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One edition to one subscriber."""

    id: int
    edition_id: int
    subscriber_id: int
    email: str
    status: DeliveryStatus
    message_id: str
    attempts: int = 0
    sent_at: datetime | None = None
    reason: str = ""
