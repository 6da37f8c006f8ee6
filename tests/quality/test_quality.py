"""The quality of the rules may rise, never go down in silence.

A floor is the figure last measured, less 0.01 for what a useful rule may cost elsewhere.
After a better figure, raise it in ``floors.json``: ``python -m tests.quality.measure``.
"""

import json

import pytest

from tests.quality import places
from tests.quality.measure import (
    FLOORS,
    GOLD,
    average_precision,
    measure,
    quadratic_kappa,
)


@pytest.mark.skipif(
    not (GOLD.exists() and places.PROJECTS.exists()), reason=f"labelled items absent: {GOLD}"
)
def test_no_figure_is_below_its_floor() -> None:
    figures, _ = measure()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))

    assert figures.keys() == floors.keys()
    below = {name: value for name, value in figures.items() if value < floors[name]}
    assert not below, f"below the floors of {FLOORS.name}: {below}"


def test_a_common_word_is_no_place() -> None:
    assert places.common_words_left_alone() == 1


def test_the_measures_themselves() -> None:
    assert quadratic_kappa([0, 1, 2, 3], [0, 1, 2, 3]) == 1
    assert quadratic_kappa([0, 0, 3, 3], [3, 3, 0, 0]) == pytest.approx(-1)
    assert quadratic_kappa([0, 0, 3, 3], [0, 3, 0, 3]) == pytest.approx(0)
    assert average_precision([True, False, True], [0.9, 0.5, 0.1]) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision([False], [0.3]) == 0
