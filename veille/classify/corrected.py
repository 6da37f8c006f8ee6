"""What a person said of an item, put over what the rules say. Pure."""

from dataclasses import replace

from veille.classify.ruleset import RuleSet
from veille.domain.correction import Correction
from veille.domain.theme import Classification, ThemeMatch

_BY_HAND = "corrigé à la main"
_CERTAIN = 0.99
"""Score of a theme put on by a person: above what terms reach, below 1 as every score."""


def corrected(ruleset: RuleSet, found: Classification, correction: Correction) -> Classification:
    """The classification with the person's word; themes that the rules lost are left out."""
    by_hand = {code: ThemeMatch(code, _CERTAIN, (_BY_HAND,)) for code in correction.added}
    for match in found.themes:
        if match.code in by_hand:
            by_hand[match.code] = replace(match, score=max(match.score, _CERTAIN))
    known = [match for code, match in by_hand.items() if code in ruleset.by_code]
    kept = [
        match
        for match in found.themes
        if match.code not in by_hand and match.code not in correction.removed
    ]
    relevance = found.relevance if correction.relevance is None else correction.relevance
    cuts = ruleset.relevance.cuts
    low, high = (0.0, *cuts)[relevance], (*cuts, 1.0)[relevance]
    score = found.relevance_score
    if relevance != found.relevance:
        score = min(max(score, low), high)
    said = f"Pertinence {relevance}\u00a0: {_BY_HAND}{_told(correction)}"
    return replace(
        found,
        themes=(*known, *kept),
        relevance=relevance,
        relevance_score=score,
        why=f"{said}\u00a0; selon les règles, {found.why[:1].lower()}{found.why[1:]}",
    )


def _told(correction: Correction) -> str:
    parts = [f"+\u00a0{code}" for code in correction.added]
    parts += [f"−\u00a0{code}" for code in correction.removed]
    if correction.relevance is not None:
        parts.append(f"pertinence {correction.relevance}")
    return f" ({', '.join(parts)})" if parts else ""
