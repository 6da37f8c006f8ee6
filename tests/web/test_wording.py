"""Marking words and showing addresses: the small pure parts of the pages."""

import pytest

from veille.normalise.words import stem, words
from veille.web.format import web_address
from veille.web.highlight import mark_terms, mark_words


def marked(pieces: tuple[tuple[str, bool], ...]) -> list[str]:
    return [piece for piece, found in pieces if found]


@pytest.mark.parametrize(
    ("text", "terms", "found"),
    [
        pytest.param("Les salariés", ["salarié"], ["salariés"], id="plural"),
        pytest.param("LES SALARIES", ["salarié"], ["SALARIES"], id="no-accents"),
        pytest.param(
            "La zone d’activités", ["zone d'activités"], ["zone d’activités"], id="elided"
        ),
        pytest.param("L’industrialisation", ["industri*"], ["industrialisation"], id="beginning"),
        pytest.param("Désindustrialiser", ["industri*"], [], id="whole-words"),
        pytest.param("appels à projets", ["appel à projet*"], ["appels à projets"], id="phrase"),
        pytest.param("reprise d’usine", ["usine", "reprise d'usine"], ["reprise d’usine"], id="in"),
        pytest.param("rien ici", ["", "*", "'"], [], id="empty-terms"),
        pytest.param("", ["usine"], [], id="empty-text"),
        pytest.param("sauvé : cœur", ["coeur"], ["cœur"], id="ligature"),
    ],
)
def test_terms_are_marked_as_the_rules_read_them(
    text: str, terms: list[str], found: list[str]
) -> None:
    pieces = mark_terms(text, terms)

    assert marked(pieces) == found
    assert "".join(piece for piece, _ in pieces) == text


def test_searched_words_are_marked_and_the_text_is_whole() -> None:
    text = "L’usine industrielle, <b>des</b> industriels"

    pieces = mark_words(text, {stem(word) for word in words("industriel usines")})

    assert marked(pieces) == ["usine", "industrielle", "industriels"]
    assert "".join(piece for piece, _ in pieces) == text


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//hote/", "https://", "http://[", "", " x"],
)
def test_only_web_addresses_are_links(address: str) -> None:
    assert web_address(address) == ""


def test_web_address_loses_its_password() -> None:
    assert web_address("https://moi:secret@hote.example/a?b") == "https://hote.example/a?b"
