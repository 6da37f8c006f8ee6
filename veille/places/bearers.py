"""What else may bear the name of a place: a team, a medium, a person, a longer name."""

import re
from itertools import pairwise

from veille.places.lexicon import (
    CLUBS,
    COMMON,
    DE,
    DIRECTIONS,
    FIRST_NAMES,
    HONORIFICS,
    LINKS,
    MEDIA,
)
from veille.places.spotting import Spot, Words, hyphenated

SENTENCE = re.compile(r"[.!?:;…»«“”\"|\n•–—(]")
"""What, before a word, makes its capital that of a sentence."""
_INITIAL = re.compile(r"\b(?:[A-Z]|MM|Mme|Mlle|Dr|Me|Mgr|Pr)\.\s$")
_PEOPLE = FIRST_NAMES - {"noel"}
"""« le Noël de Poitiers » is a feast."""
_SPACES = frozenset((" ", "\u00a0", "-"))


def is_tied(words: Words, spot: Spot, *, big: bool, local: bool) -> bool:
    """Whether a hyphen makes another name of it (« Perreux-sur-Marne », « Mont-blanc »).

    An unknown name that begins with that of a commune of the department is taken for its
    usual form (« Beaufort-sur-Doron »).
    """
    before, after = hyphenated(words, spot)
    if before >= 0 and len(words.said[before]) == 1:  # a model, « F-Pace »
        return True
    if before >= 0 and words.folded[before] in LINKS:  # « -sur-Yerres », « Saint-Joigny »
        return True
    if max(before, after) >= 0 and spot.key in COMMON:  # « Port-Vila »
        return True
    if after >= 0 and words.folded[after] in LINKS and words.said[after][0].islower():
        return not local
    if before >= 0 and not big and words.folded[before] not in DIRECTIONS:
        return words.said[before][0].islower()
    if after >= 0 and not big and words.folded[after] not in DIRECTIONS:
        return words.said[after][0].islower()
    return False


def is_team(words: Words, spot: Spot, first: int) -> bool:
    for rank, joined in ((first - 1, words.gaps[first]), (spot.last, words.gaps[spot.last])):
        if 0 <= rank < len(words) and joined in _SPACES:
            said = words.said[rank]
            if words.folded[rank] in CLUBS and (
                said.isupper() or (said[0].isupper() and len(said) > 3)
            ):
                return True
    return False


def is_medium(words: Words, first: int) -> bool:
    """« BFM Toulon Var », « La Tribune Toulouse »: the name of a medium, not of a place."""
    rank = first
    while rank > 0 and words.gaps[rank] in _SPACES and words.said[rank - 1][0].isupper():
        rank -= 1
        if words.folded[rank] in MEDIA:
            return True
    return False


def is_person(words: Words, spot: Spot, first: int, before: str, *, known: bool) -> bool:
    if _INITIAL.search(words.text, max(0, words.starts[first] - 6), words.starts[first]):
        return True
    if before in HONORIFICS:
        return True
    capital = bool(before) and words.said[first - 1][0].isupper()
    if capital and before in FIRST_NAMES and words.gaps[first] != "-":
        return True
    if before in DE and words.before(first - 1) in _PEOPLE:
        # « Geneviève de », but the school « Victor Hugo de » a town
        surname = words.before(first - 2) in FIRST_NAMES
        if words.said[first - 2][0].isupper() and not surname:
            return True
    if not capital or known or " " in spot.key or before in DE or words.gaps[first] == "-":
        return False
    # An unknown word with a capital, within the sentence: a first name, or a company.
    opening = words.gaps[first - 1] == "\n" or SENTENCE.search(words.gaps[first - 1]) is not None
    return not opening and not words.said[first - 1].isupper()


def surnames(words: Words) -> frozenset[str]:
    """Words that follow a first name somewhere in the text: they are people all along it."""
    return frozenset(
        words.folded[rank]
        for before, rank in pairwise(words.capitals)
        if rank == before + 1 and words.folded[before] in FIRST_NAMES and words.gaps[rank] == " "
    )
