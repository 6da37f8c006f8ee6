"""Marking words and writing dates: the small pure parts of the pages."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from veille.normalise.words import stem, words
from veille.web import format as french
from veille.web.highlight import mark_terms, mark_words

PARIS = ZoneInfo("Europe/Paris")


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


def test_dates_follow_the_zone() -> None:
    eve = datetime(2026, 2, 28, 23, 30, tzinfo=UTC)

    assert french.day(eve, PARIS) == "dimanche 1ᵉʳ\u00a0mars 2026"
    assert french.moment(eve, PARIS) == "1ᵉʳ\u00a0mars 2026, 0\u00a0h\u00a030"


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (timedelta(seconds=20), "moins d’une minute"),
        (timedelta(minutes=1), "1\u00a0minute"),
        (timedelta(hours=3, minutes=50), "3\u00a0heures"),
        (timedelta(days=1, hours=23), "47\u00a0heures"),
        (timedelta(days=12), "12\u00a0jours"),
    ],
)
def test_spans(length: timedelta, written: str) -> None:
    assert french.span(length) == written


def test_numbers_and_months() -> None:
    assert french.count(12400, "article", "articles") == "12\u202f400\u00a0articles"
    assert french.count(0, "article", "articles") == "0\u00a0article"
    assert french.month("2026-08") == "août 2026"
    assert french.month("2026-99") == "2026-99"
    assert french.decimal(0.45) == "0,45"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//hote/", "https://", "http://[", "", " x"],
)
def test_only_web_addresses_are_links(address: str) -> None:
    assert french.web_address(address) == ""


def test_web_address_loses_its_password() -> None:
    assert french.web_address("https://moi:secret@hote.example/a?b") == "https://hote.example/a?b"
