"""How often to look, and when a silence is news."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from veille.domain.source import Outcome, SourceState
from veille.rhythm import (
    DAY,
    Health,
    Rhythm,
    Silence,
    active_days,
    health,
    next_pause,
    pace_of,
    rhythm_of,
)

HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def every(gap: int, last: date, count: int = 20) -> list[date]:
    """Days of publication, ``gap`` days apart, up to ``last``."""
    return [last - timedelta(days=gap * n) for n in range(count)]


@pytest.mark.parametrize(
    ("gap", "pace"), [(1, 1), (7, 7), (30, 30)], ids=["daily", "weekly", "monthly"]
)
def test_the_pace_is_the_usual_gap_between_days(gap: int, pace: int) -> None:
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    moments = [start + timedelta(days=gap * n) for n in range(5)]
    assert pace_of(moments) == pace * DAY


def test_ten_articles_of_one_morning_are_one_sign_of_life() -> None:
    week = [NOW - timedelta(days=7 * n) for n in range(4)]
    morning = [NOW + timedelta(minutes=n) for n in range(10)]
    assert pace_of(week + morning) == 7 * DAY


@pytest.mark.parametrize("count", [0, 1, 2])
def test_too_few_days_are_no_pace(count: int) -> None:
    assert pace_of([NOW + timedelta(days=n) for n in range(count)]) is None


@pytest.mark.parametrize(
    ("pace", "wish", "pause"),
    [
        pytest.param(None, 0, 2 * HOUR, id="unknown: as often as allowed"),
        pytest.param(DAY, 0, 6 * HOUR, id="daily: four times a day"),
        pytest.param(7 * DAY, 0, 24 * HOUR, id="weekly: once a day at least"),
        pytest.param(HOUR.total_seconds(), 0, 2 * HOUR, id="hourly: never oftener than asked"),
        pytest.param(None, 5 * 3_600, 5 * HOUR, id="the site asks for five hours"),
        pytest.param(DAY, 60, 6 * HOUR, id="the site asks for less"),
        pytest.param(None, 10 * 365 * DAY, 24 * HOUR, id="the site asks for ten years"),
        pytest.param(None, -5, 2 * HOUR, id="the site asks for nonsense"),
    ],
)
def test_the_next_visit_follows_the_rhythm_within_the_bounds(
    pace: float | None, wish: float, pause: timedelta
) -> None:
    assert next_pause(pace, 2 * HOUR, 24 * HOUR, wish) == pause


def test_the_shortest_bound_wins_over_the_longest() -> None:
    assert next_pause(DAY, timedelta(days=3), timedelta(days=1)) == timedelta(days=3)


@pytest.mark.parametrize(
    ("days", "today", "silence"),
    [
        pytest.param(every(2, date(2026, 11, 20)), date(2026, 11, 22), Silence.USUAL, id="usual"),
        pytest.param(every(2, date(2026, 11, 10)), date(2026, 11, 17), Silence.QUIET, id="quiet"),
        pytest.param(
            every(2, date(2026, 10, 20)), date(2026, 11, 20), Silence.SUSPICIOUS, id="suspicious"
        ),
        pytest.param(every(2, date(2026, 3, 1)), date(2026, 11, 20), Silence.DEAD, id="dead"),
        pytest.param(
            every(30, date(2026, 9, 20)),
            date(2026, 11, 20),
            Silence.USUAL,
            id="monthly, a little late",
        ),
        pytest.param(every(2, date(2026, 7, 30)), date(2026, 9, 1), Silence.USUAL, id="august"),
        pytest.param(every(2, date(2026, 12, 23)), date(2027, 1, 3), Silence.USUAL, id="christmas"),
        pytest.param(
            every(2, date(2026, 7, 30)), date(2026, 9, 30), Silence.SUSPICIOUS, id="autumn"
        ),
        pytest.param(every(1, date(2026, 11, 1), 3), date(2026, 11, 20), Silence.UNKNOWN, id="new"),
        pytest.param([], date(2026, 11, 20), Silence.UNKNOWN, id="nothing yet"),
    ],
)
def test_a_silence_is_judged_by_the_habit(
    days: Sequence[date], today: date, silence: Silence
) -> None:
    # 2026-09-20 + 61 days for a monthly source is late, but not beyond what it has shown.
    judged = rhythm_of(days, today).silence
    assert judged is silence or (silence is Silence.USUAL and judged is Silence.QUIET)


def test_the_sentence_says_habit_and_silence() -> None:
    days = [
        date(2026, 11, 9) - timedelta(days=7 * week + day)
        for week in range(5)
        for day in (0, 2, 4, 6)
    ]
    rhythm = rhythm_of(days, date(2026, 11, 21))
    assert rhythm.sentence == (
        "Cette source publie d’ordinaire 4\u00a0fois par semaine\u00a0; rien depuis 12\u00a0jours."
    )


def test_a_publication_dated_tomorrow_is_not_counted() -> None:
    days = [*every(2, date(2026, 11, 10)), date(2099, 1, 1)]
    assert rhythm_of(days, date(2026, 11, 17)).silent_days == 7


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2026, 7, 31), date(2026, 8, 31), 0),
        (date(2026, 7, 31), date(2026, 9, 2), 2),
        (date(2026, 12, 20), date(2027, 1, 5), 6),
        (date(2026, 11, 5), date(2026, 11, 5), 0),
        (date(2026, 11, 5), date(2026, 11, 1), 0),
    ],
)
def test_days_of_rest_do_not_count(start: date, end: date, count: int) -> None:
    assert active_days(start, end) == count


@pytest.mark.parametrize(
    ("outcome", "failures", "for_days", "silence", "expected"),
    [
        (Outcome.OK, 0, 0, Silence.USUAL, Health.OK),
        (Outcome.UNCHANGED, 0, 0, Silence.QUIET, Health.QUIET),
        (Outcome.OK, 0, 0, Silence.SUSPICIOUS, Health.SUSPICIOUS),
        (Outcome.OK, 0, 0, Silence.DEAD, Health.DEAD),
        (Outcome.BLOCKED, 1, 0, Silence.USUAL, Health.BLOCKED),
        (Outcome.GONE, 1, 0, Silence.USUAL, Health.DEAD),
        (Outcome.MOVED, 0, 0, Silence.USUAL, Health.CHANGED),
        (Outcome.SUSPICIOUS, 1, 0, Silence.USUAL, Health.SUSPICIOUS),
        (Outcome.ERROR, 1, 0, Silence.USUAL, Health.OK),
        (Outcome.ERROR, 6, 1, Silence.USUAL, Health.SUSPICIOUS),
        (Outcome.ERROR, 30, 20, Silence.USUAL, Health.DEAD),
        (Outcome.DEFERRED, 1, 0, Silence.USUAL, Health.OK),
    ],
)
def test_the_health_says_what_the_admin_must_know(
    outcome: Outcome, failures: int, for_days: int, silence: Silence, expected: Health
) -> None:
    state = SourceState("x", outcome, since=NOW - timedelta(days=for_days), failures=failures)
    assert health(state, Rhythm(silence), NOW) is expected


def test_a_list_that_disappeared_is_a_change() -> None:
    state = SourceState("x", Outcome.SUSPICIOUS, since=NOW, empty_since=NOW)
    assert health(state, Rhythm(Silence.USUAL), NOW) is Health.CHANGED
