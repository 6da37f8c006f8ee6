"""What feeds should not hold, and what becomes of it."""

import time

import pytest

from veille.collect.collected import Collected
from veille.collect.feed import read
from veille.collect.feed_entry import (
    GUID_LIMIT,
    HTML_LIMIT,
    MAX_CATEGORIES,
    MAX_ITEMS,
    TITLE_LIMIT,
)
from veille.errors import ParseError

URL = "https://www.exemple.fr/a/flux.xml"


def rss(*items: str, head: str = "", attributes: str = "") -> bytes:
    body = "".join(f"<item>{item}</item>" for item in items)
    text = f'{head}<rss version="2.0" {attributes}><channel>{body}</channel></rss>'
    return text.encode("utf-8", "surrogatepass")


def collected(body: bytes) -> Collected:
    return read(body, URL, "application/xml")


# --- entities and DTD


def subset(declaration: str) -> str:
    return f"<!DOCTYPE rss [{declaration}]>"


@pytest.mark.parametrize(
    "declaration",
    [
        pytest.param(f'<!ENTITY a "{"x" * 50_000}">', id="long"),
        pytest.param('<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">', id="nested"),
        pytest.param("<!ENTITY a 'un texte de plus de trente-deux caractères'>", id="apostrophes"),
        pytest.param('<!ENTITY % p "<!ENTITY a &#34;x&#34;>">%p;', id="parameter"),
        pytest.param('<!entity a "' + "x" * 40 + '">', id="lower-case"),
    ],
)
@pytest.mark.parametrize("before", ["", "<!-- <rss> -->", '<?xml version="1.0"?><!-- x -->\n'])
def test_entities_that_can_grow_are_refused(declaration: str, before: str) -> None:
    started = time.process_time()
    with pytest.raises(ParseError, match="entités XML"):
        collected(rss("<title>&a;&a;</title>" * 100, head=before + subset(declaration)))
    assert time.process_time() - started < 5  # an expansion takes minutes


def test_a_bomb_in_utf_16_is_seen_too() -> None:
    text = subset(f'<!ENTITY a "{"x" * 50_000}">') + "<rss><channel/></rss>"
    with pytest.raises(ParseError, match="entités XML"):
        collected(text.encode("utf-16"))


