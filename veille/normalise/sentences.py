"""Sentences of a plain text, to quote the one that proves something."""

import re

# A full stop, then a space and what begins a sentence. Not after an initial (« J. Martin ») nor
# the abbreviations common before a capital.
_BORDER = re.compile(
    r"(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\b(?:MM|Dr|Me|St|Pr|av|bd)\.)(?<!\bStes\.)\s+"
    r"(?=[«“\"(\[]?\s?[A-ZÀ-ÖØ-Þ0-9])"
    r"|\s*\n+\s*|\s+\|\s+"
)


def sentences(text: str) -> list[str]:
    """The sentences in reading order, without the spaces around; none is empty."""
    return [part for part in map(str.strip, _BORDER.split(text)) if part]
