"""DOCX: the archive is rebuilt with its text alone, then mammoth makes HTML of it.

::

    archive ── parts of the text, unpacked within limits, no DTD ──► cut at the ceiling
      ──► a new archive, written by us ──► mammoth ──► HTML ──► blocks ──► sections

mammoth reads XML with a parser that expands entities, and unpacks what it likes; it is only
given what was checked and written again here. It opens no file and no address: links to images
are dropped before.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import mammoth
from lxml import etree, html

from veille.collect.document_office import (
    EMPTY,
    Block,
    first_date,
    first_text,
    largest_heading,
    row,
    sections,
)
from veille.collect.document_pages import MAX_CHARACTERS, Draft
from veille.collect.document_zip import BROKEN, Archive
from veille.errors import ParseError

MAX_ELEMENTS = 120_000
"""Elements of the body given to mammoth, which takes 1 kB and 17 to 25 µs for each: less than half
of what a child is given. 400,000 characters in paragraphs of one line have 35,000."""
_MAX_ELEMENTS_AROUND = 40_000
"""Elements of the styles, notes and lists together: a third of the body, so that both fit."""

# All that mammoth looks at; themes, charts and data bound to the document are not text.
_PARTS = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|word/(?:_rels/)?[^/]+\.(?:xml|rels)")
_CORE = "docProps/core.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_PROPERTIES = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
# A table of contents repeats the headings.
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Titre'] => h1:fresh
p[style-name^='toc '] => !
"""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {"p", "div", "ul", "ol", "li", "dl", "dt", "dd", "table", "body", *_HEADINGS}


def read_docx(archive: Archive) -> Draft:
    """Read a DOCX: one page for each heading, lists and tables in their place, notes at the end.

    Raises:
        ParseError: the text is missing or damaged.
        ParseLimitError: the archive unpacks beyond its ceilings.
    """
    core = archive.xml(_CORE)
    packed, cut = _text_alone(archive)
    try:
        converted = mammoth.convert_to_html(
            BytesIO(packed),
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=lambda _: [],
        )
        blocks = list(_blocks_of(str(converted.value)))
    except MemoryError:
        raise
    except Exception as error:  # mammoth raises as it pleases on a document that surprises it
        raise ParseError(BROKEN) from error
    date, date_text = first_date(core, f"{_TERMS}modified", f"{_TERMS}created")
    pages = sections(blocks)
    return Draft(
        pages=pages,
        title=first_text(core, f"{_DC}title"),
        heading=largest_heading(blocks),
        date=date,
        date_text=date_text,
        author=first_text(core, f"{_DC}creator", f"{_PROPERTIES}lastModifiedBy"),
        language=first_text(core, f"{_DC}language"),
        warning=_warning(empty=not pages, cut=cut),
    )


def _warning(*, empty: bool, cut: bool) -> str:
    if empty:
        return EMPTY
    return "Document long : seul son début a été lu." if cut else ""


def _text_alone(archive: Archive) -> tuple[bytes, bool]:
    """A new archive with the parts mammoth needs; whether something had to be left out."""
    rebuilt, cut, around = BytesIO(), False, _MAX_ELEMENTS_AROUND
    with ZipFile(rebuilt, "w", ZIP_STORED) as out:
        for name in archive.names:
            root = archive.xml(name) if _PARTS.fullmatch(name) else None
            if root is None:
                continue
            if etree.QName(root).localname == "document":
                cut = _cut_body(root) or cut
            else:
                size = _size(root)
                if size > around:
                    cut = True
                    continue
                around -= size
            out.writestr(name, etree.tostring(root, encoding="UTF-8", xml_declaration=True))
    return rebuilt.getvalue(), cut


def _size(root: Any) -> int:
    return sum(1 for _ in root.iter())


def _cut_body(root: Any) -> bool:
    """Drop what is beyond the ceilings of characters and elements; whether there was any."""
    # Word has two namespaces, that of most files and that of the strict standard.
    body = root.find("{*}body")
    characters = 0
    for elements, element in enumerate(() if body is None else body.iter()):
        characters += len(element.text or "")
        if characters > MAX_CHARACTERS or elements > MAX_ELEMENTS:
            _drop_after(element, body)
            return True
    return False


def _drop_after(last: Any, top: Any) -> None:
    """Drop all that follows ``last`` in the document order, under ``top``."""
    # Deleted as slices: lxml takes a time that grows with the square to remove one element.
    del last[:]
    while last is not top:
        parent = last.getparent()
        del parent[parent.index(last) + 1 :]
        last = parent


def _blocks_of(markup: str) -> Iterator[Block]:
    if not markup.strip():
        return
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    root = html.document_fromstring(f"<html><body>{markup}</body></html>", parser=parser)
    yield from _blocks(root.find("body"), 0)


def _blocks(element: Any, level: int) -> Iterator[Block]:
    """The blocks under ``element``, in reading order; ``level`` is that of its own text."""
    line = element.text or ""
    for child in element:
        if child.tag in _BLOCKS:
            if line.strip():
                yield Block(line, level)
            line = ""
            if child.tag == "table":
                yield from _rows(child)
            else:
                yield from _blocks(child, _HEADINGS.get(child.tag, 0))
        else:
            line += _inline(child)
        line += child.tail or ""
    if line.strip():
        yield Block(line, level)


def _rows(table: Any) -> Iterator[Block]:
    for one in table.iterfind("./tr"):
        yield _row(one)
    for group in table.iterfind("./*"):
        if group.tag in ("thead", "tbody"):
            for one in group.iterfind("./tr"):
                yield _row(one)


def _row(element: Any) -> Block:
    return row(" ".join(block.text for block in _blocks(cell, 0)) for cell in element)


def _inline(element: Any) -> str:
    if element.tag == "br":
        return "\n"
    if element.tag == "a" and (element.get("href") or "").startswith(
        ("#footnote-ref", "#endnote-ref")
    ):
        return ""  # the arrow that leads from a note back to the text
    inside = "".join(_inline(child) + (child.tail or "") for child in element)
    return f"{element.text or ''}{inside}"
