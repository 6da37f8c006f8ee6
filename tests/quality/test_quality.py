"""The quality of the rules, and of what is learnt, may rise, never go down in silence.

A floor is the figure last measured, less 0.01 for what a useful rule may cost elsewhere.
After a better figure, raise it in ``floors.json``: ``python -m tests.quality.measure``.
"""

import json

import pytest

from tests.quality.learning import FIGURES, TEXTS
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

    assert figures.keys() == floors.keys() - FIGURES.keys()
    below = {name: value for name, value in figures.items() if value < floors[name]}
    assert not below, f"below the floors of {FLOORS.name}: {below}"


@pytest.mark.parametrize("name", list(FIGURES))
@pytest.mark.skipif(not TEXTS.exists(), reason=f"labelled texts absent: {TEXTS}")
def test_what_is_learnt_is_not_below_its_floor(name: str) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))

    assert FIGURES[name]() >= floors[name]


def test_the_measures_themselves() -> None:
    assert quadratic_kappa([0, 1, 2, 3], [0, 1, 2, 3]) == 1
    assert quadratic_kappa([0, 0, 3, 3], [3, 3, 0, 0]) == pytest.approx(-1)
    assert quadratic_kappa([0, 0, 3, 3], [0, 3, 0, 3]) == pytest.approx(0)
    assert average_precision([True, False, True], [0.9, 0.5, 0.1]) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision([False], [0.3]) == 0
