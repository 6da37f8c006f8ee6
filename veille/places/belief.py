"""Whether what surrounds a name is enough to believe in the commune, the name being what it is."""

import sys

from veille.places import strength
from veille.places.gazetteer import TRAP
from veille.places.lexicon import BRANDS, COMMON, FIRST_NAMES, FOREIGN, TOPICS
from veille.places.spotting import Spot
from veille.places.strength import Strength

# Inhabitants from which a town is named like a country, without a word to introduce it, and is
# not taken for a surname: 492 communes. On the labelled items, 10,000 lets in more surnames than
# towns; 50,000 loses towns in titles of local projects.
BIG = 20_000
# Inhabitants from which a name that is no common word is believed at the beginning of a
# sentence, or after nothing that introduces it. Chosen among 1,000 … 20,000 on the labelled
# items: below, precision falls by 0.5 % and recall does not rise; at 20,000 recall loses 1.6 %.
KNOWN_FROM = 5_000
# The same for a word that begins a title before another capital: surnames seldom do.
_OPENING_FROM = 1_000
# Inhabitants that make a town of a common word with a capital that is no usual heading (« Sedan.
# … », « à l’ouest de Tulle », « Trappes accueille … »). On some 9,000 labelled items none of which
# chose the rules, the half or the double changes F1 by 0.0003 at most; LINKED at 2,000, ACTING at
# 2,000 each let a wrong name into the 352 others. A first name needs a heading.
_LEAST = {strength.HEADLINE: 2_000, strength.LINKED: 4_000, strength.ACTING: 10_000}


def is_common(spot: Spot) -> bool:
    """Whether the name may be another thing than a place, words or first name."""
    return spot.key in FIRST_NAMES or all(part in COMMON for part in spot.key.split())


def _least(spot: Spot, cue: Strength) -> int:
    if spot.key in TOPICS or (spot.key in FIRST_NAMES and cue != strength.HEADLINE):
        return sys.maxsize
    return _LEAST.get(cue, sys.maxsize)


def is_enough(
    spot: Spot, cue: Strength, size: int, *, local: bool, near: bool, capital: bool
) -> bool:
    """Whether what surrounds the name is enough, the name being what it is.

    ``local``: of a department that the text or the source names; ``near``: or of that of
    another commune of the text, which does not make a place of the first word of a sentence.
    ``capital``: the name, and its article if it has one, have their capital and no other.
    """
    if cue == strength.REFUSED:
        return False
    if spot.key in FOREIGN or any(entry.level == TRAP for entry in spot.entries):
        return local and cue >= strength.ALONE
    if spot.key in BRANDS:
        return cue >= strength.SURE or (local and cue == strength.HEADLINE)
    local = near if cue >= strength.BARE else local
    likely = local or size >= BIG
    if is_common(spot):
        if cue == strength.NAMED or (capital and cue >= strength.OWNED):
            return True
        if capital and size >= _least(spot, cue):
            return True
        return likely and cue >= (strength.BARE if capital else strength.ALONE)
    if spot.key.startswith("saint ") and spot.key.count(" ") == 1 and cue < strength.ACTING:
        return likely  # a church, a street, a cheese or a designer as often as a commune
    if " " in spot.key or cue >= strength.ALONE:
        return True
    return local or size >= (
        _OPENING_FROM if cue in (strength.OPENING, strength.ACTING) else KNOWN_FROM
    )
