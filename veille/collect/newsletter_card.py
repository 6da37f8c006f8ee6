"""One article of a newsletter in the making: its candidate titles, its words, its addresses."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from veille.collect.newsletter_lines import Line, Weight
from veille.collect.newsletter_links import is_call, is_generic, is_title
from veille.normalise.text import shorten

# How much a text deserves to be the title, best first. Only their order matters.
_LINKED_HEADING, _LINKED_STRONG, LINKED_LINE = 8.0, 7.0, 6.0
_HEADING, _STRONG, LEAD, INLINE = 5.0, 4.0, 3.0, 2.0
_ALT, _CALL, FIRST_LINE = 1.5, 1.2, 1.0
_FIRST_LINE_LENGTH = 150
"""Characters of an untitled text that stand for its title."""
_KICKER = 12
"""Characters: a shorter heading (« ÉCONOMIE ») gives way to another as good."""
FULL = 0.7
"""Part of a line that a link covers when the line is its title, not a sentence around it."""
_TITLES = 50
"""Candidates kept of one article, that a link repeated thousands of times costs nothing."""
_CLICK = re.compile(r"/(?:track|click|clk|cl|ls|lnk|mk|trk|tr|redirect|r|c|l)(?:[/.?]|$)")
_SEPARATORS = re.compile(r"[/.=&?-]")
_TOKEN_LENGTH = 20
"""Characters of a piece of address without separator, letters and digits mixed, that only a
machine writes: the longest French words have fewer, and no digit."""


@dataclass(slots=True)
class Card:
    """One article: where it leads, what could be its title, its other words."""

    url: str
    keys: set[str]
    place: tuple[int, ...] = ()
    titles: list[tuple[float, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    closed: bool = False

    @property
    def rank(self) -> float:
        return max((rank for rank, _ in self.titles), default=0.0)

    @property
    def title(self) -> str:
        best = [text for rank, text in self.titles if rank == self.rank]
        return next((text for text in best if len(text) > _KICKER), best[0] if best else "")

    def titled(self, rank: float, text: str) -> None:
        useless = len(self.titles) >= _TITLES or is_generic(text)
        if not useless and any(char.isalpha() for char in text):
            self.titles.append((rank, text))

    def add(self, line: Line) -> None:
        """What a line brings to an article: a title it could have, some words."""
        if line.links:
            text = max((link.text for link in line.links), key=len)
            full = len(text) >= FULL * len(line.text)
            if line.weight is Weight.HEADING:
                self.titled(_LINKED_HEADING, line.text)
            elif line.weight is Weight.STRONG and line.text:
                self.titled(_LINKED_STRONG if not is_call(text) else _CALL, line.text)
            elif is_title(text):
                rank = _CALL if is_call(text) and full else LINKED_LINE if full else INLINE
                self.titled(rank, text)
            for link in line.links:
                if is_title(link.alt):
                    self.titled(_ALT, link.alt)
        elif line.weight is Weight.HEADING:
            self.titled(_HEADING, line.text)
        elif line.weight is Weight.STRONG:
            self.titled(_STRONG, line.text)
        if line.lead and is_title(line.lead):
            self.titled(LEAD, line.lead)
        if line.text and not line.weight:
            if not self.texts and not (line.links and is_call(line.text)):
                self.titled(FIRST_LINE, shorten(line.text, _FIRST_LINE_LENGTH))
            if line.text not in self.texts:
                self.texts.append(line.text)
        self.place = line.place


def common(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Boxes that two places share."""
    return next(
        (depth for depth, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def is_counted(url: str) -> bool:
    """Whether an address looks like one that counts clicks rather than the article's own."""
    parts = urlsplit(url)
    if _CLICK.search(parts.path):
        return True
    pieces = _SEPARATORS.split(f"{parts.path}?{parts.query}")
    return any(
        len(piece) >= _TOKEN_LENGTH
        and any(char.isdigit() for char in piece)
        and any(char.isalpha() for char in piece)
        for piece in pieces
    )
