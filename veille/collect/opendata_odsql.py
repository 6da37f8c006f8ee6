"""ODSQL, the query language of Opendatasoft: the few conditions asked, safely written."""

from collections.abc import Iterable

from veille.normalise.text import clean


def quoted(text: str) -> str:
    """``text`` as a literal, whatever it holds.

    >>> quoted('Le "Bourg"')
    '"Le \\\\"Bourg\\\\""'
    """
    return '"' + clean(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def among(field: str, values: Iterable[str]) -> str:
    return f"{field} in ({','.join(map(quoted, values))})"


def starting(field: str, text: str) -> str:
    return f"startswith({field},{quoted(text)})"


def search(fields: Iterable[str], text: str) -> str:
    """Full text: neither case nor accents matter, and all the words must be there."""
    return f"search({','.join(fields)},{quoted(text)})"


def every(conditions: Iterable[str]) -> str:
    return " and ".join(conditions)


def either(conditions: Iterable[str]) -> str:
    return f"({' or '.join(conditions)})"
