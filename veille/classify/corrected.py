"""What a person said of an item, put over what the rules say. Pure."""

from dataclasses import replace

from veille.classify.relevance import Verdict
from veille.classify.ruleset import RuleSet
from veille.domain.correction import Correction
from veille.domain.theme import ThemeMatch

_BY_HAND = "corrigé à la main"
_CERTAIN = 0.99
"""Score of a theme put on by a person: above what terms reach, below 1 as every score."""


def retagged(
    ruleset: RuleSet, themes: tuple[ThemeMatch, ...], correction: Correction
) -> tuple[ThemeMatch, ...]:
    """The themes with the person's word; those that the rules lost are left out."""
    by_hand = {code: ThemeMatch(code, _CERTAIN, (_BY_HAND,)) for code in correction.added}
    for match in themes:
        if match.code in by_hand:
            by_hand[match.code] = replace(match, score=max(match.score, _CERTAIN))
    known = [match for code, match in by_hand.items() if code in ruleset.by_code]
    kept = [
        match
        for match in themes
        if match.code not in by_hand and match.code not in correction.removed
    ]
    return (*known, *kept)


def overruled(
    ruleset: RuleSet, correction: Correction, by_rules: Verdict, by_themes: Verdict
) -> Verdict:
    """The relevance that a person set, else that of the themes she left; both say so.

    ``by_rules``: what the rules alone say; ``by_themes``: what they say of the themes corrected.
    """
    if correction.relevance is None:
        after = (
            "elle reste la même"
            if by_themes.relevance == by_rules.relevance
            else f"elle était de {by_rules.relevance} selon les règles"
        )
        said = f"jugée de nouveau sur les thèmes corrigés à la main{_told(correction)}, {after}"
        return replace(by_themes, why=f"{by_themes.why}\u00a0; {said}")
    relevance, score = correction.relevance, by_themes.score
    if relevance != by_themes.relevance:
        cuts = ruleset.relevance.cuts
        low, high = (0.0, *cuts)[relevance], (*cuts, 1.0)[relevance]
        score = min(max(score, low), high)
    said = f"Pertinence {relevance}\u00a0: {_BY_HAND}{_told(correction)}"
    rules = f"{by_rules.why[:1].lower()}{by_rules.why[1:]}"
    return Verdict(score, relevance, f"{said}\u00a0; selon les règles, {rules}")


def _told(correction: Correction) -> str:
    parts = [f"+\u00a0{code}" for code in correction.added]
    parts += [f"−\u00a0{code}" for code in correction.removed]
    if correction.relevance is not None:
        parts.append(f"pertinence {correction.relevance}")
    return f" ({', '.join(parts)})" if parts else ""
