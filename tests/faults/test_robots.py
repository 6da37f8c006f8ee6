"""What sites ask of robots: found, absent, unreachable, absurd; obeyed, and by RFC 9309."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pytest

from tests.faults.server import Reply, Site, Web, answer, endless, head, redirect, reset, silent
from tests.faults.watch import DAY, DEADLINE, NOW, Report, Watch, rss
from veille.fetcher import Fetcher, FetchSettings

ROBOTS, RESERVATIONS = "/robots.txt", "/.well-known/tdmrep.json"
GOOD = answer(rss("a", "b"))
FORBIDDEN = b"User-agent: *\nDisallow: /\n"
HTML = b"<!doctype html><html><body><p>User-agent: * Disallow: / n'est pas ici</p></body></html>"
FILLING = b"# rien\n" * 90_000
"""More than 500 kB of comments."""


def robots(text: bytes, *headers: str) -> dict[str, Reply]:
    return {ROBOTS: answer(text, *headers)}


def refused(status: str, *headers: str) -> dict[str, Reply]:
    return {ROBOTS: answer(FORBIDDEN, *headers, status=status)}


def reserved(entries: object) -> dict[str, Reply]:
    return {RESERVATIONS: answer(json.dumps(entries).encode())}


def chain(hops: int, end: bytes) -> dict[str, Reply]:
    """robots.txt at the end of that many redirects."""
    names = [ROBOTS, *(f"/regles-{n}" for n in range(1, hops + 1))]
    replies: dict[str, Reply] = {
        one: redirect(following, 301) for one, following in pairwise(names)
    }
    return replies | {names[-1]: answer(end)}


@dataclass(frozen=True, slots=True)
class Rules:
    """``outcome`` of a good feed on a site with these rules; ``asked``: whether it is read."""

    replies: Mapping[str, Reply]
    outcome: str
    reason: str = ""


ALLOWED = {
    "another-folder": Rules(robots(b"User-agent: *\nDisallow: /prive\n"), "ok"),
    "others-refused": Rules(
        robots(b"User-agent: *\nDisallow: /\n\nUser-agent: veille\nDisallow:\n"), "ok"
    ),
    "longest-rule-wins": Rules(robots(b"User-agent: *\nDisallow: /\nAllow: /flux\n"), "ok"),
    "absent": Rules(refused("404 Not Found"), "ok"),
    "removed": Rules(refused("410 Gone"), "ok"),
    "behind-a-password": Rules(refused("401 Unauthorized"), "ok"),
    "forbidden-itself": Rules(refused("403 Forbidden"), "ok"),
    "a-page-instead": Rules(robots(HTML, "Content-Type: text/html"), "ok"),
    "rubbish": Rules(robots(bytes(range(256)) * 40), "ok"),
    "empty": Rules(robots(b""), "ok"),
    "lost-in-redirects": Rules(chain(9, FORBIDDEN), "ok"),
    "turning-round": Rules({ROBOTS: redirect(ROBOTS)}, "ok"),
    "rule-beyond-500-kB": Rules(robots(FILLING + FORBIDDEN), "ok"),
    "endless": Rules({ROBOTS: endless(head(), b"# rien\n" * 9_000)}, "ok"),
    "reserved-elsewhere": Rules(reserved([{"location": "/prive/", "tdm-reservation": 1}]), "ok"),
    "not-reserved": Rules(reserved([{"location": "/", "tdm-reservation": 0}]), "ok"),
    "exception-first": Rules(
        reserved(
            [
                {"location": "/flux", "tdm-reservation": 0},
                {"location": "/*", "tdm-reservation": 1},
            ]
        ),
        "ok",
    ),
    "reservations-unreadable": Rules({RESERVATIONS: answer(b"[" * 100_000)}, "ok"),
    "reservations-a-page": Rules({RESERVATIONS: answer(HTML)}, "ok"),
    "reservations-of-another-shape": Rules(reserved({"tdm-reservation": 1}), "ok"),
    "reservations-broken": Rules({RESERVATIONS: reset()}, "ok"),
    "header-of-no-reservation": Rules({"/flux": answer(rss("a", "b"), "tdm-reservation: 0")}, "ok"),
}
FORBIDS = {
    "everything": Rules(robots(FORBIDDEN), "blocked", "robots.txt"),
    "by-name": Rules(robots(b"User-agent: Veille\nDisallow: /flux\n"), "blocked", "robots.txt"),
    "pattern": Rules(robots(b"User-agent: *\nDisallow: /*x$\n"), "blocked", "robots.txt"),
    "mark-and-windows-lines": Rules(
        robots(b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /\r\n"), "blocked", "robots.txt"
    ),
    "moved": Rules(chain(5, FORBIDDEN), "blocked", "robots.txt"),
    "beyond-500-kB": Rules(robots(FORBIDDEN + FILLING), "blocked", "robots.txt"),
    "endless-after-its-rule": Rules(
        {ROBOTS: endless(head() + FORBIDDEN, b"# rien\n" * 9_000)}, "blocked", "robots.txt"
    ),
    "text-mining": Rules(
        reserved([{"location": "/", "tdm-reservation": 1}]), "blocked", "réserve la fouille"
    ),
    "text-mining-of-this": Rules(
        reserved([{"location": "/fl*", "tdm-reservation": "1"}]), "blocked", "réserve la fouille"
    ),
}
UNKNOWN = {
    "down": Rules(refused("500 Oups"), "error", "robots.txt"),
    "unavailable": Rules(refused("503 Busy"), "error", "robots.txt"),
    "unavailable-until": Rules(refused("503 Busy", "Retry-After: 60"), "deferred", "robots.txt"),
    "slow-down": Rules(refused("429 Slow Down", "Retry-After: 60"), "deferred", "ralentir"),
    "silent": Rules({ROBOTS: silent()}, "error", "Délai dépassé"),
    "broken-off": Rules({ROBOTS: reset()}, "error", "interrompue"),
}
LATE = {
    "header": Rules(
        {"/flux": answer(rss("a", "b"), "TDM-Reservation: 1")}, "blocked", "réserve la fouille"
    ),
}
STATES = ALLOWED | FORBIDS | UNKNOWN | LATE


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Report, dict[str, Site]]]:
    """One pass over a good feed on each of these sites."""
    with Web() as web:
        watch = Watch(tmp_path_factory.mktemp("veille"), web)
        sites = {
            name: watch.site(name, {"/flux": GOOD, **rules.replies})
            for name, rules in STATES.items()
        }
        yield watch.collect(), sites


@pytest.mark.parametrize("name", STATES)
def test_the_rules_of_a_site_are_obeyed(told: tuple[Report, dict[str, Site]], name: str) -> None:
    report, sites = told
    rules, visit = STATES[name], report[name]

    assert (visit["outcome"], visit["new"]) == (rules.outcome, 2 * (name in ALLOWED))
    assert rules.reason in visit["reason"]
    assert ("/flux" in sites[name].paths) is (name in ALLOWED or name in LATE)
    # robots.txt, tdmrep.json and the feed have a deadline each; only one of them is slow.
    assert visit["seconds"] < DEADLINE + 3


def test_rules_are_kept_a_day_and_stand_in_when_the_site_hides_them(watch: Watch) -> None:
    site = watch.site("site", {"/flux": GOOD, **robots(b"User-agent: *\nDisallow: /prive\n")})
    watch.collect(NOW)
    watch.collect(NOW + DAY / 2)
    within_a_day = [one.path for one in site.asked].count(ROBOTS)
    site.replies[ROBOTS] = answer(status="500 Oups")
    down = watch.collect(NOW + 7 * DAY)["site"]
    forgotten = watch.collect(NOW + 60 * DAY)["site"]

    assert within_a_day == 1
    assert down["outcome"] == "ok"
    assert forgotten["outcome"] == "error"


def test_a_site_that_begins_to_refuse_keeps_its_archive(watch: Watch) -> None:
    site = watch.site("site", {"/flux": GOOD})
    watch.collect(NOW)
    site.replies[ROBOTS] = answer(FORBIDDEN)
    site.asked.clear()
    refusal = watch.collect(NOW + 2 * DAY)["site"]

    assert (refusal["outcome"], site.paths) == ("blocked", [])
    assert watch.kept()["site"] == ["a", "b"]


def test_a_redirect_to_another_site_obeys_that_site(watch: Watch, web: Web) -> None:
    strict = web.site("127.0.0.2")
    strict.replies.update({"/flux": GOOD, **robots(FORBIDDEN)})
    watch.site("site", {"/flux": redirect(strict.url(), 301)})

    assert watch.collect()["site"]["outcome"] == "blocked"
    assert strict.paths == []


@pytest.mark.parametrize("to", ["http://127.0.0.3:{}/robots.txt", "file:///robots.txt"])
def test_rules_are_not_looked_for_inside(watch: Watch, to: str) -> None:
    # The pass itself checks that nobody woke the canary.
    location = to.format(watch.canary.port)
    watch.site(
        "site", {"/flux": GOOD, ROBOTS: redirect(location), RESERVATIONS: redirect(location)}
    )

    assert watch.collect()["site"]["outcome"] == "ok"


@pytest.mark.parametrize(
    ("line", "least"),
    [
        pytest.param(b"Crawl-delay: 0.3", 0.3, id="fraction"),
        pytest.param(b"Crawl-delay: -7", 0.0, id="negative"),
        pytest.param(b"Crawl-delay: bient\xf4t", 0.0, id="rubbish"),
        pytest.param(b"Crawl-delay: nan", 0.0, id="not-a-number"),
    ],
)
def test_the_pause_that_a_site_asks_for_is_kept(web: Web, line: bytes, least: float) -> None:
    site = web.site()
    site.replies.update({"/flux": GOOD, **robots(b"User-agent: *\n" + line + b"\n")})
    moments: list[float] = []

    async def twice() -> None:
        settings = FetchSettings(host_pause=0, deadline=DEADLINE, allow=frozenset({web.allow}))
        async with Fetcher(settings) as fetcher:
            for _ in range(2):
                await fetcher.fetch(site.url())
                moments.append(asyncio.get_running_loop().time())

    asyncio.run(twice())

    assert least <= moments[1] - moments[0] < least + 1


def test_each_request_says_who_asks_and_one_connection_is_open_at_a_time(watch: Watch) -> None:
    site = watch.site("une", {"/flux": GOOD, "/autre": GOOD})
    watch.add("autre", site.url("/autre"))
    watch.collect()

    assert len(site.asked) == site.connections == 4
    assert all(one.headers["user-agent"].startswith("veille/") for one in site.asked)
    assert all(one.headers["connection"] == "close" for one in site.asked)
