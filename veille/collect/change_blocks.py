"""The text of a page without its furniture: what of it could be news when it changes.

::

    tree ──► the main part ──► minus furniture ──► blocks, in order

Furniture is menus, footers, forms, consent, share bars, counters, suggestions: told by element,
role, class, and for consent and suggestions by their words, since many sites name them after
nothing. A class never takes away more than half of the text, nor the title: « has-sidebar » is
often on the whole page.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from veille.collect.change_furniture import (
    CONSENT_BLOCK,
    CONSENT_CLASS,
    CONSENT_WORD,
    COOKIE_WORD,
    ELEMENTS,
    FURNITURE_CLASS,
    ROLES,
    SUGGESTIONS,
    TODAY,
    says_nothing,
)
from veille.collect.page_tree import BLOCKS, classes, dropped, hidden, text_of
from veille.normalise.text import clean
from veille.normalise.words import fold

MAX_BLOCKS = 3_000
"""Blocks of one page: the longest project pages looked at have 400."""
MAX_LENGTH = 5_000
"""Characters of one block: a long paragraph has 1,500."""

_CONSENT_LONGEST = 1_500
"""Characters of a consent banner: those of the usual tools have 300 to 1,200."""
_CONTENT = 400
"""Characters besides a banner that make a page: those that walls leave around it have fewer."""


@dataclass(slots=True)
class _Weight:
    """What an element holds: characters, the page's title, words of consent."""

    length: int = 0
    title: bool = False
    cookie: bool = False
    consent: bool = False


def blocks_of(tree: HtmlElement) -> tuple[str, tuple[str, ...]]:
    """The title of a page, and the blocks of its main part, the title first among them.

    Consent banners are taken out of ``tree`` where there is content besides: what is left tells
    a short page with a banner from a wall.
    """
    body = tree.find("body")
    whole = body if body is not None else tree
    weights = _weigh(whole)
    main = _main(whole, weights)
    unwanted = _suggestions(main, weights)
    _take_banners_out(whole, weights)
    heading = next(
        (text for one in (*main.iter("h1"), *whole.iter("h1")) if (text := text_of(one, 300))), ""
    )
    title = heading or clean(" ".join((tree.findtext(".//title") or "").split()))
    found = list(_blocks(main, weights, unwanted))
    if heading and heading not in found:
        found.insert(0, heading)
    # The day's date over the title; below it, a date alone may be that of an event.
    first = found.index(heading) if heading else 1
    kept = [
        one
        for place, one in enumerate(found)
        if not says_nothing(one) and not (place < first and TODAY.fullmatch(fold(one)))
    ]
    return title[:300], tuple(kept[:MAX_BLOCKS])


def _weigh(root: HtmlElement) -> dict[HtmlElement, _Weight]:
    """The weight of every element, from the leaves up."""
    weights: dict[HtmlElement, _Weight] = {}
    for node in _ends(root):
        weight = _Weight(title=node.tag == "h1")
        texts = [node.text, *(child.tail for child in node)]
        for text in texts:
            if text and not text.isspace():
                weight.length += len(text)
                folded = fold(text[:2_000])
                weight.cookie = weight.cookie or bool(COOKIE_WORD.search(folded))
                weight.consent = weight.consent or bool(CONSENT_WORD.search(folded))
        for child in node:
            below = weights.get(child)
            if below:
                weight.length += below.length
                weight.title = weight.title or below.title
                weight.cookie = weight.cookie or below.cookie
                weight.consent = weight.consent or below.consent
        weights[node] = weight
    return weights


def _ends(root: HtmlElement) -> Iterator[HtmlElement]:
    """The visible elements, each after those it holds."""
    stack = [(False, root)]
    while stack:
        seen, node = stack.pop()
        if seen:
            yield node
        elif not dropped(node) and not hidden(node):
            stack.append((True, node))
            stack.extend((False, child) for child in node)


def _main(whole: HtmlElement, weights: dict[HtmlElement, _Weight]) -> HtmlElement:
    """The main part, as the page declares it; the whole page otherwise."""

    def heaviest(nodes: list[HtmlElement]) -> HtmlElement | None:
        visible = [one for one in nodes if one in weights and weights[one].length > 0]
        return max(visible, key=lambda one: weights[one].length, default=None)

    for path in (
        ".//main | .//*[@role='main']",
        ".//*[@id='content' or @id='contenu' or @id='main' or @id='main-content']",
    ):
        found = heaviest(whole.xpath(path))
        if found is not None:
            return found
    articles = whole.xpath(".//article")
    return articles[0] if len(articles) == 1 and articles[0] in weights else whole


