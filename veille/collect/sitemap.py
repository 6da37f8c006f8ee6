"""Sitemaps: what a site tells search engines it has. Bytes in, raw items out.

::

    bytes ── gzip? unpacked, 10 MB at most
      │
      ├── one address a line ─────────────┐
      └── sitemap_xml ── an index ────────┼──► ``more``: its most recent children
                      └─ addresses ───────┴──► the most recent ones, each with a title

An entry of a news sitemap has its title. Any other is named after its address, until a later
step puts the article's own title in its place. ``lastmod`` says when a page was touched, which
is the nearest to its publication that a sitemap knows.
"""

import heapq
import re
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape
from urllib.parse import urlsplit

from veille.collect.collected import Collected
from veille.collect.feed_encoding import to_utf8
from veille.collect.feed_entry import GUID_LIMIT, MAX_CATEGORIES, TITLE_LIMIT, language_code
from veille.collect.page_tree import page_tree
from veille.collect.page_walls import wall
from veille.collect.sitemap_address import may_be_article, site_of, title_from
from veille.collect.sitemap_xml import MAX_URLS, SitemapEntry, read_xml
from veille.domain.item import RawItem
from veille.errors import ParseError, SuspiciousError
from veille.normalise.dates import fast_date, plausible
from veille.normalise.text import plain
from veille.normalise.urls import absolute_http_url, canonical_url

MAX_BYTES = 10_000_000
"""Of a sitemap once unpacked: 50,000 addresses of 200 characters; those of towns have 1 MB."""
MAX_ITEMS = 200
"""Entries kept, the most recent: as many as of one page; no site publishes more between visits."""
MAX_CHILDREN = 3
"""Children of an index read in one visit: posts, pages and news of an ordinary site."""

