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

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from veille.collect.newsletter_card import (
    FIRST_LINE,
    FULL,
    INLINE,
    LEAD,
    LINKED_LINE,
    Card,
    common,
    is_counted,
)
from veille.collect.newsletter_lines import Line, Link, Weight
from veille.collect.newsletter_links import (
    Target,
    is_generic,
    is_home,
    is_machinery,
    is_online,
    is_title,
    target,
)
from veille.normalise.urls import canonical_url
from veille.normalise.words import fold

_SENTENCE = 30
"""Characters beside a link to the machinery of the letter that make it a sentence to keep."""
_NEAR = 4
"""Boxes between an article and its words when nothing else tells where it ends: cell, row,
table and the cell around."""


@dataclass(frozen=True, slots=True)
class Cards:
    """The articles of a letter; ``online``: its own address; ``words``: all its lines."""

    cards: tuple[Card, ...]
    online: str
    words: tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    own_host: str
    own_name: str
    cards: list[Card] = field(default_factory=list)
    current: Card | None = None
    pending: list[Line] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    online: str = ""


def find_cards(lines: Sequence[Line], own_host: str, own_name: str) -> Cards:
    """The articles that the lines tell. ``own_host``, ``own_name``: of the sender."""
    reading = _Reading(own_host, fold(own_name))
    sorted_lines = [_sorted(line, reading) for line in lines]
    for number, line in enumerate(sorted_lines):
        if line is None:
            _close(reading)
        elif not line.links:
            reading.words.append(line.text)
            reading.pending.append(line)
        else:
            reading.words.append(line.text)
            for part in _parted(line):
                _anchor(reading, part, sorted_lines, number + 1)
    _close(reading)
    cards = [card for card in _merged(reading.cards) if card.title]
    kept = tuple(card for card in cards if not is_home(card.url) or card.rank >= LEAD)
    return Cards(kept, reading.online, tuple(word for word in reading.words if word))


def _sorted(line: Line, reading: _Reading) -> Line | None:
    """The line with its links to articles only; None when it is machinery of the letter."""
    kept: list[Link] = []
    machinery = is_machinery(line.text)
    linked = 0
    for link in line.links:
        text = link.text or link.alt
        kind = target(link.url, text, reading.own_host)
        if kind is Target.ARTICLE and is_generic(text) and is_online(line.text):
            kind = Target.ONLINE
        if kind is Target.ARTICLE and fold(text) != reading.own_name:
            kept.append(link)
        elif kind is Target.ONLINE and link.url:
            reading.online = reading.online or link.url
        if kind in (Target.ONLINE, Target.MACHINERY):
            machinery = machinery or bool(text) or not line.text
            linked += len(link.text)
    # A sentence of the letter may end with « version en ligne »: it keeps its words.
    sentence = not is_machinery(line.text) and len(line.text) - linked >= _SENTENCE
    titled = any(is_title(link.text) and len(link.text) >= _SENTENCE for link in kept)
    if machinery and not titled and not sentence:
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


def _anchor(reading: _Reading, line: Line, lines: Sequence[Line | None], after: int) -> None:
    """A line that leads to an article: does it go on with the current one, or open one?

    ``after``: where the lines below it begin in ``lines``.
    """
    key = canonical_url(line.links[0].url)
    card = reading.current
    text = max((link.text for link in line.links), key=len)
    silent = not is_title(text) and not (line.weight and text and not is_generic(text))
    first_title = next((n for n, one in enumerate(reading.pending) if one.weight), None)
    if card is not None and _goes_on(card, line, key, silent, first_title is not None, reading):
        for one in reading.pending:
            card.add(one)
        reading.pending = []
    else:
        before = reading.pending
        if first_title is None and card is not None and not card.closed:
            first_title = _turn(before, card, line)
        elif first_title is None:
            first_title = 0
        for one in before[:first_title]:
            if card is not None and not card.closed:
                card.add(one)
        mine = _below_the_last_title(before[first_title:])
        card = Card(line.links[0].url, {key}, line.place)
        own_title = not silent and len(text) >= FULL * len(line.text)
        if not own_title and not silent and _is_section(line, lines, after):
            mine = [one for one in mine if not one.weight]
        if not _words(line) and (
            _title_follows(lines, after) or not any(one.weight for one in mine)
        ):
            mine = []
        if not own_title or any(one.weight for one in mine):
            for one in mine:
                card.add(one)
        reading.cards.append(card)
        reading.current = card
        reading.pending = []
    card.keys.add(key)
    card.add(line)
    card.closed = card.closed or (silent and bool(text) and card.rank >= FIRST_LINE)


