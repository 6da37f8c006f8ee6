"""read_date: one isolated date, as feeds and French pages write them."""

from datetime import UTC, datetime

import pytest

from veille.normalise.dates import fast_date, read_date, zone_hours

DAY = datetime(2026, 11, 16, tzinfo=UTC)
MORNING = datetime(2026, 11, 16, 8, 30, tzinfo=UTC)
EARLIER = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 16 Nov 2026 08:30:00 +0100", EARLIER),
        ("Mon, 16 Nov 2026 08:30:00 GMT", MORNING),
        ("16 Nov 2026 08:30:00 -0000", MORNING),
        ("Mon, 16 Nov 26 08:30 GMT", MORNING),
        ("Mon, 16 Nov 2026 08:30:00 CET", EARLIER),
        ("Mon, 16 Nov 2026 09:30:00 CEST", EARLIER),
        ("Mon, 16 Nov 2026 02:30:00 EST", EARLIER),
        ("2026-11-16T08:30:00Z", MORNING),
        ("2026-11-16T08:30:00.123+01:00", EARLIER),
        ("2026-11-16T08:30:00+0100", EARLIER),
        ("2026-11-16T08:30", MORNING),
        ("2026-11-16 08:30", MORNING),
        ("2026-11-16", DAY),
        ("2026/11/16 8:30", MORNING),
        ("16/11/2026", DAY),
        ("16/11/2026 08:30", MORNING),
        ("16.11.2026", DAY),
        ("lun. 16 nov. 2026", DAY),
        ("lundi 16 novembre 2026", DAY),
        ("Lundi 16 Novembre 2026 à 8h30", MORNING),
        ("16 novembre 2026, 08:30", MORNING),
        ("16 novembre 2026 - 08 h 30", MORNING),
        ("16 novembre 2026 à 08h30 CET", EARLIER),
        ("Publié le 16 novembre 2026 à 8h30", MORNING),
        ("mis à jour le : 16/11/2026", DAY),
        ("le 16 novembre 2026", DAY),
        ("Monday, November 16, 2026 - 8:30am", MORNING),
        ("Monday, November 16, 2026 - 8:30pm", datetime(2026, 11, 16, 20, 30, tzinfo=UTC)),
        ("1er décembre 2026", datetime(2026, 12, 1, tzinfo=UTC)),
        ("3 août 2025", datetime(2025, 8, 3, tzinfo=UTC)),
        ("sam. 14 févr. 2026", datetime(2026, 2, 14, tzinfo=UTC)),
        ("Sun, 25 Oct 2026 02:30:00 +0200", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("Sun, 25 Oct 2026 02:30:00 +0100", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("1970-01-01T00:00:00Z", datetime(1970, 1, 1, tzinfo=UTC)),
        ("2099-12-31", datetime(2099, 12, 31, tzinfo=UTC)),
    ],
)
def test_dates_read(text: str, expected: datetime) -> None:
    found = read_date(text)

    assert found == expected
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hier",
        "il y a 3 jours",
        "12 M€",
        "Paris 2024",
        "2026",
        "novembre 2026",
        "31/02/2026",
        "32 novembre 2026",
        "16 brumaire 2026",
        "Mon, 16 Nov 2026 25:00:00 GMT",
        "1700000000",
        "1700000000000",
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "10000-01-01",
        "1969-12-31",
        "2101-01-01T00:00:00Z",
        "9999-12-31T23:59:59-14:00",
        "Le conseil se réunira le 16 novembre 2026 puis le 17 décembre à la mairie annexe",
        "9" * 100_000,
        "\x00" * 9,
    ],
)
def test_no_date_is_invented(text: str) -> None:
    assert read_date(text) is None


def test_fast_date_leaves_the_rest_to_read_date() -> None:
    assert fast_date("Mon, 16 Nov 2026 08:30:00 +0100") == EARLIER
    assert fast_date("2026-11-16T08:30:00+01:00") == EARLIER
    assert fast_date("16 novembre 2026") is None
    assert fast_date("Mon, 31 Feb 2026 08:30:00 +0100") is None


def test_zones_that_feedparser_takes_for_utc() -> None:
    assert zone_hours("Mon, 16 Nov 2026 08:30:00 CET") == 1
    assert zone_hours("Mon, 16 Nov 2026 08:30:00 CEST") == 2
    assert zone_hours("Mon, 16 Nov 2026 08:30:00 EST") == 0
    assert zone_hours("2026-11-16T08:30:00Z") == 0
