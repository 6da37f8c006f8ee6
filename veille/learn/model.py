"""A model: learnt from examples, then asked for scores and for its reasons."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from veille.errors import LearningError
from veille.learn.blending import Blend
from veille.learn.calibration import Sigmoids, Softmax
from veille.learn.examples import Example, folds
from veille.learn.features import Counts, Matrix, Rarity, Vocabulary, read
from veille.learn.members import Member, fit_meanings, fit_members
from veille.learn.reasons import Worth, strongest_words

# Power of the number of examples that a label is held back by when one is chosen: of two labels
# nearly as likely, the rarer. On the 14 kinds of projects (6 to 1,700 examples), macro-F1 is 0.814
# at 0, 0.830 at 0.05, 0.829 at 0.1, 0.831 at 0.15 and 0.825 at 0.2, with the same accuracy to
# 0.001; one kind with six examples makes most of it. Sets with as many of each stay as they are.
RARE_FIRST = 0.1
# Parts of the examples; each is scored by what the others teach, to calibrate.
PARTS = 5
# From this many examples on, one part is enough to calibrate: it holds 200 texts for one or two
# parameters, and learning costs twice a single fit rather than six times.
ONE_PART_FROM = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Build with ``learn``; share freely between threads."""

    labels: tuple[str, ...]
    """What it knows, in alphabetical order."""
    examples: Mapping[str, int]
    """How many examples each label had."""
    _several: bool = field(repr=False)
    _vocabulary: Vocabulary = field(repr=False)
    _scorer: "_Scorer" = field(repr=False)
    _blend: Blend = field(repr=False)
    _calibration: Softmax | Sigmoids = field(repr=False)

    def scores(self, texts: Sequence[tuple[str, str]]) -> list[dict[str, float]]:
        """For each (title, text), how surely each label holds, in [0, 1].

        A topic's scores sum to 1; themes are independent of each other.
        """
        counts = self._vocabulary.counted([read(title, text) for title, text in texts])
        averaged = self._blend.averaged(self._scorer.scores(counts))
        found = self._calibration.probabilities(averaged)
        return [dict(zip(self.labels, line, strict=True)) for line in found.tolist()]

    def best(self, texts: Sequence[tuple[str, str]]) -> list[tuple[str, float]]:
        """For each (title, text), the label chosen and its score; ties go to the first label.

        The surest is chosen, but a rare label needs a little less than a common one.
        """
        handicap = {label: self.examples[label] ** RARE_FIRST for label in self.labels}
        return [
            max(one.items(), key=lambda pair: pair[1] / handicap[pair[0]])
            for one in self.scores(texts)
        ]

    def why(self, title: str, text: str, label: str, limit: int = 5) -> tuple[str, ...]:
        """The words of the text that speak most for ``label``, as written, strongest first.

        Empty when no word does, or when the label was not learnt.
        """
        if label not in self.labels:
            return ()
        kept = read(title, text)
        counts = self._vocabulary.counted([kept])
        worth = self._worth(counts, label)
        return strongest_words(self._vocabulary, kept, worth, f"{title}\n{text}", limit)

    def _worth(self, counts: Counts, label: str) -> Worth:
        """What the columns and the meanings of one text are worth to a label."""
        row = self._scorer.rarity.weighed(counts)
        of_members = [one.weights_on(row) for one in self._scorer.of_words]
        *parts, of_meanings = self._blend.parts([*of_members, self._scorer.of_meanings.weights])
        return Worth(row, self._for(label, sum(parts)), self._for(label, of_meanings))

    def _for(self, label: str, weights: Matrix) -> Matrix:
        """A topic is chosen against the others: what speaks for all speaks for none."""
        column = weights[:, self.labels.index(label)]
        return column if self._several else column - weights.mean(axis=1)


@dataclass(frozen=True, slots=True)
class _Scorer:
    """The members, and the rarity of columns they were taught with."""

    rarity: Rarity
    of_words: tuple[Member, ...]
    of_meanings: Member

    @classmethod
    def fitted(cls, counts: Counts, wanted: Matrix, *, several: bool) -> "_Scorer":
        rarity = Rarity.of(counts)
        return cls(
            rarity,
            fit_members(rarity.weighed(counts), wanted, several=several),
            fit_meanings(counts.meanings, wanted, several=several),
        )

    def scores(self, counts: Counts) -> list[Matrix]:
        rows = self.rarity.weighed(counts)
        of_words = [member.scores(rows) for member in self.of_words]
        return [*of_words, self.of_meanings.scores(counts.meanings)]


