"""Places named one after the other: what one of them is, the next is too."""

import re
from bisect import bisect_left
from collections.abc import Collection

from veille.places.gazetteer import ARTICLES, DEPARTMENT, Gazetteer
from veille.places.spotting import Spot, Words

_LONGEST_DEPARTMENT = 4
"""Words of « Alpes-de-Haute-Provence »."""
_LIST = re.compile(
    r"(?:(?:, | et | ou |, et )(?:de |dans |du |des |d[’'])?(?:les |l[ea] |l[’'])?|/| / | - |-)"
)
_COMMAS = frozenset((", ", " / ", "/", " – ", " - "))


def follows(words: Words, spot: Spot, listed_at: int) -> bool:
    """Whether nothing but « , » or « et les » parts it from a place that ends there."""
    return listed_at >= 0 and bool(_LIST.fullmatch(words.text, listed_at, words.starts[spot.first]))


def heads(gazetteer: Gazetteer, words: Words, spot: Spot) -> bool:
    """« le Nord » in « le Nord, les Ardennes et la Meuse »: another of them follows."""
    end = words.ends[spot.last - 1]
    joint = _LIST.match(words.text, end)
    if joint is None:
        return False
    rank = bisect_left(words.starts, joint.end())
    if rank >= len(words) or not words.said[rank][0].isupper():
        return False
    ends = range(rank + 1, min(rank + _LONGEST_DEPARTMENT, len(words)) + 1)
    keys = [" ".join(words.folded[rank:last]) for last in ends]
    entries = [entry for key in keys for entry in gazetteer.names.get(key, ())]
    return any(entry.level == DEPARTMENT for entry in entries)


def is_beside(words: Words, spot: Spot, edges: Collection[int]) -> bool:
    """« Decize » in « Sarlat, Decize et Guingamp », a town next to it being sure."""
    first = spot.first - (words.before(spot.first) in ARTICLES)
    for rank in (first, spot.last):
        if (
            0 < rank < len(words)
            and words.gaps[rank] in _COMMAS
            and (words.ends[rank - 1] in edges or words.starts[rank] in edges)
        ):
            return True
    if words.before(first) == "et" and words.ends[first - 2] in edges:
        return True
    following = spot.last + 1
    return (
        words.after(spot.last - 1) == "et"
        and following < len(words)
        and words.starts[following] in edges
    )
