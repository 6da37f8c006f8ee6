"""Every format of feed, on documents invented for the purpose."""

from datetime import UTC, datetime

import pytest

from veille.collect import KINDS, Collected, Options
from veille.collect.feed import read
from veille.domain.item import RawItem

URL = "https://www.exemple.fr/actualites/flux.xml"

RSS_2 = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>La Gazette du Val</title><link>https://www.exemple.fr/</link><language>fr-FR</language>
<item>
  <title>Une scierie s’installe à Pré-Long</title>
  <link>https://www.exemple.fr/scierie</link>
  <guid isPermaLink="false">val-17</guid>
  <pubDate>Mon, 16 Nov 2026 08:30:00 +0100</pubDate>
  <dc:creator>Jeanne Morel</dc:creator>
  <category>Économie</category><category>Bois</category>
  <description>Vingt emplois.</description>
  <content:encoded><![CDATA[<p>Vingt emplois sont promis.</p>]]></content:encoded>
</item>
<item><title>Sans rien</title></item>
</channel></rss>"""

RSS_091 = """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Vieux flux</title>
<item><title>Le marché rouvre</title><link>https://www.exemple.fr/marche</link></item>
</channel></rss>"""

RSS_1 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://www.exemple.fr/"><title>Le Bulletin</title>
<dc:language>fr</dc:language></channel>
<item rdf:about="https://www.exemple.fr/zone-7">
  <title>La zone des Prés s’étend</title><link>https://www.exemple.fr/zone</link>
  <dc:date>2026-11-16T08:30:00+01:00</dc:date>
</item></rdf:RDF>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Préfecture</title>
<entry>
  <id>tag:exemple.fr,2026:9</id><title type="html">Un &lt;b&gt;appel&lt;/b&gt; à projets</title>
  <link rel="self" href="https://www.exemple.fr/9.atom"/>
  <link rel="alternate" href="appel?a=1&amp;b=2"/>
  <published>2026-11-16T07:30:00Z</published><updated>2026-11-17T07:30:00Z</updated>
  <author><name>Service économique</name><email>eco@exemple.fr</email></author>
  <category term="aides"/>
  <summary>Court.</summary>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Jusqu’à 5 &lt; 6.</p></div>
  </content>
</entry></feed>"""

ATOM_03 = """<?xml version="1.0"?>
<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Carnet</title>
<entry><title>Une pépinière</title><link rel="alternate" type="text/html"
href="https://www.exemple.fr/pepiniere"/><id>p1</id><issued>2026-11-16T08:30:00+01:00</issued>
<modified>2026-12-16T08:30:00+01:00</modified></entry></feed>"""

JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Cap Emploi",
 "language": "fr-FR", "items": [
 {"id": "12", "url": "/offres/12", "title": "Trente offres", "content_text": "Court",
  "content_html": "<p>Trente offres à pourvoir</p>", "date_published": "2026-11-16T08:30:00+01:00",
  "authors": [{"name": "A. Roy"}, {"name": "B. Sand"}], "tags": ["emploi"]},
 {"id": 13, "content_text": "Sans titre"}]}"""

NOVEMBER = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)


def collected(text: str) -> Collected:
    return read(text.encode(), URL, "")


def test_the_registry_knows_feeds() -> None:
    assert KINDS["feed"].read(RSS_2.encode(), URL, "application/rss+xml", Options()).items


def test_rss_2() -> None:
    feed = collected(RSS_2)

    assert (feed.title, feed.language, feed.method) == ("La Gazette du Val", "fr", "fast")
    assert feed.items[0] == RawItem(
        guid="val-17",
        url="https://www.exemple.fr/scierie",
        title="Une scierie s’installe à Pré-Long",
        html="<p>Vingt emplois sont promis.</p>",
        published=NOVEMBER,
        date_text="Mon, 16 Nov 2026 08:30:00 +0100",
        author="Jeanne Morel",
        categories=("Économie", "Bois"),
    )
    assert feed.items[1].title == "Sans rien"


def test_rss_091_with_the_doctype_of_its_time() -> None:
    feed = collected(RSS_091)

    assert feed.method == "fast"
    assert [item.guid for item in feed.items] == ["https://www.exemple.fr/marche"]


def test_rdf() -> None:
    [item] = collected(RSS_1).items

    assert (item.guid, item.url) == ("https://www.exemple.fr/zone-7", "https://www.exemple.fr/zone")
    assert item.published == NOVEMBER


def test_atom() -> None:
    feed = collected(ATOM)
    [item] = feed.items

    assert (feed.language, feed.method) == ("fr", "fast")
    assert item.guid == "tag:exemple.fr,2026:9"
    assert item.url == "https://www.exemple.fr/actualites/appel?a=1&b=2"
    assert item.title == "Un <b>appel</b> à projets"
    assert item.published == NOVEMBER
    assert (item.author, item.categories) == ("Service économique", ("aides",))
    assert "<p>Jusqu’à 5 &lt; 6.</p>" in item.html


def test_atom_03_takes_the_date_of_publication() -> None:
    [item] = collected(ATOM_03).items

    assert (item.guid, item.published) == ("p1", NOVEMBER)


def test_json_feed() -> None:
    feed = collected(JSON_FEED)
    first, second = feed.items

    assert (feed.title, feed.language, feed.method) == ("Cap Emploi", "fr", "json")
    assert (first.guid, first.url) == ("12", "https://www.exemple.fr/offres/12")
    assert first.html == "<p>Trente offres à pourvoir</p>"
    assert (first.published, first.author) == (NOVEMBER, "A. Roy, B. Sand")
    assert (second.guid, second.url, second.html) == ("13", "", "Sans titre")


@pytest.mark.parametrize("text", [RSS_2, RSS_1, ATOM], ids=["rss", "rdf", "atom"])
def test_ill_formed_feeds_are_read_at_best_and_say_so(text: str) -> None:
    whole = collected(text)
    broken = collected(text.replace("</title>", " & co</title>", 1))

    assert broken.method == "feedparser"
    assert "mal formé" in broken.warning
    assert [item.guid for item in broken.items] == [item.guid for item in whole.items]
    assert [item.published for item in broken.items] == [item.published for item in whole.items]


def test_an_empty_feed_is_no_error() -> None:
    feed = collected('<rss version="2.0"><channel><title>Vide</title></channel></rss>')

    assert (feed.items, feed.title) == ((), "Vide")
