"""The title of a document: what its metadata says is worth nothing half of the time."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

from veille.collect.document_pages import TITLE_LIMIT, one_line

NO_TITLE = "Document"

# What office programs, scanners and printers write when nobody gave a title.
_PLACEHOLDER = re.compile(
    r"""(?:
      microsoft\s (?:office\s)?(?:word|excel|powerpoint|publisher)\b .* | word\s document
    | (?:untitled|sans\s titre|sans\s nom|no\s title|nouveau\s document|new\s document)\b .*
    | (?:document|doc|scan|image|page|print|impression|layout|mise\s en\s page|num[ée]risation
      |pr[ée]sentation(?:\s powerpoint)?|powerpoint\s presentation|diapositive|slide
      |mod[èe]le|template|title|titre(?:\s du\s document)?|file|fichier
      |download|t[ée]l[ée]charger|index)
      [\s_-]* (?:num[ée]ris[ée]|\d+)? [\s_.-]*
    | [(\[]? (?:anonymous|unspecified|unknown|inconnu|none|null) [)\]]?
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_FILE_NAME = re.compile(
    r".*\.(?:docx?|dotx?|odt|ott|rtf|pdf|txt|html?|xlsx?|ods|pptx?|odp|indd|qxp|qxd|ai|pub|tmp)",
    re.IGNORECASE,
)
# « CR_CM_2026-03-12 », « PV-12-03-2026 »: a name for a disk.
_DISK_NAME = re.compile(r"\S*(?:_\S*|[-.]\S*\d\S*|\d\S*[-.]\S*)")
# A text in UTF-16 that a writer of PDF took for letters.
_MOJIBAKE = re.compile("þÿ|\ufffd")
_LETTERS = re.compile(r"[^\W\d_]")
_HYPHEN = re.compile(r"(?<!\d)-|-(?!\d)|[_+]|\s")
_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}\Z")


def sensible(title: str) -> str:
    """``title`` on one line, or empty when it is a placeholder, a file name or no words."""
    line = one_line(title, TITLE_LIMIT)
    senseless = (
        len(_LETTERS.findall(line)) < 3
        or _PLACEHOLDER.fullmatch(line)
        or _FILE_NAME.fullmatch(line)
        or _DISK_NAME.fullmatch(line)
        or _MOJIBAKE.search(line)
    )
    return "" if senseless else line


def readable_name(name: str) -> str:
    """A file name made a title, or « Document »; folders, extension and low lines are left out.

    >>> readable_name("/docs/CR_conseil-municipal_2026-03-12.pdf")
    'CR conseil municipal 2026-03-12'
    """
    last = PurePosixPath(unquote(name).replace("\\", "/")).name
    words = one_line(_HYPHEN.sub(" ", _EXTENSION.sub("", last)), TITLE_LIMIT)
    if len(_LETTERS.findall(words)) < 3:
        return NO_TITLE
    return words[0].upper() + words[1:]
