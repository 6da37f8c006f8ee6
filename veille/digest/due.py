"""Is an edition due? A pure question asked at every tick, answered by dates alone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from veille.domain.edition import Digest, Window

FIRST_WINDOW = timedelta(days=7)
"""What the first edition of a digest looks back on."""
LONGEST_WINDOW = timedelta(days=31)
"""After a longer silence the letter starts afresh: a month of news is an archive, not a letter."""


@dataclass(frozen=True, slots=True)
class Due:
    """An edition to compose: its ISO week, and the instant (UTC) it was meant for."""

    week: str
    at: datetime


def iso_week(moment: datetime, timezone: str) -> str:
    """« 2026-W47 »: the ISO week of an instant, where the digest's readers live."""
    year, week, _ = moment.astimezone(ZoneInfo(timezone)).isocalendar()
    return f"{year}-W{week:02}"


def due(digest: Digest, now: datetime, last_week: str | None) -> Due | None:
    """The edition to compose at ``now``, or None.

    There is one per ISO week: from its day and hour in the digest's time zone, for
    ``max_late_days``; later than that the week is left to the next edition, whose window
    starts where the last one ended, so that no article is lost. ``last_week`` is the week
    of the newest edition: a clock that goes back makes no second one.
    """
    week = iso_week(now, digest.timezone)
    if last_week is not None and last_week >= week:
        return None
    local = now.astimezone(ZoneInfo(digest.timezone))
    year, number, _ = local.isocalendar()
    day = date.fromisocalendar(year, number, digest.weekday + 1)
    at = datetime.combine(day, digest.at, ZoneInfo(digest.timezone)).astimezone(UTC)
    if not at <= now <= at + timedelta(days=digest.max_late_days):
        return None
    return Due(week, at)


def window(now: datetime, last_end: datetime | None) -> Window:
    """The half-open span of first-seen dates an edition tells: from the end of the last one."""
    if last_end is None:
        return Window(now - FIRST_WINDOW, now)
    return Window(min(max(last_end, now - LONGEST_WINDOW), now), now)
