"""Quality of the lists found on real pages: publications, and the feeds those pages announce.

The pages and their true links lie beside the project, never in it. What is true of a page:

- recall is judged against the links of the site's own feed where all of them are on the page,
  else against those read from the page's target links, else from the pattern of its addresses;
- precision is judged against the union of the three: each alone misses publications;
- links are compared without their fragment and final slash;
- a page without any true link is left out: the set holds only pages that show a list, so an
  empty one means that its links could not be told, not that there is none.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from lxml.html import HtmlElement, tostring

from veille.collect.page import read_page
from veille.collect.page_links import feeds_of
from veille.collect.page_tree import page_text, page_tree
from veille.errors import ParseError

LISTINGS = Path(__file__).parents[2].parent / "shared/pages/listings"
SETS = ("fr-mirrors", "feedless", "ag-press")

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What a feed's own title says when it is not the whole site's.
_PART = re.compile(
    r"commentaires|comments|kommentar|catégorie|category|écrits par|^flux pour|flux pour [^»]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Listing:
    """One real page. ``wanted``: for each true publication, the links that lead to it."""

    name: str
    site: str
    body: bytes
    url: str
    wanted: tuple[frozenset[str], ...]
    accepted: frozenset[str]


@dataclass(frozen=True)
class Found:
    """How well the list of one page was found."""

    listing: Listing
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def listings(name: str) -> Iterator[Listing]:
    """The pages of one set whose true links are known."""
    folder = LISTINGS / name
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        wanted, accepted = _true_links(gold)
        if accepted:
            yield Listing(
                name=gold["file"],
                site=Path(gold["file"]).name.partition("__")[0],
                body=(folder / gold["file"]).read_bytes(),
                url=gold.get("base_url", ""),
                wanted=tuple(wanted),
                accepted=frozenset(accepted),
            )


def left_out(name: str) -> list[str]:
    """The pages of one set whose true links could not be told."""
    lines = (LISTINGS / name / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [gold["file"] for gold in map(json.loads, lines) if not _true_links(gold)[1]]


def _true_links(gold: dict[str, Any]) -> tuple[list[frozenset[str]], set[str]]:
    if "items" in gold:
        wanted = [frozenset({_key(one["url"])}) for one in gold["items"]]
        return wanted, {key for links in wanted for key in links}
    feed, target, pattern = (
        [
            frozenset({_key(one["href"]), *map(_key, one.get("alt_hrefs") or ())})
            for one in gold[name]
        ]
        for name in ("gold_feed", "gold_target", "gold_pattern")
    )
    complete = feed and (len(feed) >= gold["feed_items"] or not target)
    wanted = feed if complete else target or pattern
    return wanted, {key for links in (*feed, *target, *pattern) for key in links}


def _key(href: str) -> str:
    return href.strip().partition("#")[0].rstrip("/")


def judge(listing: Listing, body: bytes | None = None) -> Found:
    """Read a page, or ``body`` in its place, and compare with its true links."""
    try:
        items = read_page(listing.body if body is None else body, listing.url).items
    except ParseError:
        items = ()
    found = {_key(one.url) for one in items}
    if not found:
        return Found(listing, 0.0, 0.0)
    return Found(
        listing,
        precision=len(found & listing.accepted) / len(found),
        recall=mean(bool(links & found) for links in listing.wanted),
    )


def by_site(judged: Sequence[Found]) -> float:
    """Mean F1 over the sites, so that a site of twelve pages weighs no more than one of two."""
    sites: dict[str, list[float]] = {}
    for one in judged:
        sites.setdefault(one.listing.site, []).append(one.f1)
    return mean(mean(values) for values in sites.values())


def discovery() -> tuple[float, list[str]]:
    """The share of pages whose own main feed comes first, and the pages where it does not."""
    right, wrong = 0, []
    for listing in listings("fr-mirrors"):
        tree = page_tree(page_text(listing.body, ""))
        wanted = _main_feeds(tree)
        if not wanted:
            continue
        first = [one.url for one in feeds_of(tree, "")][:1]
        if wanted.issuperset(first) and first:
            right += 1
        else:
            wrong.append(listing.name)
    return right / max(1, right + len(wrong)), wrong


def _main_feeds(tree: HtmlElement) -> set[str]:
    """The feeds that a page announces as its site's own, by their titles; a lone one is it."""
    announced = {
        (node.get("href") or "").strip(): " ".join((node.get("title") or "").split())
        for node in tree.iter("link")
        if re.search(r"rss|atom", node.get("type") or "") and node.get("rel") == "alternate"
    }
    about_posts = {
        href: title
        for href, title in announced.items()
        if not re.search(r"commentaires|comments|kommentar", f"{href} {title}", re.IGNORECASE)
    }
    if len(about_posts) == 1:
        return set(about_posts)
    return {href for href, title in about_posts.items() if not _PART.search(title)}


