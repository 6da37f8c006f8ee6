"""Write a title as an example in the file of a theme, whose every line stays as it was written."""

from dataclasses import replace
from pathlib import Path

from veille.config.nodes import Mapping, Node, Notes, Scalar, Sequence
from veille.config.placing import split_lines
from veille.config.replacing import replace_content
from veille.config.rules import read_theme
from veille.config.scalars import scalar
from veille.config.tree import parse, read_content, text_of
from veille.config.wording import typeset
from veille.domain.theme import Theme
from veille.errors import ConfigError, UsageError

_BOM = "\ufeff"


def add_example(path: Path, title: str, *, expected: bool) -> bool:
    """Add ``title`` to ``match`` (``expected``) or ``no_match``; False when it is there already.

    The file is written only if it then reads as the same theme with one example more.

    Raises:
        ConfigError: every mistake of the file as it is.
        UsageError: a list between brackets, a file that cannot be written. Nothing is written.
    """
    key = "match" if expected else "no_match"
    theme = _theme(path, path)
    examples = theme.match if expected else theme.no_match
    if title in examples:
        return False
    wanted = (*examples, title)
    after = replace(theme, match=wanted) if expected else replace(theme, no_match=wanted)
    notes = Notes(path)
    content = read_content(path, notes) or b""
    lines = split_lines(content.decode().removeprefix(_BOM))
    _insert(lines, parse(text_of(content, notes), notes), key, title)
    mark = _BOM if content.startswith(_BOM.encode()) else ""

    def check(temporary: Path) -> None:
        if _theme(temporary, path) != after:
            raise _refused(path)

    replace_content(path, content, (mark + "".join(lines)).encode(), check)
    return True


def _theme(written: Path, path: Path) -> Theme:
    notes = Notes(written)
    theme, _ = read_theme(notes, path)
    if notes.mistakes:
        raise _refused(path) if written != path else ConfigError(notes.mistakes)
    return theme


def _insert(lines: list[str], node: Node | None, key: str, title: str) -> None:
    """Put the line below the last example, or the list at the end of the file."""
    end = next((line[len(line.rstrip("\r\n")) :] for line in lines), "") or "\n"
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += end
    value = node.values.get(key) if isinstance(node, Mapping) else None
    entry = f"- {scalar(title)}{end}"
    if not isinstance(node, Mapping) or value is None:
        lines += [end, f"{key}:{end}", f"  {entry}"]
    elif isinstance(value, Sequence) and value.entries:
        last = lines[value.entries[-1].line - 1]
        indent = last[: len(last) - len(last.lstrip(" "))]
        lines.insert(value.entries[-1].line, indent + entry)
    elif isinstance(value, Scalar) and not value.text:
        lines.insert(node.lines[key], f"  {entry}")
    else:
        lines[node.lines[key] - 1] = f"{key}:{end}"
        lines.insert(node.lines[key], f"  {entry}")


def _refused(path: Path) -> UsageError:
    return UsageError(
        typeset(
            f"{path} ne se relirait pas comme il faut : rien n’y a été écrit ;"
            " ajoutez l’exemple à la main."
        )
    )
