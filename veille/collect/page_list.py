"""The list of publications of a page, found by its structure alone.

Links that stand at the same place of a repeated structure form a group: the headlines of a
list, the entries of a menu, the « lire la suite »… Each link of a group owns a record: the
largest part of the page that holds no other link of the group. What the records hold (a
heading, a date, some text, an image) and where they stand (main part, menu, footer) tells a
list of publications from the rest. No site is known by its name.
"""

import math
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from veille.collect.page_groups import (
    Link,
    Targets,
    groups_of,
    links_of,
    roots_of,
    targets_in,
    titled_targets,
)
from veille.collect.page_places import Places, not_an_article, proposed_next, shares_of_places
from veille.collect.page_record import Record, record_of
from veille.collect.page_title import DATE, generic
from veille.collect.page_tree import BLOCKS, text_of

# What each mark, a share from 0 to 1, adds to the score of a group. Set by hand, then measured by
# leaving each out: F1 of 88 French pages as they are, of 11 others, of half of the French ones
# disturbed as tests/quality does; 0.946, 1.000, 0.892 with all.
#
#     led      0.889 0.909 0.854      inside   0.889 1.000 0.858      heading  0.900 1.000 0.875
#     count    0.900 0.909 0.849      titled   0.934 0.909 0.886      share    0.935 0.909 0.875
#     summary  0.935 1.000 0.892      outside  0.946 0.909 0.892      words    0.946 1.000 0.889
#
# ``date`` and ``words`` decide on the tables and plain lines of tests/collect, whose pages without
# a list hold ``outside``, ``embedded``, ``bare`` and ``related``. ``text``, ``image``, ``foreign``,
# ``odd``, ``repeated`` and ``alone`` change no page: they only widen the margins.
WEIGHTS = {
    "count": 1.5,
    "words": 1.5,
    "heading": 1.5,
    "date": 1.5,
    "summary": 1.0,
    "image": 0.4,
    "led": 1.3,
    "titled": 1.0,
    "text": 1.0,
    "inside": 1.0,
    "outside": -3.0,
    "share": 0.8,
    "embedded": -4.0,
    "foreign": -2.0,
    "odd": -3.0,
    "repeated": -1.5,
    "alone": -1.5,
    "bare": -1.5,
    "related": -3.0,
}
THRESHOLD = 4.7
"""Score of a list. Real lists begin at 5.0 (a page of place names) and 5.2; what is no list in
tests/collect ends at 4.45."""
ALIKE = 0.75
"""Share of the best group's quality from which another continues its list: from 0.5 to 0.8 the
figures do not move, at 0.9 they begin to fall."""
SLOT = 0.5
"""The same for an entry beside those of the list, which its place designates already: 0.3 finds
no more, 0.7 loses 0.006 of F1."""
# What most records of a list show, each that joins it by its place must show.
_FACTS: dict[str, Callable[[Record], bool]] = {
    "heading": lambda one: one.heading,
    "date": lambda one: bool(one.date_text),
    "led": lambda one: one.led,
    "titled": lambda one: len(one.title) >= 8,
}

