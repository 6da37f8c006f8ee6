"""Feeds: RSS 0.9x, 1.0 and 2.0, RDF, Atom, JSON Feed. Bytes in, raw items out.

::

    bytes ── empty, HTML, PDF…? ──► ParseError, in French
      │
      ├── JSON ──► feed_json
      │
      └── feed_encoding: UTF-8 ──► feed_prolog: no entity that can grow ──► feed_fast
                                                                              │ any doubt
                                                                              ▼
                                                                          feed_slow (feedparser)
    all three ──► feed_entry: identities, dates, links, ceilings ──► Collected
"""

import re

from veille.collect.collected import Collected
from veille.collect.feed_encoding import to_utf8
from veille.collect.feed_entry import MAX_ITEMS, TITLE_LIMIT, language_code, raw_items, safe_text
from veille.collect.feed_fast import read_fast
from veille.collect.feed_json import JsonFeed, looks_like_json, read_json
from veille.collect.feed_prolog import open_prolog
from veille.collect.feed_refusal import refuse, refuse_at_sight
from veille.collect.feed_slow import SlowFeed, read_slow
from veille.collect.feed_walk import DoubtError, FastFeed
from veille.errors import ParseError


def read(body: bytes, url: str, content_type: str) -> Collected:
    """Read one feed, well-formed or not.

    Args:
        body: as received, unpacked; any encoding.
        url: the final address, after redirects; relative links start from it.
        content_type: the HTTP header, or "".

    Returns:
        At most ``MAX_ITEMS`` entries, in the document's order; none when it is empty.

    Raises:
        ParseError: no feed, or one that cannot be read; the French sentence says what was seen.
    """
    refuse_at_sight(body)
    decoded = to_utf8(body, content_type)
    if looks_like_json(decoded.data):
        return _collected(read_json(decoded.data), url, "", "json")
    prolog = open_prolog(decoded.data)
    warning = "Encodage mal déclaré : les lettres ont été rétablies." if decoded.mended else ""
    if prolog.plain is not None:
        try:
            fast = read_fast(prolog.plain)
            ttl = _ttl(decoded.data)
            return _collected(fast, url, warning, "fast", ttl, safe=fast.safe)
        except DoubtError:
            pass
    slow = read_slow(decoded.data, url)
    if not slow.entries:
        refuse(decoded.data, url, slow.version)
    cut = bool(slow.entries) and _cut_short(decoded.data, slow)
    warning = _CUT if cut else warning or slow.warning
    return _collected(slow, url, warning, "feedparser", _ttl(decoded.data), cut=cut)


_CUT = (
    "Flux coupé avant sa fin : les articles entiers ont été lus, le reste le sera quand le site "
    "l’enverra."
)
_END = re.compile(rb"</(?:rss|feed|rdf:RDF|channel)\s*>", re.IGNORECASE)
_ENTRY = re.compile(rb"<(/?)(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_TAIL = 20_000
"""Bytes in which a feed ends, whatever some servers add after it."""


def _cut_short(data: bytes, feed: SlowFeed) -> bool:
    """Whether a document stops before its end; the article it stops in is then left out.

    Raises ParseError when no whole article is left.
    """
    marks = _ENTRY.findall(data)
    inside = bool(marks) and not marks[-1]
    if inside:
        feed.entries.pop()
        if not feed.entries:
            raise ParseError("Flux coupé avant la fin de son premier article ; nouvel essai.")
    return inside or not _END.search(data[-_TAIL:])


def _collected(
    feed: FastFeed | SlowFeed | JsonFeed,
    url: str,
    warning: str,
    method: str,
    ttl: float = 0.0,
    *,
    safe: bool = False,
    cut: bool = False,
) -> Collected:
    return Collected(
        items=raw_items(feed.entries, url, safe=safe),
        title=safe_text(feed.title).strip()[:TITLE_LIMIT],
        language=language_code(feed.language),
        left_out=max(0, len(feed.entries) - MAX_ITEMS),
        warning=warning,
        method=method,
        ttl=ttl,
        cut=cut,
    )


_HEAD = 20_000
"""Bytes where a feed says how often it changes: before its entries."""
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>")
_PERIOD = re.compile(rb"<sy:updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*<")
_FREQUENCY = re.compile(rb"<sy:updateFrequency>\s*(\d{1,4})\s*<")
_PERIODS = {b"hourly": 3_600, b"daily": 86_400, b"weekly": 604_800, b"monthly": 2_592_000}


def _ttl(data: bytes) -> float:
    """Seconds for which a feed asks not to be fetched again (RSS ttl, syndication module)."""
    head = data[:_HEAD]
    found = _TTL.search(head)
    if found:
        return float(found[1]) * 60
    found = _PERIOD.search(head)
    if not found:
        return 0.0
    often = _FREQUENCY.search(head)
    return _PERIODS.get(found[1], 2_592_000) / max(int(often[1]) if often else 1, 1)
