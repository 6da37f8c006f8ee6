"""French as it is printed."""

from datetime import UTC, datetime, timedelta

import pytest

from veille.normalise import french


def test_dates_follow_the_zone() -> None:
    eve = datetime(2026, 2, 28, 23, 30, tzinfo=UTC)

    assert french.long_date(eve) == "dimanche 1ᵉʳ\u00a0mars 2026"
    assert french.date_and_time(eve) == "1ᵉʳ\u00a0mars 2026, 0\u00a0h\u00a030"


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (timedelta(seconds=20), "moins d’une minute"),
        (timedelta(minutes=1), "1\u00a0minute"),
        (timedelta(hours=3, minutes=50), "3\u00a0heures"),
        (timedelta(days=1, hours=23), "47\u00a0heures"),
        (timedelta(days=12), "12\u00a0jours"),
    ],
)
def test_spans(length: timedelta, written: str) -> None:
    assert french.span(length) == written


def test_numbers_and_months() -> None:
    assert french.plural(12400, "article") == "12\u202f400\u00a0articles"
    assert french.plural(0, "article") == "0\u00a0article"
    assert french.month("2026-08") == "août 2026"
    assert french.month("2026-99") == "2026-99"
    assert french.decimal(0.45) == "0,45"


@pytest.mark.parametrize(
    ("euros", "written"),
    [
        (5_000, "5\u202f000\u00a0€"),
        (350_000, "350\u202f000\u00a0€"),
        (999_999, "999\u202f999\u00a0€"),
        (1_000_000, "1\u00a0M€"),
        (5_400_000, "5,4\u00a0M€"),
        (1_254_000, "1,25\u00a0M€"),
        (12_340_000, "12,3\u00a0M€"),
        (120_000_000, "120\u00a0M€"),
        (999_960_000, "1\u00a0Md€"),
        (1_200_000_000, "1,2\u00a0Md€"),
        (1_200_000_000_000, "1\u202f200\u00a0Md€"),
    ],
)
def test_money(euros: int, written: str) -> None:
    assert french.money(euros) == written


@pytest.mark.parametrize(
    ("count", "written"),
    [(1, "1\u00a0emploi"), (40, "40\u00a0emplois"), (-1200, "−1\u202f200\u00a0emplois")],
)
def test_jobs(count: int, written: str) -> None:
    assert french.jobs(count) == written
