"""Labels learnt from examples, with scores that mean something and the words that decided.

    examples ──► features ──► five linear members ──► calibration ──► Model
                 (words)      (members)                (calibration)

Pure and deterministic: the same examples give the same model, so none is ever stored; it is
learnt again from its examples when the program starts. scikit-learn is imported when something
is learnt, never before: a page or a command that learns nothing does not pay for it.
"""

from veille.learn.combining import combine
from veille.learn.examples import Example
from veille.learn.model import Model, learn

__all__ = ["Example", "Model", "combine", "learn"]
