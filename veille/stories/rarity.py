"""How much a word says: little when many texts have it, much when few do.

Two sources are mixed: a fixed table of the stems of French news (``frequencies.txt``, counted
by ``tools/stem_frequencies.py``), and the items being grouped. The table knows that « ministre »
is common even when few items are at hand; the items know that the name of the territory, rare
in France, stands in every second headline here.
"""

import math
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from veille.normalise.words import stem

# An item of the set tells as much about what is common here and now as ten articles of the
# table. Between 3 and 20 the F1 of the labelled headlines moves by less than 0.005.
_OWN = 10
# A stem that is not in the table stands in fewer articles than the rarest it keeps (31); most
# stand in one or two.
_UNSEEN = 3
_LEAST = 0.01
_WATCHED = 0.5
"""Weight of the name of a place watched: that of « avec », not that of a surname (9)."""


@cache
def _table() -> tuple[int, dict[str, int]]:
    lines = files("veille.stories").joinpath("frequencies.txt").read_text("utf-8").splitlines()
    counts: dict[str, int] = {}
    for line in lines[1:]:
        count, *stems = line.split(" ")
        counts.update(dict.fromkeys(stems, int(count)))
    return int(lines[0]), counts


class Rarity:
    """Weights of words for one set of items: the logarithm of how rare each is."""

    def __init__(
        self, texts: Iterable[Iterable[str]], watched: frozenset[str] = frozenset()
    ) -> None:
        """``texts``: the words of each item; ``watched``: stems that tell nothing here."""
        own: dict[str, int] = {}
        size = 0
        for text in texts:
            size += 1
            for one in {stem(word) for word in text}:
                own[one] = own.get(one, 0) + 1
        self._articles, self._common = _table()
        self._total = self._articles + _OWN * size + 1
        self._own = own
        self._known: dict[str, float] = dict.fromkeys(watched, _WATCHED)

    def of(self, stemmed: str) -> float:
        """The weight of a stem: about 0 for « de », 4 for « emploi », 9 for a surname."""
        weight = self._known.get(stemmed)
        if weight is None:
            seen = self._common.get(stemmed, _UNSEEN) + _OWN * self._own.get(stemmed, 0) + 1
            weight = self._known[stemmed] = max(_LEAST, math.log(self._total / seen))
        return weight
