"""Numbers of jobs that no expression reads, by the words around them."""

import numpy as np
import pytest

from veille.classify import jobs_in
from veille.normalise.lexing import Text
from veille.prior import Announced

WEIGHTS = {
    "a:chais": (6.0, 0.0),
    "b:larg": (0.0, 6.0),
    "b:promet": (1.0, 0.0),
    "rules:+": (0.0, 9.0),
    "title": (0.5, 0.5),
}


def announced(weights: dict[str, tuple[float, float]] = WEIGHTS) -> Announced:
    return Announced.of(list(weights), np.array(list(weights.values())), (-2.0, -2.0))


def count(title: str, summary: str = "", said: Announced | None = None) -> int | None:
    found = jobs_in(Text(title, summary), said or announced())
    return found.count if found else None


def test_a_number_that_no_expression_reads_is_told_by_the_words_beside_it() -> None:
    title = "Cinq cents chaises de plus à l’atelier, sans recrutement annoncé"

    assert jobs_in(Text(title)) is None
    assert count(title) == 500


def test_the_sentence_quoted_is_that_of_the_number() -> None:
    found = jobs_in(Text("Un poste de plus", "Le groupe bouge. Il ajoute 40 chaises."), announced())

    assert found is not None
    assert (found.count, found.sentence) == (40, "Il ajoute 40 chaises.")


def test_jobs_may_be_cut_too() -> None:
    assert count("L’usine largue 60 bras") == -60


def test_of_two_numbers_the_likelier_is_told() -> None:
    assert count("Un poste pour 12 villes", "Il y aura 40 chaises.") == 40


def test_the_words_alone_never_give_a_year_of_a_million_or_one() -> None:
    assert count("Un poste et 1 chaise") is None
    assert count("Un poste, 3 000 000 chaises") is None


def test_an_item_without_a_word_of_staff_is_not_weighed() -> None:
    assert count("La salle des fêtes aura 400 chaises") is None


@pytest.mark.parametrize(("against", "expected"), [(9.0, -40), (1.0, 40)])
def test_only_what_is_nearly_sure_turns_what_the_expressions_read(
    against: float, expected: int
) -> None:
    said = announced({"rules:+": (0.0, against)})

    assert count("L’usine crée 40 emplois", said=said) == expected


def test_nothing_is_added_when_nothing_is_known() -> None:
    assert count("Le poste et ses 40 ans", said=announced({"x": (1.0, 1.0)})) is None


@pytest.mark.parametrize("text", ["", "2 2 2 poste", "poste 9" * 500, "cent mille postes €€", "²"])
def test_any_text_is_read(text: str) -> None:
    found = jobs_in(Text(text, text), announced())

    assert found is None or found.sentence in text


def test_probabilities_are_of_three_exclusive_cases() -> None:
    made, cut = announced().read({"a:chais", "b:larg"})

    assert 0 < made < 1 and 0 < cut < 1 and made + cut < 1
    assert announced({"a:chais": (900.0, -900.0)}).read({"a:chais"}) == (1.0, 0.0)
