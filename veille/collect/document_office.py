"""What DOCX and ODT share: blocks of text become sections, metadata become a draft."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from typing import Any

from veille.collect.document_pages import (
    MAX_PAGES,
    TITLE_LIMIT,
    DocumentPage,
    first_significant_line,
    one_line,
    rejoined,
    tidy,
)
from veille.normalise.dates import read_date
from veille.normalise.words import words

_SLUG_LIMIT = 60
EMPTY = "Document vide : aucun texte n’y a été trouvé."


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a row of a table (cells separated by « | ») or a heading.

    ``level``: 0 for text, 1 (the largest) to 10 for a heading.
    """

    text: str
    level: int = 0


def sections(blocks: Iterable[Block]) -> tuple[DocumentPage, ...]:
    """One page for each heading with what follows, and one for what stands before the first.

    After ``MAX_PAGES`` the headings stay in the text of the last page: nothing is lost.
    """
    groups: list[list[Block]] = []
    for block in blocks:
        clean = Block(tidy(block.text), block.level)
        if not clean.text:
            continue
        if not groups or (clean.level and len(groups) < MAX_PAGES):
            groups.append([])
        groups[-1].append(clean)
    texts = rejoined(["\n".join(block.text for block in group) for group in groups])
    pages, slugs = [], set[str]()
    for number, (group, text) in enumerate(zip(groups, texts, strict=True), start=1):
        heading = one_line(group[0].text, TITLE_LIMIT) if group[0].level else ""
        anchor = _anchor(heading, slugs) if heading else ""
        slugs.add(anchor)
        pages.append(DocumentPage(number, anchor, heading or first_significant_line(text), text))
    return tuple(pages)


def _anchor(heading: str, taken: set[str]) -> str:
    slug = "-".join(words(heading))[:_SLUG_LIMIT].strip("-") or "partie"
    anchors = chain([f"#{slug}"], (f"#{slug}-{number}" for number in count(2)))
    return next(anchor for anchor in anchors if anchor not in taken)


def largest_heading(blocks: Sequence[Block]) -> str:
    """The first heading of the highest level, or the first paragraph, or empty."""
    headings = [block for block in blocks if block.level and tidy(block.text)]
    if headings:
        return min(headings, key=lambda block: block.level).text
    return next((line for line in map(_first_line, blocks) if line), "")


def _first_line(block: Block) -> str:
    return first_significant_line(tidy(block.text))


def row(cells: Iterable[str]) -> Block:
    """A row of a table, on one line; empty cells are left out."""
    return Block(" | ".join([text for cell in cells if (text := " ".join(cell.split()))]))


def first_text(root: Any, *tags: str) -> str:
    """The text of the first element that has one of ``tags`` and is not empty, by their order."""
    if root is not None:
        for tag in tags:
            for element in root.iter(tag):
                if element.text and element.text.strip():
                    return str(element.text).strip()
    return ""


def first_date(root: Any, *tags: str) -> tuple[datetime | None, str]:
    """The first of the dates under ``tags`` that can be read, with what was written."""
    written = [text for tag in tags if (text := first_text(root, tag))]
    for text in written:
        moment = read_date(text)
        if moment:
            return moment, text
    return None, next(iter(written), "")
