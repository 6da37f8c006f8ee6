"""A walk through the elements of a feed, driven by expat as feedparser drives it.

``Walk`` knows where it is: names and namespaces as feedparser resolves them, bases of links,
the text being collected and the markup inside it. What each element does to an entry is in
``feed_fast``. Whenever feedparser could see something else, ``DoubtError``.
"""

import re
from collections.abc import Callable
from urllib.parse import urljoin
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from veille.collect.feed_entry import Entry
from veille.collect.feed_names import (
    CLOSERS,
    KEEPS_IMAGE,
    KINDS,
    MARKUP,
    NAMESPACES,
    PREFIXES,
    Kind,
)
from veille.collect.feed_text import mend_encoding, mend_text
from veille.errors import ParseError

# One expat buffer holds a whole text: bodies come in one piece rather than line by line.
_BUFFER = 1 << 17

_XML = "http://www.w3.org/XML/1998/namespace"
_XML_BASE = f"{_XML} base xml"
XML_LANG = f"{_XML} lang xml"
_ATOM = "http://www.w3.org/2005/atom"
_RSS_1 = "http://purl.org/rss/1.0/"
_UNKNOWN = "-"
"""Prefix of the elements of namespaces that mean nothing to feedparser."""
_XHTML = frozenset({"xhtml", "application/xhtml+xml"})
_REPEATED_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)/+")

Start = Callable[[dict[str, str]], None]
Finish = Callable[[str, int], None]


class DoubtError(ParseError):
    """This document must be read by feedparser; ``str(error)`` says why, in short.

    Never leaves this package: ``feed.read`` hands the document over.
    """


