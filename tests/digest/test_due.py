"""due: exactly one edition per ISO week, whatever the clocks do."""

from datetime import UTC, datetime, time, timedelta

import pytest

from veille.digest.due import LONGEST_WINDOW, due, iso_week, window
from veille.domain.edition import Digest


def a_digest(**changes: object) -> Digest:
    return Digest("hebdo", "La veille", **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("hour", [6, 7, 12, 22])
@pytest.mark.parametrize("weekday", [0, 6])
def test_one_edition_per_week_for_ten_years(weekday: int, hour: int) -> None:
    digest = a_digest(weekday=weekday, at=time(hour, 0))
    moment = datetime(2020, 1, 6, tzinfo=UTC)
    end = datetime(2030, 1, 7, tzinfo=UTC)
    weeks: list[str] = []
    while moment < end:
        found = due(digest, moment, weeks[-1] if weeks else None)
        if found:
            weeks.append(found.week)
            assert found.at <= moment < found.at + timedelta(hours=1)
        moment += timedelta(hours=1)

    expected = {
        iso_week(datetime(2020, 1, 6, 12, tzinfo=UTC) + timedelta(weeks=n), digest.timezone)
        for n in range(522)
    }
    assert len(weeks) == len(set(weeks))
    assert set(weeks) == {week for week in expected if week < "2030-W02"}


def test_the_hour_is_that_of_the_readers() -> None:
    digest = a_digest(at=time(7, 0))

    summer = due(digest, datetime(2026, 7, 6, 5, 0, tzinfo=UTC), None)
    too_early = due(digest, datetime(2026, 11, 23, 5, 59, tzinfo=UTC), None)
    winter = due(digest, datetime(2026, 11, 23, 6, 0, tzinfo=UTC), None)

    assert (summer is not None, too_early, winter is not None) == (True, None, True)


def test_a_late_machine_sends_within_the_days_allowed() -> None:
    digest = a_digest(max_late_days=3)
    monday = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)

    assert due(digest, monday + timedelta(days=3), "2026-W47") is not None
    assert due(digest, monday + timedelta(days=3, minutes=1), "2026-W47") is None


def test_a_clock_that_goes_back_makes_no_second_edition() -> None:
    assert due(a_digest(), datetime(2026, 11, 16, 8, 0, tzinfo=UTC), "2026-W48") is None


def test_iso_weeks_at_the_turn_of_the_year() -> None:
    assert iso_week(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "Europe/Paris") == "2026-W53"
    assert iso_week(datetime(2027, 1, 3, 23, 30, tzinfo=UTC), "Europe/Paris") == "2027-W01"


def test_windows_touch_and_never_overlap() -> None:
    now = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    last = now - timedelta(days=9)

    assert (window(now, last).start, window(now, last).end) == (last, now)
    assert window(now, None).start == now - timedelta(days=7)
    assert window(now, now - timedelta(days=90)).start == now - LONGEST_WINDOW
    assert window(now, now + timedelta(days=1)).start == now
