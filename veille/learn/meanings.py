"""What words mean by the company they keep: « vaccin » is close to « épidémie », unread.

A fixed table (``meanings.txt``, made by ``tools/stem_meanings.py``) gives ``DIRECTIONS`` numbers
to each of 12,000 stems of the French press, such that stems found near the same others have
numbers alike. A text is the sum of its stems. So an example also teaches words it does not hold,
which is what a small set lacks most; the sum stays a sum, so each word has its exact share.

Chosen by five-fold cross-validation on training parts, three times over, on the log-loss of
sentences, articles and a third of the project titles, in a fixed mix. With 5,000 stems 0.658,
0.518, 0.356, with 8,000 0.637, 0.513, 0.350, with 12,000 0.616, 0.507, 0.346, with 16,000 0.613,
0.511, 0.352. 96 directions gain nothing but on titles (0.344); 15 levels lose nothing, 7 lose
0.01 on sentences.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

DIRECTIONS = 64
LEVELS = "abcdefghijklmno"
"""Fifteen letters for the numbers of the table, the middle one for zero."""


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """The table: one line of numbers per stem, longer when the stem is rarer in the press."""

    ranks: dict[str, int]
    numbers: Any

    def of(self, text: Counter[str]) -> Any:
        """The numbers of a text, given how often each stem stands in it; length 1, or 0."""
        import numpy as np

        known = [one for one in text if one in self.ranks]
        if not known:
            return np.zeros(DIRECTIONS)
        total = self._shares(known, text).sum(axis=0)
        return total / (np.linalg.norm(total) or 1.0)

    def credit(self, text: Counter[str], weights: Any) -> dict[str, float]:
        """What each known stem adds to ``of(text) @ weights``."""
        import numpy as np

        known = [one for one in text if one in self.ranks]
        if not known:
            return {}
        shares = self._shares(known, text)
        worth = shares @ weights / (np.linalg.norm(shares.sum(axis=0)) or 1.0)
        return dict(zip(known, worth.tolist(), strict=True))

    def _shares(self, known: Sequence[str], text: Counter[str]) -> Any:
        import numpy as np

        times = np.array([text[one] for one in known], dtype=float)
        lines = self.numbers[[self.ranks[one] for one in known]]
        return (np.log(times) + 1)[:, None] * lines

    def rows(self, texts: Iterable[Counter[str]]) -> Any:
        """The numbers of each text, one line each."""
        import numpy as np

        return np.array([self.of(text) for text in texts]).reshape(-1, DIRECTIONS)


@cache
def meanings() -> Meanings:
    """The table, read once, when something is learnt."""
    import numpy as np

    lines = files("veille.learn").joinpath("meanings.txt").read_text("ascii").splitlines()
    articles = int(lines[0])
    stems, holding, letters = zip(*(line.split(" ") for line in lines[1:]), strict=True)
    levels = np.frombuffer("".join(letters).encode("ascii"), np.uint8).reshape(-1, DIRECTIONS)
    numbers = levels.astype(float) - ord(LEVELS[len(LEVELS) // 2])
    lengths = np.linalg.norm(numbers, axis=1)
    rarity = np.log(articles / np.array(holding, dtype=float))
    numbers *= (rarity / np.where(lengths, lengths, 1.0))[:, None]
    return Meanings({one: rank for rank, one in enumerate(stems)}, numbers)
