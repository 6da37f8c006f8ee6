"""From the bytes of a page to its tree, whatever the encoding it claims; and texts from it."""

import re
from collections.abc import Iterator

import lxml.html
from lxml.html import HtmlElement

from veille.errors import ParseError
from veille.normalise.text import clean

MAX_BYTES = 2_000_000
"""A page beyond it is a fault or a trap: the largest of 100 real listings has 0.5 MB."""

MAX_TAGS = 100_000
"""Tags read, twenty times the richest of 100 real listings: a million would take 300 MB."""

MAX_NODES = 50_000
"""Nodes visited for one text: ten times what the largest of 100 real listings holds."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_META_WINDOW = 4_096
# Never text of the page, whatever they hold.
_DROPPED = ("script", "style", "template", "noscript", "svg", "iframe", "object", "select")
_SIGNATURES = (
    (b"%PDF", "un document PDF"),
    (b"PK\x03\x04", "une archive ou un document de bureautique"),
    (b"\x1f\x8b", "un fichier compressé"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
    (b"RIFF", "une image"),
)
BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul".split()
)

# Inline elements that, side by side without a blank, are set apart by the style sheet.
_APART = frozenset("a abbr b button em i label small span strong time u".split())


def page_text(body: bytes, content_type: str) -> str:
    """The characters of a page.

    Valid UTF-8 with accents is UTF-8, whatever is declared: no other French text happens to
    be. Then the HTTP header, the page's own meta, and windows-1252, which never fails.

    Raises:
        ParseError: empty, or a file of another kind.
    """
    if not body.strip():
        raise ParseError("La page est vide ; ouvrez l’adresse dans un navigateur pour vérifier.")
    for signature, name in _SIGNATURES:
        if body.startswith(signature):
            raise ParseError(f"Ce n’est pas une page, c’est {name} ; vérifiez l’adresse.")
    body = body[:MAX_BYTES]
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        # Cut in the middle of a letter by the ceiling above, no more.
        if error.start >= MAX_BYTES - 4:
            return body[: error.start].decode("utf-8")
    head = body[:_META_WINDOW].decode("ascii", "replace")
    for declared in (content_type, head):
        found = _CHARSET.search(declared)
        if found and not found[1].lower().startswith(("utf-16", "utf-32")):
            try:
                return body.decode(found[1], "replace")
            except (LookupError, ValueError):
                continue
    return body.decode("windows-1252", "replace")


def page_tree(text: str) -> HtmlElement:
    """The tree of a page, without what no reader ever sees (scripts are kept for JSON-LD).

    Raises:
        ParseError: nothing that looks like a page.
    """
    parser = lxml.html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
    # A declaration inside the text contradicts what it has become: characters.
    source = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text, count=1).replace("\0", "")
    if source.count("<") > MAX_TAGS:
        source = source[: -len(source.split("<", MAX_TAGS)[-1])]
    try:
        tree = lxml.html.document_fromstring(source, parser=parser)
    except (ValueError, AssertionError, lxml.etree.LxmlError) as error:
        raise ParseError(
            "Cette page ne contient rien de lisible ; vérifiez l’adresse dans un navigateur."
        ) from error
    return tree


def dropped(element: HtmlElement) -> bool:
    """Whether an element never holds visible text."""
    return not isinstance(element.tag, str) or element.tag in _DROPPED


def texts(element: HtmlElement, most: int = MAX_NODES) -> Iterator[str]:
    """The visible pieces of text of an element, in order; blocks are set apart by a blank.

    At most ``most`` nodes are visited, for those that hold no text at all.
    """
    # Not lxml's text_content: it would glue « titre » and « résumé » of neighbouring blocks.
    # Nodes are followed one by one: a stack would hold each child of a trap of a million.
    node = element
    for _ in range(most):
        if not (dropped(node) or hidden(node)):
            if node.tag in BLOCKS:
                yield " "
            if node.text:
                yield node.text
            child = next(iter(node), None)
            if child is not None:
                node = child
                continue
            if node.tag in BLOCKS:
                yield " "
        while True:
            if node is element:
                return
            following = node.getnext()
            if node.tail:
                yield node.tail
            elif following is not None and node.tag in _APART and following.tag in _APART:
                yield " "
            if following is not None:
                node = following
                break
            node = node.getparent()
            if node.tag in BLOCKS:
                yield " "


def text_of(element: HtmlElement, limit: int = 20_000) -> str:
    """The visible text of an element on one line, at most about ``limit`` characters."""
    pieces, total = [], 0
    for piece in texts(element, min(MAX_NODES, 500 + limit)):
        pieces.append(piece)
        total += len(piece)
        if total > limit:
            break
    return clean(" ".join("".join(pieces).split()))


def hidden(element: HtmlElement) -> bool:
    """Whether an element says of itself that it is not shown."""
    if "hidden" in element.attrib and element.get("hidden") != "until-found":
        return True
    style = element.get("style")
    if not style:
        return False
    compact = style.replace(" ", "").lower()
    return "display:none" in compact or "visibility:hidden" in compact


def classes(element: HtmlElement) -> list[str]:
    """The class names of an element and its id, in lower case."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
