"""How fast feeds are read against feedparser's default, and whether the items are the same.

    python -m benchmarks.parse_feeds [FOLDER …] [--rounds N] [--check]

Reads every file under the folders (``../shared/feeds/wild`` and ``malformed`` by default; only
the first one is timed), prints the times of paired rounds, the share of feeds that took the fast
way, and every item whose title, link or date is not feedparser's, with the class of its
explanation. ``--check`` exits with 1 when the numbers of items differ or when 0.5 % of the items
do, and when the first folder is read less than 12 times faster.
"""

import argparse
import html
import re
import statistics
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser

from veille.collect.collected import Collected
from veille.collect.feed import read
from veille.errors import ParseError

SHARED = Path(__file__).resolve().parents[2] / "shared" / "feeds"
MAX_SHARE = 0.005
MIN_RATIO = 12.0
URL = "http://127.0.0.1:8000/flux.xml"
HEADERS = {"content-type": "application/xml", "content-location": URL}

_TAG = re.compile(r"<[^>]*>")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Difference:
    """One item, or one number of items, that is not feedparser's."""

    file: str
    position: int
    what: str
    theirs: str
    ours: str
    explanation: str


def feeds(folder: Path) -> list[tuple[str, bytes]]:
    """Name and bytes of every feed under ``folder``."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [(file.name, file.read_bytes()) for file in files if file.name != "index.tsv"]


def read_ours(body: bytes) -> Collected | None:
    try:
        return read(body, URL, "application/xml")
    except ParseError:
        return None


def read_theirs(body: bytes) -> Any:
    """feedparser's default result, or None where it raises."""
    try:
        return feedparser.parse(BytesIO(body), response_headers=HEADERS)
    except Exception:  # its readers raise as they please
        return None


def plain(markup: str) -> str:
    """Tags stripped, entities decoded, blanks folded."""
    return " ".join(html.unescape(_TAG.sub("", markup)).split())


def differences(file: str, body: bytes) -> Iterator[Difference]:
    """Item by item: title, link and date against feedparser's."""
    theirs, ours = read_theirs(body), read_ours(body)
    if theirs is None or not theirs.entries:
        return
    found = len(ours.items) if ours else 0
    if ours is None or found != len(theirs.entries):
        yield Difference(file, 0, "number", str(len(theirs.entries)), str(found), "unexplained")
        return
    for position, (entry, item) in enumerate(zip(theirs.entries, ours.items, strict=True)):
        title = plain(dict.get(entry, "title") or "")
        if title != plain(item.title):
            why = explain_title(title, plain(item.title))
            yield Difference(file, position, "title", title, plain(item.title), why)
        link = dict.get(entry, "link") or ""
        if urljoin(URL, link) != urljoin(URL, item.url):
            why = "unexplained" if link.startswith("http") else "no http(s) address"
            yield Difference(file, position, "link", link, item.url, why)
        moment = their_date(entry)
        if moment != item.published:
            why = explain_date(moment, item.published, item.date_text)
            yield Difference(file, position, "date", str(moment), item.date_text, why)


def their_date(entry: Any) -> datetime | None:
    parts = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    if not parts:
        return None
    year, month, day, hour, minute, second = parts[:6]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def explain_title(theirs: str, ours: str) -> str:
    if " ".join(_CONTROL.sub("", theirs).split()) == ours:
        return "control characters removed"
    if "\ufffd" in ours:
        return "bytes that are no letter in any likely encoding"
    if len(ours) < len(theirs) and not theirs.isascii():
        return "encoding put right (feedparser shows other letters)"
    return "unexplained"


def explain_date(theirs: datetime | None, ours: datetime | None, written: str) -> str:
    if theirs is None and ours:
        return "form feedparser does not read"
    if theirs and ours is None and not 1970 <= theirs.year <= 2100:
        return "impossible year"
    if re.search(r"\b(?:CES?T|EES?T|WEST|BST)\b", written):
        return "zone feedparser takes for UTC"
    return "unexplained"


def seconds(read_one: Any, bodies: list[bytes]) -> float:
    started = time.perf_counter()
    for body in bodies:
        read_one(body)
    return time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    warnings.simplefilter("ignore", DeprecationWarning)
    folders = options.folders or [SHARED / "wild", SHARED / "malformed"]
    if not all(folder.is_dir() for folder in folders):
        print(f"absent: {', '.join(map(str, folders))}")
        return 1

    ratio = print_speed(folders[0], options.rounds)
    share, numbers = print_differences(folders)
    failed = share >= MAX_SHARE or numbers > 0 or ratio < MIN_RATIO
    return 1 if options.check and failed else 0


def print_speed(folder: Path, rounds: int) -> float:
    named = feeds(folder)
    bodies = [body for _, body in named]
    ways = Counter(ours.method if ours else "refused" for ours in map(read_ours, bodies))
    size = sum(map(len, bodies)) / 1e6
    print(f"{folder.name}: {len(bodies)} feeds, {size:.1f} MB, read by {dict(ways)}")
    ratios = []
    for _ in range(rounds):
        theirs, ours = seconds(read_theirs, bodies), seconds(read_ours, bodies)
        ratios.append(theirs / ours)
        print(f"  feedparser {theirs:.2f} s, ours {ours:.3f} s: {theirs / ours:.1f} times faster")
    ratio = statistics.median(ratios)
    print(f"  median of {rounds}: {ratio:.1f}; fast way {ways['fast'] / len(bodies):.1%}")
    return ratio


def print_differences(folders: list[Path]) -> tuple[float, int]:
    """Share of the items that differ, and number of feeds whose count differs."""
    items, numbers, classes, differing = 0, 0, Counter[str](), set[tuple[str, int]]()
    for folder in folders:
        for file, body in feeds(folder):
            theirs = read_theirs(body)
            items += len(theirs.entries) if theirs else 0
            for one in differences(file, body):
                print(f"  {one.what} {file[:60]} [{one.position}] {one.explanation}")
                print(f"      {one.theirs[:90]!r} / {one.ours[:90]!r}")
                classes[f"{one.what}: {one.explanation}"] += 1
                numbers += one.what == "number"
                differing.add((file, one.position))
    share = len(differing) / items if items else 0.0
    print(
        f"{len(differing)} of {items} items differ ({share:.2%}), "
        f"{numbers} feeds have another number of items"
    )
    for name, count in classes.most_common():
        print(f"  {count:4} {name}")
    return share, numbers


if __name__ == "__main__":
    sys.exit(main())
