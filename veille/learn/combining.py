"""The rules and what was learnt, in one score."""

# Examples of a label at which what was learnt weighs as much as the rules.
# Chosen in docs/decisions/0011.
EQUAL_AT = 20


def combine(rule_score: float, model_score: float, n_examples: int) -> float:
    """Weigh what the rules and the model say of one label, both in [0, 1].

    The model weighs n / (n + ``EQUAL_AT``), where n counts the examples *of this label*: nothing
    without examples (the rules alone), half with ``EQUAL_AT``, nearly all with hundreds. The
    result lies between both scores and grows with each.
    """
    share = n_examples / (n_examples + EQUAL_AT)
    return rule_score + share * (model_score - rule_score)
