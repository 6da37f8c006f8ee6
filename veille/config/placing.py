"""Where a new entry goes in the text of ``sources.yaml``, and in what indentation."""

import re
from dataclasses import dataclass
from itertools import pairwise

from veille.config.nodes import Mapping, Node, Sequence
from veille.config.wording import typeset
from veille.errors import UsageError

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_KEY = re.compile(r"""( *(?:sources|"sources"|'sources') *:)( *\[ *\])?( *(?:#.*)?)""")
_DASH = re.compile(r"( *)-( *)")


@dataclass(frozen=True, slots=True)
class Place:
    """``at`` lines stay above; as in our own files, two columns before and one after a dash."""

    at: int = 0
    dash: int = 2
    gap: int = 1
    apart: bool = False
    """Whether a blank line goes before each entry."""


def split_lines(text: str) -> list[str]:
    """The lines with their ends, counted as the reader counts them."""
    return _LINE.findall(text)


def find_place(lines: list[str], node: Node) -> Place:
    """The end of the list; empty brackets are taken off the line of its key.

    Raises:
        UsageError: the list is written between brackets, where no line can be added.
    """
    value = node.values.get("sources") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or value is None:
        raise _between_brackets()
    entries = value.entries if isinstance(value, Sequence) else []
    if not entries:
        at = node.lines["sources"] - 1
        line = lines[at].rstrip("\r\n")
        found = _KEY.fullmatch(line)
        if found is None:
            raise _between_brackets()
        lines[at] = found[1] + found[3] + lines[at][len(line) :]
        dash = len(line) - len(line.lstrip(" ")) + 2
        return Place(_end(lines, at + 1, dash), dash)
    first = _DASH.match(lines[value.line - 1])
    if first is None:
        raise _between_brackets()
    starts = [entry.line for entry in entries]
    return Place(
        at=_end(lines, starts[-1], len(first[1])),
        dash=len(first[1]),
        gap=max(1, len(first[2])),
        apart=len(starts) > 1
        and all(
            any(not line.strip() for line in lines[above : below - 1])
            for above, below in pairwise(starts)
        ),
    )


def _end(lines: list[str], start: int, dash: int) -> int:
    """How many lines the list ends after; its last entry begins above line ``start``.

    A comment as far right as the dashes is of the list (an entry set aside, a heading);
    one at the margin, as blank lines at the end, is of the file and stays below.
    """
    end = next((at for at in range(start, len(lines)) if lines[at].startswith("...")), len(lines))
    while end > start:
        line = lines[end - 1]
        body = line.lstrip(" ")
        column = len(line) - len(body)
        if body.strip() and not (body.startswith("#") and column < max(1, dash)):
            break
        end -= 1
    return end


def _between_brackets() -> UsageError:
    return UsageError(
        typeset(
            "La liste « sources » de sources.yaml est écrite entre crochets ou accolades :"
            " écrivez une source par tiret et une clé par ligne, puis recommencez."
        )
    )
