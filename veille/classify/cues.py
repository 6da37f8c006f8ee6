"""Cues of signals and axes made ready, and the weighing they share.

Phrases are independent clues, as the terms of themes are: a weight of 0.6 reads « this
phrase alone makes me 60 % sure »; a phrase of the title counts twice. What a territory has
no use for (sport, crime, foreign politics: the ``noise`` of relevance) takes away its share,
once wherever it stands: a plant that burns or goes on strike is in the news all the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from veille.classify.phrases import Hit, PhraseBook, Reading, compile_phrases
from veille.domain.signal import Cue
from veille.domain.theme import Term
from veille.normalise.lexing import Text

_SHOWN = 3  # words quoted as evidence: those that weigh most


@dataclass(frozen=True, slots=True, eq=False)
class CueBook:
    """Compiled cues: build with ``compile_cues``, share freely between threads."""

    signals: tuple[Cue, ...]
    axes: tuple[Cue, ...]
    signal_names: tuple[str, ...] = field(repr=False)
    """What the prior calls each signal."""
    phrases: PhraseBook = field(repr=False)
    _uses: tuple[tuple[int, float], ...] = field(repr=False)
    """Of each phrase: the rank of its cue (``_NOISE`` for noise) and its weight, 0.0 for an
    excluded one."""

    def read(self, text: Text) -> Reading:
        """Read one item once, for ``signal_in`` and ``axes_in``."""
        return self.phrases.read(text)

    def told(self, reading: Reading, cues: Sequence[Cue]) -> "Iterator[Told]":
        """The cues among ``signals`` or ``axes`` whose phrases are enough, in their order."""
        heard, _ = self.heard(reading, cues)
        return (one for one in heard if one.score >= one.cue.threshold)

    def heard(self, reading: Reading, cues: Sequence[Cue]) -> "tuple[list[Told], frozenset[str]]":
        """The cues of which a phrase was found, enough or not, in their order; and the codes of
        those that an excluded phrase silences."""
        offset = 0 if cues is self.signals else len(self.signals)
        mine = range(offset, offset + len(cues))
        quiet = 1.0
        found: dict[int, list[tuple[float, Hit]]] = {}
        silenced: set[int] = set()
        for hit in reading.hits:
            owner, weight = self._uses[hit.rank]
            if owner == _NOISE:
                quiet *= 1 - weight
            elif owner in mine:
                if weight:
                    found.setdefault(owner, []).append((weight, hit))
                else:
                    silenced.add(owner)
        heard: list[Told] = []
        for owner in sorted(found.keys() - silenced):
            cue = cues[owner - offset]
            doubt = 1.0
            for weight, hit in found[owner]:
                doubt *= (1 - weight) ** (1 + reading.in_title(hit))
            # Rounded, for a weight equal to the threshold to reach it.
            score = round((1 - doubt) * quiet, 6)
            heard.append(Told(cue, score, tuple(found[owner])))
        return heard, frozenset(cues[owner - offset].code for owner in silenced)


@dataclass(frozen=True, slots=True)
class Told:
    """A cue found. ``hits`` come with the weight of their phrase."""

    cue: Cue
    score: float
    hits: tuple[tuple[float, Hit], ...]

    def sentence(self) -> int:
        """Rank of the sentence that tells it best; the first of equals, so the title."""
        weights: dict[int, float] = {}
        for weight, hit in self.hits:
            for sentence in hit.sentences:
                weights[sentence] = weights.get(sentence, 0.0) + weight
        return max(sorted(weights), key=weights.__getitem__)

    def evidence(self, book: CueBook, reading: Reading) -> tuple[str, ...]:
        """The words of the item that weigh most, each once, none within another."""
        words: list[str] = []
        for _, hit in sorted(self.hits, key=lambda pair: -pair[0]):
            quote = book.phrases.quote(reading, hit)
            if not any(quote.lower() in other.lower() for other in words):
                words.append(quote)
            if len(words) == _SHOWN:
                break
        return tuple(words)


_NOISE = -1


def compile_cues(
    signals: Iterable[Cue], axes: Iterable[Cue], noise: Iterable[Term] = ()
) -> CueBook:
    """Make cues ready; a few milliseconds, to be done once. ``noise``: that of relevance."""
    signals, axes = tuple(signals), tuple(axes)
    uses: list[tuple[int, float]] = []
    texts: list[str] = []
    for owner, cue in enumerate((*signals, *axes)):
        for term in cue.terms:
            texts.append(term.text)
            uses.append((owner, term.weight))
        for text in cue.excluded:
            texts.append(text)
            uses.append((owner, 0.0))
    for term in noise:
        texts.append(term.text)
        uses.append((_NOISE, term.weight))
    names = tuple(f"signal:{cue.code}" for cue in signals)
    return CueBook(signals, axes, names, compile_phrases(texts), tuple(uses))
