"""Pages that list publications: bytes in, raw items out, without any rule written per site.

::

    bytes ──► page_tree ──► page_walls: « 200 OK » without the content? ──► SuspiciousError
                  │
                  ├── the admin's selectors, where there are some
                  ├── page_list: the repeated structure that holds publications
                  └── page_data: JSON-LD, where the structure shows nothing
                                                                     ──► PageReading
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from veille.collect.collected import Collected
from veille.collect.page_data import listed_in_data
from veille.collect.page_links import FeedLink, feeds_of, next_page
from veille.collect.page_list import find_list
from veille.collect.page_record import Record
from veille.collect.page_selectors import select
from veille.collect.page_tree import page_text, page_tree
from veille.collect.page_walls import reserves_text, wall
from veille.domain.item import RawItem
from veille.domain.source import Selectors
from veille.errors import ReservedError, SuspiciousError
from veille.normalise.dates import month_first_date, read_date
from veille.normalise.urls import absolute_http_url, canonical_url

MAX_ITEMS = 200
"""Publications kept of one page: the longest real list looked at has 100."""

NO_LIST = (
    "Aucune liste trouvée sur cette page : ni titres répétés, ni articles datés. Donnez "
    "l’adresse de la page des actualités, ou des sélecteurs dans sources.yaml."
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One publication of a list; addresses are absolute unless the page's own is unknown."""

    title: str
    url: str
    date_text: str = ""
    summary: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page lists. ``method``: « selectors », « structure », « json-ld » or « none ».

    ``why``: French, how the list was found or why there is none; ``next_url``: the page that
    continues it, or "".
    """

    items: tuple[Listed, ...]
    method: str
    feeds: tuple[FeedLink, ...] = ()
    next_url: str = ""
    why: str = ""
    title: str = ""
    language: str = ""
    left_out: int = 0


def read_page(
    body: bytes, url: str, content_type: str = "", selectors: Selectors | None = None
) -> PageReading:
    """Find the publications that a page lists.

    Args:
        body: the page, at most 2 MB are read.
        url: its final address; "" keeps links as the page writes them.
        content_type: the HTTP header, for its charset.
        selectors: the admin's own, which replace the search.

    Raises:
        ParseError: not a page at all.
        SuspiciousError: a page that is not the content (login, maintenance, captcha…).
        ReservedError: the page reserves the mining of its text.
    """
    tree = page_tree(page_text(body, content_type))
    if reserves_text(tree):
        raise ReservedError
    language = (tree.get("lang") or "")[:2].lower()
    title = " ".join((tree.findtext(".//title") or "").split())[:300]
    base = _base(tree, url)
    feeds = feeds_of(tree, base)
    found, method, why = _found(tree, base, selectors)
    if not found:
        reason = wall(tree)
        if reason:
            raise SuspiciousError(reason)
        return PageReading((), "none", feeds, "", why or NO_LIST, title, language)
    reason = _hidden_behind(tree, found) if method == "structure" else ""
    if reason:
        raise SuspiciousError(reason)
    kept = _absolute(found, base)
    return PageReading(
        kept[:MAX_ITEMS],
        method,
        feeds,
        next_page(tree, base) if base else "",
        why,
        title,
        language,
        max(len(kept) - MAX_ITEMS, 0),
    )


def _found(
    tree: HtmlElement, base: str, selectors: Selectors | None
) -> tuple[list[Listed], str, str]:
    if selectors is not None:
        chosen = [Listed(*one) for one in select(tree, selectors)]
        why = "" if chosen else "Le sélecteur ne trouve plus rien sur cette page ; corrigez-le."
        return chosen, "selectors", why
    records = [one for one in find_list(tree, urlsplit(base).hostname or "") if one.title]
    if records:
        listed = [
            Listed(one.title, one.target, one.date_text, one.summary, one.image) for one in records
        ]
        return listed, "structure", _why(records)
    data = [Listed(*one) for one in listed_in_data(tree)]
    return data, "json-ld", "Liste décrite par le site dans ses données (JSON-LD)." if data else ""


def _why(records: Sequence[Record]) -> str:
    count = len(records)
    facts = [
        words
        for words, share in (
            ("un titre mis en valeur", sum(one.heading for one in records)),
            ("une date", sum(bool(one.date_text) for one in records)),
            ("un résumé", sum(bool(one.summary) for one in records)),
            ("une image", sum(bool(one.image) for one in records)),
        )
        if share * 2 > count
    ]
    shown = f" ; la plupart ont {', '.join(facts)}" if facts else ""
    return f"{count} entrées de même structure{shown}."


def _hidden_behind(tree: HtmlElement, found: list[Listed]) -> str:
    """Why a list of undated links is not the content, where the page itself says so."""
    dated = sum(1 for one in found if one.date_text)
    return wall(tree, listed=True) if dated * 2 < len(found) else ""


def _base(tree: HtmlElement, url: str) -> str:
    """What relative links start from: ``base href`` counts only within the same site."""
    if not url:
        return ""
    node = tree.find(".//base[@href]")
    if node is not None:
        address = absolute_http_url(node.get("href") or "", url)
        if address and urlsplit(address).hostname == urlsplit(url).hostname:
            return address
    return url


def _absolute(found: list[Listed], base: str) -> tuple[Listed, ...]:
    kept: dict[str, Listed] = {}
    own = canonical_url(base) if base else ""
    for one in found:
        url = absolute_http_url(one.url, base) if base else one.url
        key = canonical_url(url) if base else url
        if url and key != own and key not in kept:
            image = absolute_http_url(one.image, base) if base else one.image
            kept[key] = Listed(one.title, url, one.date_text, one.summary, image)
    return tuple(kept.values())


def read(body: bytes, url: str, content_type: str, selectors: Selectors | None = None) -> Collected:
    """``read_page`` as raw items, for the collection."""
    page = read_page(body, url, content_type, selectors)
    return Collected(
        items=tuple(raw_item(one, page.language) for one in page.items),
        title=page.title,
        language=page.language,
        left_out=page.left_out,
        warning=page.why if page.method == "none" else "",
        method=page.method,
        more=(page.next_url,) if page.next_url else (),
    )


def raw_item(one: Listed, language: str) -> RawItem:
    """A listed publication as an entry; its address is its identity."""
    published = read_date(one.date_text) if one.date_text else None
    if language == "en":
        published = month_first_date(one.date_text) or published
    return RawItem(
        guid=canonical_url(one.url),
        url=one.url,
        title=escape(one.title),
        html=escape(one.summary),
        published=published,
        date_text=one.date_text,
    )
