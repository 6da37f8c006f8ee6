"""ODT: the text of ``content.xml``, the metadata of ``meta.xml``."""

from collections.abc import Iterator
from typing import Any

from veille.collect.document_office import (
    EMPTY,
    Block,
    first_date,
    first_text,
    largest_heading,
    row,
    sections,
)
from veille.collect.document_pages import Draft
from veille.collect.document_zip import BROKEN, LOCKED, Archive
from veille.errors import ParseError

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE = f"{{{_OASIS}office:1.0}}"
_TEXT = f"{{{_OASIS}text:1.0}}"
_TABLE = f"{{{_OASIS}table:1.0}}"
_STYLE = f"{{{_OASIS}style:1.0}}"
_META = f"{{{_OASIS}meta:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"

# Not the text that a reader sees, or seen twice: what was deleted, remarks, the table of contents
# and the other indexes, the values of fields.
_LEFT_OUT = {
    f"{_TEXT}tracked-changes",
    f"{_OFFICE}annotation",
    f"{_OFFICE}forms",
    f"{_TEXT}table-of-content",
    f"{_TEXT}illustration-index",
    f"{_TEXT}table-index",
    f"{_TEXT}alphabetical-index",
    f"{_TEXT}variable-decls",
    f"{_TEXT}sequence-decls",
    f"{_TEXT}user-field-decls",
    f"{_TEXT}note",
}
_BLANKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def read_odt(archive: Archive) -> Draft:
    """Read an ODT: one page for each heading, lists and tables in their place, notes at the end.

    Raises:
        ParseError: a password is asked, or the text is missing or damaged.
        ParseLimitError: the archive unpacks beyond its ceilings.
    """
    locked = b"encryption-data" in archive.read("META-INF/manifest.xml")
    if locked or "encrypted-package" in archive.names:
        raise ParseError(LOCKED)
    content, meta = archive.xml("content.xml"), archive.xml("meta.xml")
    text = content.find(f"{_OFFICE}body/{_OFFICE}text") if content is not None else None
    if text is None:
        raise ParseError(BROKEN)
    blocks = [*_blocks(text, _title_styles(content)), *_notes(text)]
    date, date_text = first_date(meta, f"{_DC}date", f"{_META}creation-date")
    pages = sections(blocks)
    return Draft(
        pages=pages,
        title=first_text(meta, f"{_DC}title"),
        heading=largest_heading(blocks),
        date=date,
        date_text=date_text,
        author=first_text(meta, f"{_DC}creator", f"{_META}initial-creator"),
        language=first_text(meta, f"{_DC}language"),
        warning="" if pages else EMPTY,
    )


def _title_styles(content: Any) -> set[str]:
    """The styles of a title: « Title », and those that the program derived from it."""
    derived = {
        style.get(f"{_STYLE}name")
        for style in content.iter(f"{_STYLE}style")
        if style.get(f"{_STYLE}parent-style-name") == "Title"
    }
    return {"Title", *derived}


def _blocks(element: Any, titles: set[str]) -> Iterator[Block]:
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag == f"{_TEXT}h":
            yield Block(_line(child), _level(child.get(f"{_TEXT}outline-level", "")))
        elif child.tag == f"{_TEXT}p":
            is_title = child.get(f"{_TEXT}style-name") in titles
            yield Block(_line(child), 1 if is_title else 0)
        elif child.tag == f"{_TABLE}table-row":
            # Repetitions of a row or a cell are counted in an attribute, and not followed.
            yield row(" ".join(block.text for block in _blocks(cell, titles)) for cell in child)
        else:
            yield from _blocks(child, titles)


def _level(written: str) -> int:
    return min(int(written), 10) if written.isdecimal() and int(written[:3]) else 1


def _line(element: Any) -> str:
    """The text of a paragraph, with that of the frames anchored in it."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag in _BLANKS:
            pieces.append(_BLANKS[child.tag])
        elif child.tag not in _LEFT_OUT:
            inner = _line(child)
            pieces.append(f"\n{inner}\n" if child.tag == f"{_TEXT}p" else inner)
        pieces.append(child.tail or "")
    return "".join(pieces)


def _notes(text: Any) -> Iterator[Block]:
    for note in text.iter(f"{_TEXT}note-body"):
        yield Block(" ".join(_line(paragraph) for paragraph in note))
