"""Feeds that are odd but readable: everything is kept, once, and what is wrong is mended."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.faults.server import Web, answer
from tests.faults.watch import DAY, NOW, Report, Watch

TITLE = "L’économie du Val, à Noël"
PLAIN = TITLE.replace("’", "'")


def feed(*items: str, prolog: str = "", end: str = "</channel></rss>") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'{prolog}<rss version="2.0"><channel><title>V</title>{body}{end}'


def titled(title: str, prolog: str = "") -> str:
    return feed(f"<title>{title}</title><guid>g</guid>", prolog=prolog)


def declared(encoding: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>'


@dataclass(frozen=True, slots=True)
class Oddity:
    """A feed, what is kept of it, and the words of the warning."""

    body: bytes
    kept: int
    titles: tuple[str, ...] = ()
    warning: str = ""
    headers: tuple[str, ...] = field(default=("Content-Type: application/rss+xml",))


def letters(body: bytes, title: str = PLAIN, media: str = "text/xml") -> Oddity:
    return Oddity(body, 1, (title,), "", (f"Content-Type: {media}",))


DATES = (
    "Mon, 01 Jan 2099 00:00:00 GMT",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "0000-00-00",
    "31 février 2026",
    "lun. 16 nov. 2026",
    "Sun, 25 Oct 2026 02:30:00 CET",
    "1763280000000",
    "99999-01-01T00:00:00Z",
    "hier",
    "",
)
ODDITIES = {
    # Letters.
    "latin-1-declared-utf-8": letters(titled(PLAIN, declared("utf-8")).encode("latin-1")),
    "utf-8-declared-latin-1": letters(
        titled(PLAIN, declared("iso-8859-1")).encode(), media="text/xml; charset=iso-8859-1"
    ),
    "utf-8-with-its-mark": letters(codecs.BOM_UTF8 + titled(TITLE).encode(), TITLE),
    "utf-16": letters(titled(TITLE, declared("utf-16")).encode("utf-16"), TITLE),
    "windows-1252": letters(titled(TITLE, declared("windows-1252")).encode("cp1252"), TITLE),
    "unknown-encoding": letters(titled(TITLE, declared("x-inconnu")).encode(), TITLE),
    # Ill-formed, and read all the same.
    "bare-ampersand": Oddity(titled("Arts & vie").encode(), 1, ("Arts & vie",), "mal formé"),
    "blanks-before": Oddity(f"\n  {titled(TITLE, declared('utf-8'))}".encode(), 1, (TITLE,)),
    "php-warning-before": Oddity(
        f"Warning: mysql on line 3\n{titled(TITLE)}".encode(), 1, (TITLE,), "mal formé"
    ),
    "junk-after": Oddity(f"{titled(TITLE)}<!-- cache --> 0.3 s".encode(), 1, (TITLE,)),
    "undeclared-prefix": Oddity(
        titled(TITLE).replace("<guid>", "<x:y>z</x:y><guid>").encode(), 1, (TITLE,), "mal formé"
    ),
    "control-characters": Oddity(titled("a\x00b\x1bc\x0bd").encode(), 1, ("abcd",)),
    "entity-of-html": Oddity(titled("caf&eacute;").encode(), 1, ("café",), "mal formé"),
    # Identities: nothing merged that differs, nothing doubled.
    "same-guid-five-times": Oddity(
        feed(*(f"<guid>g</guid><link>http://v.example/{n}</link><title>t{n}</title>"
               for n in range(5))).encode(), 5
    ),
    "no-guid": Oddity(
        feed("<link>http://v.example/1</link><title>a</title>", "<title>b</title>").encode(), 2
    ),
    "guid-of-100-kB": Oddity(feed(f"<guid>{'g' * 100_000}</guid><title>t</title>").encode(), 1),
    "the-same-article-twice": Oddity(
        feed(*["<guid>g</guid><link>http://v.example/1</link><title>t</title>"] * 2).encode(), 2
    ),
    # Dates: never a reason to drop.
    "dates": Oddity(
        feed(
            *(f"<guid>{n}</guid><title>t{n}</title><pubDate>{date}</pubDate>"
              for n, date in enumerate(DATES))
        ).encode(), len(DATES)
    ),
    # Sizes.
    "title-of-1-MB": Oddity(titled("mot " * 250_000).encode(), 1),
    "body-of-9-MB": Oddity(
        feed(f"<guid>g</guid><description>{'mot ' * 2_250_000}</description>").encode(), 1
    ),
    "no-text-at-all": Oddity(feed("<guid>g</guid>", "<guid>h</guid>").encode(), 2),
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Watch, Report, Report]]:
    """Two passes over all of them."""
    with Web() as web:
        watch = Watch(tmp_path_factory.mktemp("veille"), web)
        for name, odd in ODDITIES.items():
            watch.site(name, {"/flux": answer(odd.body, *odd.headers)})
        yield watch, watch.collect(), watch.collect(NOW + DAY)


@pytest.mark.parametrize("name", ODDITIES)
def test_all_is_kept_and_nothing_twice(told: tuple[Watch, Report, Report], name: str) -> None:
    watch, first, second = told
    odd = ODDITIES[name]
    rows = [row for row in watch.export() if row["source"] == name]

    assert (first[name]["outcome"], first[name]["new"]) == ("ok", odd.kept), first[name]
    assert (second[name]["outcome"], second[name]["new"]) == ("ok", 0)
    assert len(rows) == odd.kept
    if odd.titles:
        assert tuple(row["title"] for row in rows) == odd.titles
    assert odd.warning in first[name]["reason"]
    for row in rows:
        assert len(row["title"]) <= 510
        assert len(row["guid"]) < 2_100
        assert row["first_seen"] == "2026-11-23T08:00:00Z"


def test_a_date_to_come_does_not_put_an_article_first(told: tuple[Watch, Report, Report]) -> None:
    watch, _, _ = told
    rows = {row["guid"]: row for row in watch.export() if row["source"] == "dates"}

    assert rows["1"]["published"] == "1970-01-01T00:00:00Z"
    assert rows["4"]["published"] == "2026-11-16T00:00:00Z"
    found = watch.run("search", "t0", "--source", "dates")
    assert "23/11/2026" in found  # the day it was first seen, not 2099


def test_one_guid_in_two_sources_is_two_articles(watch: Watch) -> None:
    for name in ("une", "autre"):
        watch.site(name, {"/flux": answer(titled(f"Article {name}").encode())})

    watch.collect()

    kept = watch.kept()
    assert kept["une"] == kept["autre"] == ["g"]


def test_a_title_that_changes_each_time_stays_one_article(watch: Watch) -> None:
    site = watch.site("changeante", {})
    for day in range(4):
        site.replies["/flux"] = answer(titled(f"Recensement, version {day}").encode())
        new = watch.collect(NOW + day * DAY)["changeante"]["new"]
        assert new == (day == 0)

    [row] = [row for row in watch.export() if row["source"] == "changeante"]
    assert row["title"] == "Recensement, version 3"
    assert row["first_seen"] == "2026-11-23T08:00:00Z"
