"""Sitemaps: what is listed, what it is called, and what is refused."""

import gzip
import random
import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veille.collect.collected import Collected
from veille.collect.sitemap import MAX_BYTES, MAX_ITEMS, read
from veille.collect.sitemap_address import may_be_article, site_of, title_from
from veille.errors import ParseError, SuspiciousError

URL = "https://www.exemple-ville.fr/sitemap.xml"
SITE = "https://www.exemple-ville.fr"
SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def collected(body: str | bytes, content_type: str = "application/xml") -> Collected:
    return read(body if isinstance(body, bytes) else body.encode(), URL, content_type)


def address(path: str, lastmod: str = "", inside: str = "") -> str:
    changed = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    loc = SITE + path if path.startswith("/") or not path else path
    return f"<url><loc>{loc}</loc>{changed}{inside}</url>"


def urlset(*addresses: str, declared: str = SCHEMA) -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}<urlset {declared}>{''.join(addresses)}</urlset>"


def index(*children: tuple[str, str]) -> str:
    inside = "".join(
        f"<sitemap><loc>{SITE}/{name}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</sitemap>"
        for name, at in children
    )
    return f"<sitemapindex {SCHEMA}>{inside}</sitemapindex>"


def titles(found: Collected) -> list[str]:
    return [one.title for one in found.items]


# --- what is listed


@pytest.mark.parametrize("declared", [f"{SCHEMA} {NEWS}", ""], ids=["declared", "undeclared"])
def test_a_news_sitemap_gives_titles_dates_languages_and_keywords(declared: str) -> None:
    news = (
        "<news:news><news:publication><news:name>L’Écho de Lormeval</news:name>"
        "<news:language>fr</news:language></news:publication>"
        "<news:publication_date>2026-11-16T08:30:00+01:00</news:publication_date>"
        "<news:title>Une usine s&#8217;installe &amp; recrute</news:title>"
        "<news:keywords>emploi, industrie, emploi</news:keywords></news:news>"
    )
    found = collected(urlset(address("/a/12", "2026-11-20", news), declared=declared))

    [item] = found.items
    assert item.title == "Une usine s’installe &amp; recrute"
    assert item.published == datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
    assert item.language == "fr"
    assert item.categories == ("emploi", "industrie")
    assert item.guid == "https://exemple-ville.fr/a/12"
    assert (found.method, found.warning) == ("news", "")


def test_the_most_recently_changed_come_first_and_the_undated_last() -> None:
    found = collected(
        urlset(
            address("/actus/le-vieux-pont", "2024-01-05"),
            address("/actus/sans-date-aucune"),
            address("/actus/la-halle", "2026-11-16T10:00+01:00"),
            address("/actus/le-marche", "2026-11-16T09:30:00Z"),
        )
    )

    assert titles(found) == ["Le marche", "La halle", "Le vieux pont", "Sans date aucune"]
    assert found.items[3].published is None


def test_images_and_alternates_do_not_speak_for_the_entry() -> None:
    inside = (
        "<image:image><image:loc>https://cdn.autre.example/x.jpg</image:loc>"
        "<image:title>Photo</image:title></image:image>"
        '<xhtml:link rel="alternate" hreflang="en" href="https://www.exemple-ville.fr/en/x"/>'
    )
    found = collected(urlset(address("/actus/nouvelle-creche", "2026-11-01", inside)))

    assert titles(found) == ["Nouvelle creche"]
    assert found.warning == ""


def test_one_hour_for_all_pages_is_that_of_the_sitemap() -> None:
    same = [address(f"/actus/sujet-du-jour-{n}", "2026-11-16T03:00:00Z") for n in range(6)]

    assert {one.published for one in collected(urlset(*same)).items} == {None}
    assert collected(urlset(*same[:2])).items[0].published is not None


