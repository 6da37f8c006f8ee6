"""Words: folded, singular for the rules, stemmed for search."""

import pytest

from veille.normalise.words import fold, rule_words, search_words, singular, stem, title_key, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Île-de-France", "ile-de-france"),
        ("I\u0302le", "ile"),
        ("L’ŒUVRE", "l'oeuvre"),
        ("ÉCOLE", "ecole"),
        ("ﬁnances", "finances"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_elided_articles_are_no_words() -> None:
    assert words("L’économie qu’on attend d'ici à 2030") == [
        "economie", "on", "attend", "ici", "a", "2030"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("plural", "expected"),
    [
        ("chantiers", "chantier"),
        ("chateaux", "chateau"),
        ("regionaux", "regional"),
        ("travaux", "travaux"),
        ("emplois", "emploi"),
        ("prix", "prix"),
        ("paris", "paris"),
        ("congres", "congre"),
        ("bus", "bus"),
    ],
)
def test_singular(plural: str, expected: str) -> None:
    assert singular(plural) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("emploi", "emplois"),
        ("travail", "travaux"),
        ("industriel", "industrielles"),
        ("entreprise", "entreprises"),
        ("friche", "friches"),
        ("regional", "regionaux"),
    ],
)
def test_forms_of_one_word_share_their_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_rule_words_stand_between_spaces() -> None:
    assert rule_words("Les friches, l’usine") == " les friche usine "


def test_search_words_are_stems() -> None:
    assert search_words("Les emplois industriels") == "le emploi industriel"


def test_titles_that_differ_by_typography_share_their_key() -> None:
    assert title_key("Roanne : l’usine « rouvre » !") == title_key("Roanne: L'usine rouvre")
