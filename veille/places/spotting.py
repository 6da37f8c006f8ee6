"""Where a text holds the name of a place: the longest name at each word with a capital."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from veille.normalise.words import fold
from veille.places.gazetteer import Entry, Gazetteer
from veille.places.lexicon import LINKS

_WORD = re.compile(r"[^\W_]+")
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
    """The words of a text, with where they are; folded when asked for."""

    __slots__ = ("_folded", "ends", "said", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        found = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
        self.starts = [start for start, _, _ in found]
        self.ends = [end for _, end, _ in found]
        self.said = [word for _, _, word in found]
        self._folded: list[str] = [""] * len(found)

    def __len__(self) -> int:
        return len(self.said)

    def folded(self, rank: int) -> str:
        known = self._folded[rank]
        if not known:
            known = self._folded[rank] = fold(self.said[rank]) or self.said[rank]
        return known

    def gap(self, rank: int) -> str:
        """What parts a word from the one before; a line break before the first."""
        if rank <= 0:
            return "\n"
        if rank >= len(self.said):
            return "\n"
        return self.text[self.ends[rank - 1] : self.starts[rank]]

    def before(self, rank: int) -> str:
        """The folded word just before, nothing but a joint between; else nothing."""
        return self.folded(rank - 1) if rank > 0 and self.gap(rank) in _JOINTS else ""

    def after(self, rank: int) -> str:
        """The folded word just after, likewise."""
        after = rank + 1
        return self.folded(after) if self.gap(after) in _JOINTS else ""


def is_heading(words: Words, first: int) -> bool:
    """Whether the word begins the title or the summary, a short rubric aside (« VIDÉO. … »)."""
    gap = words.gap(first)
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
    names, longest = gazetteer.names, gazetteer.longest
    rank, count = 0, len(words)
    said = words.said
    while rank < count:
        if not said[rank][0].isupper():
            rank += 1
            continue
        first = words.folded(rank)
        first = _WHOLE.get(first, first)
        limit = longest.get(first, 0)
        if not limit:
            rank += 1
            continue
        keys = [first]
        key = first
        for following in range(rank + 1, min(rank + limit, count)):
            word = words.folded(following)
            joint = words.gap(following)
            if joint not in _JOINTS:
                break
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
        while keys and keys[-1] not in names:
            keys.pop()
        if keys:
            yield Spot(rank, rank + len(keys), keys[-1], names[keys[-1]])
        rank += max(1, len(keys))


def _is_headed(words: Words, rank: int) -> bool:
    """« Communauté de communes de l’Oise picarde »: its name may go on in lower case."""
    return not _HEADS.isdisjoint(words.said[max(0, rank - 3) : rank])


def hyphenated(words: Words, spot: Spot) -> tuple[int, int]:
    """Ranks of the words tied by a hyphen to the name, before and after; -1 for none."""
    before = spot.first - 1 if words.gap(spot.first) in _HYPHENS else -1
    after = spot.last if words.gap(spot.last) in _HYPHENS else -1
    return before, after