def test_an_external_entity_is_never_read(tmp_path: object) -> None:
    secret = f"{tmp_path}/secret"
    with open(secret, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write("MOT-SECRET")
    head = subset(f'<!ENTITY x SYSTEM "file://{secret}">')

    [item] = collected(rss("<title>Avant &x; après</title>", head=head)).items

    assert "SECRET" not in item.title
    assert item.title.startswith("Avant")


def test_an_entity_of_one_character_still_reads() -> None:
    head = "<!DOCTYPE rss [\n" + '<!ENTITY nbsp "&#160;">' + "\n]>"

    [item] = collected(rss("<title>12&nbsp;emplois</title>", head=head)).items

    assert item.title == "12\xa0emplois"


# --- links


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://b.fr/x?a=1&amp;b=2", "https://b.fr/x?a=1&b=2"),
        ("/x", "https://www.exemple.fr/x"),
        ("x", "https://www.exemple.fr/a/x"),
        ("//c.fr/x", "https://c.fr/x"),
        ("  https://b.fr/x\n", "https://b.fr/x"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:a@b.fr", ""),
        ("file:///etc/passwd", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_links_are_absolute_http_or_nothing(written: str, expected: str) -> None:
    items = collected(rss(f"<title>T</title><link>{written}</link>")).items

    assert [item.url for item in items] == [expected]


def test_xml_base_moves_relative_links_and_ends_with_its_element() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>'
        '<entry xml:base="https://b.fr/y/"><id>1</id><link href="x"/></entry>'
        '<entry><id>2</id><link href="x"/></entry></feed>'
    )
    fast = collected(body.encode())
    slow = collected(body.replace("<title>F", "<title>F & G").encode())

    assert (fast.method, slow.method) == ("fast", "feedparser")
    for feed in (fast, slow):
        assert [item.url for item in feed.items] == [
            "https://b.fr/y/x",
            "https://www.exemple.fr/a/x",
        ]


def test_a_relative_guid_does_not_depend_on_where_the_feed_was_read() -> None:
    body = rss("<title>T</title><guid>17</guid>", "<title>A & B</title><guid>18</guid>")

    one = read(body, "https://a.fr/flux", "")
    other = read(body, "https://b.fr/nouveau/flux", "")

    assert [item.guid for item in one.items] == [item.guid for item in other.items] == ["17", "18"]


# --- texts


@pytest.mark.parametrize("broken", ["", "<item><title>& </title></item>"])
def test_control_characters_are_removed_everywhere(broken: str) -> None:
    item = (
        "<title>a\x00b\x1bc\u0081d&#13;&#10;e</title><guid>g\x01</guid><author>n\x02m</author>"
        "<category>k\x03</category><description>h\x04&#127;</description>"
    )
    feed = collected(rss(item, broken))
    first = feed.items[0]
    texts = (first.title, first.guid, first.author, first.html, *first.categories)

    assert all(char.isprintable() or char == "\n" for text in texts for char in text)
    assert first.title.replace("\n", " ").split() == ["abcd", "e"]


@pytest.mark.parametrize("reference", ["&#xD800;", "&#x110000;", "&#0;", "&#99999999999;"])
def test_impossible_references_lose_at_most_their_feed(reference: str) -> None:
    try:
        feed = collected(rss(f"<title>a {reference} b</title>", "<title>suivant</title>"))
    except ParseError as error:
        assert "mal formé" in str(error)
    else:
        assert feed.items[-1].title == "suivant"
        for item in feed.items:
            item.title.encode()


def test_long_texts_are_cut() -> None:
    [item] = collected(
        rss(
            f"<title>{'t' * 10_000}</title><description>{'d' * 60_000}&lt;b</description>"
            f"<guid>{'g' * 100_000}</guid>" + "<category>c</category>" * 3
        )
    ).items

    assert len(item.title) == TITLE_LIMIT
    assert len(item.html) == HTML_LIMIT
    assert len(item.guid) < GUID_LIMIT
    assert item.categories == ("c",)


def test_no_tag_is_cut_in_two() -> None:
    markup = "x" * (HTML_LIMIT - 5) + "<a href='https://b.fr'>y</a>"
    [item] = collected(rss(f"<description><![CDATA[{markup}]]></description>")).items

    assert item.html == "x" * (HTML_LIMIT - 5)


def test_ceilings_of_items_and_categories() -> None:
    categories = "".join(f"<category>c{n}</category>" for n in range(20_000))
    items = [f"<title>t{n}</title><guid>{n}</guid>" for n in range(2_000)]
    items[0] += categories
    feed = collected(rss(*items))

    assert (len(feed.items), feed.left_out) == (MAX_ITEMS, 2_000 - MAX_ITEMS)
    assert len(feed.items[0].categories) == MAX_CATEGORIES


def test_active_content_stays_text_for_those_who_clean_it() -> None:
    [item] = collected(rss("<title>a</title><description>&lt;script&gt;x()</description>")).items

    assert item.html == "<script>x()"


# --- dates


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("lun. 16 nov. 2026", "2026-11-16T00:00:00+00:00"),
        ("16/11/2026 08:30", "2026-11-16T08:30:00+00:00"),
        ("Mon, 16 Nov 2026 08:30:00 CET", "2026-11-16T07:30:00+00:00"),
        ("Mon, 16 Nov 2026 08:30:00 EST", "2026-11-16T13:30:00+00:00"),
        ("2099-01-01T00:00:00Z", "2099-01-01T00:00:00+00:00"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00+00:00"),
        ("Mon, 01 Jan 0001 00:00:00 +0000", ""),
        ("bientôt", ""),
        ("", ""),
    ],
)
def test_dates(written: str, expected: str) -> None:
    [item] = collected(rss(f"<title>T</title><pubDate>{written}</pubDate>")).items

    assert (item.published.isoformat() if item.published else "") == expected
    assert item.date_text == written


# --- identities


def guids(*items: str) -> list[str]:
    return [item.guid for item in collected(rss(*items)).items]


def test_one_guid_with_several_links_gives_several_items_in_any_order() -> None:
    items = [f"<guid>g</guid><link>https://b.fr/{n}</link><title>t{n}</title>" for n in range(5)]

    assert guids(*items) == [f"g#https://b.fr/{n}" for n in range(5)]
    assert sorted(guids(*items)) == sorted(guids(*reversed(items)))
    assert set(guids(*items[1:4])) < set(guids(*items))


def test_one_guid_and_one_link_are_told_apart_by_their_texts() -> None:
    items = [f"<guid>g</guid><title>acte {n}</title>" for n in range(3)]

    assert len(set(guids(*items))) == 3
    assert sorted(guids(*items)) == sorted(guids(*reversed(items)))


def test_an_item_listed_twice_keeps_its_guid_once() -> None:
    item = "<guid>g</guid><link>https://b.fr/1</link><title>t</title>"

    assert guids(item, item) == ["g", "g#2"]


def test_without_guid_the_link_then_the_text_identify() -> None:
    first, second = guids("<link>https://b.fr/1</link>", "<title>Seul</title>")

    assert first == "https://b.fr/1"
    assert second.startswith("sha256:")
    assert guids("<title>Seul</title>") == [second]
