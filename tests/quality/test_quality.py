"""The quality of the rules and of the lists found may rise, never go down in silence.

A floor is the figure last measured, less 0.01 for what a useful rule may cost elsewhere.
After a better figure, raise it in ``floors.json``: ``python -m tests.quality.measure``.
"""

import json

import pytest

from tests.quality import places, prior, stories
from tests.quality.learning import FIGURES, TEXTS
from tests.quality.lists import LISTINGS, measure_lists
from tests.quality.measure import (
    FLOORS,
    GOLD,
    measure,
)
from tests.quality.signals import Said, exact_and_sober, signal_counts
from veille.classify.evaluation import average_precision, quadratic_kappa

LISTS = ("lists_", "feeds_")
"""How the names of figures about pages begin."""
APART = (*LISTS, "stories_", "apart_")
"""Figures that have a test of their own."""


@pytest.mark.skipif(
    not (GOLD.exists() and places.PROJECTS.exists()), reason=f"labelled items absent: {GOLD}"
)
def test_no_figure_is_below_its_floor() -> None:
    figures, _ = measure()

    assert figures.keys() == {
        name for name in floors() if not name.startswith(APART) and name not in FIGURES
    }
    assert not below_floors(figures)


@pytest.mark.skipif(not LISTINGS.exists(), reason=f"real pages absent: {LISTINGS}")
def test_no_figure_of_lists_is_below_its_floor() -> None:
    figures = measure_lists()

    assert figures.keys() == {name for name in floors() if name.startswith(LISTS)}
    assert not below_floors(figures)


def floors() -> dict[str, float]:
    found: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return found


def below_floors(figures: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in figures.items() if value < floors()[name]}


def test_a_common_word_is_no_place() -> None:
    assert places.common_words_left_alone() == 1


@pytest.mark.skipif(
    not stories.HEADLINES.exists(), reason=f"grouped headlines absent: {stories.HEADLINES}"
)
def test_no_figure_of_the_stories_is_below_its_floor() -> None:
    assert not below_floors(stories.measure())


def test_no_figure_of_the_invented_items_kept_apart_is_below_its_floor() -> None:
    found = prior.figures("invented")

    assert found.keys() == {name for name in floors() if name.startswith("apart_invented_")}
    assert not below_floors(found)


@pytest.mark.skipif(not prior.ARTICLES.exists(), reason=f"news articles absent: {prior.ARTICLES}")
def test_no_figure_of_the_articles_kept_apart_is_below_its_floor() -> None:
    found = prior.figures("articles")

    assert found.keys() == {name for name in floors() if name.startswith("apart_articles_")}
    assert not below_floors(found)


def test_what_words_weigh_helps_the_rules_on_items_that_nobody_saw() -> None:
    alone, both = prior.figures("invented", alone=True), prior.figures("invented")

    for name in ("themes_micro_f1", "kappa", "signals"):
        assert both[f"apart_invented_{name}"] > alone[f"apart_invented_{name}"] + 0.03


@pytest.mark.parametrize("name", list(FIGURES))
@pytest.mark.skipif(not TEXTS.exists(), reason=f"labelled texts absent: {TEXTS}")
def test_what_is_learnt_is_not_below_its_floor(name: str) -> None:
    assert FIGURES[name]() >= floors()[name]


def test_the_measures_themselves() -> None:
    assert quadratic_kappa([0, 1, 2, 3], [0, 1, 2, 3]) == 1
    assert quadratic_kappa([0, 0, 3, 3], [3, 3, 0, 0]) == pytest.approx(-1)
    assert quadratic_kappa([0, 0, 3, 3], [0, 3, 0, 3]) == pytest.approx(0)
    assert average_precision([True, False, True], [0.9, 0.5, 0.1]) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision([False], [0.3]) == 0


def test_the_measures_of_signals_and_numbers() -> None:
    def said(label: str | None, given: str | None) -> Said:
        return Said({"signal": label}, given, None, None)

    items = [
        said("etude", "etude"),
        said("etude", "reprise"),
        said(None, "etude"),
        said(None, None),
    ]

    assert signal_counts(items) == (1, 2, 1)
    assert signal_counts(items, ["reprise"]) == (0, 1, 0)
    assert exact_and_sober([(120, 120), (80, None), (None, None), (None, 3)]) == (0.5, 0.5)
    assert exact_and_sober([]) == (0, 0)
