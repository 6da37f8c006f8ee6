"""A newsletter in plain text, as lines: a title, its words, its address, in one of few ways.

::

    Une usine ouvre à Roanne          - Une usine ouvre à Roanne : https://…
    Trente emplois sont prévus.       Une usine ouvre à Roanne (https://…)
    https://…                         Lire la suite <https://…>

The first line of a block stands for its heading when the address comes below it.
"""

import re

from veille.collect.newsletter_lines import MAX_LINES, Line, Link, Weight, clean_markup
from veille.collect.newsletter_links import is_generic, is_title, real_address
from veille.normalise.text import clean

_ADDRESS = re.compile(r"[<(\[]?(https?://[^\s<>\"\])]{1,4000})[>)\]]?", re.IGNORECASE)
_RULE = re.compile(r"[\s\-=_*~#•.+]{3,}")
_BULLET = re.compile(r"^\s*(?:[-*•–—>+#]+|\d{1,2}[.)/])\s+")
_WRAPPED = 55
"""Characters: a line of plain text that long was cut by the mail software, at 60 to 78."""


def plain_lines(text: str) -> list[Line]:
    """The lines of a plain text part; at most ``MAX_LINES``."""
    lines: list[Line] = []
    for number, block in enumerate(_blocks(clean_markup(text)), 1):
        for place, row in enumerate(block):
            lines.append(_line(row, (number,), opens=place == 0))
    return [line for line in lines if line.text or line.links][:MAX_LINES]


def _blocks(text: str) -> list[list[str]]:
    """Rows between empty lines or rules; a title cut over two rows is put together."""
    blocks: list[list[str]] = [[]]
    for raw in text.splitlines():
        row = raw.strip()
        if not row or _RULE.fullmatch(row):
            blocks.append([])
            continue
        block = blocks[-1]
        cut = block and len(block[-1]) >= _WRAPPED and row[0].islower()
        if cut and not _ADDRESS.match(row):
            block[-1] += " " + row
        else:
            block.append(row)
    return [block for block in blocks if block]


def _line(row: str, place: tuple[int, ...], *, opens: bool) -> Line:
    found = list(_ADDRESS.finditer(row))
    words = clean(_BULLET.sub("", _ADDRESS.sub(" ", row)))
    if not found:
        # A sentence ends with a full stop, a title does not.
        title = opens and is_title(words) and not words.endswith(".")
        return Line(words, (), Weight.STRONG if title else Weight.PLAIN, "", place)
    words = words.rstrip(" .,:;–—-→>")
    # An address alone is a « Lire la suite », where no words at all would be a picture.
    link = Link(real_address(found[0][1].rstrip(".,;:!?")), words or "→", "")
    return Line("" if is_generic(words) else words, (link,), Weight.PLAIN, "", place)
