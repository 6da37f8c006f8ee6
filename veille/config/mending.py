"""Slips of YAML writing: say each in plain French, and mend the text to read the rest.

YAML parsers stop at the first slip, where it shows and not where it was made. Here each
known slip is traced to its own line, explained with what to write, and corrected in
memory; an unknown one has its line set aside. Nothing is written to the file.
"""

import re
from typing import TYPE_CHECKING

from veille.config.nodes import Notes
from veille.config.wording import quoted

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

# The patterns below cost up to the square of a line's length, and are tried on each line
# that an open quote may have swallowed: a source has 14 keys, a real line 200 characters.
_LONGEST_LINE = 2000
_LONGEST_VALUE = 200

_INDENT = re.compile(r"[ \t]*")
_PAIR = re.compile(r"^( *(?:- +)*)([^\s:#\"'\[{][^:#]*?) ?:( +)(.+)$")
_GLUED = re.compile(r"^( *(?:- +)*[A-Za-z_]+):(?=[^\s/:])")
_OPENED = re.compile(r"""^( *(?:- +)*(?:[^\s:#"']+ *: +)?)(["'])((?:(?!\2).)*)$""")
_CLOSED_EARLY = re.compile(r"""^( *(?:- +)*(?:[^\s:#"']+ *: +)?)(["'])(.*?)\2([^,\]}#:].*)$""")
_BARE = re.compile(r"^( *(?:- +)*(?:[^\s:#\"']+ *: +)?)([@`%|>*&!].*)$")


def mend_tabs(text: str, notes: Notes) -> str:
    """Tabs at the beginning of lines, which YAML forbids, made the indentation above."""
    if "\t" not in text:
        return text
    lines = text.split("\n")
    for at, line in enumerate(lines):
        indent = _INDENT.match(line)
        body = line.lstrip(" \t")
        if indent is None or "\t" not in indent[0]:
            continue
        if not body:
            lines[at] = ""
            continue
        notes.add_faulty_writing(
            at + 1, "tabulation en début de ligne ; remplacez-la par des espaces"
        )
        lines[at] = " " * _column_above(lines, at, body.startswith("- ")) + body
    return "\n".join(lines)


def mend(text: str, error: "MarkedYAMLError", notes: Notes) -> str:
    """The text with the slip behind ``error`` corrected or set aside, after noting it."""
    lines = text.split("\n")
    shown = error.problem_mark or error.context_mark
    at = min(shown.line, len(lines) - 1) if shown else 0
    while at and not lines[at].strip():  # at the end of the file: the slip is above
        at -= 1
    start = min(error.context_mark.line, at) if error.context_mark else at
    at, sentence, mended = _diagnose(lines, at, start, str(error.problem or ""))
    if at + 1 in notes.unsure:  # already mended once, in vain
        mended = ""
    notes.add_faulty_writing(at + 1, sentence)
    lines[at] = mended
    return "\n".join(lines)


def _diagnose(lines: list[str], at: int, start: int, problem: str) -> tuple[int, str, str]:
    """Line of the slip (from 0), what to say of it, and what to read instead."""
    if len(lines[at]) > _LONGEST_LINE:
        return at, "ligne trop longue pour être comprise ; coupez-la", ""
    for number in range(max(start, at - _LONGEST_VALUE), at + 1):
        if found := _OPENED.match(lines[number]):
            return (
                number,
                f"guillemet ouvert et jamais fermé ; ajoutez {found[2]} à la fin de la valeur",
                f"{found[1]}{_quote(found[3])}",
            )
    line = lines[at]
    if found := _CLOSED_EARLY.match(line):
        whole = (found[2] + found[3] + found[2] + found[4]).strip()
        if whole.endswith(found[2]):  # 'L'usine': the outer ones are no part of the text
            whole = whole[1:-1]
        return (
            at,
            f"des guillemets n’entourent que le début de la valeur ; écrivez {_quote(whole)}",
            found[1] + _quote(whole),
        )
    if "mapping values" in problem:
        return _colon_in_value(lines, at)
    if "flow" in problem or "',' or" in problem:
        opening = lines[start]
        sign = "]" if "[" in opening else "}"
        return (
            start,
            f"crochet ou accolade sans fin ; ajoutez « {sign} », et une virgule entre deux valeurs",
            _closed(opening, sign),
        )
    if "expected ':'" in problem:
        return _no_colon(lines, start)
    if found := _BARE.match(line):
        return (
            at,
            (
                f"une valeur ne commence pas par « {found[2][0]} » ; mettez-la entre guillemets :"
                f" {_quote(found[2])}"
            ),
            found[1] + _quote(found[2]),
        )
    return _misaligned(lines, at)


def _colon_in_value(lines: list[str], at: int) -> tuple[int, str, str]:
    found = _PAIR.match(lines[at])
    if found is None or ": " not in found[4] + " ":
        return _misaligned(lines, at)
    return (
        at,
        (
            f"{found[2]} : la valeur contient « : » ; mettez-la entre guillemets :"
            f" {found[2]}: {_quote(found[4])}"
        ),
        f"{found[1]}{found[2]}: {_quote(found[4])}",
    )


def _no_colon(lines: list[str], at: int) -> tuple[int, str, str]:
    line = lines[at]
    if _GLUED.match(line):
        mended = _GLUED.sub(r"\1: ", line)
        return at, f"il manque une espace après « : » ; écrivez {mended.strip(' -')}", mended
    return (
        at,
        (
            f"{quoted(line.strip(' -'))} n’est pas de la forme « clé: valeur » ; ajoutez « : »"
            " après la clé, ou # devant une remarque"
        ),
        "",
    )


def _misaligned(lines: list[str], at: int) -> tuple[int, str, str]:
    body = lines[at].lstrip(" ")
    here = len(lines[at]) - len(body)
    above = _column_above(lines, at, body.startswith("-"))
    if body and here != above and abs(here - above) < 4:
        return (
            at,
            f"retrait à la colonne {here + 1} au lieu de {above + 1} ; alignez cette ligne",
            " " * above + body,
        )
    return (
        at,
        (
            f"{quoted(body)} n’a pas été compris ; vérifiez les retraits, les guillemets et"
            " « clé: valeur »"
        ),
        "",
    )


def _column_above(lines: list[str], at: int, dash: bool) -> int:
    """Column where a key (or a dash) of the nearest written line above begins."""
    for above in range(at - 1, max(-1, at - _LONGEST_VALUE), -1):
        line = lines[above]
        body = line.strip(" ")
        if not body or body[0] == "#":
            continue
        column = len(line) - len(line.lstrip(" "))
        if body.startswith("- "):
            return column if dash else column + len(body) - len(body[2:].lstrip(" "))
        if dash and not body.endswith(":"):
            continue
        return column + 2 if body.endswith(":") else column
    return 0


def _quote(value: str) -> str:
    value = value.strip()
    sign = "'" if '"' in value or "\\" in value else '"'
    return sign + value.replace("'", "''" if sign == "'" else "'") + sign


def _closed(line: str, sign: str) -> str:
    opening = line.index("[" if sign == "]" else "{") if ("[" in line or "{" in line) else 0
    inner = [piece.strip() for piece in line[opening + 1 :].rstrip("]} ").split(",")]
    return line[: opening + 1] + ", ".join(piece for piece in inner if piece) + sign
