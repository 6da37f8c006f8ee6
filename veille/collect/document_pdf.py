"""PDF: pdfium on the bytes, page by page.

The text is what the file says its letters are: nothing is recognised on an image, and what
lies in the fields of a form or in notes is not read. pdfium is not made for threads: one call at a
time in a process.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pypdfium2
import pypdfium2.raw as pdfium

from veille.collect.document_pages import (
    MAX_CHARACTERS,
    MAX_PAGES,
    TITLE_LIMIT,
    DocumentPage,
    Draft,
    first_significant_line,
    one_line,
    rejoined,
    tidy,
)
from veille.errors import ParseError
from veille.normalise.dates import plausible, read_date

_PASSWORD, _SECURITY = pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY
# pdfium puts this for a hyphen at the end of a line, and drops the line's end.
_CUT_WORD = "\x02"
# Letters of the first page looked at for its largest line: one full page.
_HEADING_LETTERS = 3_000
# How much larger than the body a heading is: 12 points over 11 are none, 13 over 11 are one.
_HEADING_RATIO = 1.15
# Lines at each edge of a page where a running title or a page number stands.
_EDGE = 2
# Fewer pages, and a line that comes back may be said twice on purpose.
_FEWEST_PAGES = 3
_LONGEST_RUNNING_LINE = 150
# Bytes at the end where the end mark is looked for: twice what readers do.
_TAIL = 2_048
_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:Z|([+-])(\d\d)'?(\d\d)?'?)?", re.ASCII
)
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_PAGE_MARK = re.compile(r"\b(?:page|p\.)\s*\d|\b\d+\s*(?:/|sur)\s*\d+\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")


def read_pdf(body: bytes) -> Draft:
    """Read the text layer of a PDF.

    Returns:
        One page for each page of the file, up to ``MAX_PAGES`` or to the page in which
        ``MAX_CHARACTERS`` is passed; all empty for a scan, which the warning says.

    Raises:
        ParseError: a password is asked, or pdfium finds no document in the bytes.
    """
    try:
        pdf = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise ParseError(_refusal(error.err_code)) from error
    with pdf:
        total = len(pdf)
        if not total:
            raise ParseError(_refusal(None))
        texts: list[str] = []
        heading, size = "", 0
        for index in range(min(total, MAX_PAGES)):
            text, largest = _page(pdf, index, want_heading=not size)
            texts.append(text)
            if text and not size:
                heading = largest or first_significant_line(text)
            size += len(text)
            if size > MAX_CHARACTERS:
                break
        date, date_text = _dates(_metadata(pdf, "ModDate"), _metadata(pdf, "CreationDate"))
        return Draft(
            pages=tuple(_numbered(rejoined(_without_running_lines(texts)))),
            title=_metadata(pdf, "Title"),
            heading=heading,
            date=date,
            date_text=date_text,
            author=_metadata(pdf, "Author"),
            language=_language(pdf),
            warning=_warning(texts, total, complete=b"%%EOF" in body[-_TAIL:]),
        )


def _refusal(code: int | None) -> str:
    if code == _PASSWORD:
        return (
            "Ce PDF est protégé par un mot de passe. Demandez une version libre à son éditeur, ou "
            "retirez son adresse de la source."
        )
    if code == _SECURITY:
        return (
            "Ce PDF est protégé par un verrou que nous ne savons pas ouvrir. Demandez une version "
            "libre à son éditeur."
        )
    return (
        "Ce PDF est abîmé ou incomplet : il ne s’ouvre pas. Ouvrez l’adresse dans un navigateur "
        "pour vérifier, et réessayez plus tard."
    )


def _warning(texts: Sequence[str], total: int, *, complete: bool) -> str:
    blank = sum(not text for text in texts)
    sentences = []
    if blank == len(texts):
        sentences.append("Scan, texte non lu : ce PDF ne contient que des images.")
    elif blank > len(texts) / 2:
        sentences.append(
            f"Scan en partie : {blank} pages sur {len(texts)} n’ont pas de texte à lire."
        )
    if len(texts) < total:
        sentences.append(f"Document long : {len(texts)} pages lues sur {total}.")
    if not complete:
        sentences.append("La fin du fichier manque : des pages ont pu se perdre.")
    return " ".join(sentences)


def _page(pdf: pypdfium2.PdfDocument, index: int, *, want_heading: bool) -> tuple[str, str]:
    """Text and largest line of a page; both empty when pdfium cannot read that page."""
    with suppress(pypdfium2.PdfiumError):
        page = pdf[index]
        try:
            letters = page.get_textpage()
            text = tidy(letters.get_text_bounded().replace(_CUT_WORD, "-\n"))
            return text, _largest_line(letters) if want_heading and text else ""
        finally:
            page.close()
    return "", ""


def _largest_line(letters: pypdfium2.PdfTextPage) -> str:
    """The first lines set larger than all others, as one; empty when all have one size.

    The height of a letter's box is measured, not the size of its font: many files set a font of
    size 1 and enlarge it afterwards.
    """
    box = pdfium.FS_RECTF()
    lines: list[tuple[int, str]] = []
    line, heights = "", Counter[int]()
    count = min(letters.count_chars(), _HEADING_LETTERS)
    for index in range(count + 1):
        code = pdfium.FPDFText_GetUnicode(letters, index) if index < count else ord("\n")
        letter = chr(code) if 0 < code <= 0x10FFFF else " "
        if letter == "\n":
            if len(_LETTERS.findall(line)) >= 3:
                # The commonest height of the line: a drop cap does not make a heading.
                lines.append((heights.most_common(1)[0][0], line))
            line, heights = "", Counter()
            continue
        line += letter if letter != _CUT_WORD else "-"
        if letter.isalpha() and pdfium.FPDFText_GetLooseCharBox(letters, index, box):
            heights[round(abs(box.top - box.bottom))] += 1
    sizes = Counter[int]()
    for height, text in lines:
        sizes[height] += len(text)
    if not lines or max(sizes) < _HEADING_RATIO * sizes.most_common(1)[0][0]:
        return ""
    start = next(index for index, (height, _) in enumerate(lines) if height == max(sizes))
    title = []
    for height, text in lines[start : start + 3]:
        if height != max(sizes):
            break
        title.append(text)
    return one_line(" ".join(title), TITLE_LIMIT)


def _without_running_lines(texts: Sequence[str]) -> list[str]:
    """Pages without the running titles and page numbers that most of them bear.

    Only lines at the edges go, and only when more than half of the pages have them at the same
    edge, number of the page apart. The first page that bears a running title keeps it.
    """
    pages = [text.split("\n") for text in texts]
    seen = Counter(
        key
        for index, lines in enumerate(pages)
        for key in {key for place in _edges(lines) for key in _keys(lines[place], index)}
    )
    needed = max(_FEWEST_PAGES, sum(map(bool, texts)) // 2 + 1)
    running = {key for key, times in seen.items() if times >= needed}
    kept, met = [], set[str]()
    for index, lines in enumerate(pages):
        dropped = set()
        for place in _edges(lines):
            found = _keys(lines[place], index) & running
            if found and (found & met or not _LETTERS.search(lines[place])):
                dropped.add(place)
            met |= found
        left = [line for place, line in enumerate(lines) if place not in dropped]
        kept.append("\n".join(left).strip("\n"))
    return kept


def _edges(lines: Sequence[str]) -> list[int]:
    places = [place for place, line in enumerate(lines) if line]
    return sorted({*places[:_EDGE], *places[-_EDGE:]})


def _keys(line: str, index: int) -> set[str]:
    """The line; when it bears a page number, also with that number counted from the page's.

    « Délibération n° 12 » followed by « n° 13 » on the next page is no page number, and stays.
    """
    if len(line) > _LONGEST_RUNNING_LINE:
        return set()
    if _LETTERS.search(line) and not _PAGE_MARK.search(line):
        return {line}
    numbers = list(_NUMBER.finditer(line))
    return {line} | {
        f"{line[: found.start()]}\0{int(found[0]) - index}\0{line[found.end() :]}"
        for found in (*numbers[:1], *numbers[-1:])
    }


def _numbered(texts: Sequence[str]) -> Iterator[DocumentPage]:
    for number, text in enumerate(texts, start=1):
        yield DocumentPage(number, f"#page={number}", first_significant_line(text), text)


def _metadata(pdf: pypdfium2.PdfDocument, key: str) -> str:
    with suppress(UnicodeDecodeError):  # foreign bytes, which the library decodes strictly
        return str(pdf.get_metadata_value(key))
    return ""


def _language(pdf: pypdfium2.PdfDocument) -> str:
    size = pdfium.FPDFCatalog_GetLanguage(pdf, None, 0)
    if not 2 <= size <= 200:
        return ""
    letters = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFCatalog_GetLanguage(pdf, letters, size)
    return bytes(letters).decode("utf-16-le", "replace").rstrip("\0")


def _dates(*written: str) -> tuple[datetime | None, str]:
    """The first date that can be read, with what was written."""
    for text in written:
        moment = _date(text)
        if moment:
            return moment, text
    return None, next(filter(None, written), "")


def _date(text: str) -> datetime | None:
    """« D:20260131120000+01'00' » → 11:00 UTC; without a zone, UTC."""
    text = text.strip()
    found = _DATE.match(text) if text.startswith("D:") else _DATE.fullmatch(text)
    if not found:
        return read_date(text)
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    sign, hours, minutes = found.groups()[6:]
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    try:
        moment = datetime(year, month or 1, day or 1, hour, minute, min(second, 59), tzinfo=UTC)
        return plausible(moment + offset if sign == "-" else moment - offset)
    except (ValueError, OverflowError):
        return None
