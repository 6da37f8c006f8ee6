"""What a configuration file holds, before any meaning: texts, lists, mappings, with lines."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from veille.config.wording import typeset
from veille.errors import Mistake


@dataclass(slots=True)
class Scalar:
    """A value, always text: ``01004`` is not 516, ``17:30`` is not 1050, ``no`` is « no »."""

    text: str
    line: int


@dataclass(slots=True)
class Sequence:
    entries: "list[Node]"
    line: int


@dataclass(slots=True)
class Mapping:
    """``lines`` are those of the keys; both dicts have the same keys in file order."""

    values: "dict[str, Node]"
    lines: dict[str, int]
    line: int
    end: int = field(default=0, compare=False)
    """Line after the last one of the mapping; 0 when nobody needs it (a sound file)."""


Node: TypeAlias = Scalar | Sequence | Mapping


class Notes:
    """The mistakes found so far in one file.

    ``unsure`` are the lines whose writing was already faulty: what they were meant to say
    was guessed, so nothing more is said of them.
    """

    MOST = 500
    """Kept of one file: more than anybody mends before checking again, and a bound."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.unsure: set[int] = set()
        self._found: dict[Mistake, None] = {}

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Sorted by line."""
        return tuple(sorted(self._found))

    def add(self, line: int, sentence: str) -> None:
        if line not in self.unsure and len(self._found) < self.MOST:
            self._found[Mistake(self.path, line, typeset(sentence))] = None

    def add_faulty_writing(self, line: int, sentence: str) -> None:
        self.add(line, sentence)
        self.unsure.add(line)
