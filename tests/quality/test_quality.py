"""The quality of the rules may rise, never go down in silence.

A floor is the figure last measured, less 0.01 for what a useful rule may cost elsewhere.
After a better figure, raise it in ``floors.json``: ``python -m tests.quality.measure``.
"""

import json

import pytest

from tests.quality import stories
from tests.quality.measure import (
    FLOORS,
    GOLD,
    average_precision,
    measure,
    quadratic_kappa,
)


@pytest.mark.skipif(not GOLD.exists(), reason=f"labelled items absent: {GOLD}")
def test_no_figure_is_below_its_floor() -> None:
    figures, _ = measure()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))

    pinned = {name for name in floors if not name.startswith("stories_")}
    assert figures.keys() == pinned
    assert below(figures) == {}


@pytest.mark.skipif(
    not stories.HEADLINES.exists(), reason=f"grouped headlines absent: {stories.HEADLINES}"
)
def test_no_figure_of_the_stories_is_below_its_floor() -> None:
    figures = stories.measure()

    assert below(figures) == {}


def below(figures: dict[str, float]) -> dict[str, float]:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    return {name: value for name, value in figures.items() if value < floors[name]}


def test_the_measures_themselves() -> None:
    assert quadratic_kappa([0, 1, 2, 3], [0, 1, 2, 3]) == 1
    assert quadratic_kappa([0, 0, 3, 3], [3, 3, 0, 0]) == pytest.approx(-1)
    assert quadratic_kappa([0, 0, 3, 3], [0, 3, 0, 3]) == pytest.approx(0)
    assert average_precision([True, False, True], [0.9, 0.5, 0.1]) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision([False], [0.3]) == 0
