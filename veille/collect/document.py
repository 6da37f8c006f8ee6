"""Documents: PDF, DOCX and ODT. Bytes in, text by pages out.

::

    bytes ── document_kind: what is it? ──► ParseError, in French
      ├── PDF ─────────────────────► document_pdf  (pdfium)
      └── archive ── document_zip ─┬► document_docx (mammoth) ─┐
                                   └► document_odt  (lxml) ────┴► document_office: sections
    all three ──► Draft ──► here: title, language, ceilings ──► Document

Reading can be slow and heavy, and pdfium is native code: call it in a child process with limits.
"""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import urlsplit

from veille.collect.collected import Collected
from veille.collect.document_docx import read_docx
from veille.collect.document_kind import docx_or_odt, pdf_or_archive
from veille.collect.document_odt import read_odt
from veille.collect.document_pages import (
    MAX_CHARACTERS,
    MAX_PAGES,
    DocumentPage,
    Draft,
    one_line,
    within_ceiling,
)
from veille.collect.document_pdf import read_pdf
from veille.collect.document_title import readable_name, sensible
from veille.collect.feed_entry import SHORT_LIMIT, language_code
from veille.domain.item import RawItem
from veille.normalise.language import language_of
from veille.normalise.words import words

__all__ = ["MAX_CHARACTERS", "MAX_PAGES", "Document", "DocumentPage", "read", "read_document"]

BEGINNING = 8_000
"""Characters of text that an item carries: twice the summary made from them."""
# The language shows in the first words; the first page may be a cover.
_LANGUAGE_SAMPLE = 5_000


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file and what the file says of itself.

    ``title``: at most 200 characters, never empty. ``date``: last modification, else creation,
    by the metadata, aware UTC, a year in 1970..2100; ``date_text`` is what was written.
    ``language``: two letters (ISO 639-1), read in the text, else declared, else empty.
    ``text``: the pages that have some, joined by empty lines, at most ``MAX_CHARACTERS``.
    ``pages``: at most ``MAX_PAGES``, blank pages of a PDF included. ``warning``: French
    sentences on what could not be read, or empty.
    """

    title: str
    date: datetime | None
    date_text: str
    author: str
    language: str
    text: str
    pages: tuple[DocumentPage, ...]
    warning: str


def is_document(body: bytes) -> bool:
    """Whether these bytes begin as a PDF or an office document does."""
    return body[:1_024].lstrip().startswith((b"%PDF", b"PK\x03\x04"))


def read_document(body: bytes, name: str = "", content_type: str = "") -> Document:
    """Read one file, known by its bytes.

    Args:
        body: as received, unpacked.
        name: of the file, or its path; only for a title, when the file gives none.
        content_type: the HTTP header, or ""; only quoted, when the format is unknown.

    Returns:
        The document; its text is empty for a scan or an empty document, which ``warning`` says.

    Raises:
        ParseError: empty, unknown, damaged or locked; the French sentence says which and what
            to do.
        ParseLimitError: an archive that unpacks beyond its ceilings.
    """
    return _read(body, name, content_type)[0]


def read(body: bytes, url: str, content_type: str) -> Collected:
    """Read one file as a source of a single entry, whose identity is its address.

    Args:
        body: as received, unpacked.
        url: the final address, after redirects.
        content_type: the HTTP header, or "".

    Returns:
        One entry; its ``html`` is the beginning of the text, escaped. ``method`` is « pdf »,
        « docx » or « odt ».

    Raises:
        ParseError: as ``read_document``.
    """
    document, method = _read(body, _path(url), content_type)
    item = RawItem(
        guid=url,
        url=url,
        title=escape(document.title, quote=False),
        html=escape(document.text[:BEGINNING], quote=False),
        published=document.date,
        date_text=document.date_text,
        author=escape(document.author, quote=False),
        language=document.language,
    )
    return Collected(
        items=(item,),
        title=document.title,
        language=document.language,
        warning=document.warning,
        method=method,
    )


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _read(body: bytes, name: str, content_type: str) -> tuple[Document, str]:
    archive = pdf_or_archive(body, content_type)
    if archive is None:
        return _document(read_pdf(body), name), "pdf"
    if docx_or_odt(archive) == "docx":
        return _document(read_docx(archive), name), "docx"
    return _document(read_odt(archive), name), "odt"


def _document(draft: Draft, name: str) -> Document:
    pages = within_ceiling(draft.pages)
    text = "\n\n".join([page.text for page in pages if page.text])
    warning = draft.warning
    if pages != draft.pages and not warning:
        warning = "Document long : seul son début a été lu."
    return Document(
        title=sensible(draft.title) or sensible(draft.heading) or readable_name(name),
        date=draft.date,
        date_text=one_line(draft.date_text, SHORT_LIMIT),
        author=one_line(draft.author, SHORT_LIMIT),
        language=language_of(words(text[:_LANGUAGE_SAMPLE])) or language_code(draft.language),
        text=text,
        pages=pages,
        warning=warning,
    )
