"""The labelled items: real ones found by their fingerprint, and invented ones."""

import csv
import gzip
import io
import json
import lzma
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import feedparser
from bs4 import BeautifulSoup

HERE = Path(__file__).parent
LABELS = HERE / "labels.tsv"
INVENTED = HERE / "invented"
SHARED = HERE.parents[2] / "shared"
LONGEST = 500
"""Characters of a summary that were read by those who labelled."""
# One item in eight is kept apart, for ever the same: it measures and teaches nothing.
_APART_BELOW = 256 // 8


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and what a reader said of it; labels as in the README of the labelled items."""

    title: str
    summary: str
    themes: tuple[str, ...]
    relevance: int
    signal: str | None
    jobs: int | None
    euros: float | None
    places: tuple[str, ...]
    invented: bool

    @property
    def apart(self) -> bool:
        return int(fingerprint(self.title)[:2], 16) < _APART_BELOW


def fingerprint(title: str) -> str:
    """Twelve hexadecimal digits that find a title again and do not tell it."""
    return sha256(title.encode()).hexdigest()[:12]


def labelled(*, feeds: bool = True) -> list[Labelled]:
    """All of them, in the order of the files; without ``feeds``, the real ones are those of the
    news articles, which are read in two seconds rather than thirty."""
    return [*_invented(), *_real(feeds=feeds)]


def _invented() -> Iterator[Labelled]:
    for path in sorted(INVENTED.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            yield Labelled(
                one["title"],
                one.get("summary", ""),
                tuple(one.get("themes", ())),
                one["relevance"],
                one.get("signal"),
                one.get("jobs"),
                one.get("euros"),
                tuple(one.get("places", ())),
                invented=True,
            )


def _real(*, feeds: bool) -> Iterator[Labelled]:
    texts = {fingerprint(title): (title, summary) for title, summary in real_texts(feeds=feeds)}
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["title"] not in texts:
                continue
            title, summary = texts[row["title"]]
            yield Labelled(
                title,
                summary if row["summary"] == "read" else "",
                tuple(row["themes"].split()),
                int(row["relevance"]),
                row["signal"] or None,
                int(row["jobs"]) if row["jobs"] else None,
                float(row["euros"]) if row["euros"] else None,
                tuple(filter(None, row["places"].split("|"))),
                invented=False,
            )


@cache
def real_texts(*, feeds: bool = True) -> tuple[tuple[str, str], ...]:
    """Title and summary of every French item of the ``shared`` folder; the first of one title."""
    found: dict[str, str] = {}
    for title, summary in (*(_of_feeds() if feeds else ()), *_of_articles()):
        found.setdefault(title, summary)
    return tuple(found.items())


def _of_feeds() -> Iterator[tuple[str, str]]:
    for path in sorted((SHARED / "feeds/wild/fr").glob("*")):
        yield from _entries(path.read_bytes())
    replay = SHARED / "feeds/replay"
    if not replay.exists():
        return
    with (replay / "manifest.tsv").open(encoding="utf-8", newline="") as lines:
        wanted = {row["file"] for row in csv.DictReader(lines, delimiter="\t")}
    with tarfile.open(
        fileobj=io.BytesIO(lzma.decompress((replay / "blobs.tar.xz").read_bytes()))
    ) as held:
        for member in held:
            file = held.extractfile(member) if member.name in wanted else None
            if file:
                yield from _entries(file.read())


def _entries(data: bytes) -> Iterator[tuple[str, str]]:
    for entry in feedparser.parse(io.BytesIO(data)).entries:
        if title := _plain(entry.get("title", "")):
            yield title, _plain(entry.get("summary", ""))[:LONGEST]


def _of_articles() -> Iterator[tuple[str, str]]:
    path = SHARED / "texts/orangesum/items.jsonl.gz"
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for one in map(json.loads, lines):
                yield one["title"].strip(), _plain(one["heading"] or "")[:LONGEST]


def _plain(html: str) -> str:
    if "<" in html or "&" in html:
        html = BeautifulSoup(html, "lxml").get_text(" ")
    return re.sub(r"\s+", " ", html).strip()
