"""The other addresses of a page: the feeds it announces, and its next page."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from veille.collect.page_tree import text_of
from veille.normalise.text import clean
from veille.normalise.urls import absolute_http_url

_FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
)
_COMMENTS = re.compile(r"comment|commentaire|replies|réponses", re.IGNORECASE)
_FEED_LINK = re.compile(
    r"(?:^|[/.?=_-])(?:rss|atom|feed|flux|backend)(?:[/.?&=_-]|\d|$)|\.(?:rss|atom)(?:$|\?)",
    re.IGNORECASE,
)
_FEED_WORDS = re.compile(r"\b(?:rss|atom|flux)\b", re.IGNORECASE)
_FEED_ENDS = (".rss", ".xml", ".atom", "/feed", "/feed/", "/rss", "page=backend")
_NEXT_WORDS = re.compile(
    r"(?:page )?suivante?s?|(?:articles|actualités|publications) (?:plus anciens|plus anciennes|"
    r"précédents|précédentes|suivants|suivantes)|next(?: page)?|older(?: posts| entries)?|"
    r"[›»→>]{1,2}|(?:page )?suivante? ?[›»→>]{1,2}|next ?[›»→>]{1,2}",
    re.IGNORECASE,
)
_NEXT_CLASS = re.compile(r"(?:^|[-_ ])(?:next|suivante?|pager-next|nav-previous)(?:$|[-_ ])", re.I)

USUAL_PLACES = (
    "/feed/",
    "/rss.xml",
    "/rss",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/spip.php?page=backend",
    "/?format=feed&type=rss",
)
"""Where sites keep a feed they do not announce: WordPress, Drupal and static generators, SPIP,
Joomla. Tried in this order, only when a page announces none."""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page points to; ``announced``: in its head, not by a mere link."""

    url: str
    title: str
    announced: bool


def feeds_of(tree: HtmlElement, base: str) -> tuple[FeedLink, ...]:
    """The feeds of a page, the site's own main one first; comments come last.

    Without ``base``, addresses stay as the page writes them.
    """
    found: dict[str, tuple[tuple[int, int, int], FeedLink]] = {}
    for place, node in enumerate(tree.iter("link")):
        rel = (node.get("rel") or "").lower().split()
        kind = (node.get("type") or "").lower().partition(";")[0].strip()
        href = (node.get("href") or "").strip()
        if "alternate" not in rel or kind not in _FEED_TYPES or not href:
            continue
        title = clean(node.get("title") or "")
        rank = (int(bool(_COMMENTS.search(href + " " + title))), _depth(href), place)
        _keep(found, rank, href, title, base, announced=True)
    for place, node in enumerate(tree.iter("a")):
        href = (node.get("href") or "").strip()
        if not href or href.startswith("#") or not _FEED_LINK.search(href):
            continue
        title = text_of(node, 200) or clean(node.get("title") or "")
        named = _FEED_WORDS.search(f"{title} {node.get('class') or ''}")
        if not named and not href.endswith(_FEED_ENDS):
            continue
        rank = (2 + int(bool(_COMMENTS.search(href + " " + title))), _depth(href), place)
        _keep(found, rank, href, title, base, announced=False)
    return tuple(link for _, link in sorted(found.values(), key=lambda one: one[0]))


def _keep(
    found: dict[str, tuple[tuple[int, int, int], FeedLink]],
    rank: tuple[int, int, int],
    href: str,
    title: str,
    base: str,
    *,
    announced: bool,
) -> None:
    address = absolute_http_url(href, base) if base else href
    if address and address not in found:
        found[address] = (rank, FeedLink(address, title, announced))


def _depth(href: str) -> int:
    """How far below the root of the site an address lies: a category's feed lies deeper."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return 99
    steps = [step for step in parts.path.split("/") if step and step != "."]
    up = steps.count("..")
    return len(steps) - 2 * up + (1 if parts.query and parts.path not in ("", "/") else 0)


def next_page(tree: HtmlElement, base: str) -> str:
    """The address of the page that continues this list, on the same site; "" without one."""
    host = urlsplit(base).hostname
    for node in tree.iter("link", "a"):
        if "next" in (node.get("rel") or "").lower().split():
            address = _same_site(node.get("href") or "", base, host)
            if address:
                return address
    for node in tree.iter("a"):
        words = text_of(node, 60) or clean(node.get("aria-label") or node.get("title") or "")
        around = " ".join([node.get("class") or "", node.getparent().get("class") or ""])
        if _NEXT_WORDS.fullmatch(words.strip()) or (_NEXT_CLASS.search(around) and len(words) < 40):
            address = _same_site(node.get("href") or "", base, host)
            if address:
                return address
    return ""


def _same_site(href: str, base: str, host: str | None) -> str:
    address = absolute_http_url(href.partition("#")[0], base)
    if not address or address == base or urlsplit(address).hostname != host:
        return ""
    return address
