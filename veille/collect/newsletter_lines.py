"""A newsletter as the lines a reader sees, each with its links, its weight and its place.

Emailers nest tables to draw cards and columns, hardly two alike; what holds everywhere is the
order of the lines and which of them stand in one box. Hidden texts (the preheader) are no
lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count, groupby

from lxml import etree, html

from veille.collect.newsletter_links import is_generic, real_address
from veille.normalise.text import clean

MAX_LINES = 5_000
"""Lines read: ten times a long press review."""
_DEPTH = 60
"""Boxes kept of a place; deeper ones tell nothing more."""
_BIG = 18.0
"""Pixels: the text of emails has 14 to 16, their titles 18 and more."""
_STRONG_LENGTH = 250
"""Characters: a longer bold line is a paragraph that shouts."""

_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead "
    "tr ul".split()
)
_BOXES = frozenset("article body div li section table td th tr ul".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_SKIPPED = frozenset("script style title head template object svg select textarea".split())
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0(?:px|em)?\s*(?:;|!|$)|"
    r"opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(?:^|[;\s])font-size\s*:\s*(\d{1,4}(?:\.\d+)?)\s*(px|pt|%|r?em)?", re.I)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[1-9]00|normal)", re.IGNORECASE)
# Blanks of no width, that emailers put by hundreds after a preheader.
_FILLING = re.compile("[\u00ad\u034f\u180e\u200b-\u200f\u2060-\u2064\ufeff]+")


class Weight(IntEnum):
    """How much a line stands out."""

    PLAIN = 0
    STRONG = 1
    HEADING = 2


@dataclass(frozen=True, slots=True)
class Link:
    """A link within a line: ``text`` seen there, ``alt`` of its picture."""

    url: str
    text: str
    alt: str


@dataclass(frozen=True, slots=True)
class Line:
    """``text`` is without the « Lire la suite » of its links; ``lead``: its bold beginning."""

    text: str
    links: tuple[Link, ...] = ()
    weight: Weight = Weight.PLAIN
    lead: str = ""
    place: tuple[int, ...] = ()
    """The boxes around it, outermost first."""


@dataclass(slots=True)
class _State:
    hidden: bool = False
    heading: bool = False
    bold: bool = False
    size: float = 16.0
    link: int = 0
    place: tuple[int, ...] = ()


@dataclass(slots=True)
class _Piece:
    text: str
    state: _State
    alt: str = ""


@dataclass(slots=True)
class _Walk:
    """Gathers pieces into lines."""

    links: list[str] = field(default_factory=lambda: [""])
    pieces: list[_Piece] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    # Letters by (bold, big): what most of the letter is does not stand out.
    letters: dict[str, int] = field(default_factory=lambda: {"all": 0, "bold": 0, "big": 0})

    def add(self, text: str | None, state: _State) -> None:
        if text and not state.hidden and state.size > 1:
            self.pieces.append(_Piece(text, state))
            length = len(text.strip())
            self.letters["all"] += length
            self.letters["bold"] += length * state.bold
            self.letters["big"] += length * (state.size >= _BIG)


def html_lines(markup: str) -> list[Line]:
    """The visible lines of an HTML part, in reading order; at most ``MAX_LINES``."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = clean_markup(markup).encode("utf-8", "replace")
    if not data.strip():
        return []
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    walk = _Walk()
    broken = list(_broken(root, walk))
    common = {name: walk.letters[name] * 2 > walk.letters["all"] for name in ("bold", "big")}
    lines = (_line(pieces, walk.links, common) for pieces in broken)
    return [line for line in lines if line][:MAX_LINES]


def clean_markup(markup: str) -> str:
    """Without NUL and fillings."""
    return _FILLING.sub("", markup.replace("\x00", ""))


