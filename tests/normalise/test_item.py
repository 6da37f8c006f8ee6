"""normalise: from what a source wrote to clean plain text."""

from datetime import UTC, datetime

import pytest

from veille.domain.item import RawItem
from veille.normalise.item import TITLE_LIMIT, normalise
from veille.normalise.language import language_of
from veille.normalise.text import SUMMARY_LIMIT, plain, summarise
from veille.normalise.words import words


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param("<p>Une&nbsp;usine <b>ouvre</b>.</p>", "Une\xa0usine ouvre.", id="tags"),
        pytest.param("a<br>b<p>c</p>d", "a b c d", id="breaks-are-spaces"),
        pytest.param("<script>alert(1)</script>Oui", "Oui", id="script"),
        pytest.param("<style>p{}</style>Oui<!-- non -->", "Oui", id="style-and-comment"),
        pytest.param("L&#8217;été &amp; l&eacute;gal", "L’été & légal", id="entities"),
        pytest.param("5 &lt; 6", "5 < 6", id="an-escaped-sign-stays-text"),
        pytest.param("un\x00 deux\x1b[31m trois\u202e", "un deux[31m trois", id="controls"),
        pytest.param("  un \r\n\t deux ", "un deux", id="spaces"),
    ],
)
def test_plain(markup: str, text: str) -> None:
    assert plain(markup) == text


def test_a_summary_that_repeats_the_title_is_dropped() -> None:
    assert summarise("<p>Une usine ouvre</p>", "Une usine ouvre") == ""


def test_long_texts_are_cut_at_a_word() -> None:
    summary = summarise("mot " * 100_000, "Titre")
    item = normalise("a", RawItem("1", "", "mot " * 1_000))

    assert len(summary) <= SUMMARY_LIMIT + 2
    assert len(item.title) <= TITLE_LIMIT + 2
    assert summary.endswith("mot\u00a0…")


def test_an_entry_without_title_keeps_its_words() -> None:
    item = normalise("a", RawItem("1", "https://a.fr/x", "", "<p>Le conseil a voté.</p>"))

    assert item.title == "Le conseil a voté."


def test_an_entry_with_nothing_is_kept_all_the_same() -> None:
    assert normalise("a", RawItem("1", "", "")).title == "(sans titre)"


def test_a_french_date_is_read_where_the_reader_could_not() -> None:
    item = normalise("a", RawItem("1", "", "Titre", date_text="16 novembre 2026"))

    assert item.published is not None
    assert item.published.date() == datetime(2026, 11, 16, tzinfo=UTC).date()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le conseil communautaire a voté la création de la zone pour les entreprises", "fr"),
        ("The council has voted to create a new zone for the companies of this area", "en"),
        ("Der Rat hat die neue Zone für die Unternehmen und den Handel beschlossen", "de"),
        ("El consejo ha votado la creación de una zona para las empresas y los jóvenes", "es"),
        ("Roanne 2026", ""),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(words(text)) == language


def test_a_declared_language_is_believed() -> None:
    item = normalise("a", RawItem("1", "", "The council has voted for the area"), language="fr")

    assert item.language == "fr"
