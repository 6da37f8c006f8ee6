"""Sentences without a place, each beginning with a common word that is also a commune."""

from pathlib import Path

_LINES = Path(__file__).with_name("common_words.txt").read_text(encoding="utf-8").splitlines()
AT_THE_BEGINNING = tuple(_LINES)
IN_LOWER_CASE = tuple(f"Ce matin, {line[0].lower()}{line[1:]}." for line in _LINES)