def test_the_most_recent_are_kept_and_the_others_counted() -> None:
    days = [f"20{n // 300:02d}-{n % 12 + 1:02d}-{n % 28 + 1:02d}" for n in range(3_000)]
    random.Random(7).shuffle(days)
    found = collected(urlset(*(address(f"/a/page-{n}", day) for n, day in enumerate(days))))

    kept = sorted(days, reverse=True)[:MAX_ITEMS]
    assert [f"{one.published:%Y-%m-%d}" for one in found.items] == kept
    assert found.left_out == 3_000 - MAX_ITEMS


def test_a_list_of_addresses_is_a_sitemap_too() -> None:
    body = f"\ufeff{SITE}/actus/la-gare-rouvre\r\n{SITE}/actus/budget-2027.pdf\r\n\r\nfin\r\n"
    found = collected(body, "text/plain; charset=utf-8")

    assert titles(found) == ["La gare rouvre", "Budget 2027"]
    assert found.method == "text"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_accents_survive_every_encoding(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><urlset>' + address(
        "/a", "", "<news:news><news:title>Écoles fermées</news:title></news:news>"
    )

    assert titles(collected((text + "</urlset>").encode(encoding))) == ["Écoles fermées"]


def test_an_address_listed_twice_is_one_entry() -> None:
    found = collected(urlset(address("/actus/la-halle/"), address("/actus/la-halle?utm_source=x")))

    assert titles(found) == ["La halle"]


def test_an_empty_sitemap_is_no_error() -> None:
    assert collected(urlset()).items == ()


# --- gzip


def test_a_packed_sitemap_is_unpacked() -> None:
    assert titles(collected(gzip.compress(urlset(address("/a/la-halle")).encode()))) == ["La halle"]


def test_a_bomb_is_unpacked_to_its_ceiling_only() -> None:
    many = "".join(address(f"/a/la-halle-du-{n % 28 + 1}-novembre-{n}") for n in range(40_000))
    body = gzip.compress((urlset()[:-9] + many + "<!-- " + " " * 60_000_000).encode())
    assert len(body) < MAX_BYTES // 10

    started = time.process_time()
    found = collected(body)

    assert len(found.items) == MAX_ITEMS
    assert found.warning == "Plan de site trop grand : seul son début a été lu."
    assert time.process_time() - started < 10


@pytest.mark.parametrize("cut", [3, 30, 80])
def test_a_damaged_archive_is_no_sitemap(cut: int) -> None:
    with pytest.raises(ParseError, match="Ce n’est pas un plan de site"):
        collected(gzip.compress(urlset(address("/a/la-halle")).encode())[:cut] + b"\xff" * 9)


# --- indexes


def test_the_most_recent_children_are_read_in_the_same_visit() -> None:
    found = collected(
        index(
            ("plan-1.xml", "2025-01-01"),
            ("plan-2.xml", "2026-11-02"),
            ("plan-3.xml", "2026-11-20T08:00:00+01:00"),
            ("plan-4.xml.gz", "2026-10-01"),
        )
    )

    assert found.items == ()
    assert found.more == tuple(f"{SITE}/plan-{n}" for n in ("3.xml", "2.xml", "4.xml.gz"))


@pytest.mark.parametrize(
    ("children", "chosen"),
    [
        pytest.param(
            ["post-sitemap.xml", "page-sitemap.xml", "category-sitemap.xml", "author-sitemap.xml"],
            ["post-sitemap.xml"],
            id="publications-only",
        ),
        pytest.param(
            ["wp-sitemap-posts-post-1.xml", "wp-sitemap-posts-post-2.xml",
             "wp-sitemap-posts-page-1.xml", "wp-sitemap-taxonomies-category-1.xml"],
            ["wp-sitemap-posts-post-2.xml", "wp-sitemap-posts-post-1.xml"],
            id="the-highest-number-is-the-newest",
        ),
        pytest.param(
            ["sitemap-2026-09.xml", "sitemap-2026-11.xml", "sitemap-2025-12.xml",
             "sitemap-2026-10.xml", "video-sitemap.xml"],
            ["sitemap-2026-11.xml", "sitemap-2026-10.xml", "sitemap-2026-09.xml"],
            id="months",
        ),
        pytest.param(["page-sitemap.xml"], ["page-sitemap.xml"], id="nothing-better"),
        pytest.param(
            ["image-news.xml", "actus.xml", "plan.xml"], ["actus.xml", "plan.xml"], id="neutral"
        ),
    ],
)  # fmt: skip
def test_children_named_after_publications_go_first(children: list[str], chosen: list[str]) -> None:
    found = collected(index(*((name, "") for name in children)))

    assert sorted(found.more) == sorted(f"{SITE}/{name}" for name in chosen)
    if len({name.rpartition("-")[0] for name in chosen}) == 1:
        assert list(found.more) == [f"{SITE}/{name}" for name in chosen]


