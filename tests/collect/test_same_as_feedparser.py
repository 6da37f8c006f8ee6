"""The fast reader gives what feedparser gives, or leaves the document to it.

Documents are composed at random from the elements on which feedparser has rules of its own:
several titles, guids that are links, nested and foreign elements, bases…
"""

import random
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest

from benchmarks.parse_feeds import differences, feeds, plain, their_date
from veille.collect.feed_entry import absolute_link, entry_date
from veille.collect.feed_fast import read_fast
from veille.collect.feed_walk import DoubtError

SHARED = Path(__file__).parents[2].parent / "shared" / "feeds"
URL = "http://exemple.fr/a/flux"
HEADERS = {"content-type": "application/xml; charset=utf-8", "content-location": URL}

TITLES = (
    "Un titre", "Bois &amp; Cie", "Le &lt;b&gt;gras&lt;/b&gt;", "<![CDATA[<i>a</i> &eacute;]]>",
    "", "  espaces  ", "5 &lt; 6", "AT&amp;T; x", "\xc3\xa9t\xc3\xa9", "x\x92y", "&amp;nbsp;z",
)  # fmt: skip
LINKS = ("http://b.fr/c?x=1&amp;y=2", " https://b.fr/d ", "/rel", "", "http:///b.fr/x",
         "q?a=1&amp;copy;=2", "javascript:x", "urn:u:1", "//h/p")  # fmt: skip
DATES = ("Mon, 16 Nov 2026 08:30:00 +0100", "2026-11-16T08:30:00Z", "2026-11-16", "", "bientot",
         "16 Nov 2026 08:30 EST")  # fmt: skip
TYPES = ("", ' type="text"', ' type="html"', ' type="text/html"', ' xml:base="http://base.fr/y/"')
ELEMENTS = (
    "<title{y}>{t}</title>", "<title>{t}</title>", "<media:title>{t}</media:title>",
    "<dc:title>{t}</dc:title>", "<itunes:title>{t}</itunes:title>", "<u:title>{t}</u:title>",
    "<link>{l}</link>", "<atom:link>{l}</atom:link>", '<link href="{l}"/>',
    '<link REL="Alternate" href="{l}"/>', '<atom:link rel="self" href="{l}" u:count="3"/>',
    '<link type="image/png" href="{l}"/>', "<guid>{l}</guid>", "<id>{l}</id>",
    '<guid isPermaLink="false">{l}</guid>', '<guid xml:base="http://g.fr/">{l}</guid>',
    "<pubDate>{d}</pubDate>", "<published>{d}</published>", "<updated>{d}</updated>",
    "<dc:date>{d}</dc:date>", "<date>{d}</date>", "<description{y}>{t}</description>",
    "<summary>{t}</summary>", "<content{y}>{t}</content>",
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a</p></div></content>',
    "<description><p>en <b>ligne</b></p></description>", '<source url="u">{t}</source>',
    '<source><id>s</id><title>{t}</title><link href="s"/><updated>{d}</updated></source>',
    "<image><url>i</url><title>{t}</title><link>{l}</link></image>", "<image>i.png</image>",
    "<author><name>N</name><uri>u</uri><id>a</id></author>", "<dc:creator>Z</dc:creator>",
    "<media:group><media:title>{t}</media:title><media:content url='x'/></media:group>",
    "<media:content url='x'><media:title>{t}</media:title></media:content>",
    "<w><title>{t}</title><guid>{l}</guid><pubDate>{d}</pubDate></w>",
    "<w a='1'><title>{t}</title><id>w</id><link>{l}</link></w>",
    "<w base='http://w.fr/'><link>{l}</link></w>", "<category term='t'>c</category>",
    "<itunes:category text='a'><itunes:category text='b'/></itunes:category>",
    "<rights>{t}</rights>", "<enclosure url='e' type='a/b'/>", "<language>fr</language>",
)  # fmt: skip
NAMESPACES = (
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:u="urn:u" '
    'xmlns:atom="http://www.w3.org/2005/Atom"'
)


def composed(chance: random.Random) -> bytes:
    def some(most: int) -> str:
        chosen = (chance.choice(ELEMENTS) for _ in range(chance.randint(0, most)))
        return "".join(
            element.format(
                t=chance.choice(TITLES),
                l=chance.choice(LINKS),
                d=chance.choice(DATES),
                y=chance.choice(TYPES),
            )
            for element in chosen
        )

    is_atom = chance.random() < 0.5
    tag = "entry" if is_atom else "item"
    base = chance.choice(["", "", ' xml:base="http://i.fr/"'])
    items = "".join(f"<{tag}{base}>{some(8)}</{tag}>" for _ in range(3))
    inside = some(3) + items
    if is_atom:
        return f'<feed xmlns="http://www.w3.org/2005/Atom" {NAMESPACES}>{inside}</feed>'.encode()
    return f'<rss version="2.0" {NAMESPACES}><channel>{inside}</channel></rss>'.encode()


def as_absolute(link: str) -> str:
    # An empty address is the feed's own for feedparser, none for us.
    return absolute_link(link, URL) or urljoin(URL, link)


@pytest.mark.parametrize("seed", range(8))
def test_composed_documents(seed: int) -> None:
    chance = random.Random(seed)
    compared = 0
    for _ in range(150):
        document = composed(chance)
        try:
            ours = read_fast(document)
        except DoubtError:
            continue
        theirs: Any = feedparser.parse(BytesIO(document), response_headers=HEADERS)
        compared += 1
        assert len(ours.entries) == len(theirs.entries)
        for mine, entry in zip(ours.entries, theirs.entries, strict=True):
            assert plain(mine.title) == plain(dict.get(entry, "title") or ""), document
            assert as_absolute(mine.link) == as_absolute(dict.get(entry, "link") or ""), document
            assert as_absolute(mine.id) == as_absolute(dict.get(entry, "id") or ""), document
            assert entry_date(mine.published, mine.updated) == their_date(entry), document
    assert compared > 50


@pytest.mark.parametrize(
    ("document", "doubt"),
    [
        ("<html/>", "root"),
        ("<rss><channel><item><item/></item></channel></rss>", "entry inside an entry"),
        ("<rss><channel><item><guid><b/></guid></item></channel></rss>", "element inside a text"),
        ("<rss><channel><item><title><b/></title></item></channel></rss>", "inside a title"),
        ("<rss><channel><item><title>&lt;x&gt;&lt;/x&gt;</title></item></channel></rss>", "title"),
        ("<rss><channel><item><links/></item></channel></rss>", "kept by feedparser"),
        ("<rss xml:base='/x'/>", "relative base"),
        ("<rss xmlns:dc='urn:a'><a xmlns:dc='urn:b'/></rss>", "two namespaces"),
        ("<!DOCTYPE rss><rss/>", "doctype"),
        ("<rss>&nbsp;</rss>", "undefined entity"),
        ("<rss><channel>", "no element found"),
    ],
)
def test_doubts(document: str, doubt: str) -> None:
    with pytest.raises(DoubtError, match=doubt):
        read_fast(document.encode())


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared feeds are not beside the project")
@pytest.mark.parametrize("folder", ["wild", "malformed"])
def test_a_sample_of_real_feeds(folder: str) -> None:
    warnings.simplefilter("ignore", DeprecationWarning)
    # One feed in eight, small ones: a second or so. benchmarks/parse_feeds.py reads them all.
    sample = [named for named in feeds(SHARED / folder)[::8] if len(named[1]) < 120_000]
    assert len(sample) > 10

    found = [difference for name, body in sample for difference in differences(name, body)]

    assert [one for one in found if one.explanation == "unexplained"] == []
