"""Marking words in a text: those searched for, and those that made a theme. Pure.

A text comes back as pieces ``(text, marked)`` that, joined, give it whole: the template
escapes each piece, so that no mark is ever made by inserting tags in foreign text.
"""

import re
from collections.abc import Collection, Iterable

from veille.normalise.words import ELIDED, fold, rule_words, singular, stem

Pieces = tuple[tuple[str, bool], ...]

_TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")


def mark_words(text: str, stems: Collection[str]) -> Pieces:
    """Mark every word of ``text`` whose stem is one of ``stems``."""
    found = [(start, end) for start, end, word in _tokens(text) if stem(word) in stems]
    return _pieces(text, found)


def mark_terms(text: str, terms: Iterable[str]) -> Pieces:
    """Mark the terms of ``rules/`` as classification read them (plural, accents, « industri* »)."""
    tokens = _tokens(text)
    singulars = [singular(word) for _, _, word in tokens]
    found: list[tuple[int, int]] = []
    for term in terms:
        wanted = rule_words(term).split()
        if not wanted:
            continue
        if term.endswith("*"):
            wanted[-1] = fold(term[:-1]).split()[-1].rpartition("'")[2].rpartition("-")[2]
        for first in range(len(tokens) - len(wanted) + 1):
            read = singulars[first : first + len(wanted)]
            last = read[-1].startswith(wanted[-1]) if term.endswith("*") else read == wanted
            if last and read[:-1] == wanted[:-1]:
                found.append((tokens[first][0], tokens[first + len(wanted) - 1][1]))
    return _pieces(text, found)


def _tokens(text: str) -> list[tuple[int, int, str]]:
    """Start, end and folded form of each word; elided articles are no words."""
    tokens = []
    for match in _TOKEN.finditer(text):
        word = fold(match[0])
        if word in ELIDED and text[match.end() : match.end() + 1] in ("'", "’"):
            continue
        tokens.append((match.start(), match.end(), word))
    return tokens


def _pieces(text: str, found: list[tuple[int, int]]) -> Pieces:
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(found):
        if start < at:
            start = at
        if end <= start:
            continue
        if start > at:
            pieces.append((text[at:start], False))
        pieces.append((text[start:end], True))
        at = end
    if at < len(text):
        pieces.append((text[at:], False))
    return tuple(pieces)
