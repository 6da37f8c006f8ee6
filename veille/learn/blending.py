"""How far each member is believed, learnt on texts that it had not seen.

Members that read the words as written do best on titles full of terms of the trade, the one that
reads meanings does best on plain sentences; which of them, only examples can tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from veille.learn.features import Matrix

# What is believed before any example: the member of meanings three times as much as another. With
# shares learnt on four parts and judged on the fifth, three times over, the log-loss of sentences,
# articles and a third of the titles is 0.582, 0.499, 0.333; with twice as much as another, 0.582,
# 0.501, 0.332; as much, 0.583, 0.512, 0.333.
_USUAL_WORDS, _USUAL_MEANINGS = 0.25, 0.75
# How firmly. 3 gives as much (0.581, 0.499, 0.331), but themes do a little better with 10: F1 0.584
# in the place of 0.582 on 352 items. Shares fixed for all sets give 0.590, 0.499 and 0.365 at best,
# or 0.673, 0.522 and 0.338; one share for the words as a whole gives 0.339 on titles.
_FIRMNESS = 10.0


@dataclass(frozen=True, slots=True)
class Blend:
    """The spread of each member's scores, so that none outweighs the others, and its share."""

    spreads: tuple[Matrix, ...]
    shares: tuple[float, ...]

    @classmethod
    def fitted(cls, scores: Sequence[Matrix], seen: Matrix, *, several: bool) -> "Blend":
        """``scores``: one matrix a member, that of meanings last; ``seen``: 1 for a label."""
        spreads = [_spread(one, several=several) for one in scores]
        even = [one / spread for one, spread in zip(scores, spreads, strict=True)]
        return cls(tuple(spreads), _shares(even, seen, several=several))

    def parts(self, scores: Sequence[Matrix]) -> list[Matrix]:
        """What each member brings to the common score; works on weights as on scores."""
        members = zip(scores, self.spreads, self.shares, strict=True)
        return [share * one / spread for one, spread, share in members]

    def averaged(self, scores: Sequence[Matrix]) -> Matrix:
        return sum(self.parts(scores))


def _spread(scores: Matrix, *, several: bool) -> Matrix:
    if several:
        spread = scores.std(axis=0)
    else:
        spread = (scores - scores.mean(axis=1, keepdims=True)).std(keepdims=True)[0]
    spread[spread == 0] = 1.0
    return spread


def _shares(even: Sequence[Matrix], seen: Matrix, *, several: bool) -> tuple[float, ...]:
    """The shares, of sum 1, under which ``seen`` was the least surprising."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import expit, log_softmax

    count = len(even)
    usual = np.log([_USUAL_WORDS] * (count - 1) + [_USUAL_MEANINGS])
    having = seen.sum(axis=0)
    # Themes start from how frequent they are; a topic is weighed against the others.
    odds = np.log((having + 1) / (len(seen) - having + 1)) if several else np.zeros(0)

    def surprise(point: Matrix) -> tuple[float, Matrix]:
        weights, offsets = np.exp(point[:count]), point[count:]
        raw = sum(weight * one for weight, one in zip(weights, even, strict=True))
        if several:
            raw = raw + offsets
            value = (np.logaddexp(0, raw) - seen * raw).sum()
            error = expit(raw) - seen
        else:
            spread = log_softmax(raw, axis=1)
            value = -(seen * spread).sum()
            error = np.exp(spread) - seen
        strange, moved = point[:count] - usual, offsets - odds
        slopes = weights * [float((error * one).sum()) for one in even] + _FIRMNESS * strange
        of_offsets = error.sum(axis=0) + moved if several else odds
        value += (_FIRMNESS * strange @ strange + moved @ moved) / 2
        return float(value), np.concatenate([slopes, of_offsets])

    best = minimize(surprise, np.concatenate([usual, odds]), jac=True, method="L-BFGS-B").x
    weights = np.exp(best[:count])
    return tuple((weights / weights.sum()).tolist())
