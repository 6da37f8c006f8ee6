"""Sentences of a plain text, to quote the one that proves something."""

import re

# What ends a sentence, then what begins one; « | » parts the pieces of some headlines. One set of
# characters comes first, for the expression is then tried nowhere else.
_BORDER = re.compile(
    r"[.!?…\n|](?:(?<=[.!?…])\s+(?=[«“\"(\[]?\s?[A-ZÀ-ÖØ-Þ0-9])|(?<=\n)|(?<= \|) )"
)
# An initial (« J. Martin ») or an abbreviation that comes before a capital ends nothing.
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|MM|Dr|Me|Ste?s?|Pr|av|bd)\.\Z")


def spans(text: str) -> list[tuple[int, int]]:
    """Where each of the sentences starts and ends, without the spaces around; none is empty."""
    found = []
    start = 0
    for border in _BORDER.finditer(text):
        end = border.start() + (border[0] != "| ")
        if text[end - 1] == "." and _ABBREVIATED.search(text, max(start, end - 5), end):
            continue
        found.append((start, end))
        start = border.end()
    found.append((start, len(text)))
    return [_stripped(text, *one) for one in found if not _is_blank(text[one[0] : one[1]])]


def _is_blank(part: str) -> bool:
    return not part or part.isspace()


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return end - len(part.lstrip()), start + len(part.rstrip())
