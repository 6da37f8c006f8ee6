"""How often a topic is right, label by label, and which labels are taken for each other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from veille.learn.examples import Example, folds
from veille.learn.model import learn


@dataclass(frozen=True, slots=True)
class LabelReport:
    """Of one label: how much of what was given is right, how much of what was expected is found."""

    precision: float
    recall: float
    f1: float
    expected: int


@dataclass(frozen=True, slots=True)
class Report:
    """What the labels given are worth against those expected."""

    accuracy: float
    macro_f1: float
    """Mean of the F1 of every label expected or given, however rare."""
    by_label: dict[str, LabelReport]
    confusions: tuple[tuple[str, str, int], ...]
    """(expected, given, times), most frequent first."""


def report(expected: Sequence[str], given: Sequence[str]) -> Report:
    """Compare two lists of labels of the same length."""
    pairs = Counter(zip(expected, given, strict=True))
    wanted, said = Counter(expected), Counter(given)
    by_label = {}
    for label in sorted(wanted.keys() | said.keys()):
        right = pairs[label, label]
        by_label[label] = LabelReport(
            precision=right / said[label] if said[label] else 0.0,
            recall=right / wanted[label] if wanted[label] else 0.0,
            f1=2 * right / (wanted[label] + said[label]),
            expected=wanted[label],
        )
    wrong = [(one, other, count) for (one, other), count in pairs.items() if one != other]
    return Report(
        accuracy=sum(pairs[label, label] for label in by_label) / max(1, len(expected)),
        macro_f1=sum(one.f1 for one in by_label.values()) / max(1, len(by_label)),
        by_label=by_label,
        confusions=tuple(sorted(wrong, key=lambda one: (-one[2], one[0], one[1]))),
    )


def given_by_others(examples: Sequence[Example], parts: int = 5) -> list[str]:
    """The label each example gets from what the other parts teach (cross-validation).

    Raises:
        LearningError: the other parts have a single label, or none.
    """
    given = [""] * len(examples)
    for part in folds((one.labels for one in examples), parts):
        apart = set(part)
        model = learn([one for rank, one in enumerate(examples) if rank not in apart])
        texts = [(examples[rank].title, examples[rank].text) for rank in part]
        for rank, (label, _) in zip(part, model.best(texts), strict=True):
            given[rank] = label
    return given
