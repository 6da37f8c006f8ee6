"""b_cubed: precision and recall of a grouping."""

import pytest

from veille.stories.evaluation import b_cubed


@pytest.mark.parametrize(
    ("expected", "given", "precision", "recall"),
    [
        pytest.param("aabb", "xxyy", 1.0, 1.0, id="perfect"),
        pytest.param("aabb", "xxxx", 0.5, 1.0, id="all-together"),
        pytest.param("aabb", "wxyz", 1.0, 0.5, id="all-apart"),
        pytest.param("aab", "xyy", 2 / 3, 2 / 3, id="one-misplaced"),
        pytest.param("", "", 1.0, 1.0, id="nothing"),
    ],
)
def test_measure(expected: str, given: str, precision: float, recall: float) -> None:
    found = b_cubed(expected, given)

    assert (found.precision, found.recall) == pytest.approx((precision, recall))


def test_f1_of_nothing_right_is_zero() -> None:
    assert b_cubed("ab", "ab").f1 == 1.0