def disturbed(change: Callable[[HtmlElement], None]) -> float:
    """Mean F1 on the French pages once ``change`` has been done to each."""
    judged = []
    for listing in listings("fr-mirrors"):
        tree = page_tree(page_text(listing.body, ""))
        change(tree)
        judged.append(judge(listing, tostring(tree, encoding="utf-8")))
    return mean(one.f1 for one in judged)


def without_classes(tree: HtmlElement) -> None:
    for node in tree.iter("*"):
        node.attrib.pop("class", None)
        node.attrib.pop("id", None)


def without_times(tree: HtmlElement) -> None:
    for node in list(tree.iter("time")):
        node.drop_tree()


def without_heading_links(tree: HtmlElement) -> None:
    """Titles that lead nowhere, where another link of the record does (« Lire la suite »)."""
    elsewhere = {
        _key(link.get("href") or "")
        for link in tree.iter("a")
        if next(link.iterancestors(*_HEADINGS), None) is None
    }
    for heading in tree.iter(*_HEADINGS):
        for link in list(heading.iter("a")):
            if _key(link.get("href") or "") in elsewhere:
                link.drop_tag()


def with_other_boxes(tree: HtmlElement) -> None:
    """``div`` and ``section`` exchanged, ``article`` and ``main`` made ``div``."""
    other = {"div": "section", "section": "div", "article": "div", "main": "div"}
    for node in tree.iter(*other):
        node.tag = other[node.tag]


def with_plain_headings(tree: HtmlElement) -> None:
    for node in tree.iter(*_HEADINGS):
        node.tag = "div"


DISTURBANCES: dict[str, Callable[[HtmlElement], None]] = {
    "without_classes": without_classes,
    "without_times": without_times,
    "without_heading_links": without_heading_links,
    "with_other_boxes": with_other_boxes,
    "with_plain_headings": with_plain_headings,
}
"""What another site's habits could change in a page that lists the same publications."""


def measure_lists() -> dict[str, float]:
    """The pinned figures: each set, the French one by site and disturbed, discovery."""
    figures: dict[str, float] = {}
    for name in SETS:
        judged = [judge(one) for one in listings(name)]
        figures[f"lists_{name.replace('-', '_')}"] = mean(one.f1 for one in judged)
        if name == "fr-mirrors":
            figures["lists_by_site"] = by_site(judged)
    figures["feeds_first"] = discovery()[0]
    for name, change in DISTURBANCES.items():
        figures[f"lists_{name}"] = disturbed(change)
    return figures


def show_weak_pages(below: float = 0.9) -> None:
    """Print the pages whose list is not well found, and those whose main feed is not first."""
    for name in SETS:
        for page in left_out(name):
            print(f"{page:70} left out: its true list is not known")
        for one in map(judge, listings(name)):
            if one.f1 < below:
                print(
                    f"{one.listing.name:70} F1 {one.f1:.2f} "
                    f"precision {one.precision:.2f} recall {one.recall:.2f}"
                )
    for page in discovery()[1]:
        print(f"{page:70} main feed not first")
