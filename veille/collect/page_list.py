"""The list of publications of a page, found by its structure alone.

Links that stand at the same place of a repeated structure form a group: the headlines of a
list, the entries of a menu, the « lire la suite »… Each link of a group owns a record: the
largest part of the page that holds no other link of the group. What the records hold (a
heading, a date, some text, an image) and where they stand (main part, menu, footer) tells a
list of publications from the rest. No site is known by its name.
"""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from veille.collect.page_record import DATE, Record, generic, record_of
from veille.collect.page_tree import BLOCKS, classes, text_of

MAX_LINKS = 5_000
"""Links looked at; the richest of 100 real listings has 600."""

# Class names that change from one record to the next, not from one list to another.
_VOLATILE = re.compile(
    r"\d|^(?:post|category|tag|type|status|format|has|item|node|cat|term|entry|page|field|"
    r"wp|elementor-repeater|views-row|menu-item)-|^(?:first|last|odd|even|alt|active|current|left|"
    r"right|sticky|featured|hentry|animated|fade\w*|end|start|middle|opened|closed)$"
)
_OUTSIDE = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|navigation|menu\w*|submenu|breadcrumbs?|fil-?ariane|ariane|footer|"
    r"header|topbar|sidebar|aside|share|sharing|social\w*|pagination|pager|"
    r"pagenavi|cookies?|related|lang|langs|language\w*|comments?|comment-?list|tagcloud|tags?|"
    r"breadcrumb\w*|offcanvas|mega-?menu|newsletter|partenaires?|partners?|sponsors?|toc|"
    r"similaires?|colophon|secondary|rightbar|leftbar|archives?-list|categories)(?:$|[-_ ])"
)
# Page builders call every block a widget; a side column calls its own so and no more.
_WIDGET = re.compile(
    r"(?:^| )(?:widget|widget[_-](?:area|recent|categor|archive|calendar|search|text|nav|menu)\S*)"
    r"(?: |$)"
)
_OUTSIDE_TAGS = frozenset({"nav", "footer", "aside"})
_INSIDE = re.compile(
    r"(?:^|[-_ ])(?:posts?|articles?|entry|entries|news|actus?|actualites?|blog|teasers?|card|"
    r"cards|hentry|listing|list|loop|feed|results?|publications?|agenda|events?|evenements?|"
    r"communiques?|press|projects?|projets?|grid|portfolio|summary|item|story|stories)(?:$|[-_ ])"
)
_INSIDE_TAGS = frozenset({"main", "article"})
_NOT_AN_ARTICLE = re.compile(
    r"(?:^|/)(?:tags?|category|categories|categorie|author|auteur|feed|rss|login|wp-admin|"
    r"mentions-legales|contact|politique[\w-]*|cgu|cgv|plan-du-site|sitemap)(?:[/.?]|$)"
    r"|[?&](?:replytocom|share|print|cat|tag|author|paged)=|\.(?:css|js|jpe?g|png|gif|webp|svg)$",
    re.IGNORECASE,
)
_SHARING = re.compile(
    r"//(?:[\w-]+\.)*(?:facebook|twitter|x|linkedin|instagram|youtube|pinterest|whatsapp|tiktok|"
    r"addtoany|t\.me|wa\.me|bsky|mastodon|threads|viadeo|vimeo|flickr)\b\.?[a-z]*[/?]",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Link:
    """One ``a`` of the page; ``target`` is its address without fragment, as written."""

    element: HtmlElement
    target: str
    path: tuple[str, ...]


@dataclass(slots=True)
class Group:
    """Links at the same place of a repeated structure, with their records and marks."""

    links: list[Link]
    records: list[Record] = field(default_factory=list)
    marks: dict[str, float] = field(default_factory=dict)
    score: float = 0.0


def links_of(tree: HtmlElement) -> list[Link]:
    """The links that may lead to a publication, in the order of the page."""
    found: list[Link] = []
    paths: dict[HtmlElement, tuple[str, ...]] = {}
    for element in tree.iter("a"):
        target = _target(element.get("href") or "")
        if not target or _SHARING.search(target):
            continue
        found.append(Link(element, target, _path(element, paths)))
        if len(found) == MAX_LINKS:
            break
    return found


def _target(href: str) -> str:
    href = href.strip()
    if not href or href.startswith("#"):
        return ""
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", href)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return ""
    return href.partition("#")[0] if "#!" not in href else href


def _path(element: HtmlElement, known: dict[HtmlElement, tuple[str, ...]]) -> tuple[str, ...]:
    chain = []
    node = element
    while node is not None and node not in known:
        chain.append(node)
        node = node.getparent()
    path = known[node] if node is not None else ()
    for one in reversed(chain):
        stable = sorted(name for name in (one.get("class") or "").split() if not _volatile(name))
        path = (*path, ".".join([str(one.tag), *stable[:3]]))
        known[one] = path
    return path


def _volatile(name: str) -> bool:
    return bool(_VOLATILE.search(name.lower()))


def groups_of(links: Sequence[Link]) -> list[Group]:
    """The links that share their place in a structure, as groups of two targets or more."""
    gathered: dict[tuple[str, ...], list[Link]] = defaultdict(list)
    for link in links:
        gathered[link.path].append(link)
    return [Group(members) for members in gathered.values()]


def roots_of(links: Sequence[Link]) -> list[HtmlElement]:
    """For each link, the largest element that holds no link of the group to another target.

    A link alone in its group climbs three levels at most: nothing else bounds its record.
    """
    targets: dict[HtmlElement, set[str]] = defaultdict(set)
    for link in links:
        node = link.element
        while node is not None:
            targets[node].add(link.target)
            node = node.getparent()
    alone = len({link.target for link in links}) == 1
    roots = []
    for link in links:
        node = link.element
        climbed = 0
        while not (alone and climbed == _ALONE_CLIMB):
            parent = node.getparent()
            if parent is None or parent.tag in ("body", "html") or len(targets[parent]) > 1:
                break
            node = parent
            climbed += 1
        roots.append(node)
    return roots


_ALONE_CLIMB = 3


def judge(group: Group, host: str, targets: int) -> Group:
    """Fill the records, the marks and the score of a group."""
    seen: set[str] = set()
    kept, roots = [], []
    all_roots = roots_of(group.links)
    for link, root in zip(group.links, all_roots, strict=True):
        if link.target not in seen:
            seen.add(link.target)
            kept.append(link)
            roots.append(root)
    stop = set(roots)
    group.records = [
        record_of(link.element, link.target, root, stop)
        for link, root in zip(kept, roots, strict=True)
    ]
    count = len(kept)
    share = _shares(group.records)
    lengths = sorted(len(record.title) for record in group.records)
    median = lengths[count // 2]
    inside, outside = _places(roots)
    foreign = sum(1 for link in kept if _foreign(link.target, host)) / count
    odd = sum(1 for link in kept if _NOT_AN_ARTICLE.search(link.target)) / count
    marks = {
        "count": min(math.log2(count), 4.0) / 4,
        "words": min(max(median - 10, 0), 40) / 40,
        "heading": share("heading"),
        "date": share("date_text"),
        "summary": sum(1 for one in group.records if one.text >= 60) / count,
        "image": share("image"),
        "led": share("led"),
        "titled": sum(1 for one in group.records if not _poor(one.title)) / count,
        "text": min(sum(min(one.text, 400) + len(one.title) for one in group.records), 3_000)
        / 3_000,
        "inside": inside,
        "outside": outside,
        "share": count / targets,
        "embedded": sum(1 for link in kept if _embedded(link.element)) / count,
        "foreign": foreign,
        "odd": odd,
        "repeated": 1 - count / len(group.links),
        "alone": 1.0 if count == 1 else 0.0,
    }
    group.marks = marks
    group.score = sum(WEIGHTS[name] * value for name, value in marks.items())
    return group


WEIGHTS = {
    "count": 1.5,
    "words": 1.5,
    "heading": 1.5,
    "date": 1.5,
    "summary": 1.0,
    "image": 0.4,
    "led": 1.0,
    "titled": 1.0,
    "text": 1.5,
    "inside": 1.0,
    "outside": -3.0,
    "share": 0.8,
    "embedded": -4.0,
    "foreign": -2.0,
    "odd": -3.0,
    "repeated": -1.5,
    "alone": -1.5,
}


def _poor(title: str) -> bool:
    return len(title) < 8


def _shares(records: Sequence[Record]):  # type: ignore[no-untyped-def]
    def share(name: str) -> float:
        return sum(1 for one in records if getattr(one, name)) / max(len(records), 1)

    return share


def _places(roots: Sequence[HtmlElement]) -> tuple[float, float]:
    """The shares of links that stand in a main part, and in a menu, footer or side column."""
    inside = outside = 0
    for root in roots:
        node = root
        good = bad = False
        while node is not None and node.tag not in ("body", "html"):
            names = " ".join(name for name in classes(node) if not _volatile(name))
            if node.tag in _OUTSIDE_TAGS or (
                names and (_OUTSIDE.search(names) or _WIDGET.search(names))
            ):
                bad = bad or node.tag != "article"
            if node.tag in _INSIDE_TAGS or (names and _INSIDE.search(names)):
                good = True
            node = node.getparent()
        inside += good
        outside += bad
    return inside / len(roots), outside / len(roots)


def _embedded(link: HtmlElement) -> bool:
    """Whether a link stands in the middle of a sentence, as in the text of an article."""
    if generic(text_of(link, 100)):
        return False
    before, node = 0, link
    while node is not None and node.tag not in BLOCKS:
        previous = node.getprevious()
        while previous is not None and previous.tag not in BLOCKS:
            if previous.tag == "a" or previous.tag == "br":
                return before > _SENTENCE
            before += len(text_of(previous, 200)) + len((previous.tail or "").strip())
            previous = previous.getprevious()
        parent = node.getparent()
        if parent is not None and previous is None:
            before += len(_DATES_AND_MARKS.sub("", parent.text or "").strip())
        node = parent
    return before > _SENTENCE


_SENTENCE = 20
"""Characters before a link in its block that make it part of a sentence, dates set apart."""
_DATES_AND_MARKS = re.compile(DATE.pattern + r"|[\W\d_]+", re.IGNORECASE)


def _foreign(target: str, host: str) -> bool:
    found = re.match(r"(?:https?:)?//([^/:?#]+)", target, re.IGNORECASE)
    if not found or not host:
        return False
    return found[1].lower().removeprefix("www.") != host.removeprefix("www.")


THRESHOLD = 4.4
ALIKE = 0.75


def find_list(tree: HtmlElement, host: str = "") -> list[Record]:
    """The publications that a page lists, in its order; empty when it lists none."""
    links = links_of(tree)
    targets = len({link.target for link in links})
    judged = [judge(group, host, targets) for group in groups_of(links)]
    judged.sort(key=lambda group: -group.score)
    if not judged or judged[0].score < THRESHOLD:
        return []
    best = judged[0]
    records = {one.target: one for one in best.records}
    for group in judged[1:]:
        if group.score >= ALIKE * best.score and _alike(group, best):
            for one in group.records:
                records.setdefault(one.target, one)
    order: dict[str, int] = {}
    for place, link in enumerate(links):
        order.setdefault(link.target, place)
    return sorted(records.values(), key=lambda one: order[one.target])


def _alike(group: Group, best: Group) -> bool:
    """Whether a group continues the best list: the same facts in its records, a like place."""
    if group.marks["outside"] > best.marks["outside"] + 0.1:
        return False
    dated = min(group.marks["date"], best.marks["date"]) >= 0.8
    if not dated and _tags(group) != _tags(best):
        return False
    facts = ("heading", "inside", "led") if dated else ("heading", "inside", "led", "summary")
    return all(abs(group.marks[name] - best.marks[name]) <= 0.5 for name in facts)


def _tags(group: Group) -> tuple[str, ...]:
    return tuple(step.partition(".")[0] for step in group.links[0].path)
