"""The XML of sitemaps, read as a stream: what it lists, within ceilings of number and depth.

Prefixes are not resolved: « news:title » without its declaration is common, and the place of an
element (``url/news/title``) says what it is. expat never sees a DOCTYPE: it is refused where it
begins, so that no entity is ever defined.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from veille.collect.feed_encoding import to_utf8
from veille.errors import ParseError

MAX_URLS = 50_000
"""Addresses of one sitemap: the ceiling of the protocol itself."""
MAX_ELEMENTS = 1_000_000
"""Elements: 50,000 addresses with 20 each; reading them takes a second or two."""
_LONGEST = 4_000
"""Characters of one field; an address of the protocol has fewer than 2,048."""
_CHUNK = 65_536

_FIELDS = {
    ("url", "loc"): "loc",
    ("url", "lastmod"): "lastmod",
    ("url", "news", "title"): "title",
    ("url", "news", "publication_date"): "published",
    ("url", "news", "keywords"): "keywords",
    ("url", "news", "publication", "language"): "language",
    ("sitemap", "loc"): "loc",
    ("sitemap", "lastmod"): "lastmod",
}
_DEEPEST = 1 + max(len(path) for path in _FIELDS)
_BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)")
_DECLARATION = re.compile(rb"\s*<\?xml\s[^>]*>")
_ROOTS = {"urlset": "urls", "sitemapindex": "index", "rss": "feed", "feed": "feed", "rdf": "feed"}


@dataclass(slots=True)
class SitemapEntry:
    """One ``url`` or ``sitemap`` element, as written."""

    loc: str = ""
    lastmod: str = ""
    title: str = ""
    published: str = ""
    keywords: str = ""
    language: str = ""


@dataclass(slots=True)
class SitemapXml:
    """``kind``: « urls », « index », « feed », or the unknown root's name; "" without a root.

    ``whole``: the document was read to its end, well-formed; ``full``: a ceiling stopped it.
    """

    kind: str = ""
    entries: list[SitemapEntry] = field(default_factory=list)
    whole: bool = True
    full: bool = False


class _FullError(Exception):
    """A ceiling was reached."""


def read_xml(data: bytes) -> SitemapXml:
    """Read a sitemap as far as it goes.

    Raises:
        ParseError: it has a DOCTYPE.
    """
    data = _DECLARATION.sub(b"", to_utf8(data, "").data, count=1).lstrip()
    found, finished = _parse(data)
    if not finished and _BARE_AMPERSAND.search(data):
        # « ?a=1&b=2 » as nobody should write it; only now, for CDATA has bare ones by right.
        mended, complete = _parse(_BARE_AMPERSAND.sub(b"&amp;", data))
        if complete or len(mended.entries) > len(found.entries):
            found = mended
    return found


def _parse(data: bytes) -> tuple[SitemapXml, bool]:
    """What was read, and whether there is nothing to gain by trying again."""
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    feed: Callable[[bytes, bool], int] = parser.Parse
    try:
        for start in range(0, len(data), _CHUNK):
            feed(data[start : start + _CHUNK], False)
        feed(b"", True)
    except _FullError:
        reader.found.whole, reader.found.full = False, True
        return reader.found, True
    except expat.ExpatError:
        reader.found.whole = False
        return reader.found, False
    return reader.found, True


def _refuse_doctype(*_: object) -> None:
    raise ParseError(
        "Ce plan de site contient une déclaration DOCTYPE, qui peut cacher des entités sans "
        "limite : il n’a pas été lu. Signalez-le à son éditeur."
    )


class _Reader:
    """The handlers of one parse."""

    def __init__(self) -> None:
        self.found = SitemapXml()
        self._depth = 0
        self._elements = 0
        self._path: list[str] = []
        self._entry = SitemapEntry()
        self._field = ""
        self._pieces: list[str] = []
        self._length = 0

    def start(self, tag: str, _: object) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise _FullError
        self._depth += 1
        if self._depth > _DEEPEST:
            return
        name = tag.rpartition(":")[2].lower()
        if self._depth == 1:
            self.found.kind = _ROOTS.get(name, name[:50])
            return
        self._path.append(name)
        if self._depth == 2:
            if len(self.found.entries) >= MAX_URLS:
                raise _FullError
            self._entry = SitemapEntry()
        self._field = _FIELDS.get(tuple(self._path), "")
        self._pieces, self._length = [], 0

    def text(self, text: str) -> None:
        if self._field and self._length < _LONGEST:
            self._pieces.append(text)
            self._length += len(text)

    def end(self, _: str) -> None:
        self._depth -= 1
        if self._depth + 1 > _DEEPEST or self._depth == 0:
            return
        if self._field:
            text = " ".join("".join(self._pieces).split())
            # An address that was cut would be another one.
            long = len(text) > _LONGEST
            if not getattr(self._entry, self._field) and not (long and self._field == "loc"):
                setattr(self._entry, self._field, text[:_LONGEST])
            self._field = ""
        self._path.pop()
        if self._depth == 1 and self._entry.loc:
            self.found.entries.append(self._entry)
            self._entry = SitemapEntry()
