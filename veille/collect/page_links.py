"""The other addresses of a page: the feeds it announces, and its next page."""

import re
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from veille.collect.page_tree import classes, text_of
from veille.normalise.text import clean
from veille.normalise.urls import absolute_http_url

_FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
)
# Feeds of comments say so in their address or in their title; « Comment faire » is no comment.
_COMMENTS = re.compile(
    r"/comments?/|/replies|[?&=/]comments[-_]rss|\bcommentaires\b|\bcomments\b|\bcomments? feed|"
    r"\bcomments? on\b|\bkommentar|\bréponses à\b",
    re.IGNORECASE,
)
# Feeds of a part of a site: of a rubric, a word, an author, a search.
_PART = re.compile(
    r"/(?:category|categorie|tags?|author|auteur|taxonomy|rubrique)/|[?&](?:cat|tag|author|s|"
    r"id_rubrique|id_mot)=|\b(?:catégorie|category|étiquette|mot-clé|écrits par|posts by|"
    r"résultats de)\b|^flux pour\b",
    re.IGNORECASE,
)
# Links whose address or words speak of a feed; both are asked, titles of articles do so too.
_FEED_LINK = re.compile(
    r"(?:^|[/.?=_-])(?:rss|atom|feed|flux|backend)(?:[/.?&=_-]|\d|$)|\.(?:rss|atom)(?:$|\?)",
    re.IGNORECASE,
)
_FEED_WORDS = re.compile(r"\b(?:rss|atom|flux)\b", re.IGNORECASE)
_FEED_ENDS = (".rss", ".xml", ".atom", "/feed", "/feed/", "/rss", "page=backend")
# What the link to the following page says, alone or with an arrow; older news follow newer ones.
_NEXT_WORDS = re.compile(
    r"(?:page )?suivante?s?|(?:articles|actualités|publications) (?:plus anciens|plus anciennes|"
    r"précédents|précédentes|suivants|suivantes)|next(?: page)?|older(?: posts| entries)?|"
    r"[›»→>]{1,2}|(?:page )?suivante? ?[›»→>]{1,2}|next ?[›»→>]{1,2}",
    re.IGNORECASE,
)
_PAGES_CLASS = re.compile(r"(?:^|[-_ ])(?:pagination|pager|pagenavi|pages|page-numbers)", re.I)
_CURRENT = re.compile(r"(?:^|[-_ ])(?:active|current|courante?|on|selected)(?:$|[-_ ])", re.I)
_NEXT_CLASS = re.compile(r"(?:^|[-_ ])(?:next|suivante?|pager-next|nav-previous)(?:$|[-_ ])", re.I)
_MOST_PAGES = 200
_PAGES_LEVELS = 4
"""Elements between a number and its pagination: a link, an item, a list, a box."""

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
    """The feeds of a page, the site's own main one first, those of its parts after.

    Feeds of comments are left out: nobody watches them. Without ``base``, addresses stay as
    the page writes them.
    """
    found: dict[str, tuple[tuple[bool, bool, int, int], FeedLink]] = {}
    for place, node in enumerate(tree.iter("link", "a")):
        href = (node.get("href") or "").strip()
        announced = node.tag == "link"
        if not href or not (_announces(node) if announced else _links_to_feed(node, href)):
            continue
        title = clean(node.get("title") or "")
        if not announced:
            title = text_of(node, 200) or title
        said = f"{href} {title}"
        address = absolute_http_url(href, base) if base else href
        if address and address not in found and not _COMMENTS.search(said):
            part = bool(_PART.search(href) or _PART.search(title))
            rank = (not announced, part, _depth(address), place)
            found[address] = (rank, FeedLink(address, title, announced))
    return tuple(link for _, link in sorted(found.values(), key=lambda one: one[0]))


def _announces(node: HtmlElement) -> bool:
    kind = (node.get("type") or "").lower().partition(";")[0].strip()
    return "alternate" in (node.get("rel") or "").lower().split() and kind in _FEED_TYPES


def _links_to_feed(node: HtmlElement, href: str) -> bool:
    if href.startswith("#") or not _FEED_LINK.search(href):
        return False
    if href.partition("#")[0].endswith(_FEED_ENDS):
        return True
    # An article may speak of feeds: a link to one says little more than « Flux RSS ».
    words = f"{text_of(node, 60)} {node.get('title') or ''}"
    named = _FEED_WORDS.search(f"{words} {node.get('class') or ''}")
    return bool(named) and len(words) < 40


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
    """The address of the page that continues this list, on the same site; "" without one.

    Told by ``rel="next"``, else by the words or the class of a link, else by the number that
    follows the current one's.
    """
    host = urlsplit(base).hostname
    for says in (_rel_next, _says_next, _number_after_current):
        for node in tree.iter("link", "a"):
            if says(node):
                address = _same_site(node.get("href") or "", base, host)
                if address:
                    return address
    return ""


def _rel_next(node: HtmlElement) -> bool:
    return "next" in (node.get("rel") or "").lower().split()


def _says_next(node: HtmlElement) -> bool:
    if node.tag != "a":
        return False
    words = text_of(node, 60)
    spoken = clean(node.get("aria-label") or node.get("title") or "")
    if any(one and _NEXT_WORDS.fullmatch(one.strip()) for one in (words, spoken)):
        return True
    parent = node.getparent()
    around = f"{node.get('class') or ''} {parent.get('class') or '' if parent is not None else ''}"
    return bool(_NEXT_CLASS.search(around)) and len(words) < 40


def _number_after_current(node: HtmlElement) -> bool:
    """Whether a link of a pagination bears the number after that of the current page."""
    if node.tag != "a":
        return False
    words = text_of(node, 9)
    if not words.isdecimal() or not 2 <= int(words) <= _MOST_PAGES:
        return False
    box = next(
        (
            one
            for one in islice(node.iterancestors(), _PAGES_LEVELS)
            if _PAGES_CLASS.search(" ".join(classes(one)))
        ),
        None,
    )
    if box is None:
        return False
    before = str(int(words) - 1)
    return any(
        (one.get("aria-current") or _CURRENT.search(one.get("class") or "") or one.tag == "strong")
        and text_of(one, 40).removeprefix("Page ").strip() == before
        for one in islice(box.iter("li", "span", "strong", "a", "em", "b"), _MOST_PAGES)
    )


def _same_site(href: str, base: str, host: str | None) -> str:
    address = absolute_http_url(href.partition("#")[0], base)
    if not address or address == base or urlsplit(address).hostname != host:
        return ""
    return address
