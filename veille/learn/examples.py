"""What is learnt from: texts that someone labelled."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Example:
    """A text and its labels: exactly one to learn a topic, any number to learn themes."""

    title: str
    text: str = ""
    labels: tuple[str, ...] = ()


def folds(keys: Iterable[object], count: int) -> list[list[int]]:
    """Ranks of the examples in ``count`` parts that share each key as evenly as can be.

    The same keys always give the same parts.
    """
    groups: dict[object, list[int]] = {}
    for rank, key in enumerate(keys):
        groups.setdefault(key, []).append(rank)
    order = []
    shuffle = Random(0).shuffle
    for group in groups.values():
        shuffle(group)
        order += group
    return [sorted(order[part::count]) for part in range(count)]
