"""One record of a list found on a page: its title, date, summary and image."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from lxml.html import HtmlElement

from veille.collect.page_title import DATE, title_of
from veille.collect.page_tree import classes, dropped, text_of
from veille.normalise.text import clean, shorten
from veille.normalise.words import title_key

SUMMARY_LIMIT = 1_000
_REGION_LIMIT = 6_000
"""Characters of a record that are looked at: enough for a headline and a long extract."""
_REGION_NODES = 600
"""Elements of a record that are looked at: the largest of 100 real listings show whole articles
of 300; without a ceiling, a page of many groups would be read once for each."""
_FOLLOWING = 6
"""Siblings that follow a title in a flat list: a date, an image, some paragraphs, a link."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What a record of a flat list may begin with, besides a heading.
_FLAT = frozenset({"a", "dt", "p", "strong", "b", "span", "img", "time"})
# Class names around a date of publication; the text must hold a date all the same.
_DATED = re.compile(
    r"(?:^|[-_ ])(?:dates?|time|published|posted|publie|jour|day|quand|meta-date|calendar)", re.I
)
# Times that tell something else: the last correction of an article, the end of an event.
_OTHER_TIME = re.compile(r"(?:^|[-_ ])(?:updated|modified|dateModified|endDate|end)(?:$|[-_ ])")
_PUBLISHED = ("datePublished", "startDate", "dateCreated")
# Class names of the extract of an article, then of the box that may hold other things too.
_SUMMARY = re.compile(
    r"(?:^|[-_ ])(?:excerpt|summary|resume|desc|description|chapo|chapeau|accroche|intro|"
    r"introtext|teaser-?text|texte?|extrait|p-summary)(?:$|[-_ ])"
)
_CONTENT = re.compile(r"(?:^|[-_ ])(?:entry-content|e-content|content|body)(?:$|[-_ ])")
# What an extract ends with, being followed by its link.
_TAIL = re.compile(r"\b(?:lire (?:la suite|plus)|en savoir plus|read more)\W{0,9}$", re.IGNORECASE)
# Where pages whose images load late keep the true address; their ``src`` is a blank meanwhile.
_IMAGE_PLACES = ("data-src", "data-lazy-src", "data-original", "src")


@dataclass(frozen=True, slots=True)
class Record:
    """What a list shows of one publication. ``target`` is the address as the page writes it.

    ``heading``: the title stands in a heading; ``led``: the group's own link bears the title
    (a category or an author linked from each record does not); ``text``: characters besides
    the title.
    """

    root: HtmlElement
    target: str
    title: str
    date_text: str
    summary: str
    image: str
    heading: bool
    led: bool
    text: int


def record_of(
    link: HtmlElement,
    target: str,
    root: HtmlElement,
    stop: Container[HtmlElement],
    holders: Container[HtmlElement],
) -> Record:
    """The record that ``link`` owns: ``root``, and what follows it up to another record.

    ``stop``: the roots of the records of its group; ``holders``: all elements that hold a link
    of the group.
    """
    region = [root, *_following(root, stop, holders)]
    every = islice(chain.from_iterable(part.iter("*") for part in region), _REGION_NODES)
    nodes = [node for node in every if not _doubles(node)]
    title, heading, led = title_of(link, target, root, nodes)
    whole = clean(" ".join(text_of(part, _REGION_LIMIT) for part in region))[:_REGION_LIMIT]
    return Record(
        root=root,
        target=target,
        title=title,
        date_text=_date(nodes, whole),
        summary=_summary(nodes, title, whole),
        image=_image(nodes),
        heading=heading,
        led=led,
        text=max(len(whole) - len(title), 0),
    )


def _doubles(node: HtmlElement) -> bool:
    """Whether an element holds nothing but another just like it, which says all that it says: two
    hundred boxes in one another would be read two hundred times."""
    if len(node) != 1 or (node.text and not node.text.isspace()):
        return False
    inner = node[0]
    return (
        inner.tag == node.tag
        and inner.attrib == node.attrib
        and not (inner.tail and not inner.tail.isspace())
    )


def _following(
    root: HtmlElement, stop: Container[HtmlElement], holders: Container[HtmlElement]
) -> list[HtmlElement]:
    """The siblings that belong to a record in a flat list (h2, p, p, h2, p…)."""
    if root.getparent() is None or (root.tag not in _HEADINGS and root.tag not in _FLAT):
        return []
    found: list[HtmlElement] = []
    for sibling in root.itersiblings():
        if sibling in stop or sibling in holders or len(found) == _FOLLOWING:
            break
        if root.tag in _HEADINGS and sibling.tag in _HEADINGS and sibling.tag <= root.tag:
            break
        found.append(sibling)
    return found


def _date(nodes: Sequence[HtmlElement], whole: str) -> str:
    for node in nodes:
        if node.get("itemprop") in _PUBLISHED and (node.get("content") or node.get("datetime")):
            return clean(node.get("content") or node.get("datetime"))[:60]
    for node in nodes:
        if node.tag == "time" and not _OTHER_TIME.search(
            f"{node.get('class') or ''} {node.get('itemprop') or ''}"
        ):
            value = clean(node.get("datetime") or "") or text_of(node, 60)
            if any(char.isdigit() for char in value):
                return value[:60]
    for node in nodes:
        if node.get("class") and _DATED.search(node.get("class")):
            found = DATE.search(text_of(node, 80))
            if found:
                return found[0]
    found = DATE.search(whole)
    return found[0] if found else ""


def _summary(nodes: Sequence[HtmlElement], title: str, whole: str) -> str:
    key = title_key(title)
    for names in (_SUMMARY, _CONTENT, None):
        for node in nodes:
            if dropped(node):
                continue
            if names.search(" ".join(classes(node))) if names else node.tag == "p":
                words = _without(text_of(node, SUMMARY_LIMIT * 2), title)
                if len(words) >= 40 and title_key(words) != key and not DATE.fullmatch(words):
                    return shorten(words, SUMMARY_LIMIT)
    rest = _without(whole, title)
    return shorten(rest, SUMMARY_LIMIT) if len(rest) >= 60 else ""


def _without(text: str, title: str) -> str:
    """``text`` without its title, the dates it begins with, and « lire la suite » at its end."""
    text = clean(text.replace(title, " ", 1) if title else text)
    tail = _TAIL.search(text, max(len(text) - 40, 0))
    if tail:
        text = text[: tail.start()].rstrip(" [(–—-|:»→>")
    found = DATE.match(text)
    return text[found.end() :].lstrip(" :–—-|,.") if found else text


def _image(nodes: Sequence[HtmlElement]) -> str:
    for node in nodes:
        if node.tag == "img":
            for name in _IMAGE_PLACES:
                address = (node.get(name) or "").strip()
                if address and not address.startswith("data:"):
                    return address
    return ""
