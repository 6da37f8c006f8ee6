"""One item read once: its words, where they stand, its sentences.

    « L’usine s’agrandit. »  said    L  usine  s  agrandit
                             folded  l  usine  s  agrandit
                             marked  l' usine  s' agrandit
                             words      usine     agrandit

Rules, phrases, places and the prior all look for words in the same item; each takes the form it
needs from here, so that a text is split and folded once.
"""

import re
import unicodedata
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from veille.normalise.memory import Memory
from veille.normalise.sentences import spans
from veille.normalise.words import ELIDED, fold

_PARTS = re.compile(r"([^\W_]+)")
_SIGNS = re.compile(r"[\W_]+")
_APOSTROPHES = frozenset("'’")


class Sentence(NamedTuple):
    """A sentence as written, and the ranks of its words: ``first`` to ``last``, excluded."""

    text: str
    first: int
    last: int
    in_title: bool


class Text:
    """Title and summary of one item; not to be changed once made.

    Words are runs of letters and digits. Lists of words are parallel, but ``words``, whose
    ``ranks`` say where each stands in the others.
    """

    def __init__(self, title: str, summary: str = "") -> None:
        whole = f"{title}\n{summary}"
        if not is_composed(whole):
            title, summary = composed(title), composed(summary)
            whole = f"{title}\n{summary}"
        self.title = title
        self.summary = summary
        self.whole = whole
        parts = _PARTS.split(whole)
        self.said = said = parts[1::2]
        """Words as written."""
        self.gaps = gaps = parts[::2]
        """What stands before each word, and after the last."""
        bounds = list(accumulate(map(len, parts)))
        self.starts = bounds[:-1:2]
        self.ends = bounds[1::2]
        self.in_title = bisect_left(self.starts, len(title))
        """How many words the title has."""
        self.folded = folded = _FOLDED.of(said)
        self.marked = folded
        """Folded words; an elided article or conjunction keeps its apostrophe, made plain."""
        self.words = folded
        """Folded words without those that are elided, as ``veille.normalise.words.words``."""
        self.ranks: range | list[int] = range(len(folded))
        self.words_in_title = self.in_title
        if "'" in whole or "’" in whole:
            elided = [
                rank
                for rank, gap in enumerate(gaps[1:])
                if gap != " " and gap[:1] in _APOSTROPHES and folded[rank] in ELIDED
            ]
            if elided:
                self._drop(elided)

    def _drop(self, elided: list[int]) -> None:
        self.marked = marked = self.folded.copy()
        for rank in elided:
            marked[rank] += "'"
        self.ranks = ranks = [rank for rank, word in enumerate(marked) if word[-1] != "'"]
        self.words = [marked[rank] for rank in ranks]
        self.words_in_title = bisect_left(ranks, self.in_title)

    @cached_property
    def folded_whole(self) -> str:
        """Title, a line feed and summary, folded; its offsets are not those of ``whole``."""
        return fold(self.whole)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the title, then those of the summary."""
        starts, whole, border = self.starts, self.whole, len(self.title) + 1
        bounds = [(start, end, True) for start, end in spans(self.title)]
        if self.summary:
            bounds += [(start + border, end + border, False) for start, end in spans(self.summary)]
        firsts = [bisect_left(starts, start) for start, _, _ in bounds]
        firsts.append(len(starts))
        return tuple(
            [
                Sentence(whole[start:end], firsts[rank], firsts[rank + 1], in_title)
                for rank, (start, end, in_title) in enumerate(bounds)
            ]
        )


def is_composed(text: str) -> bool:
    """Whether each accent is on its letter (NFC), as in nearly all texts."""
    return text.isascii() or unicodedata.is_normalized("NFC", text)


def composed(text: str) -> str:
    """``text`` with each accent on its letter."""
    return text if is_composed(text) else unicodedata.normalize("NFC", text)


def _folded(word: str) -> str:
    # « ½ » folds to two numbers around a sign: still one word.
    return _SIGNS.sub("", fold(word)) or word


_FOLDED = Memory(_folded)
