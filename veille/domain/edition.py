"""A recurring letter and its dated issues."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the letter after « À retenir »: the stories of some themes."""

    title: str
    themes: tuple[str, ...]
    limit: int = 6


@dataclass(frozen=True, slots=True)
class Digest:
    """One folder of ``digests/``: who, when, which sections."""

    id: str
    name: str
    weekday: int = 0
    """0 is Monday, as in ``datetime.weekday``."""
    at: time = time(7, 0)
    timezone: str = "Europe/Paris"
    max_late_days: int = 3
    """An edition later than that is composed with the next one, not sent alone."""
    sections: tuple[Section, ...] = ()
    highlights: int = 5
    """Stories in « À retenir »."""
    min_relevance: int = 2
    approval: bool = False
    """True: waits for « veille digest send » after a person has read the draft."""
    audience: tuple[str, ...] = ()
    """Tags of subscribers; empty: all who asked for this digest."""
    sender: str = ""
    reply_to: str = ""
    word: str = ""
    """Editor's word at the top, or empty."""
    template_dir: str = ""
    """Folder of the digest's own templates, or empty for the built-in ones."""


class EditionStatus(StrEnum):
    DRAFT = "draft"
    FROZEN = "frozen"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Window:
    """Half-open span of first-seen dates, UTC: ``start < first_seen <= end``.

    Closed at its end, so that what one pass has just collected is told by its edition.
    """

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Edition:
    """One issue. Once frozen, ``subject``, ``html`` and ``text`` never change."""

    id: int
    digest_id: str
    week: str
    """ISO week in the digest's time zone, « 2026-W47 »."""
    status: EditionStatus
    window: Window
    composed_at: datetime
    subject: str
    html: str
    text: str
    stories: tuple[int, ...] = ()
