"""Where a text holds the name of a place: the longest name at each word with a capital."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from veille.normalise.lexing import Text
from veille.places.gazetteer import Entry, Gazetteer
from veille.places.lexicon import LINKS

_JOINTS = frozenset((" ", "-", "'", "’", "\u00a0", "\u2011", "\u202f"))
_WHOLE = {"st": "saint", "ste": "sainte"}
_LOWERED = frozenset(("francaise", "agglomeration", "metropole", "communaute"))
"""Words of official names that are written small (« Polynésie française »)."""
HEADLINE = re.compile(
    r"\s?[:.|]\s|\s[–—|-]\s|\s?\([^()]{1,40}\)\s?[:.|–—-]"
    r"|(?:(?:, | et | - |-)[A-ZÀ-Ý][\w'’-]+){1,3}\s?:\s"
)
"""What follows the place that heads an article: « Roanne : », « ROANNE (Loire). »."""
_HEADS = frozenset("communes agglomération urbaine Communes Agglomération Urbaine".split())
_RUBRIC = 2
"""Words of the longest rubric before a heading (« EN IMAGES. »)."""
_RUBRIC_ENDS = frozenset((".", ":", "|", "-", "–", "»"))
_HYPHENS = frozenset(("-", "\u2011"))


class Words:
    """The words of a text, as written and folded, with where they are.

    ``gaps``: what parts each word from the one before; a line break before the first and after
    the last.
    """

    __slots__ = ("capitals", "ends", "folded", "gaps", "said", "starts", "text")

    def __init__(self, text: Text) -> None:
        self.text = text.whole
        self.said = text.said
        self.starts = text.starts
        self.ends = text.ends
        self.folded = text.folded
        self.gaps = ["\n", *text.gaps[1:-1], "\n"]
        self.capitals = [rank for rank, word in enumerate(self.said) if word[0].isupper()]
        """Ranks of the words with a capital."""

    def __len__(self) -> int:
        return len(self.said)

    def before(self, rank: int) -> str:
        """The folded word just before, nothing but a joint between; else nothing."""
        return self.folded[rank - 1] if rank > 0 and self.gaps[rank] in _JOINTS else ""

    def after(self, rank: int) -> str:
        """The folded word just after, likewise."""
        return self.folded[rank + 1] if self.gaps[rank + 1] in _JOINTS else ""


def is_heading(words: Words, first: int) -> bool:
    """Whether the word begins the title or the summary, a short rubric aside (« VIDÉO. … »)."""
    gap = words.gaps[first]
    return "\n" in gap or (first <= _RUBRIC and gap.strip() in _RUBRIC_ENDS)


@dataclass(frozen=True, slots=True)
class Spot:
    """Words ``first`` to ``last`` of the text (last excluded) spell the key of ``entries``."""

    first: int
    last: int
    key: str
    entries: tuple[Entry, ...]


def spots(gazetteer: Gazetteer, words: Words) -> Iterator[Spot]:
    """Names in reading order, none within another."""
    names, longest, folded = gazetteer.names, gazetteer.longest, words.folded
    end = 0
    for rank in words.capitals:
        first = folded[rank]
        first = _WHOLE.get(first, first)
        if first not in longest or rank < end:
            continue
        keys = _keys(words, rank, first, longest[first])
        while keys and keys[-1] not in names:
            keys.pop()
        if keys:
            end = rank + len(keys)
            yield Spot(rank, end, keys[-1], names[keys[-1]])


def _keys(words: Words, rank: int, first: str, limit: int) -> list[str]:
    """What the words from ``rank`` on may spell, ``limit`` of them at most, shortest first."""
    keys = [first]
    key = first
    said = words.said
    for following in range(rank + 1, min(rank + limit, len(said))):
        joint = words.gaps[following]
        if joint not in _JOINTS:
            break
        word = words.folded[following]
        # « Saint-Maixent-l’école »: after a hyphen or an elision the capital is often lost.
        if (
            said[following][0].islower()
            and joint == " "
            and word not in LINKS
            and word not in _LOWERED
            and not _is_headed(words, rank)
        ):
            break
        key = f"{key} {_WHOLE.get(word, word)}"
        keys.append(key)
    return keys


def _is_headed(words: Words, rank: int) -> bool:
    """« Communauté de communes de l’Oise picarde »: its name may go on in lower case."""
    return not _HEADS.isdisjoint(words.said[max(0, rank - 3) : rank])


def hyphenated(words: Words, spot: Spot) -> tuple[int, int]:
    """Ranks of the words tied by a hyphen to the name, before and after; -1 for none."""
    before = spot.first - 1 if words.gaps[spot.first] in _HYPHENS else -1
    after = spot.last if words.gaps[spot.last] in _HYPHENS else -1
    return before, after
