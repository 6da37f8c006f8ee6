"""What the readers of documents share: a draft, its pages, and text made fit to read."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

MAX_PAGES = 500
"""Pages, or sections of an office document. At 800 characters a page, far from a full one, the
ceiling of characters is met first: this one stops files of countless empty pages."""
MAX_CHARACTERS = 400_000
"""Characters of a whole document: 130 full pages of 3,000. One file then weighs at most what 100
articles do in the archive, whose summaries have 4,000."""
TITLE_LIMIT = 200
"""Characters of the title of a document or of a page; an item may have 500, a page less."""

# As for feeds, plus what only documents hold: soft hyphens, marks of order and of width, direction
# overrides, non-characters.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)
# Bullets and arrows of symbol fonts, which no other font shows.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_BLANKS = re.compile(r"[ \t]+")
# The dots that lead to a page number in a table of contents.
_LEADERS = re.compile(r"(?: ?\.){5,}")
_EMPTY_LINES = re.compile(r"\n{3,}")
_LINE_END_HYPHEN = re.compile(r"(?<=\w)-\n(?=\w)")
_COMPOUND = re.compile(r"\b\w{1,30}-\w{1,30}\b")
_FIRST_HALF = re.compile(r"[\w-]{1,40}\Z")
_SECOND_HALF = re.compile(r"\w{1,30}")
# Second halves that are words: « peut-être », « elle-même », « ceux-ci », « au-dessus ».
_WORDS_AFTER_HYPHEN = frozenset(
    "être même mêmes ci là elle elles ils vous nous dessus dessous delà".split()
)
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A page of a PDF, or a section of an office document: a heading and what follows it.

    ``number`` counts from 1. ``anchor`` is « #page=3 » for a PDF, which browsers follow; for
    an office document « #article-3 », unique in it, or empty before the first heading.
    ``title``: the heading or the first significant line, at most ``TITLE_LIMIT`` characters, or
    empty. ``text``: plain, lines separated by newlines, empty for a page without text.
    """

    number: int
    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as its reader leaves it; foreign texts are not cleaned but for ``pages``.

    ``title`` is what the metadata says, ``heading`` what stands out in the text. ``warning`` is
    a French sentence, or empty.
    """

    pages: tuple[DocumentPage, ...]
    title: str = ""
    heading: str = ""
    date: datetime | None = None
    date_text: str = ""
    author: str = ""
    language: str = ""
    warning: str = ""


def tidy(text: str) -> str:
    """Text without control characters nor stray blanks; its lines are kept.

    >>> tidy("Un\\x00e  usine\\r\\n  ouvre\\n\\n\\n\\nà Roanne ")
    'Une usine\\nouvre\\n\\nà Roanne'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = _PRIVATE.sub(" ", _CONTROL.sub("", text)).translate(_LIGATURES)
    text = _LEADERS.sub(" …", _BLANKS.sub(" ", unicodedata.normalize("NFC", text)))
    text = "\n".join([line.strip(" ") for line in text.split("\n")])
    return _EMPTY_LINES.sub("\n\n", text).strip("\n")


def one_line(text: str, limit: int) -> str:
    """``tidy`` text on a single line, at most ``limit`` characters, cut between two words."""
    line = " ".join(tidy(text[: limit * 4]).split())
    return line if len(line) <= limit else line[:limit].rpartition(" ")[0] or line[:limit]


def first_significant_line(text: str) -> str:
    """The first line with three letters at least (no page number), or empty."""
    for line in text.split("\n"):
        if len(_LETTERS.findall(line[:500])) >= 3:
            return one_line(line, TITLE_LIMIT)
    return ""


def rejoined(texts: Sequence[str]) -> list[str]:
    """Words cut at the end of a line made whole; ``texts`` are the pages of one document.

    « entre-⏎prise » becomes « entreprise ». The hyphen stays before a capital or a digit
    (« Saint-⏎Étienne »), in a compound of three (« c’est-à-⏎dire »), before the words that
    follow one by themselves (« peut-⏎être »), and when the document writes the compound with its
    hyphen elsewhere. A compound that none of this tells loses it: « rez-⏎chaussée » would.
    """
    compounds = {found.lower() for text in texts for found in _COMPOUND.findall(text)}
    return [_rejoin(text, compounds) for text in texts]


def _rejoin(text: str, compounds: set[str]) -> str:
    pieces, start = [], 0
    for cut in _LINE_END_HYPHEN.finditer(text):
        before = _FIRST_HALF.search(text, max(0, cut.start() - 40), cut.start())
        after = _SECOND_HALF.match(text, cut.end())
        first = before[0] if before else ""
        second = after[0] if after else ""
        real = (
            not second[:1].islower()
            or not first[-1:].isalpha()
            or "-" in first
            or second in _WORDS_AFTER_HYPHEN
            or f"{first}-{second}".lower() in compounds
        )
        pieces += [text[start : cut.start()], "-" if real else ""]
        start = cut.end()
    return "".join(pieces) + text[start:]


def within_ceiling(pages: Sequence[DocumentPage]) -> tuple[DocumentPage, ...]:
    """The pages whose texts, joined by empty lines, have at most ``MAX_CHARACTERS``."""
    kept, left = [], MAX_CHARACTERS
    for page in pages:
        if left <= 0:
            break
        if len(page.text) > left:
            page = DocumentPage(page.number, page.anchor, page.title, page.text[:left].rstrip())
        kept.append(page)
        left -= len(page.text) + len("\n\n") if page.text else 0
    return tuple(kept)
