"""The sites' feeds, each in a format met in the wild, accents and encodings included."""

import json
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from veille.normalise.french import MONTHS
from veille.sample.territory import Publication, Site

Writer = Callable[[Site, tuple[Publication, ...], str, datetime], bytes]
"""(site, publications, address of the little web, anchor) → the bytes of the feed."""


def address(publication: Publication, base: str) -> str:
    """The page of a publication."""
    return f"{base}/{publication.link or f'{publication.site}/{publication.id}'}"


def _channel(site: Site, base: str) -> str:
    return (
        f"<title>{escape(site.name)}</title><link>{base}/{site.id}/</link>"
        f"<description>Actualités : {escape(site.name)}</description><language>fr</language>"
    )


def rss2(site: Site, told: tuple[Publication, ...], base: str, anchor: datetime) -> bytes:
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{escape(address(one, base))}</link>"
        f'<guid isPermaLink="false">{one.guid}</guid>'
        f"<pubDate>{format_datetime(one.published(anchor))}</pubDate>"
        f"<description>{escape(f'<p>{escape(one.summary)}</p>')}</description></item>"
        for one in told
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"{_channel(site, base)}{items}</channel></rss>"
    ).encode()


def rss2_content(site: Site, told: tuple[Publication, ...], base: str, anchor: datetime) -> bytes:
    items = "".join(
        f"<item><title><![CDATA[{one.title}]]></title><link>{escape(address(one, base))}</link>"
        f'<guid isPermaLink="false">{one.guid}</guid>'
        f"<pubDate>{format_datetime(one.published(anchor))}</pubDate>"
        f"<description><![CDATA[<p>{escape(one.summary)}</p>]]></description>"
        f"<content:encoded><![CDATA[<p>{escape(one.summary)}</p>"
        + "".join(f"<p>{escape(paragraph)}</p>" for paragraph in one.body)
        + "]]></content:encoded></item>"
        for one in told
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"{_channel(site, base)}{items}</channel></rss>"
    ).encode()


def rss2_latin(site: Site, told: tuple[Publication, ...], base: str, anchor: datetime) -> bytes:
    """ISO-8859-1, and dates as a person writes them: « 16 novembre 2026 »."""

    def day(one: Publication) -> str:
        date = one.published(anchor)
        return f"{date.day} {MONTHS[date.month - 1]} {date.year}"

    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{escape(address(one, base))}</link>"
        f'<guid isPermaLink="false">{one.guid}</guid><pubDate>{day(one)}</pubDate>'
        f"<description>{escape(one.summary)}</description></item>"
        for one in told
    )
    return (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n<rss version="2.0"><channel>'
        f"{_channel(site, base)}{items}</channel></rss>"
    ).encode("iso-8859-1", "xmlcharrefreplace")


def rss092(site: Site, told: tuple[Publication, ...], base: str, anchor: datetime) -> bytes:
    """The oldest of all: no guid and no date; its link is its identity."""
    del anchor
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{escape(address(one, base))}</link>"
        f"<description>{escape(one.summary)}</description></item>"
        for one in told
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="0.92"><channel>'
        f"{_channel(site, base)}{items}</channel></rss>"
    ).encode()


def rdf_windows(site: Site, told: tuple[Publication, ...], base: str, anchor: datetime) -> bytes:
    """RSS 1.0 in windows-1252, as old State sites write it."""
    items = "".join(
        f"<item rdf:about={quoteattr(one.guid)}><title>{escape(one.title)}</title>"
        f"<link>{escape(address(one, base))}</link>"
        f"<description>{escape(one.summary)}</description>"
        f"<dc:date>{one.published(anchor).isoformat()}</dc:date></item>"
        for one in told
    )
    return (
        '<?xml version="1.0" encoding="windows-1252"?>\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel rdf:about={quoteattr(f'{base}/{site.id}/')}><title>{escape(site.name)}</title>"
        f"<link>{base}/{site.id}/</link><description>Actualités</description></channel>"
        f"{items}</rdf:RDF>"
    ).encode("windows-1252", "xmlcharrefreplace")


def _atom(
    site: Site, told: tuple[Publication, ...], base: str, anchor: datetime, link: str
) -> bytes:
    entries = "".join(
        f"<entry><id>{one.guid}</id><title>{escape(one.title)}</title>"
        f"<link href={quoteattr(link.format(base=base, site=one.site, id=one.id))}/>"
        f"<updated>{one.published(anchor).isoformat()}</updated>"
        f"<published>{one.published(anchor).isoformat()}</published>"
        f'<summary type="html">{escape(f"<p>{escape(one.summary)}</p>")}</summary></entry>'
        for one in told
    )
    newest = max((one.published(anchor) for one in told), default=anchor)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f"xml:lang='fr' xml:base='{base}/'><title>{escape(site.name)}</title>"
        f"<id>tag:{site.id}</id><updated>{newest.isoformat()}</updated>{entries}</feed>"
    ).encode()


def atom(site: Site, told: tuple[Publication, ...], base: str, anchor: datetime) -> bytes:
    return _atom(site, told, base, anchor, "{base}/{site}/{id}")


def atom_relative(site: Site, told: tuple[Publication, ...], base: str, anchor: datetime) -> bytes:
    """Links relative to xml:base."""
    return _atom(site, told, base, anchor, "{site}/{id}")


def json_feed(site: Site, told: tuple[Publication, ...], base: str, anchor: datetime) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.name,
        "home_page_url": f"{base}/{site.id}/",
        "language": "fr",
        "items": [
            {
                "id": one.guid,
                "url": address(one, base),
                "title": one.title,
                "content_html": "".join(
                    f"<p>{escape(text)}</p>" for text in (one.summary, *one.body)
                ),
                "summary": one.summary,
                "date_published": one.published(anchor).isoformat(),
            }
            for one in told
        ],
    }
    return json.dumps(feed, ensure_ascii=False).encode()


WRITERS: dict[str, Writer] = {
    "rss2": rss2,
    "rss2_content": rss2_content,
    "rss2_latin": rss2_latin,
    "rss092": rss092,
    "rdf_windows": rdf_windows,
    "atom": atom,
    "atom_relative": atom_relative,
    "json": json_feed,
    "mute": rss2,
}
