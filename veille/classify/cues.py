"""Cues of signals and axes made ready, and the weighing they share.

Phrases are independent clues, as the terms of themes are: a weight of 0.6 reads « this
phrase alone makes me 60 % sure »; a phrase of the title counts twice. What a territory has
no use for (sport, crime, foreign politics: the ``noise`` of relevance) takes away its share,
once wherever it stands: a plant that burns or goes on strike is in the news all the same.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from veille.classify.phrases import Hit, PhraseBook, Reading, compile_phrases
from veille.domain.signal import Cue
from veille.domain.theme import Term
from veille.normalise.lexing import Text

_SHOWN = 3  # words quoted as evidence: those that weigh most


class Told(NamedTuple):
    """A cue of which a phrase was found, enough or not. ``hits`` come with their weights."""

    cue: Cue
    score: float
    hits: Sequence[tuple[float, Hit]]

    def sentence(self) -> int:
        """Rank of the sentence that tells it best; the first of equals, so the title."""
        weights: dict[int, float] = {}
        for weight, hit in self.hits:
            for sentence in hit.sentences:
                weights[sentence] = weights.get(sentence, 0.0) + weight
        return max(sorted(weights), key=weights.__getitem__)


class Cues(NamedTuple):
    """What one item tells: cues in the order of the rules, and the codes of those silenced."""

    reading: Reading
    signals: Sequence[Told]
    axes: Sequence[Told]
    silenced: Set[str]


@dataclass(frozen=True, slots=True, eq=False)
class CueBook:
    """Compiled cues: build with ``compile_cues``, share freely between threads."""

    signals: tuple[Cue, ...]
    axes: tuple[Cue, ...]
    signal_names: tuple[str, ...] = field(repr=False)
    """What the prior calls each signal."""
    labels: Mapping[str, str] = field(repr=False)
    """Of each signal, by its code."""
    phrases: PhraseBook = field(repr=False)
    _uses: tuple[tuple[int, float], ...] = field(repr=False)
    """Of each phrase: the rank of its cue (``_NOISE`` for noise) and its weight, 0.0 for an
    excluded one."""

    def read(self, text: Text) -> Cues:
        """Read one item once, for ``signal_in`` and ``axes_in``."""
        reading = self.phrases.read(text)
        quiet = 1.0
        found: dict[int, list[tuple[float, Hit]]] = {}
        silenced: set[int] = set()
        for hit in reading.hits:
            owner, weight = self._uses[hit.rank]
            if owner == _NOISE:
                quiet *= 1 - weight
            elif weight:
                found.setdefault(owner, []).append((weight, hit))
            else:
                silenced.add(owner)
        signals: list[Told] = []
        axes: list[Told] = []
        border = len(self.signals)
        for owner in sorted(found.keys() - silenced):
            doubt = 1.0
            for weight, hit in found[owner]:
                doubt *= (1 - weight) ** (1 + reading.in_title(hit))
            # Rounded, for a weight equal to the threshold to reach it.
            score = round((1 - doubt) * quiet, 6)
            if owner < border:
                signals.append(Told(self.signals[owner], score, found[owner]))
            else:
                axes.append(Told(self.axes[owner - border], score, found[owner]))
        cues = (*self.signals, *self.axes) if silenced else ()
        return Cues(reading, signals, axes, {cues[owner].code for owner in silenced})

    def evidence(self, reading: Reading, told: Told) -> tuple[str, ...]:
        """The words of the item that weigh most, each once, none within another."""
        words: list[str] = []
        for _, hit in sorted(told.hits, key=_heaviest):
            quote = self.phrases.quote(reading, hit)
            if not any(quote.lower() in other.lower() for other in words):
                words.append(quote)
            if len(words) == _SHOWN:
                break
        return tuple(words)


def _heaviest(pair: tuple[float, Hit]) -> float:
    return -pair[0]


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
    labels = {cue.code: cue.label for cue in signals}
    return CueBook(signals, axes, names, labels, compile_phrases(texts), tuple(uses))
