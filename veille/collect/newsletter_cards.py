"""Which lines of a newsletter tell one article: its picture, title, words and « Lire la suite ».

Observations it rests on:

- a title, where it stands out or is the link itself, opens an article; « Lire la suite »
  closes it; a picture opens one that has no title yet;
- one address is one article, however often it is linked; but mail software that counts clicks
  gives each link its own address, so a picture or a « Lire la suite » also goes with the
  title beside it;
- words between two articles belong to the one whose box they share, else to the one before,
  unless it was closed;
- a heading over several linked titles is the name of a section.

Known exceptions: a row of pictures over a row of titles without links; an article whose title
is plain text, without link or weight, after one that « Lire la suite » did not close.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from veille.collect.newsletter_lines import Line, Link, Weight
from veille.collect.newsletter_links import (
    Target,
    is_call,
    is_generic,
    is_home,
    is_machinery,
    is_title,
    target,
)
from veille.normalise.text import shorten
from veille.normalise.urls import canonical_url

# How much a text deserves to be the title, best first. Only their order matters.
_LINKED_HEADING, _LINKED_STRONG, _LINKED_LINE = 8.0, 7.0, 6.0
_HEADING, _STRONG, _LEAD, _INLINE = 5.0, 4.0, 3.0, 2.0
_ALT, _CALL, _FIRST_LINE = 1.5, 1.2, 1.0
_FIRST_LINE_LENGTH = 150
"""Characters of an untitled text that stand for its title."""
_KICKER = 12
"""Characters: a shorter heading (« ÉCONOMIE ») gives way to another as good."""
_FULL = 0.6
"""Part of a line that a link covers when the line is its title, not a sentence around it."""
_NEAR = 4
"""Boxes between an article and its words when nothing else tells where it ends: cell, row,
table and the cell around."""
_CLICK = re.compile(r"/(?:track|click|clk|cl|ls|lnk|mk|trk|tr|redirect|r|c|l)(?:[/.?]|$)")
_TOKEN = re.compile(r"(?=[\w-]*\d)(?=[\w-]*[a-zA-Z])(?:[a-zA-Z0-9_]|-(?=[a-zA-Z0-9_]*\d)){20,}")


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
        if any(char.isalpha() for char in text) and not is_generic(text):
            self.titles.append((rank, text))


@dataclass(frozen=True, slots=True)
class Cards:
    """The articles of a letter; ``online``: its own address; ``words``: all its lines."""

    cards: tuple[Card, ...]
    online: str
    words: tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    own_host: str
    cards: list[Card] = field(default_factory=list)
    current: Card | None = None
    pending: list[Line] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    online: str = ""


def find_cards(lines: Sequence[Line], own_host: str) -> Cards:
    """The articles that the lines tell. ``own_host``: the sender's domain."""
    reading = _Reading(own_host)
    sorted_lines = [_sorted(line, reading) for line in lines]
    for number, line in enumerate(sorted_lines):
        if line is None:
            _close(reading)
        elif not line.links:
            reading.words.append(line.text)
            reading.pending.append(line)
        else:
            reading.words.append(line.text)
            following = (one for one in sorted_lines[number + 1 :])
            for part in _parted(line):
                _anchor(reading, part, following)
    _close(reading)
    cards = [card for card in _merged(reading.cards) if card.title]
    kept = tuple(card for card in cards if not is_home(card.url) or card.rank >= _LEAD)
    return Cards(kept, reading.online, tuple(word for word in reading.words if word))


def _sorted(line: Line, reading: _Reading) -> Line | None:
    """The line with its links to articles only; None when it is machinery of the letter."""
    kept: list[Link] = []
    machinery = not line.links and is_machinery(line.text)
    for link in line.links:
        kind = target(link.url, link.text or link.alt, reading.own_host)
        if kind is Target.ARTICLE:
            kept.append(link)
        elif kind is Target.ONLINE and link.url:
            reading.online = reading.online or link.url
        machinery = machinery or kind in (Target.ONLINE, Target.MACHINERY)
    if machinery and not any(is_title(link.text) for link in kept):
        return None
    return Line(line.text, tuple(kept), line.weight, line.lead, line.place)


def _parted(line: Line) -> list[Line]:
    """One line per article, where a single one links to several."""
    if len({canonical_url(link.url) for link in line.links}) == 1:
        return [line]
    titled = [link for link in line.links if is_title(link.text)]
    if not titled:
        return [Line(line.text, line.links[:1], line.weight, line.lead, line.place)]
    return [Line(line.text, (link,), line.weight, "", line.place) for link in titled]


