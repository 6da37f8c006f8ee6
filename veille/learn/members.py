"""Five linear classifiers that err differently; ``blending`` says how far each is believed.

- *margin*: a linear support vector machine per label;
- *ratio*: the same on columns stretched by how much more the label uses them than the rest does
  (« NB-SVM »): it trusts the few words that give a label away;
- *complement*: naive Bayes on what the other labels say, which needs the fewest examples;
- *own*: naive Bayes on what the label itself says, with its frequency left aside;
- *meanings*: logistic regression on what the words mean (``meanings``), in place of the words.

Chosen by five-fold cross-validation on training parts, two to four times over, on the log-loss of
sentences, articles and project titles, which moves less by chance than accuracy does: the first
alone 0.855, 0.553, 0.362; the first three 0.791, 0.561, 0.345; the four 0.786, 0.553, 0.327.
Logistic regression, ridge, centroids, machines on stems or pieces alone gain on none of the
three, or lose on one.

*meanings* alone has 0.790, 0.526, and 0.868 on a third of the titles; with it the blend goes, as
learnt in use, from 0.787 to 0.586, from 0.568 to 0.507 and, on all titles, from 0.325 to 0.312.
For it a linear machine, one regression per label and discriminant analysis are as good or less
so; columns of meanings beside those of words in *margin* gain nothing more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from veille.learn.features import Matrix, row_lengths

# Penalty of errors. 0.2 to 2 is flat for the first, 0.25 to 1 for the second.
MARGIN_COST = 0.5
RATIO_COST = 0.25
# What a column keeps in *ratio* when both sides use it as much. 0.1 to 1 is flat.
RATIO_BASE = 0.3
# Smoothing of the counts. For *complement*, 0.03 is the best of 0.01, 0.03, 0.1 and 0.3 on
# sentences and articles; *own* was tried at 0.01 and 0.1.
SMOOTHING = 0.03
OWN_SMOOTHING = 0.01
# For *meanings*, 1 to 10 is flat: the best is 2 on sentences, 10 on articles, any on titles.
MEANINGS_COST = 3.0
MEANINGS_TOLERANCE = 0.001
# Precision of the solver. The log-loss is the same as with 0.01, to the third figure.
TOLERANCE = 0.1


@dataclass(frozen=True, slots=True)
class Member:
    """Weights of the columns for each label; the score of a text is linear in its row.

    ``stretch``, when there is one, multiplies the row of the text, differently for each label,
    before it is brought back to length 1.
    """

    weights: Matrix
    bias: Matrix
    stretch: Matrix | None = None

    def scores(self, rows: Matrix) -> Matrix:
        """One line per text, one column per label."""
        return (rows @ self.weights) / self._lengths(rows) + self.bias

    def weights_on(self, row: Matrix) -> Matrix:
        """What each column is worth to each label in this text."""
        return self.weights / self._lengths(row)

    def _lengths(self, rows: Matrix) -> Any:
        import numpy as np

        if self.stretch is None:
            return 1.0
        return np.sqrt(np.maximum(rows.power(2) @ self.stretch**2, 1e-12))


def fit_members(rows: Matrix, wanted: Matrix, *, several: bool) -> tuple[Member, ...]:
    """Learn the four members that read terms and pieces.

    ``wanted``: 1 where the text (line) has the label (column); each label is wanted somewhere
    and not everywhere. ``several``: labels are independent of each other, so that *complement*
    weighs each against its own absence rather than against the other labels.
    """
    import numpy as np

    with_label, without_label = _said(rows, wanted, SMOOTHING)
    ratio = with_label - without_label
    own, not_own = _said(rows, wanted, OWN_SMOOTHING)
    none = np.zeros(wanted.shape[1])
    return (
        _margin(rows, wanted),
        _ratio(rows, wanted, RATIO_BASE + abs(ratio)),
        Member(ratio if several else -without_label, none),
        Member(own - not_own if several else own, none),
    )


def fit_meanings(rows: Matrix, wanted: Matrix, *, several: bool) -> Member:
    """Learn the member that reads the meanings of a text: logistic regression.

    ``rows`` are dense, a few dozen columns; ``wanted`` and ``several`` as for the others.
    """
    import numpy as np
    from scipy.sparse import csr_array
    from sklearn.linear_model import LogisticRegression

    # Not that anything is sparse: products of dense matrices are shared between cores, which
    # wait for each other longer than they work (6 s in the place of 1 for 5,000 titles).
    rows = csr_array(rows)
    weights, bias = [], []
    for target in wanted.T if several else [wanted.argmax(axis=1)]:
        machine = LogisticRegression(
            C=MEANINGS_COST, class_weight="balanced", tol=MEANINGS_TOLERANCE, max_iter=1_000
        )
        machine.fit(rows, target)
        weights.append(machine.coef_)
        bias.append(machine.intercept_)
    both, start = np.concatenate(weights), np.concatenate(bias)
    if len(both) < wanted.shape[1]:  # two topics: one line says both
        both, start = np.concatenate([-both, both]), np.concatenate([-start, start])
    return Member(both.T, start)


def _said(rows: Matrix, wanted: Matrix, smoothing: float) -> tuple[Matrix, Matrix]:
    """Logarithm of the share of each column in the texts with the label, and in the others."""
    import numpy as np

    having = np.asarray(rows.T @ wanted) + smoothing
    lacking = np.asarray(rows.sum(axis=0))[:, None] + 2 * smoothing - having
    return np.log(having / having.sum(axis=0)), np.log(lacking / lacking.sum(axis=0))


def _margin(rows: Matrix, wanted: Matrix) -> Member:
    import numpy as np

    texts, labels = wanted.shape
    share = texts / labels
    machines = [
        _machine(rows, column, MARGIN_COST, np.where(column, share / column.sum(), 1.0))
        for column in wanted.T
    ]
    return _joined(machines)


def _ratio(rows: Matrix, wanted: Matrix, stretch: Matrix) -> Member:
    import numpy as np

    machines = []
    half = len(wanted) / 2
    for rank, column in enumerate(wanted.T):
        stretched = rows.copy()
        stretched.data *= stretch[rows.indices, rank]
        stretched.data /= np.repeat(row_lengths(stretched), np.diff(rows.indptr))
        balance = np.where(column, half / column.sum(), half / (len(column) - column.sum()))
        weights, bias = _machine(stretched, column, RATIO_COST, balance)
        machines.append((weights * stretch[:, rank], bias))
    return Member(*_columns(machines), stretch=stretch)


def _machine(rows: Matrix, wanted: Matrix, cost: float, balance: Matrix) -> tuple[Matrix, float]:
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=cost, tol=TOLERANCE, random_state=0)
    with warnings.catch_warnings():
        # A machine stopped early is a little less sharp; calibration judges it like another.
        warnings.simplefilter("ignore", ConvergenceWarning)
        machine.fit(rows, wanted > 0, sample_weight=balance)
    return machine.coef_[0], float(machine.intercept_[0])


def _joined(machines: Sequence[tuple[Matrix, float]]) -> Member:
    return Member(*_columns(machines))


def _columns(machines: Sequence[tuple[Matrix, float]]) -> tuple[Matrix, Matrix]:
    import numpy as np

    return (
        np.stack([weights for weights, _ in machines], axis=1),
        np.array([bias for _, bias in machines]),
    )
