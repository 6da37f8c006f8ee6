"""The fast reader answers as the full parser does, or not at all."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veille.config.nodes import Mapping, Notes, Scalar, Sequence
from veille.config.plain import read_plain
from veille.config.tree import parse_fully


def fully(text: str) -> object:
    notes = Notes(Path("any.yaml"))
    node = parse_fully(text, notes)
    return notes.mistakes or node


READ = {
    "texts-stay-texts": "a: 01004\nb: 17:30\nc: no\nd: 1.10\ne: 08\nf: null\n",
    "list-of-mappings": "sources:\n  - id: a\n    name: b\n  - id: c\nother: x\n",
    "list-under-its-key": "sources:\n- id: a\n  themes: [x, y]\n- id: b\n",
    "wide-dash": "sources:\n  -   id: a\n      name: b\n",
    "comments": "# top\na: b # end\n  # odd place\nc:   # nothing\nd: 'x' # q\ne: [] # f\n",
    "hash-inside": "url: https://site.example/#part\n",
    "unbroken-colon": "name: La veille\u00a0:\u00a0lettre\n",
    "quotes": 'a: "x: y"\nb: \'d: e\'\n"levée de fonds": 0.7\nc: ""\n',
    "flow": "c:\n  - {code: \"42187\", name: Roanne}\n  - {code: 01004}\nd: {}\ne: [a, 'b c']\n",
    "term-keys": "terms:\n  levée d’argent: 0.2\n  l'usine: 0.5\n  industri*: 0.3\n  a - b: 1\n",
    "empty-values": "a:\nb:\n  c:\nd:\n",
    "nested": "a:\n  b:\n    - x\n    - y\n  c: z\n",
    "space-before-colon": "a : b\n",
    "no-final-newline": "a: b",
}

LEFT = {
    "alias": "a: *b\n",
    "anchor": "a: &b c\n",
    "tag": "a: !!int 3\n",
    "block-text": "a: |\n  b\n",
    "continued": "a: b\n  c\n",
    "open-quote": 'a: "b\n',
    "escape": 'a: "b\\n"\n',
    "doubled-quote": "a: 'b''c'\n",
    "after-quote": 'a: "b" c\n',
    "open-list": "a: [b\n",
    "list-with-colon": "a: [b: c]\n",
    "colon-in-value": "a: b: c\n",
    "french-colon": "a: La veille\u00a0: lettre\n",
    "colon-at-end": "a: b:\n",
    "repeated-key": "a: b\na: c\n",
    "repeated-flow-key": "a: {b: c, b: d}\n",
    "tab": "a:\tb\n",
    "document": "---\na: b\n",
    "shifted": "a: b\n c: d\n",
    "shifted-back": "a:\n    b: c\n  d: e\n",
    "list-beside-keys": "a: b\n- c\n",
    "empty-dash": "a:\n  -\n",
    "dash-in-dash": "a:\n  - - b\n",
    "question": "? a\n: b\n",
    "empty": "",
    "hollow-list": "a: [b, , c]\n",
    "bracket-in-text": "a: [b[, c]\n",
    "very-deep": "\n".join(" " * level + "a:" for level in range(2000)),
}


@pytest.mark.parametrize("name", READ)
def test_reads_plain_writing_as_the_full_parser_does(name: str) -> None:
    node = read_plain(READ[name])

    assert node is not None
    assert node == fully(READ[name])


@pytest.mark.parametrize("name", LEFT)
def test_leaves_the_rest_alone(name: str) -> None:
    assert read_plain(LEFT[name]) is None


def test_every_node_knows_its_line() -> None:
    node = read_plain("a:\n\n  - b\n  # c\n  - d: e\n")

    assert node == Mapping(
        {"a": Sequence([Scalar("b", 3), Mapping({"d": Scalar("e", 5)}, {"d": 5}, 5)], 3)},
        {"a": 1},
        1,
    )


# Pieces that make lines look like our files, right and wrong in every way.
_piece = st.sampled_from(
    [
        "- ",
        "a",
        "b2",
        ":",
        ": ",
        " ",
        "  ",
        "#",
        " #",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        ", ",
        ",",
        "é",
        "«",
        "»",
        "*",
        "&",
        "!",
        "|",
        ">",
        "?",
        "-",
        "%",
        "@",
        "01",
        ".",
        "/",
        "\\",
        "\u00a0",
        "a: b",
        "- c: d",
        "x: [y, z]",
        "http://h",
        "’",
        "(",
        "=",
        "<<",
        "~",
        "---",
        "...",
    ]
)
_line = st.tuples(st.sampled_from([0, 0, 2, 2, 4, 4, 1, 3]), st.lists(_piece, max_size=5)).map(
    lambda parts: " " * parts[0] + "".join(parts[1])
)


@settings(max_examples=1500, deadline=None)
@given(st.lists(_line, min_size=1, max_size=6).map("\n".join))
def test_never_differs_from_the_full_parser(text: str) -> None:
    node = read_plain(text)

    if node is not None:
        assert node == fully(text)
