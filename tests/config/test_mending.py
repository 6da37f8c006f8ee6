"""Slips of writing: each is told on its own line, in French, and the rest is read."""

from pathlib import Path

import pytest

from veille.config.nodes import Mapping, Node, Notes, Scalar, Sequence
from veille.config.tree import parse


def plain(node: Node | None) -> object:
    """The tree as Python values."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.values.items()}
    if isinstance(node, Sequence):
        return [plain(entry) for entry in node.entries]
    return node.text if isinstance(node, Scalar) else None


# name: (text, line, what is said, what is read nonetheless)
SLIPS: dict[str, tuple[str, int, str, object]] = {
    "tab": ("a:\n\tb: c\nd: e\n", 2, "tabulation", {"a": {"b": "c"}, "d": "e"}),
    "tab-under-a-dash": ("s:\n  - a: b\n\tc: d\n", 3, "tabulation", {"s": [{"a": "b", "c": "d"}]}),
    "colon-in-value": (
        "a: La veille : lettre\nb: c\n",
        1,
        'a : la valeur contient « : » ; mettez-la entre guillemets : a: "La veille : lettre"',
        {"a": "La veille : lettre", "b": "c"},
    ),
    "colon-and-quotes-in-value": (
        'a: Le "Val" : lettre\n',
        1,
        "a: 'Le \"Val\" : lettre'",
        {"a": 'Le "Val" : lettre'},
    ),
    "open-quote": (
        'a: b\nc: "d\ne: "f"\n',
        2,
        'guillemet ouvert et jamais fermé ; ajoutez "',
        {"a": "b", "c": "d", "e": "f"},
    ),
    "open-quote-at-the-end": ("a: b\nc: 'd\n", 2, "jamais fermé", {"a": "b", "c": "d"}),
    "quotes-around-the-first-word": (
        's:\n  - "Biscuits" reprend 12 salariés\n  - b\n',
        2,
        "écrivez '\"Biscuits\" reprend 12 salariés'",
        {"s": ['"Biscuits" reprend 12 salariés', "b"]},
    ),
    "apostrophe-in-quotes": ("a: 'L'usine'\n", 1, 'écrivez "L\'usine"', {"a": "L'usine"}),
    "open-list": ("a: [b, c\nd: e\n", 1, "ajoutez « ] »", {"a": ["b", "c"], "d": "e"}),
    "open-braces": ("s:\n  - {a: b\n  - {a: c}\n", 2, "« } »", {"s": [{"a": "b"}, {"a": "c"}]}),
    "no-space": (
        "a: b\nc:d\n",
        2,
        "il manque une espace après « : » ; écrivez c: d",
        {"a": "b", "c": "d"},
    ),
    "no-colon": (
        "a: b\nc d\ne: f\n",
        2,
        "n’est pas de la forme « clé: valeur »",
        {"a": "b", "e": "f"},
    ),
    "at-sign": ("a: @presse\n", 1, 'mettez-la entre guillemets : "@presse"', {"a": "@presse"}),
    "star": ("s:\n  - *\n", 2, 'mettez-la entre guillemets : "*"', {"s": ["*"]}),
    "percent": ("a: %b\n", 1, "« % »", {"a": "%b"}),
    "shifted-right": (
        "s:\n  - a: b\n     c: d\n",
        3,
        "retrait à la colonne 6 au lieu de 5",
        {"s": [{"a": "b", "c": "d"}]},
    ),
    "shifted-left": (
        "s:\n  - a: b\n   c: d\n    e: f\n",
        3,
        "retrait à la colonne 4 au lieu de 5",
        {"s": [{"a": "b", "c": "d", "e": "f"}]},
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_slip(name: str) -> None:
    text, line, said, read = SLIPS[name]
    notes = Notes(Path("any.yaml"))

    node = parse(text, notes)

    assert [mistake.line for mistake in notes.mistakes] == [line]
    assert said in notes.mistakes[0].message.replace("\u00a0", " ")
    assert plain(node) == read


def test_all_slips_of_a_file_are_told_at_once() -> None:
    blocks = [f"k{at}:\n  {text}".replace("\n", "\n  ") for at, text in enumerate(
        ["a: b: c", "- @x", "c:d\ne: f", "[a", "a: *"]
    )]  # fmt: skip
    notes = Notes(Path("any.yaml"))

    parse("\n".join(blocks), notes)

    assert len(notes.mistakes) == 5


def test_a_file_of_nothing_but_slips_stops_somewhere() -> None:
    notes = Notes(Path("any.yaml"))

    assert parse("".join(f"k{at}: b: c\n" for at in range(50)), notes) is None
    assert len(notes.mistakes) == 13
    assert "d’autres fautes" in notes.mistakes[0].message
