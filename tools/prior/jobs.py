"""Which numbers are jobs announced: a regression on the words around each number of an item."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from tools.prior.items import Labelled
from veille.classify.announcing import candidates
from veille.classify.jobs import jobs_in, marks_of
from veille.classify.quantities import numbered_sentences
from veille.normalise.lexing import Text
from veille.prior.announced import Announced, scale_of

Array = np.ndarray
# Cost of errors against the size of weights; 0.3 to 10 is flat.
_COST = 1.0
# A feature met less often than this is the accident of an item.
_LEAST = 3
# A feature that weighs less than this says nothing.
_WORTH_KEEPING = 0.04
_NEITHER, _MADE, _CUT = range(3)


@dataclass(frozen=True, slots=True)
class FittedJobs:
    """Weights of each feature, one column for jobs made and one for jobs cut."""

    features: Sequence[str]
    weights: Array
    offsets: Array

    def announced(self) -> Announced:
        return Announced.of(self.features, self.weights, self.offsets.tolist())


def fit_jobs(items: Sequence[Labelled]) -> FittedJobs:
    """Learn from every number of ``items``."""
    rows: list[frozenset[str]] = []
    said: list[int] = []
    for item in items:
        text = Text(item.title, item.summary)
        sentences = numbered_sentences(text)
        if not sentences:
            continue
        for one in candidates(text, sentences, jobs_in(text), marks_of(text)):
            rows.append(one.features)
            is_it = item.jobs is not None and abs(item.jobs) == one.count
            said.append((_MADE if (item.jobs or 0) > 0 else _CUT) if is_it else _NEITHER)
    met = Counter(feature for row in rows for feature in row)
    ranks = {
        feature: rank
        for rank, feature in enumerate(sorted(one for one, times in met.items() if times >= _LEAST))
    }
    cells = [
        (row, ranks[feature], scale_of(feature))
        for row, features in enumerate(rows)
        for feature in features
        if feature in ranks
    ]
    lines, columns, values = zip(*cells, strict=True)
    matrix = sp.csr_array((values, (lines, columns)), shape=(len(rows), len(ranks)))
    model = LogisticRegression(C=_COST, max_iter=400).fit(matrix, said)
    weights = (model.coef_[[_MADE, _CUT]] - model.coef_[_NEITHER]).T
    offsets = model.intercept_[[_MADE, _CUT]] - model.intercept_[_NEITHER]
    kept = np.abs(weights).max(axis=1) >= _WORTH_KEEPING
    features = [feature for feature, keep in zip(ranks, kept, strict=True) if keep]
    return FittedJobs(features, weights[kept], offsets)