def learn(
    examples: Sequence[Example],
    *,
    several: bool = False,
    names: Mapping[str, str] | None = None,
) -> Model:
    """Learn the labels of ``examples``.

    ``several``: a text may have any number of labels (themes), each scored on its own; else
    each has exactly one (a topic). ``names`` describe labels in words, « Mobilités et
    infrastructures » say, or the terms of its rules; without one, the label itself is read. A
    name is learnt as one more example, which is how a label with a single example is recognised
    at all: with two of its six examples within reach, the rarest kind of project goes from F1 0
    to 0.25 in *margin*.

    Raises:
        LearningError: no two labels to tell apart (themes: no label that some examples have
            and others lack).
    """
    import numpy as np

    labels = _labels(examples, several=several)
    named = [read((names or {}).get(label, label)) for label in labels]
    vocabulary = Vocabulary()
    counts = vocabulary.counted(
        [*(read(one.title, one.text) for one in examples), *named], grow=True
    )
    wanted = _wanted(examples, labels)
    parts = folds((one.labels for one in examples), min(PARTS, len(examples)))
    if len(examples) >= ONE_PART_FROM:
        parts = parts[:1]
    by_part = [_scored_by_others(counts, wanted, part, several=several) for part in parts]
    by_member = [np.concatenate(scores) for scores in zip(*by_part, strict=True)]
    seen = wanted[np.concatenate(parts)]
    blend = Blend.fitted(by_member, seen, several=several)
    averaged = blend.averaged(by_member)
    return Model(
        labels=labels,
        examples={label: _per_label(examples)[label] for label in labels},
        _several=several,
        _vocabulary=vocabulary,
        _scorer=_Scorer.fitted(counts, wanted, several=several),
        _blend=blend,
        _calibration=(
            Sigmoids.fitted(averaged, seen)
            if several
            else Softmax.fitted(averaged, seen.argmax(axis=1))
        ),
    )


def _labels(examples: Sequence[Example], *, several: bool) -> tuple[str, ...]:
    """The labels that can be learnt, in alphabetical order."""
    if not several:
        for one in examples:
            if len(one.labels) != 1:
                raise LearningError(
                    f"« {one.title or one.text[:60]} » doit avoir une étiquette et une seule."
                )
    counts = _per_label(examples)
    labels = tuple(sorted(label for label, count in counts.items() if count < len(examples)))
    if len(labels) < (1 if several else 2):
        raise LearningError(
            "Il faut des exemples d’au moins deux étiquettes pour apprendre à les distinguer ; "
            + (
                "il n’y a aucun exemple."
                if not examples
                else f"tous ont l’étiquette « {next(iter(counts))} »."
                if counts
                else "aucun n’a d’étiquette."
            )
        )
    return labels


def _per_label(examples: Sequence[Example]) -> Counter[str]:
    return Counter(label for one in examples for label in set(one.labels))


def _wanted(examples: Sequence[Example], labels: Sequence[str]) -> Matrix:
    """1 where the example has the label; below the examples, one line per name of a label."""
    import numpy as np

    ranks = {label: rank for rank, label in enumerate(labels)}
    wanted = np.zeros((len(examples) + len(labels), len(labels)))
    for line, one in enumerate(examples):
        for label in one.labels:
            if label in ranks:
                wanted[line, ranks[label]] = 1.0
    wanted[len(examples) :] = np.eye(len(labels))
    return wanted


def _scored_by_others(
    counts: Counts, wanted: Matrix, part: Sequence[int], *, several: bool
) -> list[Matrix]:
    """Scores of the texts of ``part`` by members that learnt everything else."""
    apart = set(part)
    others = [rank for rank in range(len(wanted)) if rank not in apart]
    scorer = _Scorer.fitted(counts.rows(others), wanted[others], several=several)
    return scorer.scores(counts.rows(part))
