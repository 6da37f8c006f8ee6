"""How often a source publishes, when to look again, and when its silence is news. Pure.

The usual gap is that between *days* of publication: ten articles put online one morning are
one sign of life. August and the end of the year count for nothing: half of the public sites
of the country rest then.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from veille.domain.source import Outcome, SourceState

DAY = 86_400.0
_RECENT = 20
"""Days of publication that make a habit: the last five months of a weekly source."""
_VISITS_PER_GAP = 4
"""Visits in one usual gap: a publication is seen a quarter of a gap late at worst."""
_WISH_LIMIT = timedelta(days=1)
"""Of what a feed's TTL or the server's max-age may ask; beyond, news would be stale."""
_HABIT = 5
"""Days of publication before anything can be called a habit."""


class Silence(StrEnum):
    """What the silence of a source says."""

    USUAL = "ok"
    UNKNOWN = "unknown"
    QUIET = "quiet"
    SUSPICIOUS = "suspicious"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """``per_week``: days of publication a week; ``silent_days``: since the last, rests set
    apart; ``sentence``: French, both of them."""

    silence: Silence
    sentence: str = ""
    per_week: float = 0.0
    silent_days: int = 0


def pace_of(moments: Iterable[datetime]) -> float | None:
    """Usual seconds between two days of publication, of at least three; None if unknown."""
    days = sorted({moment.astimezone(UTC).date() for moment in moments}, reverse=True)[:_RECENT]
    if len(days) < 3:
        return None
    gaps = sorted(active_days(b, a) for a, b in pairwise(days))
    return max(gaps[len(gaps) // 2], 1) * DAY


def next_pause(
    pace: float | None, every: timedelta, every_max: timedelta, wish: float = 0.0
) -> timedelta:
    """Time until the next visit: a quarter of the usual gap, within the admin's bounds.

    ``wish``: seconds that the site itself asks for (TTL, max-age), honoured up to a day and
    within the same bounds.
    """
    longest = max(every, every_max)
    wanted = timedelta(seconds=pace / _VISITS_PER_GAP) if pace else every
    wanted = max(wanted, min(timedelta(seconds=max(wish, 0.0)), _WISH_LIMIT))
    return min(max(wanted, every), longest)


def rhythm_of(days: Sequence[date], today: date) -> Rhythm:
    """What the days of publication of a source say of its present silence.

    Suspicious: a silence that this habit would show once in a thousand, longer than any
    before, and of more than a week; dead: four times that, and two months.
    """
    known = sorted(day for day in set(days) if day <= today)
    if not known:
        return Rhythm(Silence.UNKNOWN)
    silent = active_days(known[-1], today)
    if len(known) < _HABIT:
        return Rhythm(Silence.UNKNOWN, silent_days=silent)
    recent = known[-_RECENT:]
    gaps = [active_days(a, b) for a, b in pairwise(recent)]
    mean = max(sum(gaps) / len(gaps), 1.0)
    per_week = 7 / mean
    # Gaps drawn from a habit without memory exceed mean × ln(1000) once in a thousand.
    limit = max(mean * math.log(1_000), 1.5 * max(gaps), 7.0)
    if silent > max(4 * limit, 60):
        state = Silence.DEAD
    elif silent > limit:
        state = Silence.SUSPICIOUS
    elif silent > max(2 * mean, max(gaps), 3):
        state = Silence.QUIET
    else:
        state = Silence.USUAL
    return Rhythm(state, _sentence(mean, silent), round(per_week, 2), silent)


def _sentence(mean: float, silent: int) -> str:
    return f"Cette source publie d’ordinaire {_frequency(mean)}\u00a0; {_since(silent)}."


def _frequency(mean: float) -> str:
    if mean <= 1.2:
        return "chaque jour"
    if mean <= 6:
        return f"{round(7 / mean)}\u00a0fois par semaine"
    if mean <= 9:
        return "une fois par semaine"
    if mean <= 24:
        return f"{max(round(30 / mean), 2)}\u00a0fois par mois"
    if mean <= 40:
        return "une fois par mois"
    return f"{max(round(365 / mean), 2)}\u00a0fois par an"


def _since(silent: int) -> str:
    if silent == 0:
        return "elle a publié aujourd’hui"
    if silent == 1:
        return "rien depuis hier"
    return f"rien depuis {silent}\u00a0jours"


def active_days(start: date, end: date) -> int:
    """Days from ``start`` to ``end``, the days of rest set apart."""
    total = (end - start).days
    if total <= 0:
        return 0
    return total - sum(_overlap(start, end, first, last) for first, last in _rests(start, end))


def _rests(start: date, end: date) -> Iterable[tuple[date, date]]:
    """August, and from Christmas to the day after New Year's: first day, day after the last."""
    for year in range(start.year - 1, end.year + 1):
        yield date(year, 8, 1), date(year, 9, 1)
        yield date(year, 12, 24), date(year + 1, 1, 3)


def _overlap(start: date, end: date, first: date, last: date) -> int:
    # Days counted are those after ``start``, up to ``end``.
    begin = max(start + timedelta(days=1), first)
    finish = min(end + timedelta(days=1), last)
    return max((finish - begin).days, 0)


class Health(StrEnum):
    """What a source needs of the admin, from nothing to a replacement."""

    OK = "ok"
    QUIET = "quiet"
    SUSPICIOUS = "suspicious"
    CHANGED = "changed"
    BLOCKED = "blocked"
    DEAD = "dead"


_GIVEN_UP = timedelta(days=14)
"""A source that fails for that long is rarely coming back by itself."""
_SEVERAL = 5
"""Failures in a row that a bad night does not explain."""


def health(state: SourceState, rhythm: Rhythm, now: datetime) -> Health:
    """How a source does: what its last visits met first, then what its silence says."""
    lasting = state.since is not None and now - state.since >= _GIVEN_UP
    match state.outcome:
        case Outcome.BLOCKED:
            return Health.BLOCKED
        case Outcome.GONE:
            return Health.DEAD
        case Outcome.MOVED:
            return Health.CHANGED
        case Outcome.SUSPICIOUS:
            return Health.CHANGED if state.empty_since else Health.SUSPICIOUS
        case Outcome.ERROR if lasting:
            return Health.DEAD
        case Outcome.ERROR if state.failures >= _SEVERAL:
            return Health.SUSPICIOUS
        case _:
            return _OF_SILENCE.get(rhythm.silence, Health.OK)


_OF_SILENCE = {
    Silence.QUIET: Health.QUIET,
    Silence.SUSPICIOUS: Health.SUSPICIOUS,
    Silence.DEAD: Health.DEAD,
}