def _anchor(reading: _Reading, line: Line, following: Iterable[Line | None]) -> None:
    """A line that leads to an article: does it go on with the current one, or open one?"""
    key = canonical_url(line.links[0].url)
    card = reading.current
    text = max((link.text for link in line.links), key=len)
    silent = not is_title(text) and not (line.weight and text and not is_generic(text))
    first_title = next((n for n, one in enumerate(reading.pending) if one.weight), None)
    if card is not None and _goes_on(card, line, key, silent, first_title is not None, reading):
        for one in reading.pending:
            _add(card, one)
        reading.pending = []
    else:
        before = reading.pending
        if first_title is None and card is not None and not card.closed:
            first_title = _turn(before, card, line)
        elif first_title is None:
            first_title = 0
        for one in before[:first_title]:
            if card is not None and not card.closed:
                _add(card, one)
        mine = before[first_title:]
        card = Card(line.links[0].url, {key}, line.place)
        own_title = not silent and len(text) >= _FULL * len(line.text)
        if not own_title and not silent and _is_section(line, following):
            mine = [one for one in mine if not one.weight]
        if not own_title or any(one.weight for one in mine):
            for one in mine:
                _add(card, one)
        reading.cards.append(card)
        reading.current = card
        reading.pending = []
    card.keys.add(key)
    _add(card, line)
    card.closed = card.closed or (silent and bool(text) and card.rank >= _FIRST_LINE)


def _goes_on(
    card: Card, line: Line, key: str, silent: bool, new_title: bool, reading: _Reading
) -> bool:
    if key in card.keys:
        return True
    if card.rank < _INLINE:
        # A picture, its title not yet come: only a counter of clicks gives them two addresses.
        return _is_counted(card.url) and _is_counted(line.links[0].url) and bool(_words(line))
    if new_title:
        return False
    if silent:
        picture = not _words(line)
        return not picture and not (card.closed and reading.pending)
    # A linked phrase within the words of an article that has its own link is a reference.
    inline = sum(len(link.text) for link in line.links) < _FULL * len(line.text)
    return inline and card.rank >= _LINKED_LINE and not card.closed and _near(card, line)


def _words(line: Line) -> str:
    return line.text or "".join(link.text for link in line.links)


def _turn(pending: Sequence[Line], card: Card, line: Line) -> int:
    """The first of the pending lines that stands nearer to ``line`` than to ``card``."""
    for number, one in enumerate(pending):
        if _common(one.place, line.place) > _common(one.place, card.place):
            return number
    return len(pending)


def _near(card: Card, line: Line) -> bool:
    return _common(card.place, line.place) >= len(card.place) - _NEAR


def _is_section(line: Line, following: Iterable[Line | None]) -> bool:
    """Whether other linked titles come before the next heading."""
    keys = {canonical_url(link.url) for link in line.links}
    for one in following:
        if one is None or (one.weight and not one.links):
            return False
        if any(is_title(k.text) and canonical_url(k.url) not in keys for k in one.links):
            return True
    return False


def _add(card: Card, line: Line) -> None:
    """What a line brings to an article: a title it could have, some words."""
    if line.links:
        text = max((link.text for link in line.links), key=len)
        full = len(text) >= _FULL * len(line.text)
        if line.weight is Weight.HEADING:
            card.titled(_LINKED_HEADING, line.text)
        elif line.weight is Weight.STRONG and line.text:
            card.titled(_LINKED_STRONG if not is_call(text) else _CALL, line.text)
        elif is_title(text):
            rank = _CALL if is_call(text) and full else _LINKED_LINE if full else _INLINE
            card.titled(rank, text)
        for link in line.links:
            if is_title(link.alt):
                card.titled(_ALT, link.alt)
    elif line.weight is Weight.HEADING:
        card.titled(_HEADING, line.text)
    elif line.weight is Weight.STRONG:
        card.titled(_STRONG, line.text)
    if line.lead and is_title(line.lead):
        card.titled(_LEAD, line.lead)
    if line.text and not line.weight:
        if not card.texts and not (line.links and is_call(line.text)):
            card.titled(_FIRST_LINE, shorten(line.text, _FIRST_LINE_LENGTH))
        if line.text not in card.texts:
            card.texts.append(line.text)
    card.place = line.place


def _close(reading: _Reading) -> None:
    """The end, or machinery: what was pending goes back to the last article, or nowhere."""
    card, before = reading.current, reading.cards[-2:-1]
    if card is not None and not card.closed:
        # Nearer than the article before it is: a footer is as far as the whole list.
        least = _common(card.place, before[0].place) if before else len(card.place) - _NEAR
        for line in reading.pending:
            if line.weight or _common(card.place, line.place) < least:
                break
            _add(card, line)
    reading.current = None
    reading.pending = []


def _merged(cards: Iterable[Card]) -> list[Card]:
    """One card per address: a table of contents and the articles below are the same."""
    merged: list[Card] = []
    for card in cards:
        same = next((one for one in merged if one.keys & card.keys), None)
        if same is None:
            merged.append(card)
            continue
        same.keys |= card.keys
        same.titles += card.titles
        same.texts += [text for text in card.texts if text not in same.texts]
    return merged


def _common(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Boxes that two places share."""
    return next(
        (depth for depth, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _is_counted(url: str) -> bool:
    """Whether an address looks like one that counts clicks rather than the article's own."""
    parts = urlsplit(url)
    return (
        _CLICK.search(parts.path) is not None
        or _TOKEN.search(parts.path) is not None
        or _TOKEN.search(parts.query) is not None
    )
