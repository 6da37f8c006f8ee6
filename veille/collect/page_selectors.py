"""The admin's own CSS selectors, for the page whose list is not found by itself."""

import re

from bs4 import BeautifulSoup, Tag
from lxml import etree
from lxml.html import HtmlElement
from soupsieve import SelectorSyntaxError

from veille.domain.source import Selectors
from veille.errors import ParseError
from veille.normalise.text import clean

_MOST = 1_000
"""Elements designated by a selector that is too wide; 200 publications are kept of a page."""


def select(tree: HtmlElement, selectors: Selectors) -> list[tuple[str, str, str, str, str]]:
    """Title, address, date, summary and image of each element that ``item`` designates.

    Without ``link``, the first link of the title, else of the item; without ``title``, the
    text of that link.

    Raises:
        ParseError: a selector cannot be read.
    """
    soup = BeautifulSoup(etree.tostring(tree, encoding="unicode", method="html"), "lxml")
    try:
        found = []
        for node in soup.select(selectors.item, limit=_MOST):
            title_node = _one(node, selectors.title)
            link = _link(_one(node, selectors.link)) or _link(title_node) or _link(node)
            title = _text(title_node) or _text(link)
            if link is None or not title:
                continue
            date_node = _one(node, selectors.date) or node.find("time")
            date = ""
            if isinstance(date_node, Tag):
                date = clean(str(date_node.get("datetime") or "")) or _text(date_node)
            summary = _text(_one(node, selectors.summary))
            image = node.find("img")
            source = clean(str(image.get("src") or "")) if isinstance(image, Tag) else ""
            found.append((title[:300], str(link["href"]).strip(), date, summary[:1_000], source))
    except SelectorSyntaxError as error:
        raise ParseError(
            "Un sélecteur de cette source ne peut pas être lu ; corrigez-le dans sources.yaml."
        ) from error
    return found


def _one(node: Tag, selector: str) -> Tag | None:
    return node.select_one(selector) if selector else None


def _link(node: Tag | None) -> Tag | None:
    if node is None:
        return None
    if node.name == "a" and node.get("href"):
        return node
    found = node.find("a", href=True)
    if not isinstance(found, Tag):
        found = node.find_parent("a", href=True)
    return found if isinstance(found, Tag) else None


def _text(node: Tag | None) -> str:
    return clean(re.sub(r"\s+", " ", node.get_text(" "))) if node is not None else ""
