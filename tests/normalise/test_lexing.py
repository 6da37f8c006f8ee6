"""An item read once: its words in each form, and its sentences."""

import pytest

from veille.normalise.lexing import Text
from veille.normalise.words import words

TEXTS = [
    ("L’usine s'agrandit", "Jusqu’à 40 emplois, dit le maire d’Aÿ-Champagne."),
    ("", ""),
    ("Sans résumé", ""),
    ("", "Sans titre"),
    ("« L’ »", "d' d’ l"),
    ("Œuvre d'art : 1er prix", "AUJOURD’HUI | presqu’île_x 3d"),
]


def test_each_form_of_the_words() -> None:
    text = Text("L’usine", "Aujourd’hui, qu'à Évreux")

    assert text.said == ["L", "usine", "Aujourd", "hui", "qu", "à", "Évreux"]
    assert text.folded == ["l", "usine", "aujourd", "hui", "qu", "a", "evreux"]
    assert text.marked == ["l'", "usine", "aujourd", "hui", "qu'", "a", "evreux"]
    assert text.words == ["usine", "aujourd", "hui", "a", "evreux"]
    assert list(text.ranks) == [1, 2, 3, 5, 6]
    assert (text.in_title, text.words_in_title) == (2, 1)


@pytest.mark.parametrize(("title", "summary"), TEXTS)
def test_words_are_those_of_search_and_of_rules(title: str, summary: str) -> None:
    text = Text(title, summary)

    assert text.words == words(title) + words(summary)
    assert text.words[: text.words_in_title] == words(title)


@pytest.mark.parametrize(("title", "summary"), TEXTS)
def test_words_stand_where_they_say(title: str, summary: str) -> None:
    text = Text(title, summary)
    places = zip(text.starts, text.ends, strict=True)

    assert [text.whole[start:end] for start, end in places] == text.said
    parts = [part for pair in zip(text.gaps, [*text.said, ""], strict=True) for part in pair]
    assert "".join(parts) == text.whole


@pytest.mark.parametrize(("title", "summary"), TEXTS)
def test_sentences_share_out_the_words(title: str, summary: str) -> None:
    text = Text(title, summary)
    found = [rank for one in text.sentences for rank in range(one.first, one.last)]

    assert found == list(range(len(text.said)))
    for one in text.sentences:
        assert [word for word in text.said[one.first : one.last] if word not in one.text] == []
        assert one.in_title == (one.first < text.in_title)


def test_a_title_that_ends_with_an_abbreviation_keeps_out_of_the_summary() -> None:
    sentences = Text("Reçu par M.", "Martin ouvre").sentences

    assert [(one.text, one.in_title) for one in sentences] == [
        ("Reçu par M.", True),
        ("Martin ouvre", False),
    ]


def test_accents_drawn_apart_are_put_on_their_letters() -> None:
    text = Text("Usine a\u0300 Vire\u0301")

    assert text.said == ["Usine", "à", "Viré"]
    assert text.folded == ["usine", "a", "vire"]


def test_a_fraction_is_one_word() -> None:
    assert len(Text("½ million").folded) == 2


@pytest.mark.parametrize("title", ["\u202e", "😀", "'" * 50, "_", "’’’", "a" * 10_000])
def test_any_text_is_read(title: str) -> None:
    text = Text(title, title)

    assert len(text.said) == len(text.folded) == len(text.marked) == len(text.gaps) - 1
    assert text.folded_whole is not None
    assert len(text.sentences) <= 2