def _goes_on(
    card: Card, line: Line, key: str, silent: bool, new_title: bool, reading: _Reading
) -> bool:
    if key in card.keys:
        return True
    if card.rank < INLINE:
        # A picture, its title not yet come: only a counter of clicks gives them two addresses.
        return is_counted(card.url) and is_counted(line.links[0].url) and bool(_words(line))
    if new_title:
        return False
    if silent:
        picture = not _words(line)
        return not picture and not (card.closed and (reading.pending or line.text))
    # A linked phrase within the words of an article that has its own link is a reference.
    inline = sum(len(link.text) for link in line.links) < FULL * len(line.text)
    return inline and card.rank >= LINKED_LINE and not card.closed and _near(card, line)


def _words(line: Line) -> str:
    return line.text or "".join(link.text for link in line.links)


def _turn(pending: Sequence[Line], card: Card, line: Line) -> int:
    """The first of the pending lines that stands nearer to ``line`` than to ``card``."""
    for number, one in enumerate(pending):
        if common(one.place, line.place) > common(one.place, card.place):
            return number
    return len(pending)


def _near(card: Card, line: Line) -> bool:
    return common(card.place, line.place) >= len(card.place) - _NEAR


def _below_the_last_title(lines: list[Line]) -> list[Line]:
    """Without what precedes the title nearest to the link: name of the letter, greeting."""
    headings = [number for number, one in enumerate(lines) if one.weight is Weight.HEADING]
    start = headings[-1] if headings else 0
    while not headings and start + 1 < len(lines) and lines[start].weight:
        if not lines[start + 1].weight:
            break
        start += 1
    return lines[start:]


def _is_section(line: Line, lines: Sequence[Line | None], after: int) -> bool:
    """Whether other linked titles come before the next heading."""
    keys = {canonical_url(link.url) for link in line.links}
    for one in islice(lines, after, None):
        if one is None or (one.weight and not one.links):
            return False
        if any(is_title(k.text) and canonical_url(k.url) not in keys for k in one.links):
            return True
    return False


def _title_follows(lines: Sequence[Line | None], after: int) -> bool:
    """Whether a title comes below a picture, before anything else that is linked."""
    for one in islice(lines, after, None):
        if one is None:
            return False
        if one.weight or one.links:
            return bool(one.weight) or any(is_title(link.text) for link in one.links)
    return False


def _close(reading: _Reading) -> None:
    """The end, or machinery: what was pending goes back to the last article, or nowhere."""
    card, before = reading.current, reading.cards[-2:-1]
    if card is not None and not card.closed:
        # Nearer than the article before it is: a footer is as far as the whole list.
        least = common(card.place, before[0].place) if before else len(card.place) - _NEAR
        for line in reading.pending:
            if line.weight or common(card.place, line.place) < least:
                break
            card.add(line)
    reading.current = None
    reading.pending = []


def _merged(cards: Iterable[Card]) -> list[Card]:
    """One card per address: a table of contents and the articles below are the same."""
    merged: list[Card] = []
    known: dict[str, Card] = {}
    for card in cards:
        same = next((known[key] for key in card.keys if key in known), None)
        if same is None:
            merged.append(card)
            same = card
        else:
            same.titles += card.titles
            same.texts += [text for text in card.texts if text not in same.texts]
        known.update(dict.fromkeys(card.keys, same))
    return merged
