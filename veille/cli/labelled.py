"""Labelled texts in a file: TSV with a line of headers, or JSON, one object a line."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from veille.errors import UsageError
from veille.learn.examples import Example
from veille.normalise.french import system_reason

# Names of columns looked for, the first found wins: those of published sets, then French ones.
_TITLES = ("headline", "title", "titre")
_TEXTS = ("text", "texte", "summary", "résumé")
_LABELS = ("category", "label", "measure", "catégorie", "étiquette", "thème")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns to read; found by name when they are not given."""

    text: str = ""
    label: str = ""


def read_labelled(path: Path, columns: Columns) -> list[Example]:
    """The examples of a file.

    Raises:
        UsageError: the file cannot be read, or one of its lines; the sentence says which.
    """
    records = _json_records(path) if path.suffix in {".jsonl", ".json"} else _tsv_records(path)
    examples = []
    for line, record in records:
        label = record[_column(path, line, record, columns.label, _LABELS, "--label-column")]
        title, text = _words(path, line, record, columns)
        if not label.strip():
            raise UsageError(f"{path}:{line} — l’étiquette est vide ; remplissez-la.")
        examples.append(Example(title, text, (label.strip(),)))
    if not examples:
        raise UsageError(f"{path}:1 — le fichier n’a aucun texte étiqueté.")
    return examples


def _words(path: Path, line: int, record: Mapping[str, str], columns: Columns) -> tuple[str, str]:
    if columns.text:
        asked = _column(path, line, record, columns.text, (), "--text-column")
        return record[asked], ""
    title = next((record[name] for name in _TITLES if name in record), "")
    text = next((record[name] for name in _TEXTS if name in record), "")
    if not title and not text:
        _column(path, line, record, "", (*_TITLES, *_TEXTS), "--text-column")
    return title, text


def _column(
    path: Path,
    line: int,
    record: Mapping[str, str],
    asked: str,
    usual: Sequence[str],
    option: str,
) -> str:
    for name in [asked] if asked else usual:
        if name in record:
            return name
    there = ", ".join(record)
    if asked:
        raise UsageError(
            f"{path}:{line} — il n’y a pas de colonne «\u00a0{asked}\u00a0» ({option}) "
            f"parmi\u00a0: {there}."
        )
    raise UsageError(
        f"{path}:{line} — aucune colonne {', '.join(usual)} parmi\u00a0: {there}\u00a0; "
        f"nommez-la avec {option}."
    )


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"Le fichier {path} ne peut pas être lu ({system_reason(error)})."
        ) from error
    for number, line in enumerate(content.split(b"\n"), start=1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").removesuffix("\r")
        except UnicodeDecodeError:
            raise UsageError(
                f"{path}:{number} — cette ligne n’est pas en UTF-8\u00a0; "
                "enregistrez le fichier dans cet encodage."
            ) from None
        if text.strip():
            yield number, text


def _tsv_records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    lines = _lines(path)
    _, first = next(lines, (1, ""))
    headers = [name.strip() for name in first.split("\t")]
    for number, line in lines:
        fields = _fields(line, len(headers))
        if len(fields) != len(headers):
            raise UsageError(
                f"{path}:{number} — {len(fields)} colonnes au lieu de {len(headers)}\u00a0; "
                "séparez-les par une tabulation."
            )
        yield number, dict(zip(headers, fields, strict=True))


def _fields(line: str, expected: int) -> list[str]:
    """A field may be quoted; a text that merely opens with a quote is read as it is."""
    csv.field_size_limit(max(csv.field_size_limit(), len(line)))
    fields = next(csv.reader([line], delimiter="\t"))
    return fields if len(fields) == expected else line.split("\t")


def _json_records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in _lines(path):
        try:
            entry = json.loads(line)
        except ValueError:
            entry = None
        if not isinstance(entry, dict):
            raise UsageError(
                f"{path}:{number} — une ligne doit être un objet JSON, par exemple "
                '{"title": "…", "label": "…"}.'
            )
        yield number, {name: str(value) for name, value in entry.items() if value is not None}
