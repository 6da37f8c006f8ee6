"""A clue of the rules: words, and what they are worth."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A clue. ``weight`` in ]0, 1[ reads « this term alone makes me that sure »."""

    text: str
    weight: float
