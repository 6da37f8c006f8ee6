"""Sentences of a plain text, to quote the one that proves something."""

import re

# What ends a sentence, then what begins one; « | » parts the pieces of some headlines.
_BORDER = re.compile(r"[.!?…]\s+(?=[«“\"(\[]?\s?[A-ZÀ-ÖØ-Þ0-9])|\n")
# An initial (« J. Martin ») or an abbreviation that comes before a capital ends nothing.
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|MM|Dr|Me|Ste?s?|Pr|av|bd)\.\Z")


def sentences(text: str) -> list[str]:
    """The sentences in reading order, without the spaces around; none is empty."""
    if "|" in text:
        text = text.replace(" | ", "\n")
    parts = []
    start = 0
    for border in _BORDER.finditer(text):
        end = border.start() + 1
        if text[end - 1] == "." and _ABBREVIATED.search(text, max(start, end - 5), end):
            continue
        parts.append(text[start:end])
        start = border.end()
    parts.append(text[start:])
    return [part for part in map(str.strip, parts) if part]
