"""Which words of a text speak for a label, as the text writes them."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from veille.learn.features import Matrix, Vocabulary, pieces
from veille.learn.meanings import meanings
from veille.normalise.words import stem, words

# A word that says less than this part of what the strongest says is no reason. Not measured: below
# it came, in the few texts read, words that merely share letters with those of the label.
WORTH_SAYING = 0.25
# A word as written, accents drawn apart included.
_WRITTEN = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")


@dataclass(frozen=True, slots=True)
class Worth:
    """The terms and pieces of a text, and what these and meanings are worth to a label."""

    row: Matrix
    of_columns: Matrix
    of_meanings: Matrix

    def by_column(self) -> dict[int, float]:
        columns = self.row.indices
        worth = self.row.data * self.of_columns[columns]
        return dict(zip(columns.tolist(), worth.tolist(), strict=True))


def strongest_words(
    vocabulary: Vocabulary, read_words: Sequence[str], worth: Worth, text: str, limit: int
) -> tuple[str, ...]:
    """The words of ``text`` that add most to the score of a label, strongest first."""
    written = _as_written(text)
    credit = credit_of_stems(vocabulary, read_words, worth)
    ranked = sorted(credit.items(), key=lambda pair: (-pair[1], pair[0]))
    best = [(one, share) for one, share in ranked[:limit] if one in written and share > 0]
    return tuple(written[one] for one, share in best if share >= WORTH_SAYING * best[0][1])


def credit_of_stems(
    vocabulary: Vocabulary, read_words: Sequence[str], worth: Worth
) -> dict[str, float]:
    """What each stem of a text adds to the score of a label; they sum to it, but for its bias.

    A stem is credited with itself, with half of the pairs it stands in, with its share of its
    pieces and with what it means.
    """
    value = worth.by_column()
    stems = [stem(word) for word in read_words]
    credit: defaultdict[str, float] = defaultdict(float)
    credit.update(meanings().credit(Counter(stems), worth.of_meanings))
    for one in set(stems):
        credit[one] += value.get(vocabulary.of_terms.get(one, -1), 0.0)
    for one, next_ in sorted(set(pairwise(stems))):
        pair = value.get(vocabulary.of_terms.get(f"{one} {next_}", -1), 0.0)
        credit[one] += pair / 2
        credit[next_] += pair / 2
    for one, of_pieces in _credit_of_pieces(vocabulary, read_words, value).items():
        credit[one] += of_pieces
    return credit


def _credit_of_pieces(
    vocabulary: Vocabulary, read_words: Sequence[str], value: dict[int, float]
) -> dict[str, float]:
    """What the pieces of each stem's words are worth, shared between the words that have them."""
    first = len(vocabulary.of_terms)
    holders: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, times in Counter(read_words).items():
        for piece in pieces(word):
            holders[piece][stem(word)] += times
    credit: defaultdict[str, float] = defaultdict(float)
    for piece, shares in holders.items():
        if piece in vocabulary.of_pieces:
            worth = value.get(first + vocabulary.of_pieces[piece], 0.0) / shares.total()
            for one, times in shares.items():
                credit[one] += worth * times
    return credit


def _as_written(text: str) -> dict[str, str]:
    """Stem → the first word of the text that has it, in its own spelling."""
    found: dict[str, str] = {}
    for match in _WRITTEN.finditer(text):
        for word in words(match[0]):
            found.setdefault(stem(word), match[0])
    return found
