"""From raw scores to probabilities: « 0.8 » is right about eight times in ten.

Both ways have one parameter or two, learnt on scores of texts that the scorer had not seen, and
both leave the order of the texts for a label untouched.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from veille.learn.features import Matrix

# Sharpness believed before any example, and how firmly: as much as the spread of a normal law
# on its logarithm. It only matters under some twenty examples. 2 is the middle of what the
# three sets give (1.7 to 2.5).
_USUAL_SHARPNESS = 2.0
_SHARPNESSES = (0.05, 20.0)


@dataclass(frozen=True, slots=True)
class Softmax:
    """For one label per text: the scores share a certainty of 1."""

    sharpness: float

    @classmethod
    def fitted(cls, scores: Matrix, chosen: Sequence[int]) -> "Softmax":
        """The sharpness under which the labels of ``chosen`` were the least surprising."""
        import numpy as np
        from scipy.optimize import minimize_scalar
        from scipy.special import log_softmax

        lines = np.arange(len(chosen))

        def surprise(logarithm: float) -> float:
            spread = log_softmax(np.exp(logarithm) * scores, axis=1)
            strange = logarithm - np.log(_USUAL_SHARPNESS)
            return float(strange**2 / 2 - spread[lines, chosen].sum())

        bounds = (np.log(_SHARPNESSES[0]), np.log(_SHARPNESSES[1]))
        best = minimize_scalar(surprise, bounds=bounds, method="bounded")
        return cls(float(np.exp(best.x)))

    def probabilities(self, scores: Matrix) -> Matrix:
        from scipy.special import softmax

        return softmax(self.sharpness * scores, axis=1)


@dataclass(frozen=True, slots=True)
class Sigmoids:
    """For any number of labels per text: one curve a label (Platt)."""

    slopes: Matrix
    offsets: Matrix

    @classmethod
    def fitted(cls, scores: Matrix, wanted: Matrix) -> "Sigmoids":
        """The curves under which ``wanted`` was the least surprising.

        The targets are Platt's, drawn in from 0 and 1 by the number of examples, so that a
        label with three of them is never certain.
        """
        import numpy as np
        from scipy.optimize import minimize
        from scipy.special import expit

        curves = []
        for column, score in zip(wanted.T, scores.T, strict=True):
            having = column.sum()
            lacking = len(column) - having
            target = np.where(column, (having + 1) / (having + 2), 1 / (lacking + 2))

            def surprise(
                curve: Matrix, score: Matrix = score, target: Matrix = target
            ) -> tuple[float, Matrix]:
                raw = curve[0] * score + curve[1]
                strange = np.log(curve[0] / _USUAL_SHARPNESS)
                error = expit(raw) - target
                value = (np.logaddexp(0, raw) - target * raw).sum() + strange**2 / 2
                return value, np.array([error @ score + strange / curve[0], error.sum()])

            start = np.array([_USUAL_SHARPNESS, np.log((having + 1) / (lacking + 1))])
            bounds = [_SHARPNESSES, (None, None)]
            curves.append(minimize(surprise, start, jac=True, bounds=bounds).x)
        slopes, offsets = np.array(curves).reshape(-1, 2).T
        return cls(slopes, offsets)

    def probabilities(self, scores: Matrix) -> Matrix:
        from scipy.special import expit

        return expit(self.slopes * scores + self.offsets)
