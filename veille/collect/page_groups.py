"""The links of a page, gathered by their place in a repeated structure."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from veille.collect.page_places import volatile
from veille.collect.page_title import in_heading

MAX_LINKS = 2_000
"""Links looked at; the richest of 100 real listings has 600."""
MAX_GROUPS = 300
"""Groups looked at, the largest first; the most varied of 100 real listings has 150."""
_ALONE_CLIMB = 3
"""Levels that the record of a link alone in its group climbs: a heading, its card, a column."""

# Buttons that share or follow: they stand in every record and lead to none.
_SHARING = re.compile(
    r"//(?:[\w-]+\.)*(?:facebook|twitter|x|linkedin|instagram|youtube|pinterest|whatsapp|tiktok|"
    r"addtoany|t\.me|wa\.me|bsky|mastodon|threads|viadeo|vimeo|flickr)\b\.?[a-z]*[/?]",
    re.IGNORECASE,
)

Targets = Mapping[HtmlElement, set[str]]
"""For each element, the addresses that the links inside of it lead to."""


@dataclass(frozen=True, slots=True)
class Link:
    """One ``a`` of the page; ``target`` is its address without fragment, as written.

    ``path``: the tags and lasting class names from the top of the page down to it.
    """

    element: HtmlElement
    target: str
    path: tuple[str, ...]

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(step.partition(".")[0] for step in self.path)


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
        lasting = sorted(name for name in (one.get("class") or "").split() if not volatile(name))
        path = (*path, ".".join([str(one.tag), *lasting[:3]]))
        known[one] = path
    return path


def groups_of(links: Sequence[Link]) -> list[list[Link]]:
    """The links that share their place in a structure, the largest groups first."""
    gathered: dict[tuple[str, ...], list[Link]] = defaultdict(list)
    for link in links:
        gathered[link.path].append(link)
    return sorted(gathered.values(), key=len, reverse=True)[:MAX_GROUPS]


def targets_in(links: Sequence[Link]) -> Targets:
    """What each element that holds some of ``links`` leads to."""
    targets: dict[HtmlElement, set[str]] = defaultdict(set)
    for link in links:
        node = link.element
        while node is not None:
            targets[node].add(link.target)
            node = node.getparent()
    return dict(targets)


def titled_targets(links: Sequence[Link]) -> Targets:
    """The same of the links that stand in a heading or hold one."""
    return targets_in([link for link in links if in_heading(link.element) is not None])


def roots_of(links: Sequence[Link], inside: Targets, titled: Targets) -> list[HtmlElement]:
    """For each link of a group, the largest element that holds no link of it to another target.

    ``inside``: ``targets_in`` the group. A link alone in its group is bounded by the other
    links in headings, and climbs ``_ALONE_CLIMB`` levels at most.
    """
    alone = len({link.target for link in links}) == 1
    roots = []
    for link in links:
        node, climbed = link.element, 0
        while not (alone and climbed == _ALONE_CLIMB):
            parent = node.getparent()
            if parent is None or parent.tag in ("body", "html") or len(inside[parent]) > 1:
                break
            if alone and titled.get(parent, {link.target}) != {link.target}:
                break
            node, climbed = parent, climbed + 1
        roots.append(node)
    return roots