def test_an_index_that_lists_itself_is_not_read_again() -> None:
    assert collected(index(("sitemap.xml", ""))).more == ()


# --- whose addresses


def test_a_sitemap_does_not_speak_for_other_sites() -> None:
    found = collected(
        urlset(
            address("/actus/la-halle"),
            address("https://culture.exemple-ville.fr/agenda-du-mois"),
            address("https://exemple-ville.fr.pirate.example/x"),
            address("https://autre.example/x"),
            address("ftp://www.exemple-ville.fr/x"),
            address("javascript:alert(1)"),
            "<url><loc>/relative/adresse</loc></url>",
        )
    )

    assert titles(found) == ["La halle", "Agenda du mois"]
    assert found.warning == "5 adresses d’un autre site, ou illisibles, ont été ignorées."


def test_children_of_other_sites_are_not_read() -> None:
    body = f"<sitemapindex><sitemap><loc>https://autre.example/a.xml</loc></sitemap>{index()}"
    found = collected(body)

    assert found.more == ()
    assert "autre site" in found.warning


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.ville.exemple.fr/a", "exemple.fr"),
        ("https://EXEMPLE.fr:8080/", "exemple.fr"),
        ("https://www.ain.gouv.fr/", "ain.gouv.fr"),
        ("https://mairie.wordpress.com/", "mairie.wordpress.com"),
        ("http://192.0.2.7/a", "192.0.2.7"),
        ("http://[2001:db8::1]/a", "2001:db8::1"),
        ("http://localhost/a", "localhost"),
    ],
)
def test_the_site_is_the_registered_name(url: str, site: str) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", False),
        ("", False),
        ("/index.php", False),
        ("/?p=12", True),
        ("/index.php?id=12", True),
        ("/photo.JPG", False),
        ("/style.css?v=2", False),
        ("/plu/reglement.pdf", True),
        ("/contact", True),
    ],
)
def test_only_what_is_certainly_no_article_is_left_out(path: str, kept: bool) -> None:
    assert may_be_article(SITE + path) is kept
    assert len(collected(urlset(address(path))).items) == kept


# --- titles


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/extension-de-la-zone-d-activites", "Extension de la zone d activites"),
        ("/actus/extension-de-la-zone/", "Extension de la zone"),
        ("/actus/12345-nouvelle-creche.html", "Nouvelle creche"),
        ("/actus/nouvelle-creche-12345.html", "Nouvelle creche"),
        ("/actus/nouvelle_creche,4512.php", "Nouvelle creche"),
        ("/2026/11/16/le-budget-2027/", "Le budget 2027"),
        ("/2026-11-16-voeux-du-maire", "Voeux du maire"),
        ("/travaux-rn-117", "Travaux rn 117"),
        ("/%C3%A9coles-ferm%C3%A9es", "Écoles fermées"),
        ("/actus/nouvelle-creche-8f3a2b1c9d", "Nouvelle creche"),
        ("/actus/une-gare-pour-tous/index.html", "Une gare pour tous"),
        ("/actus/une-gare-pour-tous/4512", "Une gare pour tous"),
        ("/plan-local.pdf", "Plan local"),
        ("/actualites/4512", ""),
        ("/article4512.html", ""),
        ("/spip.php?article12", ""),
        ("/index.php?id=12", ""),
        ("/%00%01", ""),
        ("/n/12", ""),
    ],
)
def test_a_title_is_read_from_the_address(path: str, title: str) -> None:
    assert title_from(SITE + path) == (title or SITE + path)


