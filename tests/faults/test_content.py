"""What comes instead of a feed, and feeds that are traps: told, stopped, and nothing lost."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.faults.server import Web, answer, head, redirect
from tests.faults.watch import DAY, NOW, TAGGED, Fault, Life, Watch, live, revised, rss
from veille.isolation import ChildPool

NO_FEED = "Ce n’est pas un flux"
HTML = "<!doctype html><html><head><title>{}</title>{}</head><body>{}</body></html>"
READ_SECONDS = 2.0
"""What the reading of one document may take in these tests, before its child is killed."""


def document(prolog: str, item: str, *, rows: int = 1) -> bytes:
    items = f"<item>{item}</item>" * rows
    return f'{prolog}<rss version="2.0"><channel><title>V</title>{items}</channel></rss>'.encode()


def instead(body: bytes | str, seen: str = NO_FEED) -> Fault:
    data = body.encode() if isinstance(body, str) else body
    return Fault(answer(data, TAGGED), "suspicious", seen)


def trap(body: bytes, reason: str) -> Fault:
    return Fault(answer(body, TAGGED), "error", reason)


def entities(levels: int) -> str:
    """Each one ten times the one before."""
    grown = [f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, levels)]
    return f"<!DOCTYPE rss [<!ENTITY e0 'ha'>{''.join(grown)}]>"


LONG = f'<!DOCTYPE rss [<!ENTITY e "{"x" * 50_000}">]>'
ANNOUNCED = '<link rel="alternate" type="application/rss+xml" href="/vrai-flux">'

FAULTS = {
    "page": instead(HTML.format("Accueil", "", "<h1>Bienvenue</h1>"), "une page HTML"),
    "page-that-announces-a-feed": instead(
        HTML.format("Accueil", ANNOUNCED, ""), "Elle annonce ce flux : http://127.0.0.1:"
    ),
    "login": instead(HTML.format("Connexion", "", "<input type='password'>")),
    "captcha": instead(HTML.format("Just a moment...", "", "<p>captcha</p>")),
    "maintenance": instead(HTML.format("En maintenance", "", "")),
    "soft-404": instead(HTML.format("Page introuvable", "", "<h1>404</h1>")),
    "json": instead('{"erreur": "indisponible"}', "JSON"),
    "broken-json": instead('{"version": "https://jsonfeed.org/version/1.1", "items": [', "JSON"),
    "blank": instead(b" \r\n\t ", "vide"),
    "empty-body": instead(b"", "vide"),
    "text": instead("Accès interdit"),
    "pdf": instead(b"%PDF-1.7 ...", "PDF"),
    "image": instead(b"\x89PNG\r\n\x1a\n" + bytes(99), "image"),
    "site-map": instead("<urlset><url><loc>http://val.example/</loc></url></urlset>", "XML"),
    "nul-bytes": instead(bytes(5_000)),
    # Entities: refused before anything is expanded.
    "billion-laughs": trap(document(entities(9), "<title>&e8;</title>"), "entités"),
    "quadratic-entity": trap(document(LONG, f"<title>{'&e;' * 20_000}</title>"), "entités"),
}


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Life]]:
    with Web() as web:
        yield live(tmp_path_factory.mktemp("veille"), web, FAULTS)


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_no_feed_is_told_and_costs_nothing_that_was_kept(
    lives: dict[str, Life], name: str
) -> None:
    fault, life = FAULTS[name], lives[name]

    assert (life.before["outcome"], life.before["new"]) == ("ok", 2)
    for told in (life.during, life.again, life.status):
        assert told["outcome"] == fault.outcome, told
        assert fault.reason in told["reason"]
    assert life.kept == ["a", "b"]
    # Had the ETag been kept, the mended site would seem unchanged.
    assert (life.after["outcome"], life.after["new"]) == ("ok", 1)
    assert life.kept_after == ["a", "b", "c"]


def test_a_feed_that_is_proposed_is_not_followed(lives: dict[str, Life]) -> None:
    assert "/vrai-flux" not in lives["page-that-announces-a-feed"].site.paths


# --- documents that hold a parser for minutes

ATTRIBUTES = " ".join(f"a{number}='v'" for number in range(100_000))
CATEGORIES = "".join(f"<category>c{number}</category>" for number in range(20_000))
DEEP = "<b>" * 50_000
# A bare « & » is enough to need the reader that takes everything, and its time with it.
TRAPS = {
    "attributes": document("", f"<title {ATTRIBUTES}>t &amp; u</title><guid>g</guid>"),
    "attributes-ill-formed": document("", f"<title {ATTRIBUTES}>t & u</title><guid>g</guid>"),
    "categories": document("", f"<title>t</title><guid>g</guid>{CATEGORIES}"),
    "categories-ill-formed": document("", f"<title>t & u</title><guid>g</guid>{CATEGORIES}"),
    "depth": document("", f"<description>{DEEP}</description><guid>g</guid>"),
    "depth-ill-formed": document("", f"<description>&nbsp;{DEEP}</description><guid>g</guid>"),
    "surrogate": document("", "<title>a &#xD800; b</title><guid>g</guid>"),
    "beyond-unicode": document("", "<title>a &#x110000; b</title><guid>g</guid>"),
    "backslash-in-an-entity": document(
        '<!DOCTYPE rss [<!ENTITY x "\\u">]>', "<title>&x; \\u</title><guid>g</guid>"
    ),
    "exploding-patterns": document(
        "",
        f"<title>{'a' * 5_000}{' ' * 5_000}!</title><guid>g</guid>"
        f"<description>{'&lt;' * 30_000}{'1/1/1/' * 30_000}</description>",
    ),
}


def test_a_trap_is_stopped_at_its_limit_and_stops_nobody(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "veille.pipeline.collect.ChildPool", partial(ChildPool, seconds=READ_SECONDS)
    )
    for name, body in TRAPS.items():
        watch.site(name, {"/flux": answer(body)})

    report = watch.collect()

    for name in TRAPS:
        told = report[name]
        assert (told["outcome"], told["new"]) in (("ok", 1), ("error", 0)), told
        assert "inattendue" not in told["reason"]
    for name in ("attributes-ill-formed", "categories-ill-formed"):
        assert "arrêtée" in report[name]["reason"]
    for name in ("surrogate", "beyond-unicode"):
        assert "trop mal formé" in report[name]["reason"]
    assert watch.run("sources", "status")


def test_a_hundred_thousand_articles_are_cut_and_said_so(watch: Watch) -> None:
    items = "".join(f"<item><title>t{n}</title><guid>{n}</guid></item>" for n in range(100_000))
    watch.site("longue", {"/flux": answer(f"<rss><channel>{items}</channel></rss>".encode())})

    told = watch.collect()["longue"]

    assert (told["outcome"], told["new"]) == ("ok", 500)
    assert "99500 articles plus anciens non conservés" in told["reason"]


# --- a feed cut short


@pytest.mark.parametrize("lost", [60, 250, 300])
def test_half_a_feed_is_never_taken_for_the_whole(watch: Watch, lost: int) -> None:
    whole = rss("a", "b", "c")
    half = whole[:-lost]
    # Written in two times, or cut by a cache: whole by its length; the ETag is that of the whole.
    site = watch.site("coupee", {"/flux": head(f"Content-Length: {len(half)}", TAGGED) + half})

    cut = watch.collect()["coupee"]
    site.replies["/flux"] = revised(whole, '"entier"')
    mended = watch.collect(NOW + DAY)["coupee"]

    assert cut["outcome"] == "ok"
    assert "coupé avant sa fin" in cut["reason"]
    assert watch.kept()["coupee"] == ["a", "b", "c"]
    assert (mended["outcome"], mended["new"]) == ("ok", 3 - cut["new"])
    titles = {row["title"] for row in watch.export() if row["source"] == "coupee"}
    assert titles == {f"Une usine de vélos s’installe ({name})" for name in "abc"}


def test_a_length_that_hides_the_end_is_an_error(watch: Watch) -> None:
    whole = rss("a", "b", "c")
    lie = head(f"Content-Length: {len(whole) - 250}", TAGGED) + whole
    site = watch.site("menteuse", {"/flux": lie})

    told = watch.collect()["menteuse"]
    site.replies["/flux"] = revised(whole, '"entier"')
    mended = watch.collect(NOW + DAY)["menteuse"]

    assert (told["outcome"], told["new"]) == ("error", 0)
    assert "plus courte" in told["reason"]
    assert (mended["outcome"], mended["new"]) == ("ok", 3)


def test_a_feed_cut_in_its_first_article_brings_nothing(watch: Watch) -> None:
    watch.site("coupee", {"/flux": answer(rss("a")[:-60])})

    told = watch.collect()["coupee"]

    assert (told["outcome"], told["new"], "coupé" in told["reason"]) == ("error", 0, True)


# --- empty, then full again


def test_an_empty_feed_is_no_fault_until_it_lasts(watch: Watch) -> None:
    site = watch.site("vide", {"/flux": answer(rss())})
    never = watch.collect()["vide"]
    site.replies["/flux"] = answer(rss("a", "b"))
    full = watch.collect(NOW + DAY)["vide"]
    site.replies["/flux"] = answer(rss())
    empty = watch.collect(NOW + 2 * DAY)["vide"]
    lasting = watch.collect(NOW + 9 * DAY)["vide"]
    site.replies["/flux"] = answer(rss("b", "a", "c"))
    back = watch.collect(NOW + 10 * DAY)["vide"]

    assert (never["outcome"], full["outcome"], empty["outcome"]) == ("empty", "ok", "empty")
    assert "aucun article" in never["reason"]
    assert lasting["outcome"] == "suspicious"
    assert "depuis le 25/11/2026" in lasting["reason"]
    assert (back["outcome"], back["new"]) == ("ok", 1)
    assert watch.kept()["vide"] == ["a", "b", "c"]


# --- outside entities


def test_no_outside_entity_is_read_nor_fetched(watch: Watch, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("MOT-SECRET", encoding="utf-8")
    canary = f"http://127.0.0.3:{watch.canary.port}"
    include = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{secret}" parse="text"/>'
    prologs = {
        "file": f'<!DOCTYPE rss [<!ENTITY e SYSTEM "file://{secret}">]>',
        "http": f'<!DOCTYPE rss [<!ENTITY e SYSTEM "{canary}/e">]>',
        "parameter": f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "{canary}/p">%p;]>',
        "dtd": f'<!DOCTYPE rss SYSTEM "{canary}/rss.dtd">',
        "style": f'<?xml-stylesheet href="{canary}/s.xsl" type="text/xsl"?>',
    }
    for name, prolog in prologs.items():
        watch.site(name, {"/flux": answer(document(prolog, f"<title>t &e; {include}</title>"))})

    report = watch.collect()

    assert len(report) == len(prologs) + 1
    assert "MOT-SECRET" not in json.dumps([report, watch.export()])


def test_links_of_a_feed_into_private_places_are_never_asked(watch: Watch) -> None:
    inside = f"http://127.0.0.3:{watch.canary.port}"
    item = (
        f"<title>Usine</title><guid>g</guid><link>{inside}/article</link>"
        f'<enclosure url="{inside}/son.mp3" type="audio/mpeg" length="1"/>'
        f"<description>&lt;img src='{inside}/i.png'&gt;&lt;iframe src='{inside}/f'&gt;"
        "</description>"
        f"<comments>{inside}/c</comments>"
    )
    site = watch.site("piegee", {"/flux": answer(document("", item))})

    watch.run("run", "--all", "--now", NOW.isoformat())
    watch.run("run", "--all", "--now", (NOW + DAY).isoformat())

    assert watch.kept()["piegee"] == ["g"]
    assert watch.canary.connections == 0
    assert site.paths == ["/flux"] * 2


def test_the_links_of_a_moved_feed_start_from_where_it_is(watch: Watch) -> None:
    item = "<title>t</title><guid isPermaLink='false'>g</guid><link>article-1</link>"
    site = watch.site(
        "partie",
        {"/flux": redirect("/nouveau/flux", 301), "/nouveau/flux": answer(document("", item))},
    )

    watch.collect()

    [row] = [row for row in watch.export() if row["source"] == "partie"]
    assert row["url"] == site.url("/nouveau/article-1")
