"""Sentences of a text, as they are quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veille.normalise.sentences import spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Une usine ouvre. Elle recrute.", ["Une usine ouvre.", "Elle recrute."]),
        ("Vraiment ? Oui ! Enfin… Peut-être", ["Vraiment ?", "Oui !", "Enfin…", "Peut-être"]),
        ("Une ligne\nUne autre", ["Une ligne", "Une autre"]),
        ("Vallée | Une usine ouvre", ["Vallée", "Une usine ouvre"]),
        ("M. Durand et MM. Petit arrivent", ["M. Durand et MM. Petit arrivent"]),
        ("Le Dr. Blanc s’installe av. Foch", ["Le Dr. Blanc s’installe av. Foch"]),
        ("Le coût : 1.200 euros, soit 1,5 M€", ["Le coût : 1.200 euros, soit 1,5 M€"]),
        ("Fini. « Nous partons. »", ["Fini.", "« Nous partons. »"]),
        ("Une suite... en minuscules", ["Une suite... en minuscules"]),
        ("Élection. Écoles.", ["Élection.", "Écoles."]),
        (" \n ", []),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(st.text())
def test_nothing_but_spaces_and_bars_is_lost(text: str) -> None:
    parts = sentences(text)

    assert all(part and part == part.strip() for part in parts)
    assert [*"".join("".join(parts).replace("|", "").split())] == [
        *"".join(text.replace("|", "").split())
    ]