def test_a_title_taken_from_an_address_is_escaped() -> None:
    [item] = collected(urlset(address("/a/&lt;script&gt;alerte-du-jour"))).items

    assert "<" not in item.title


# --- refused, or mended


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (b"", "vide"),
        (b"\xef\xbb\xbf \n", "vide"),
        (b'<rss version="2.0"><channel><item/></channel></rss>', "feed"),
        (b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>', "feed"),
        (b'<rdf:RDF xmlns:rdf="x"></rdf:RDF>', "feed"),
        (b"<!doctype html><html><body><h1>Plan du site</h1></body></html>", "page HTML"),
        (b"<opml version='2.0'></opml>", "autre format"),
        (b"<urlset><url><loc>", "mal formé"),
        (b"%PDF-1.7 ...", "ni document XML"),
        (b"User-agent: *\nSitemap: https://www.exemple-ville.fr/a.xml", "ni document XML"),
        (b'{"urls": []}', "ni document XML"),
        (b"\x1f\x8b\x08\x00abc", "abîmé"),
        (b"<", "autre format"),
    ],
)
def test_what_is_no_sitemap_is_said(body: bytes, seen: str) -> None:
    with pytest.raises(ParseError, match="Ce n’est pas un plan de site") as caught:
        collected(body)

    assert seen in str(caught.value)


def test_a_wall_is_told_from_a_page() -> None:
    body = "<html><head><title>Site en maintenance</title></head><body>Bientôt</body></html>"
    with pytest.raises(SuspiciousError, match="maintenance"):
        collected(body)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE urlset [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE urlset SYSTEM "file:///etc/passwd">',
        '<!-- x --><!DOCTYPE urlset [<!ENTITY % p SYSTEM "http://pirate.example/"> %p;]>',
    ],
)
def test_entities_are_refused(doctype: str) -> None:
    with pytest.raises(ParseError, match="DOCTYPE"):
        collected(f"{doctype}<urlset><url><loc>{SITE}/&b;</loc></url></urlset>")


def test_bare_ampersands_are_mended() -> None:
    [item] = collected(urlset(address("/index.php?a=1&b=2&eacute=3"))).items

    assert item.url == f"{SITE}/index.php?a=1&b=2&eacute=3"


def test_a_cut_sitemap_is_read_as_far_as_it_goes() -> None:
    found = collected(urlset(address("/a/la-halle"), address("/a/le-marche"))[:-20])

    assert titles(found) == ["La halle"]
    assert "jusqu’à la faute" in found.warning


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"<urlset>" + b"<a>" * 3_000_000, id="deep"),
        pytest.param(b"<urlset>" + b"<url/>" * 1_600_000, id="many"),
        pytest.param(b"<urlset><url><loc>" + b"x" * 9_000_000, id="long"),
        pytest.param(b"a " * 4_900_000, id="words"),
        pytest.param(b"\n".join([b"https://www.exemple-ville.fr/x"] * 300_000), id="lines"),
        pytest.param(b"<urlset " + b'a="1" ' * 1_500_000, id="attributes"),
    ],
)
def test_reading_is_bounded(body: bytes) -> None:
    started = time.process_time()
    with suppress(ParseError):
        assert len(collected(body).items) <= MAX_ITEMS
    assert time.process_time() - started < 15


@given(st.binary(max_size=300), st.sampled_from([b"", b"<urlset>", b"\x1f\x8b\x08", b"https://a "]))
def test_any_bytes_are_read_or_refused(body: bytes, start: bytes) -> None:
    try:
        read(start + body, URL, "")
    except ParseError as error:
        assert str(error)


@given(st.text(max_size=60))
def test_any_address_has_a_title(path: str) -> None:
    assert title_from(f"{SITE}/{path}")
