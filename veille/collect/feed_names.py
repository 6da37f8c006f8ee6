"""The elements of feeds, as feedparser names and groups them.

A name is ``prefix_local`` in lower case, with the prefix feedparser gives to the namespace
whatever the document calls it (« dc_date »), or ``local`` alone for the namespaces of RSS and
Atom themselves. What is not listed here changes nothing in the entries.
"""

from collections.abc import Mapping
from enum import IntEnum, auto


class Kind(IntEnum):
    """What an element does to the entry being read."""

    ENTRY = auto()
    CHANNEL = auto()
    TITLE = auto()
    MEDIA_TITLE = auto()
    LINK = auto()
    GUID = auto()
    PUBLISHED = auto()
    UPDATED = auto()
    BODY = auto()
    DISCARDED = auto()
    CATEGORY = auto()
    KEYWORDS = auto()
    AUTHOR = auto()
    NAME = auto()
    LANGUAGE = auto()
    SOURCE = auto()
    IMAGE = auto()
    TEXTINPUT = auto()
    FORBIDDEN = auto()


_GROUPS: Mapping[Kind, str] = {
    Kind.ENTRY: "item entry",
    Kind.CHANNEL: "channel feed",
    Kind.TITLE: "title dc_title",
    Kind.MEDIA_TITLE: "media_title",
    Kind.LINK: "link",
    Kind.GUID: "guid id",
    Kind.PUBLISHED: "published issued pubdate dcterms_issued",
    Kind.UPDATED: "updated modified lastbuilddate dc_date dcterms_modified",
    Kind.BODY: (
        "description abstract summary content content_encoded fullitem body xhtml_body "
        "dc_description media_description itunes_summary"
    ),
    Kind.DISCARDED: (
        "subtitle tagline rights copyright info dc_rights itunes_subtitle "
        "feedburner_browserfriendly"
    ),
    Kind.CATEGORY: "category keywords dc_subject media_category itunes_category",
    Kind.KEYWORDS: "itunes_keywords media_keywords",
    Kind.AUTHOR: "author managingeditor dc_author dc_creator itunes_author",
    Kind.NAME: "name itunes_name",
    Kind.LANGUAGE: "language dc_language",
    Kind.SOURCE: "source",
    Kind.IMAGE: "image",
    Kind.TEXTINPUT: "textinput",
    # Names under which feedparser keeps its own lists: an element of that name breaks them.
    Kind.FORBIDDEN: (
        "links tags authors contributors published_parsed updated_parsed title_detail "
        "summary_detail content_detail"
    ),
}
KINDS: Mapping[str, Kind] = {name: kind for kind, text in _GROUPS.items() for name in text.split()}

MARKUP = frozenset({Kind.TITLE, Kind.MEDIA_TITLE, Kind.BODY, Kind.DISCARDED})
"""Elements inside which every tag is text to feedparser."""

KEEPS_IMAGE = frozenset({"title", "link", "description", "url", "href", "width", "height"})
"""Elements that do not close, for feedparser, an <image> left open."""

CLOSERS = frozenset(
    "title summary source body content description author category keywords name email image "
    "item entry channel feed rss id guid published issued pubdate updated modified created "
    "language rights copyright subtitle tagline info generator contributor textinput url uri "
    "homepage width height abstract fullitem webmaster managingeditor lastbuilddate tags where "
    "newlocation expirationdate xhtml_body dc_title dc_description media_title "
    "media_description content_encoded itunes_summary itunes_subtitle".split()
)
"""Tags whose end disturbs feedparser even inside the markup of a text."""

NAMESPACES: Mapping[str, str] = {
    "": "",
    "http://backend.userland.com/rss": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://example.com/newformat#": "",
    "http://example.com/necho": "",
    "http://purl.org/echo/": "",
    "uri/of/echo/namespace#": "",
    "http://purl.org/pie/": "",
    "http://purl.org/atom/ns#": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/rss/1.0/modules/rss091#": "",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
}
"""feedparser's prefix of the namespaces that matter here, in lower case."""

PREFIXES = frozenset(NAMESPACES.values()) - {""}
"""A document that gives one of these prefixes to another namespace confuses feedparser."""
