"""Which themes claim an item, how surely, and on which words.

Terms are independent clues: a weight of 0.6 reads « this term alone makes me 60 % sure »,
and n clues leave a doubt of (1 - w1) … (1 - wn). A term counts once, or twice when the
title has it. One excluded term anywhere silences its theme.
"""

from collections.abc import Collection

from veille.classify.ruleset import Hits, Kind, RuleSet
from veille.domain.signal import Signal
from veille.domain.theme import ThemeMatch

# What an admin's « themes » of a source says of each of its items. Below every threshold
# in use (0.5), so a hint tags nothing by itself: it only helps a term that is not quite
# enough (0.3 and a term of 0.3 make 0.51). Not measured: the labelled items name no hints.
HINT_WEIGHT = 0.3


# How much the words of sport, crime or show business cost the certainty of every theme, at most:
# « une usine » in a trial is hardly about industry. On the labelled items, micro-F1 goes from
# 0.819 without it to 0.835 at 0.3 and 0.836 at 0.4, and falls from 0.5 on.
NOISE_DOUBT = 0.35

# What the event reported says of the subject, when it is certain. Chosen by meaning: a call for
# projects is about funding, a social plan about jobs; a closure may be that of a school, so it
# is only half a clue of a company.
_ABOUT = {
    "implantation": (("entreprises", 0.4),),
    "extension": (("entreprises", 0.4),),
    "fermeture": (("entreprises", 0.3),),
    "reprise": (("entreprises", 0.3),),
    "levee_de_fonds": (("entreprises", 0.6),),
    "plan_social": (("emploi", 0.6), ("entreprises", 0.5)),
    "recrutement": (("emploi", 0.6),),
    "appel_a_projets": (("financements", 0.6),),
    "subvention": (("financements", 0.5),),
    "marche_public": (("financements", 0.3),),
}


def match_themes(
    ruleset: RuleSet, hits: Hits, hints: Collection[str] = (), signal: Signal | None = None
) -> tuple[ThemeMatch, ...]:
    """The themes whose own terms are enough to claim the text, best first.

    ``hints`` are codes of themes the source is known for; ``signal``, the event reported, is
    a clue too. ``score`` is a degree of belief
    in ]0, 1[: it ranks the themes of one item, never two items. ``evidence`` is the terms
    as written in the rules, in that order. Equal scores sort by code.
    """
    doubts: dict[int, float] = {}
    evidence: dict[int, list[str]] = {}
    silenced: set[int] = set()
    quiet = 1.0
    for rank, in_title in hits.clues:
        clue = ruleset.clues[rank]
        if clue.kind is Kind.TERM:
            doubt = 1 - clue.term.weight
            owner = clue.owner
            doubts[owner] = doubts.get(owner, 1.0) * (doubt * doubt if in_title else doubt)
            evidence.setdefault(owner, []).append(clue.term.text)
        elif clue.kind is Kind.EXCLUDED:
            silenced.add(clue.owner)
        elif clue.kind is Kind.NOISE:
            quiet *= (1 - clue.term.weight) ** (1 + in_title)
    for code, weight in _ABOUT.get(signal.code, ()) if signal else ():
        owner = ruleset.owners.get(code, -1)
        if signal and owner >= 0:
            doubts[owner] = doubts.get(owner, 1.0) * (1 - weight * signal.score)
            evidence.setdefault(owner, list(signal.evidence))
    matches = []
    for owner, doubt in doubts.items():
        if owner in silenced:
            continue
        theme = ruleset.themes[owner]
        if theme.code in hints:
            doubt *= 1 - HINT_WEIGHT
        # Without rounding, 16 weights out of 0.01 … 0.99 miss a threshold equal to themselves.
        score = round(1 - doubt, 6)
        if score * (1 - NOISE_DOUBT * (1 - quiet)) >= theme.threshold:
            matches.append(ThemeMatch(theme.code, score, tuple(evidence[owner])))
    matches.sort(key=lambda match: (-match.score, match.code))
    return tuple(matches)