def _take_banners_out(whole: HtmlElement, weights: dict[HtmlElement, _Weight]) -> None:
    if not weights[whole].cookie:
        return
    banners = [
        node
        for node, weight in weights.items()
        if weight.cookie
        and not weight.title
        and weight.length <= _CONSENT_LONGEST
        and node is not whole
        and node.tag not in ("main", "article")
        and _is_banner(node, weights)
    ]
    if weights[whole].length - sum(weights[one].length for one in banners) >= _CONTENT:
        for node in banners:
            node.drop_tree()


def _is_banner(node: HtmlElement, weights: dict[HtmlElement, _Weight]) -> bool:
    """The smallest element to speak of cookies and ask for consent, or a paragraph of the kind."""
    inside = [weights[child] for child in node if child in weights]
    if weights[node].consent:
        return not any(one.cookie and one.consent for one in inside)
    return node.tag == "p" and bool(CONSENT_BLOCK.search(fold(text_of(node, 600))))


def _suggestions(main: HtmlElement, weights: dict[HtmlElement, _Weight]) -> set[HtmlElement]:
    """The boxes that open on « À lire aussi », or that heading and the list that follows it."""
    found: set[HtmlElement] = set()
    for heading in main.iter("h2", "h3", "h4", "h5", "h6", "p", "strong"):
        if heading not in weights or not 4 <= weights[heading].length <= 60:
            continue
        if not SUGGESTIONS.fullmatch(fold(text_of(heading, 100))):
            continue
        box = heading
        while (
            box is not main
            and box.getparent() is not main
            and weights[box.getparent()].length == weights[heading].length
        ):
            box = box.getparent()
        parent = box.getparent()
        opens = parent is not None and parent is not main and _first_text(parent, box, weights)
        if opens and not _large(parent, main, weights):
            found.add(parent)
            continue
        found.add(box)
        after = box.getnext()
        if after is not None and after.tag in ("ul", "ol", "div", "section"):
            found.add(after)
    return found


def _first_text(parent: HtmlElement, box: HtmlElement, weights: dict[HtmlElement, _Weight]) -> bool:
    if (parent.text or "").strip():
        return False
    for child in parent:
        if child is box:
            return True
        if child in weights and weights[child].length:
            return False
    return False


def _large(node: HtmlElement, main: HtmlElement, weights: dict[HtmlElement, _Weight]) -> bool:
    weight = weights.get(node)
    return weight is not None and (weight.title or weight.length * 2 > weights[main].length)


def _furniture(node: HtmlElement, main: HtmlElement, weights: dict[HtmlElement, _Weight]) -> bool:
    if node.tag in ELEMENTS or (node.get("aria-hidden") or "").lower() == "true":
        return True
    if (node.get("role") or "").lower() in ROLES:
        return True
    # The header of an article holds its title; that of the site stands outside of the main part.
    if node.tag == "header":
        return main.tag == "body" and not weights[node].title
    names = classes(node)
    if any(CONSENT_CLASS.search(name) for name in names) and not weights[node].title:
        return True
    # Some sites wrap the whole page in one form.
    if node.tag == "form" or any(FURNITURE_CLASS.fullmatch(name) for name in names):
        return not _large(node, main, weights)
    return False


def _blocks(
    main: HtmlElement, weights: dict[HtmlElement, _Weight], unwanted: set[HtmlElement]
) -> Iterator[str]:
    pieces: list[str] = []
    label = ""
    stack: list[tuple[HtmlElement, bool]] = [(main, False)]
    while stack:
        node, closing = stack.pop()
        breaks = node.tag in BLOCKS and node.tag not in ("td", "th")
        skipped = not closing and (
            node not in weights
            or node in unwanted
            or (node is not main and _furniture(node, main, weights))
        )
        if breaks:
            text = clean(" ".join("".join(pieces).split()))[:MAX_LENGTH].strip(" |")
            pieces = []
            # « Date limite » says nothing without its date, nor the date alone.
            if text and closing and node.tag == "dt":
                if label:
                    yield label
                label = text.rstrip(" :\xa0")
            elif text:
                yield f"{label} : {text}" if label else text
                label = ""
        elif node.tag in ("td", "th") and pieces and not closing:
            pieces.append(" | ")
        if closing or skipped:
            if node is not main and node.tail:
                pieces.append(node.tail)
            continue
        if node.text:
            pieces.append(node.text)
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))
    rest = clean(" ".join("".join(pieces).split()))[:MAX_LENGTH]
    if label or rest:
        yield " : ".join(one for one in (label, rest) if one)
