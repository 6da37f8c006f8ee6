"""What words weigh before this territory has taught anything: a linear model, read from a file.

    text ──► tokens ──► Prior.read ──► Leanings ──► added to the margin of the rules

The weights were learnt from some ten thousand labelled items by ``python -m tools.prior``
(decisions/0015) and hold words and numbers, no text. They lean for or against each theme, each
event, and relevance; a rule that is sure of itself always outweighs them. Pure, but for the
one reading of the file.
"""

from veille.prior.announced import Announced
from veille.prior.model import RELEVANCE, Leanings, Output, Prior, logistic
from veille.prior.tokens import Span
from veille.prior.wording import overlaps

__all__ = ["RELEVANCE", "Announced", "Leanings", "Output", "Prior", "Span", "logistic", "overlaps"]