class FastFeed:
    """What a walk found: ``entries`` in document order, and the feed's own words."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.title = ""
        self.language = ""
        self.safe = False
        """No text of it can hold a control character."""


class Walk:
    """Expat's handlers for one document. Depths count from 1, the root; 0 means « nowhere »."""

    def __init__(self, *, safe: bool) -> None:
        self.feed = FastFeed()
        self.feed.safe = safe
        self.mend = mend_encoding if safe else mend_text
        self.parser = parser = expat.ParserCreate("utf-8", " ")
        parser.namespace_prefixes = True
        parser.buffer_text = True
        parser.buffer_size = _BUFFER
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.StartNamespaceDeclHandler = self.namespace
        parser.StartDoctypeDeclHandler = self.doctype
        self.starts = {kind: getattr(self, f"start_{kind.name.lower()}") for kind in Kind}
        # expat's name of an element → feedparser's, its kind, and what it starts (None: nothing).
        self.names: dict[str, tuple[str, Kind, Start | None]] = {}
        self.prefixes: dict[str | None, str] = {}
        self.unknown: dict[str, str | None] = {}
        self.root = ""
        self.depth = 0
        self.bases: list[tuple[int, str]] = []
        # The entry being read, and feedparser's state while it reads one.
        self.entry: Entry | None = None
        self.entry_depth = 0
        self.channel_depth = 0
        self.has_link = False
        self.title_depth = -1
        self.title_stored = 0
        self.id_stored = 0
        self.source_depth = 0
        self.image_depth = 0
        self.author_depth = 0
        self.author_name = ""
        # The text being collected, and what to do with it.
        self.text_depth = 0
        self.in_markup = False
        self.kind = Kind.SOURCE
        self.pieces: list[str] = []
        self.attributes: dict[str, str] = {}
        self.finish: Finish = self.end_discarded

    # --- expat events

    def doctype(self, *_: object) -> None:
        raise DoubtError("doctype")

    def namespace(self, prefix: str | None, uri: str | None) -> None:
        uri = (uri or "").lower()
        known = NAMESPACES.get(uri)
        if self.prefixes.setdefault(prefix, uri) != uri and prefix in PREFIXES:
            raise DoubtError("one prefix, two namespaces")
        if prefix in PREFIXES and known not in (None, prefix):
            raise DoubtError("prefix of another namespace")
        if known is None and self.unknown.setdefault(uri, prefix) != prefix:
            raise DoubtError("one namespace, two prefixes")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth = depth = self.depth + 1
        known = self.names.get(name)
        if known is None:
            known = self.names[name] = self.resolve(name)
        resolved, kind, begin = known
        if self.text_depth:
            if self.in_markup:
                self.inline_start(resolved, attributes)
                return
            if not self.author_depth and not (kind is self.kind is Kind.CATEGORY):
                raise DoubtError("element inside a text")
            self.stop_text()
        if attributes and (_XML_BASE in attributes or "base" in attributes):
            self.enter_base(attributes)
        if depth == 1:
            self.start_root(resolved, attributes)
        if self.image_depth and resolved not in KEEPS_IMAGE and "_" not in resolved:
            self.image_depth = 0
        if begin and not (self.source_depth and kind not in MARKUP):
            self.kind = kind
            begin(attributes)

    def end(self, name: str) -> None:
        depth = self.depth
        self.depth = depth - 1
        if self.text_depth:
            if depth == self.text_depth:
                text = "".join(self.pieces)
                self.stop_text()
                self.finish(text, depth)
            elif self.in_markup:
                self.pieces.append(f"</{self.names[name][0].rpartition('_')[2]}>")
                return
        if depth == self.entry_depth:
            self.end_entry()
        elif depth == self.source_depth:
            self.source_depth = 0
        elif depth == self.image_depth:
            self.image_depth = 0
        elif depth == self.author_depth:
            self.end_author()
        if self.bases and self.bases[-1][0] == depth:
            self.bases.pop()

    # --- names and surroundings

    def resolve(self, name: str) -> tuple[str, Kind, Start | None]:
        """feedparser's name of an element, from expat's « uri local prefix »."""
        parts = name.split(" ")
        if len(parts) > 3:
            raise DoubtError("namespace with a space")
        uri = parts[0].lower() if len(parts) > 1 else ""
        local = parts[len(parts) > 1].lower()
        prefix = "" if "backend.userland.com/rss" in uri else NAMESPACES.get(uri)
        if prefix is None:
            if len(parts) == 2 and (local in KINDS or local in CLOSERS):
                raise DoubtError("unknown default namespace")
            prefix = parts[2] if len(parts) == 3 and parts[2] in PREFIXES else _UNKNOWN
        resolved = f"{prefix}_{local}" if prefix else local
        kind = KINDS.get(resolved)
        # « Kind.SOURCE » stands for nothing when the second is None.
        return resolved, kind or Kind.SOURCE, self.starts[kind] if kind else None

    def start_root(self, resolved: str, attributes: dict[str, str]) -> None:
        if resolved not in ("rss", "feed", "rdf_rdf"):
            raise DoubtError(f"root {resolved}")
        # feedparser takes the first of these namespaces for the version.
        declared = self.prefixes.values()
        if (resolved == "rdf_rdf" and _ATOM in declared) or (
            resolved == "feed" and _RSS_1 in declared
        ):
            raise DoubtError("namespaces of two formats")
        self.root = resolved
        self.feed.language = attributes.get(XML_LANG) or attributes.get("lang", "")

    def enter_base(self, attributes: dict[str, str]) -> None:
        written = attributes.get(_XML_BASE) or attributes.get("base", "")
        if not written.startswith(("http://", "https://")):
            raise DoubtError("relative base")
        base = self.bases[-1][1] if self.bases else ""
        self.bases.append((self.depth, urljoin(base, written)))

    def resolve_link(self, link: str) -> str:
        if ":///" in link:
            link = _REPEATED_SLASHES.sub(r"\1", link)
        if not self.bases:
            return link
        try:
            return urljoin(self.bases[-1][1], link)
        except ValueError:
            return ""

    # --- texts

    def collect(self, attributes: dict[str, str], finish: Finish) -> None:
        self.text_depth = self.depth
        self.attributes = attributes
        self.finish = finish
        pieces: list[str] = []
        self.pieces = pieces
        self.parser.CharacterDataHandler = pieces.append

    def stop_text(self) -> None:
        self.parser.CharacterDataHandler = None
        self.text_depth = 0
        self.in_markup = False

    def collect_markup(self, attributes: dict[str, str], finish: Finish) -> None:
        self.collect(attributes, finish)
        self.in_markup = True
        if attributes and attributes.get("type", "").lower() in _XHTML:
            self.escape_text()

    def escape_text(self) -> None:
        pieces = self.pieces
        self.parser.CharacterDataHandler = lambda text: pieces.append(escape(text))

    def inline_start(self, name: str, attributes: dict[str, str]) -> None:
        if self.kind is Kind.TITLE or self.kind is Kind.MEDIA_TITLE:
            raise DoubtError("element inside a title")
        if name in CLOSERS:
            raise DoubtError("markup that closes a text")
        is_xhtml = self.attributes.get("type", "").lower() in _XHTML
        if name in ("div", "xhtml_div") and not is_xhtml and (self.entry or self.bases):
            raise DoubtError("division inside a text")
        self.escape_text()
        values = "".join(
            f" {key}={quoteattr(value)}" for key, value in attributes.items() if " " not in key
        )
        self.pieces.append(f"<{name.rpartition('_')[2]}{values}>")

    def end_entry(self) -> None:
        """Called at the end of an entry."""

    def end_author(self) -> None:
        """Called at the end of an author."""

    def end_discarded(self, _text: str, _depth: int) -> None:
        """Nothing: the element only had to be crossed as feedparser crosses it."""
