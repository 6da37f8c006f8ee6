"""The weights of tokens, and what they say of one text."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import numpy as np

from veille.normalise.lexing import Text
from veille.prior.announced import Announced
from veille.prior.tokens import Span, Vocabulary, fact_tokens, heard, subdued
from veille.prior.wording import Wording

# Arrays of numpy, whose types say nothing that mypy could check here.
Array = Any

_FILE = "weights.npz"
# Rules speak within these bounds: beyond, they would be no surer. 1.6 is a score of 0.9 against a
# threshold of 0.5.
SURE = 1.6
# A word that adds less to the log-odds than this is no reason. Chosen by reading: below it came
# words that speak of anything.
WORTH_SAYING = 0.2
RELEVANCE = "relevance"
KINDS = ("theme", "signal")
"""The kinds of outputs that are told or not."""


def logistic(value: float) -> float:
    """From log-odds to a probability in ]0, 1[, whatever the value."""
    bounded = -30.0 if value < -30.0 else 30.0 if value > 30.0 else value
    return 1 / (1 + math.exp(-bounded))


@dataclass(frozen=True, slots=True)
class Output:
    """One thing to tell. Its log-odds are ``gain`` × margin of the rules + ``offset`` + what the
    tokens weigh."""

    column: int
    gain: float
    offset: float

    def before_words(self, margin: float) -> float:
        """What the rules alone make of the log-odds, by how much they are for it (above 0) or
        against."""
        bounded = SURE if margin > SURE else -SURE if margin < -SURE else margin
        return self.gain * bounded + self.offset


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """Weights by token and output; build with ``Prior.load``, share freely between threads.

    An output is a theme or an event by its code (« theme:emploi », « signal:etude »), or
    ``RELEVANCE``.
    """

    version: str
    outputs: Mapping[str, Output]
    vocabulary: Vocabulary = field(repr=False)
    _rarity: Array = field(repr=False)
    _weights: Array = field(repr=False)
    """One line per token, one column per output, rarity included."""
    _bars: Mapping[str, float] = field(repr=False)
    _levels: tuple[float, ...] = field(repr=False)
    """What the log-odds of being useful need, to be those of relevance 1, 2 and 3."""
    announced: Announced | None = field(repr=False, default=None)
    """What tells the number of jobs that an item announces."""
    _found: dict[tuple[str, ...], tuple[Output | None, ...]] = field(
        repr=False, default_factory=dict
    )
    """Outputs already asked for, by their names."""

    @classmethod
    @cache
    def load(cls) -> "Prior | None":
        """The weights that come with the program; some 100 ms the first time.

        None when the file is not there or is damaged: the rules then speak alone, and
        ``veille check`` says so.
        """
        try:
            return cls.from_bytes((files("veille.prior") / _FILE).read_bytes())
        except (OSError, EOFError, ValueError, KeyError, BadZipFile):
            return None

    @classmethod
    def from_bytes(cls, data: bytes) -> "Prior":
        """Weights as ``tools.prior`` writes them; nothing in them can be executed.

        Raises:
            EOFError, ValueError, KeyError, zipfile.BadZipFile: these are no such weights.
        """
        with np.load(BytesIO(data), allow_pickle=False) as held:
            names = bytes(held["tokens"]).decode().split("\n")
            rarity = held["rarity"].astype(np.float32)
            each = zip(
                held["outputs"].tolist(),
                held["gains"].tolist(),
                held["offsets"].tolist(),
                strict=True,
            )
            return cls(
                version=sha256(data).hexdigest()[:8],
                outputs={
                    name: Output(column, gain, offset)
                    for column, (name, gain, offset) in enumerate(each)
                },
                vocabulary=Vocabulary(names),
                _rarity=rarity,
                _weights=held["weights"] * held["steps"].astype(np.float32) * rarity[:, None],
                _bars={
                    kind: math.log(bar / (1 - bar))
                    for kind, bar in zip(KINDS, held["bars"].tolist(), strict=True)
                },
                _levels=tuple(held["levels"].tolist()),
                announced=_announced(held) if "jobs_tokens" in held else None,
            )

    def bar(self, kind: str) -> float:
        """The log-odds from which a « theme » or a « signal » is told: those that give the best F1,
        below 0 since what is told wrongly costs no more than what is missed."""
        return self._bars[kind]

    def expected_relevance(self, odds: float) -> float:
        """The relevance to expect, in [0, 1] for 0 to 3, of what has these log-odds of being
        useful: the mean of the probabilities that it reaches 1, 2 and 3."""
        return sum([logistic(odds + level) for level in self._levels]) / len(self._levels)

    def outputs_of(self, names: tuple[str, ...]) -> tuple[Output | None, ...]:
        """The outputs of these names; None for what was not learnt, a theme of the territory's
        own."""
        found = self._found.get(names)
        if found is None:
            found = self._found[names] = tuple(map(self.outputs.get, names))
        return found

    def read(
        self,
        text: Text,
        places: Sequence[Span] = (),
        *,
        jobs: int | None = None,
        euros: int | None = None,
    ) -> "Leanings":
        """What the tokens of one text say of every output."""
        said = heard(text, places)
        counts = self.vocabulary.counts(said, fact_tokens(jobs, euros))
        ranks = np.array(list(counts), np.int64)
        values = subdued(np.array(list(counts.values()), np.float32))
        own = values * self._rarity.take(ranks)
        values /= math.sqrt(float(own @ own)) or 1.0
        weights = self._weights.take(ranks, 0)
        wording = Wording(text, said)
        return Leanings(self, (values @ weights).tolist(), wording, ranks, values, weights)


def _announced(held: Mapping[str, Array]) -> Announced:
    features = bytes(held["jobs_tokens"]).decode().split("\n")
    weights = held["jobs_weights"] * held["jobs_steps"].astype(np.float32)
    return Announced.of(features, weights, held["jobs_offsets"].tolist())


class Leanings:
    """What the prior says of one text, to be joined with the rules, output by output.

    ``said``: what the tokens add to the log-odds of each output, by its column.
    """

    __slots__ = ("_ranks", "_values", "_weights", "_wording", "prior", "said")

    def __init__(
        self,
        prior: Prior,
        said: Sequence[float],
        wording: Wording,
        ranks: Array,
        values: Array,
        weights: Array,
    ) -> None:
        self.prior = prior
        self.said = said
        self._wording = wording
        self._ranks = ranks
        self._values = values
        self._weights = weights

    def odds(self, output: Output, margin: float) -> float:
        """Log-odds of an output, given by how much the rules are for it (above 0) or against."""
        return output.before_words(margin) + self.said[output.column]

    def words_for(self, output: Output, limit: int, *, against: bool = False) -> tuple[str, ...]:
        """The words of the text that speak most for an output (or against), strongest first, as
        they are written; none that hardly says anything."""
        sign = -1 if against else 1
        added = (self._values * self._weights[:, output.column] * sign).tolist()
        telling = [(-value, at) for at, value in enumerate(added) if value >= WORTH_SAYING]
        telling.sort()
        tokens, ranks = self.prior.vocabulary.tokens, self._ranks
        return self._wording.written((tokens[ranks[at]] for _, at in telling), limit)