def _broken(root: html.HtmlElement, walk: _Walk) -> Iterator[list[_Piece]]:
    """The pieces of text, line by line."""
    serial = count(1)
    states = [_State()]
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag in _BLOCKS or (tag == "br" and not (states[-1].link or states[-1].heading))
        if block and walk.pieces:
            yield walk.pieces
            walk.pieces = []
        if event == "start":
            state = _entered(element, tag, states[-1], walk, serial)
            states.append(state)
            if state.hidden or tag in _SKIPPED:
                events.skip_subtree()
            elif tag == "img" and state.link:
                walk.pieces.append(_Piece("", state, clean(element.get("alt") or "") or " "))
            elif tag == "br":
                walk.add(" ", state)
            else:
                walk.add(element.text, state)
        else:
            states.pop()
            walk.add(element.tail, states[-1])
    if walk.pieces:
        yield walk.pieces


def _entered(
    element: html.HtmlElement, tag: str, outer: _State, walk: _Walk, serial: Iterator[int]
) -> _State:
    state = _State(outer.hidden, outer.heading, outer.bold, outer.size, outer.link, outer.place)
    style = element.get("style") or ""
    if style:
        if _HIDDEN.search(style):
            state.hidden = True
        if size := _SIZE.search(style):
            state.size = _pixels(float(size[1]), (size[2] or "px").lower(), outer.size)
        if weight := _WEIGHT.search(style):
            state.bold = weight[1].lower() in ("bold", "600", "700", "800", "900")
    if element.get("hidden") is not None:
        state.hidden = True
    if tag in _HEADINGS:
        state.heading = True
    elif tag in ("b", "strong"):
        state.bold = True
    elif tag == "a" and element.get("href"):
        walk.links.append(element.get("href") or "")
        state.link = len(walk.links) - 1
    elif tag == "table" and (link := _link_around(element)):
        walk.links.append(link)
        state.link = len(walk.links) - 1
    if tag in _BOXES and len(state.place) < _DEPTH:
        state.place = (*state.place, next(serial))
    return state


def _link_around(table: html.HtmlElement) -> str:
    """The address of a link around a table: the parser closes such a link, left empty before."""
    before = table.getprevious()
    if before is None or before.tag != "a" or len(before):
        return ""
    empty = not (before.text or "").strip() and not (before.tail or "").strip()
    return before.get("href") or "" if empty else ""


def _pixels(number: float, unit: str, outer: float) -> float:
    factor = {"pt": 4 / 3, "%": outer / 100, "em": outer, "rem": 16.0}.get(unit, 1.0)
    return min(number * factor, 1_000.0)


def _line(pieces: list[_Piece], hrefs: list[str], common: dict[str, bool]) -> Line | None:
    links = []
    texts = []
    groups = [(k, list(own)) for k, own in groupby(pieces, key=lambda piece: piece.state.link)]
    for number, own in groups:
        text = clean("".join(piece.text for piece in own))
        if number:
            alt = clean(" ".join(piece.alt for piece in own))
            pictured = any(piece.alt for piece in own)
            if text or pictured:
                links.append(Link(real_address(hrefs[number]), text, alt))
        # Within a sentence (« inscrivez-vous ici, avant mardi ») the words are needed.
        if not (number and own is groups[-1][1] and is_generic(text)):
            texts.append("".join(piece.text for piece in own))
    text = clean("".join(texts))
    if not text and not links:
        return None
    seen = [piece for piece in pieces if piece.text.strip()]
    weight = Weight.PLAIN
    if seen and len(text) <= _STRONG_LENGTH:
        if all(piece.state.heading for piece in seen):
            weight = Weight.HEADING
        elif all(_stands_out(piece.state, common) for piece in seen):
            weight = Weight.STRONG
    return Line(text, tuple(links), weight, _lead(seen, weight, common), pieces[0].state.place)


def _stands_out(state: _State, common: dict[str, bool]) -> bool:
    return (state.bold and not common["bold"]) or (state.size >= _BIG and not common["big"])


def _lead(seen: list[_Piece], weight: Weight, common: dict[str, bool]) -> str:
    if weight or not seen:
        return ""
    bold = []
    for piece in seen:
        if not _stands_out(piece.state, common):
            break
        bold.append(piece.text)
    return clean("".join(bold)).rstrip(" .:–—-")
