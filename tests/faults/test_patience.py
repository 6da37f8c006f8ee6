"""When a site is asked again: at its hour, later when it asks, never when it is gone."""

import logging
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.faults.server import Asked, answer
from tests.faults.watch import DAY, NOW, Watch, rss

GOOD = answer(rss("a", "b"))
HOUR = timedelta(hours=1)
EVERY = timedelta(hours=2)
"""The usual time between two visits."""


def due(watch: Watch, source: str) -> datetime:
    return datetime.fromisoformat(watch.status()[source]["next_due"])


@pytest.mark.parametrize("status", ["429 Slow Down", "503 Busy"])
@pytest.mark.parametrize("date", [False, True], ids=["seconds", "date"])
def test_a_site_that_says_when_is_not_asked_before(watch: Watch, status: str, date: bool) -> None:
    until = NOW + 5 * HOUR
    wish = format_datetime(until) if date else "18000"
    site = watch.site("lasse", {"/flux": answer(b"", f"Retry-After: {wish}", status=status)})
    first = watch.collect()["lasse"]
    site.replies["/flux"] = GOOD

    early = watch.collect(until - HOUR, everything=False)
    in_time = watch.collect(until, everything=False)

    assert first["outcome"] == "deferred"
    assert "lasse" not in early
    assert (in_time["lasse"]["outcome"], in_time["lasse"]["new"]) == ("ok", 2)


@pytest.mark.parametrize(
    ("wish", "pause"),
    [
        pytest.param("315360000", timedelta(days=14), id="ten-years"),
        pytest.param("9" * 400, timedelta(days=14), id="for-ever"),
        pytest.param(
            format_datetime(NOW + timedelta(days=4000)), timedelta(days=14), id="ten-years-as-date"
        ),
        pytest.param("-5", EVERY, id="negative"),
        pytest.param("demain", EVERY, id="rubbish"),
        pytest.param(format_datetime(NOW - DAY), EVERY, id="past"),
        pytest.param("1", EVERY, id="at-once"),
    ],
)
def test_an_absurd_wish_is_bounded(watch: Watch, wish: str, pause: timedelta) -> None:
    watch.site("lasse", {"/flux": answer(b"", f"Retry-After: {wish}", status="429 Slow Down")})
    watch.collect(only="lasse")

    assert due(watch, "lasse") == NOW + pause


def test_what_is_gone_is_asked_no_more_until_somebody_says_so(watch: Watch) -> None:
    site = watch.site("disparue", {"/flux": GOOD, "/neuf": answer(rss("a", "b", "c"))})
    watch.collect()
    site.replies["/flux"] = answer(status="410 Gone")
    gone = watch.collect(NOW + DAY)["disparue"]
    site.asked.clear()
    later = watch.collect(NOW + 400 * DAY, everything=False)
    status = watch.status()["disparue"]

    assert gone["outcome"] == status["outcome"] == "gone"
    assert "disparue" not in later
    assert (site.paths, status["next_due"], status["items"]) == ([], None, 2)

    watch.add("disparue", site.url("/neuf"))
    assert watch.collect(NOW + 401 * DAY, everything=False)["disparue"]["new"] == 1


def test_failures_are_spaced_out_and_told_once(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "veille")
    watch.site("morte", {"/flux": answer(status="500 Oups")})
    now, pauses = NOW, []
    for _ in range(8):
        watch.collect(now, only="morte")
        pauses.append(due(watch, "morte") - now)
        now += pauses[-1]

    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[1], pauses[-1]) == (EVERY, 2 * EVERY, 16 * EVERY)
    assert max(pauses) <= timedelta(days=2)
    assert len(caplog.records) == 1


def test_unchanged_is_well_and_is_asked_with_what_the_site_gave(watch: Watch) -> None:
    async def reply(asked: Asked) -> None:
        same = asked.headers.get("if-none-match") == '"un"'
        await asked.send(answer(status="304 Not Modified") if same else tagged)

    tagged = answer(rss("a", "b"), 'ETag: "un"', "Last-Modified: Mon, 23 Nov 2026 07:00:00 GMT")
    site = watch.site("calme", {"/flux": reply})

    assert watch.collect()["calme"]["outcome"] == "ok"
    assert watch.collect(NOW + DAY)["calme"]["outcome"] == "unchanged"
    last = site.asked[-1].headers
    assert last["if-modified-since"] == "Mon, 23 Nov 2026 07:00:00 GMT"
    assert watch.kept()["calme"] == ["a", "b"]


def test_an_etag_that_changes_each_time_or_is_ignored_stores_nothing_twice(watch: Watch) -> None:
    async def flapping(asked: Asked) -> None:
        await asked.send(answer(rss("a", "b"), f'ETag: "{len(site.asked)}"'))

    site = watch.site("battante", {"/flux": flapping})
    watch.site("sourde", {"/flux": answer(rss("a", "b"), 'ETag: "un"')})
    for day in range(3):
        watch.collect(NOW + day * DAY)

    kept = watch.kept()
    assert kept["battante"] == kept["sourde"] == ["a", "b"]


def test_unchanged_at_a_first_request_is_no_success(watch: Watch) -> None:
    site = watch.site("folle", {"/flux": answer(status="304 Not Modified")})
    first = watch.collect()["folle"]
    site.replies["/flux"] = GOOD

    assert (first["outcome"], "première demande" in first["reason"]) == ("error", True)
    assert watch.collect(NOW + DAY)["folle"]["new"] == 2


def test_the_validators_of_an_address_are_not_used_for_another(watch: Watch) -> None:
    site = watch.site("partie", {"/flux": answer(rss("a"), 'ETag: "un"')})
    watch.collect()
    site.replies["/neuf"] = answer(rss("a", "b"), 'ETag: "un"')
    watch.add("partie", site.url("/neuf"))

    assert watch.collect(NOW + DAY)["partie"]["new"] == 1
    assert "if-none-match" not in site.asked[-1].headers