_TOO_LARGE = "Plan de site trop grand : seul son début a été lu."
_NO_SITEMAP = "Ce n’est pas un plan de site"
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_SAME_MOMENT = 5
"""Entries from which one and the same ``lastmod`` is the hour of the sitemap, not of the pages."""
_PREFERRED = frozenset({"news", "actu", "actus", "actualite", "actualites", "article", "articles"})
_LAST = frozenset(
    "category categories categorie tag tags author authors auteur auteurs user users image images "
    "video videos taxonomy taxonomies keyword keywords".split()
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read(body: bytes, url: str, content_type: str) -> Collected:
    """Read one sitemap.

    Args:
        body: as received; gzip is unpacked here.
        url: the final address; what it lists must be of the same site.
        content_type: the HTTP header, for the charset of a list of addresses.

    Returns:
        At most ``MAX_ITEMS`` entries, most recent first; or the children of an index in
        ``more``, and no entry. The reader of children bounds how deep it goes.

    Raises:
        ParseError: no sitemap; the French sentence says what was seen.
    """
    data, cut = _unpacked(body)
    start = data.replace(b"\0", b"")[:200].lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    if not start:
        raise ParseError(f"{_NO_SITEMAP} : la réponse est vide. Vérifiez l’adresse de la source.")
    if not start.startswith(b"<"):
        return _listed(data, url, content_type, cut)
    if _HTML.search(data[:2_000]):
        raise _html_refused(data)
    found = read_xml(data)
    if found.kind == "feed":
        raise ParseError(
            f"{_NO_SITEMAP}, c’est un flux (RSS ou Atom). Donnez à cette source le type "
            "« feed » dans sources.yaml."
        )
    if found.kind not in ("urls", "index"):
        raise ParseError(f"{_NO_SITEMAP}, c’est un document XML d’un autre format.")
    if not found.whole and not found.entries:
        raise ParseError(f"{_NO_SITEMAP} lisible : le document XML est mal formé ou coupé.")
    warning = ""
    if cut or found.full:
        warning = _TOO_LARGE
    elif not found.whole:
        warning = "Plan de site mal formé : il a été lu jusqu’à la faute."
    return _collected(found.entries, url, found.kind, warning)


def _unpacked(body: bytes) -> tuple[bytes, bool]:
    """The document, and whether it goes on beyond the ceiling."""
    if not body.startswith(b"\x1f\x8b"):
        return body[:MAX_BYTES], len(body) > MAX_BYTES
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    damaged = f"{_NO_SITEMAP} lisible : le fichier compressé est abîmé ; nouvel essai plus tard."
    try:
        data = unpacker.decompress(body, MAX_BYTES)
    except zlib.error as error:
        raise ParseError(damaged) from error
    if not data:
        raise ParseError(damaged)
    return data, bool(unpacker.unconsumed_tail)


def _html_refused(data: bytes) -> ParseError:
    reason = wall(page_tree(to_utf8(data[:500_000], "").data.decode("utf-8", "replace")))
    if reason:
        return SuspiciousError(reason)
    return ParseError(
        f"{_NO_SITEMAP}, c’est une page HTML. Cherchez son adresse dans le fichier robots.txt du "
        "site."
    )


def _listed(data: bytes, url: str, content_type: str, cut: bool) -> Collected:
    """A sitemap in plain text: one address a line, and nothing else."""
    text = to_utf8(data, content_type).data.decode("utf-8", "replace")
    entries: list[SitemapEntry] = []
    others = 0
    for word in re.finditer(r"\S+", text):
        if len(entries) == MAX_URLS:
            cut = True
            break
        if _is_http(word[0]):
            entries.append(SitemapEntry(loc=word[0]))
        else:
            others += 1
    # A text that quotes an address or two is no list of addresses.
    if others >= len(entries):
        raise ParseError(f"{_NO_SITEMAP} : ni document XML, ni liste d’adresses.")
    return _collected(entries, url, "text", _TOO_LARGE if cut else "")


def _is_http(text: str) -> bool:
    return text.lower().startswith(("http://", "https://")) and bool(absolute_http_url(text))


def _collected(entries: list[SitemapEntry], url: str, kind: str, warning: str) -> Collected:
    own: list[SitemapEntry] = []
    seen: set[str] = set()
    site = site_of(url)
    foreign = 0
    for entry in entries:
        entry.loc = absolute_http_url(entry.loc) if _is_http(entry.loc) else ""
        if not entry.loc or site_of(entry.loc) != site:
            foreign += 1
            continue
        key = canonical_url(entry.loc)
        if key not in seen:
            seen.add(key)
            own.append(entry)
    if foreign:
        ignored = (
            "Une adresse d’un autre site, ou illisible, a été ignorée."
            if foreign == 1
            else f"{foreign} adresses d’un autre site, ou illisibles, ont été ignorées."
        )
        warning = f"{warning} {ignored}".strip()
    if kind == "index":
        return Collected((), warning=warning, method="sitemapindex", more=_children(own, url))
    articles = [one for one in own if one.title or may_be_article(one.loc)]
    date_of = _dates(articles)
    # nlargest keeps the order of the document between equals, and so where nothing is dated.
    kept = heapq.nlargest(MAX_ITEMS, articles, key=lambda one: date_of(one) or _EPOCH)
    news = any(one.title for one in kept)
    return Collected(
        items=tuple(_raw_item(one, date_of(one)) for one in kept),
        left_out=len(articles) - len(kept),
        warning=warning,
        method="news" if news else "text" if kind == "text" else "urlset",
    )


def _dates(entries: Sequence[SitemapEntry]) -> Callable[[SitemapEntry], datetime | None]:
    """How to date an entry: by its publication, else its last change where that tells pages apart.

    Many sites give each page the hour at which the sitemap was made.
    """
    changes = {one.lastmod for one in entries if not one.published}
    plainly = sum(not one.published for one in entries)
    telling = len(changes) > 1 or plainly < _SAME_MOMENT

    def date_of(entry: SitemapEntry) -> datetime | None:
        return _moment(entry.published) or (_moment(entry.lastmod) if telling else None)

    return date_of


def _moment(text: str) -> datetime | None:
    """The instant of a W3C date. Nothing else is tried: there are 50,000 to sort."""
    known = fast_date(text)
    if known or not text:
        return known
    try:
        moment = datetime.fromisoformat(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return plausible(aware.astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def _raw_item(entry: SitemapEntry, published: datetime | None) -> RawItem:
    title = plain(entry.title) or title_from(entry.loc)
    keywords = (plain(one) for one in entry.keywords.split(","))
    return RawItem(
        guid=canonical_url(entry.loc)[:GUID_LIMIT],
        url=entry.loc,
        title=escape(title[:TITLE_LIMIT]),
        published=published,
        date_text=entry.published,
        language=language_code(entry.language),
        categories=tuple(dict.fromkeys(one for one in keywords if one))[:MAX_CATEGORIES],
    )


def _children(entries: Sequence[SitemapEntry], url: str) -> tuple[str, ...]:
    """The children most worth reading: publications before pages, then the most recent."""
    own = canonical_url(url)
    children = [one for one in entries if canonical_url(one.loc) != own]
    ranks = {id(one): _rank(one.loc) for one in children}
    # Lists of tags and authors hold no publication: only where there is nothing else.
    best = [one for one in children if ranks[id(one)] < 2] or children

    def recency(entry: SitemapEntry) -> tuple[datetime, tuple[int, ...]]:
        return _moment(entry.lastmod) or _EPOCH, _numbers(entry.loc)

    best.sort(key=recency, reverse=True)
    best.sort(key=lambda one: ranks[id(one)])
    chosen = sorted(best[:MAX_CHILDREN], key=recency, reverse=True)
    return tuple(one.loc for one in chosen)


def _rank(url: str) -> int:
    """0 for what is named after publications, 2 for what is named after anything else, or 1."""
    name = urlsplit(url).path.rpartition("/")[2].lower()
    words = set(re.split(r"[^a-z]+", name))
    if words & _LAST:
        return 2
    if words & _PREFERRED:
        return 0
    # « wp-sitemap-posts-page-1.xml » holds pages, which WordPress stores as posts.
    if words & {"page", "pages"}:
        return 2
    return 0 if words & {"post", "posts"} else 1


def _numbers(url: str) -> tuple[int, ...]:
    """The numbers in a name: the last « post-sitemap12.xml » or « 2026-11 » is the newest."""
    parts = urlsplit(url)
    name = parts.path.rpartition("/")[2] + "?" + parts.query
    return tuple(int(one) for one in re.findall(r"[0-9]{1,9}", name)[:4])