_OF_THE_GROUP = ("count", "text", "share", "alone")
"""Marks that tell how large a group is, not what its records are."""
_SENTENCE = 20
"""Characters before a link in its block that make it part of a sentence, dates set apart."""
_BACK = 40
"""Nodes looked at before a link: a sentence has a few marks of emphasis, no more."""
_DATES_AND_MARKS = re.compile(DATE.pattern + r"|[\W\d_]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """Links at the same place of a repeated structure, with their records, marks and score."""

    links: Sequence[Link]
    records: Sequence[Record]
    marks: dict[str, float]
    score: float

    @property
    def quality(self) -> float:
        """The score of its records, however many they are."""
        return self.score - sum(WEIGHTS[name] * self.marks[name] for name in _OF_THE_GROUP)


@dataclass(frozen=True, slots=True)
class _Page:
    """What the groups of a page share."""

    host: str
    targets: int
    titled: Targets
    places: Places


def find_list(tree: HtmlElement, host: str = "") -> list[Record]:
    """The publications that a page lists, in its order; empty when it lists none."""
    links = links_of(tree)
    judged = judged_groups(links, host)
    if not judged or judged[0].score < THRESHOLD:
        return []
    best = judged[0]
    records = {one.target: one for one in best.records}
    for group in judged[1:]:
        if _continues(group, best):
            for one in group.records:
                records.setdefault(one.target, one)
    for one in _in_free_slots(judged, best, records.values()):
        records.setdefault(one.target, one)
    order: dict[str, int] = {}
    for place, link in enumerate(links):
        order.setdefault(link.target, place)
    return sorted(records.values(), key=lambda one: order[one.target])


def judged_groups(links: Sequence[Link], host: str) -> list[Group]:
    """The groups of a page, the likeliest list of publications first."""
    page = _Page(host, len({link.target for link in links}), titled_targets(links), {})
    judged = [_judge(group, page) for group in groups_of(links)]
    return sorted(judged, key=lambda group: -group.score)


def _judge(links: Sequence[Link], page: _Page) -> Group:
    first: dict[str, tuple[Link, HtmlElement]] = {}
    inside = targets_in(links)
    for link, root in zip(links, roots_of(links, inside, page.titled), strict=True):
        first.setdefault(link.target, (link, root))
    stop = {root for _, root in first.values()}
    records = [
        record_of(link.element, link.target, root, stop, inside) for link, root in first.values()
    ]
    count = len(records)
    median = sorted(len(record.title) for record in records)[count // 2]
    in_main, around = shares_of_places([record.root for record in records], page.places)
    shown = sum(min(one.text, 400) + len(one.title) for one in records)
    words = min(max(median - 10, 0), 40) / 40
    share = count / page.targets
    marks = {
        "count": min(math.log2(count), 4.0) / 4,
        "words": words,
        "heading": _share(records, lambda one: one.heading),
        "date": _share(records, lambda one: bool(one.date_text)),
        "summary": _share(records, lambda one: one.text >= 60),
        "image": _share(records, lambda one: bool(one.image)),
        "led": _share(records, lambda one: one.led),
        "titled": _share(records, lambda one: len(one.title) >= 8),
        "text": min(shown, 3_000) / 3_000,
        "inside": in_main,
        "outside": around,
        "share": share,
        "embedded": sum(1 for link, _ in first.values() if _embedded(link.element)) / count,
        "foreign": _share(records, lambda one: _foreign(one.target, page.host)),
        "odd": _share(records, lambda one: not_an_article(one.target)),
        "repeated": 1 - count / len(links),
        "alone": 1.0 if count == 1 else 0.0,
        # Short links with nothing around are a menu, unless the page holds nothing else.
        "bare": _share(records, _bare) * (1 - words) * (1 - share),
        "related": 1.0 if proposed_next(records[0].root) else 0.0,
    }
    return Group(links, records, marks, sum(WEIGHTS[name] * value for name, value in marks.items()))


def _share(records: Sequence[Record], holds: Callable[[Record], bool]) -> float:
    return sum(1 for one in records if holds(one)) / len(records)


def _bare(one: Record) -> bool:
    return not (one.heading or one.date_text or one.image or one.text >= 60)


def _embedded(link: HtmlElement) -> bool:
    """Whether a link stands in the middle of a sentence, as in the text of an article."""
    if generic(text_of(link, 100)):
        return False
    before, node = 0, link
    for _ in range(_BACK):
        previous = node.getprevious()
        if previous is not None and previous.tag not in BLOCKS:
            if previous.tag == "a":
                break
            before += len(text_of(previous, 200)) + len((previous.tail or "").strip())
            node = previous
            continue
        parent = node.getparent()
        if parent is None or previous is not None:
            break
        before += len(_DATES_AND_MARKS.sub("", parent.text or "").strip())
        if parent.tag in BLOCKS:
            break
        node = parent
    return before > _SENTENCE


def _foreign(target: str, host: str) -> bool:
    found = re.match(r"(?:https?:)?//([^/:?#]+)", target, re.IGNORECASE)
    if not found or not host:
        return False
    return found[1].lower().removeprefix("www.") != host.removeprefix("www.")


def _continues(group: Group, best: Group) -> bool:
    """Whether a group continues the best list: the same facts in its records, a like place."""
    if group.quality < ALIKE * best.quality:
        return False
    if group.marks["outside"] > best.marks["outside"] + 0.1:
        return False
    dated = min(group.marks["date"], best.marks["date"]) >= 0.8
    if not dated and group.links[0].tags != best.links[0].tags:
        return False
    facts = ("heading", "inside", "led") if dated else ("heading", "inside", "led", "summary")
    return all(abs(group.marks[name] - best.marks[name]) <= 0.5 for name in facts)


def _in_free_slots(
    judged: Sequence[Group], best: Group, found: Iterable[Record]
) -> Iterator[Record]:
    """Records that stand beside those of the list, under another class name.

    Sites mark each entry by its rubric, its rank or its want of an image: the first element
    of the same tag, beside the records found, that shows the same facts is a record too.
    """
    roots = {one.root for one in found}
    tags = {root.tag for root in roots}
    parents = {root.getparent() for root in roots}
    for group in sorted(judged, key=lambda group: -group.quality):
        if group.quality < SLOT * best.quality or group.marks["outside"] > best.marks["outside"]:
            continue
        inside = targets_in(group.links)
        for link in group.links:
            slot = _slot(link.element, parents)
            if slot is None or slot in roots or slot.tag not in tags or len(inside[slot]) > 1:
                continue
            record = record_of(link.element, link.target, slot, roots, inside)
            if all(holds(record) or best.marks[fact] < 0.8 for fact, holds in _FACTS.items()):
                roots.add(slot)
                yield record


def _slot(link: HtmlElement, parents: Container[HtmlElement]) -> HtmlElement | None:
    node = link
    while node is not None:
        parent = node.getparent()
        if parent in parents:
            return node
        node = parent
    return None
