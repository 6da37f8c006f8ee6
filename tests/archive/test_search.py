"""Searching: the words of French, filters, counts, and anything a person may type."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from veille.archive import Archive, classifications
from veille.archive.search import Query, rebuild, search, snippet
from veille.domain.theme import Classification, ThemeMatch
from veille.errors import SearchQueryError
from veille.normalise.words import stem

Make = Callable[..., Any]


@pytest.fixture
def filled(archive: Archive, store: Make, an_item: Make, now: datetime) -> Archive:
    store(
        an_item(
            "1", "Une fonderie s’installe en Île-de-France", "Des emplois industriels.", days=1
        ),
        an_item("2", "La commune vote son budget", "L’eau coûtera plus cher.", days=40),
        an_item("3", "Tournoi de pétanque", "Aucun emploi ici.", days=2),
    )
    theme = ThemeMatch("entreprises", 0.8, ("fonderie",))
    classifications.save(
        archive, [(1, Classification((theme,), 3, 0.9, "…", ("Roanne",), "v1", now))]
    )
    return archive


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("fonderies", {1}, id="plural"),
        pytest.param("ILE DE FRANCE", {1}, id="accents-and-case"),
        pytest.param("l'industrielle", {1}, id="elision-and-gender"),
        pytest.param("emploi", {1, 3}, id="emploi-finds-emplois"),
        pytest.param("l’eau", {2}, id="typographic-apostrophe"),
        pytest.param("qu’a-t-on su de la fonderie ?", set(), id="a-word-that-is-nowhere"),
        pytest.param("le budget de la commune", {2}, id="tool-words-do-not-count"),
        pytest.param("", {1, 2, 3}, id="nothing-asked-shows-all"),
    ],
)
def test_words(filled: Archive, typed: str, found: set[int]) -> None:
    result = search(filled, Query(typed))

    assert {hit.found.stored.id for hit in result.hits} == found
    assert result.total == len(found)


@pytest.mark.parametrize(
    "typed",
    [
        '"', "(", "c++", "multi-agent", "a AND", "NEAR(", "*", "title:x", "x' OR 1=1 --", "\x00",
        "é" * 100_000, "mot " * 5_000, "^", "-", "{", "\ud800",
    ],
)  # fmt: skip
def test_anything_may_be_typed(filled: Archive, typed: str) -> None:
    assert search(filled, Query(typed)).total >= 0


def test_filters_and_counts(filled: Archive) -> None:
    result = search(filled, Query(theme="entreprises"))
    assert [hit.found.stored.id for hit in result.hits] == [1]
    assert (result.themes, result.sources) == ({"entreprises": 1}, {"gazette": 1})

    assert search(filled, Query(min_relevance=2)).total == 1
    assert search(filled, Query(source="mairie")).total == 0
    assert search(filled, Query(since=date(2026, 11, 1))).total == 2
    assert search(filled, Query(until=date(2026, 11, 1))).total == 1
    assert search(filled, Query(month="2026-10")).total == 1
    assert search(filled, Query()).months == {"2026-11": 2, "2026-10": 1}


def test_pages_follow_one_another(filled: Archive) -> None:
    pages = [search(filled, Query(limit=1, offset=at)).hits[0].found.stored.id for at in range(3)]

    assert pages == [1, 3, 2]


def test_contradictory_dates_are_refused_in_french(filled: Archive) -> None:
    with pytest.raises(SearchQueryError, match="échangez-les"):
        search(filled, Query(since=date(2026, 11, 2), until=date(2026, 11, 1)))
    with pytest.raises(SearchQueryError, match="n’est pas un mois"):
        search(filled, Query(month="novembre"))


def test_the_index_can_be_rebuilt(filled: Archive) -> None:
    with filled.writing() as connection:
        connection.exec_driver_sql("INSERT INTO search(search) VALUES ('delete-all')")
    assert search(filled, Query("fonderie")).total == 0

    rebuild(filled)

    assert search(filled, Query("fonderie")).total == 1


def test_the_extract_marks_the_words_and_is_cut_around_them() -> None:
    text = "Début. " + "mot " * 200 + "La friche Duvallon change de mains. " + "fin " * 200

    pieces = snippet(text, frozenset([stem("friche")]))

    assert [piece for piece, found in pieces if found] == ["friche"]
    assert pieces[0][0] == "… "
    assert pieces[-1][0] == " …"
    assert sum(len(piece) for piece, _ in pieces) < 300
