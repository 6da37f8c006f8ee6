"""Which themes claim an item, how surely, and on which words.

Terms are independent clues: a weight of 0.6 reads « this term alone makes me 60 % sure »,
and n clues leave a doubt of (1 - w1) … (1 - wn). A term counts once, or twice when the
title has it. One excluded term anywhere silences its theme. Where the terms are not sure, what
the words of the text usually speak of (``veille.prior``) tips the balance.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from veille.classify.ruleset import DECISIVE, Hits, RuleSet, margin_of
from veille.domain.signal import Signal
from veille.domain.theme import ThemeMatch
from veille.prior import Leanings, Output, logistic, overlaps

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


# Words quoted of the prior where the terms of a theme are not enough by themselves.
_SHOWN = 3


@dataclass(slots=True)
class _Case:
    """What the terms of one theme say of a text."""

    doubt: float
    evidence: list[str]
    surest: float = 0.0
    """Weight of its strongest term."""


def match_themes(
    ruleset: RuleSet,
    hits: Hits,
    hints: Collection[str] = (),
    signal: Signal | None = None,
    leanings: Leanings | None = None,
) -> tuple[ThemeMatch, ...]:
    """The themes that claim the text, best first.

    ``hints`` are codes of themes the source is known for; ``signal``, the event reported, is a
    clue too. Without ``leanings`` the terms alone decide. With them, what the words of the text
    weigh is added to the margin of the terms, and ``score`` is a probability; a theme of the
    territory's own, which the prior never saw, is still left to its terms. ``evidence`` is the
    terms as written in the rules, in that order, then words of the text where these decide.
    Equal scores sort by code.
    """
    cases, silenced, quiet = _cases(ruleset, hits, hints, signal)
    sobriety = _sobriety(quiet)
    matches: list[ThemeMatch] = []
    left_to_terms: Iterable[int] = cases
    if leanings:
        outputs = leanings.prior.outputs_of(ruleset.theme_names)
        matches += _told(ruleset, cases, silenced, sobriety, leanings, outputs)
        left_to_terms = [owner for owner in cases if outputs[owner] is None]
    for owner in left_to_terms:
        theme, case = ruleset.themes[owner], cases[owner]
        # Without rounding, 16 weights out of 0.01 … 0.99 miss a threshold equal to themselves.
        score = round(1 - case.doubt, 6)
        if owner not in silenced and score * sobriety >= theme.threshold:
            matches.append(ThemeMatch(theme.code, score, tuple(case.evidence)))
    matches.sort(key=lambda match: (-match.score, match.code))
    return tuple(matches)


def _told(
    ruleset: RuleSet,
    cases: Mapping[int, _Case],
    silenced: Collection[int],
    sobriety: float,
    leanings: Leanings,
    outputs: Sequence[Output | None],
) -> Iterator[ThemeMatch]:
    """The themes that terms and words claim together, among those the prior knows."""
    bar, said, unsaid = leanings.prior.bar("theme"), leanings.said, ruleset.unsaid
    for owner, output in enumerate(outputs):
        case = cases.get(owner)
        if output is None or owner in silenced:
            continue
        # Nearly all the themes have neither a term nor words that do without.
        if case is None and unsaid[owner] + said[output.column] < bar:
            continue
        theme = ruleset.themes[owner]
        margin = margin_of(case.doubt if case else 1.0, theme.threshold / sobriety)
        odds = leanings.odds(output, margin)
        sure = case is not None and case.surest >= DECISIVE
        if odds < bar and not sure:
            continue
        evidence = tuple(case.evidence) if case else ()
        if margin < 0:
            words = leanings.words_for(output, _SHOWN)
            evidence += tuple(
                word for word in words if not any(overlaps(word, term) for term in evidence)
            )
        if evidence:
            score = max(logistic(odds), DECISIVE if sure else 0.0)
            yield ThemeMatch(theme.code, round(score, 6), evidence)


def theme_margins(
    ruleset: RuleSet, hits: Hits, signal: Signal | None = None
) -> dict[str, float | None]:
    """By code, how far the terms of each theme are above what it asks (below 0: not enough), in
    the logarithm of doubts; None for a theme that is silenced. What the prior is learnt beside."""
    cases, silenced, quiet = _cases(ruleset, hits, (), signal)
    return {
        theme.code: None
        if owner in silenced
        else margin_of(
            cases[owner].doubt if owner in cases else 1.0, theme.threshold / _sobriety(quiet)
        )
        for owner, theme in enumerate(ruleset.themes)
    }


def silenced_themes(ruleset: RuleSet, hits: Hits) -> frozenset[str]:
    """Codes of the themes that an excluded term of theirs silences: the last word on them."""
    clues = [ruleset.clues[rank] for rank, _ in hits.of_themes]
    return frozenset(ruleset.themes[clue.owner].code for clue in clues if clue.excludes)


def _cases(
    ruleset: RuleSet, hits: Hits, hints: Collection[str], signal: Signal | None
) -> tuple[dict[int, _Case], set[int], float]:
    """What speaks for each theme by its rank, those silenced, and how free of noise the text is."""
    cases: dict[int, _Case] = {}
    silenced: set[int] = set()
    quiet = 1.0
    clues = ruleset.clues
    for rank, in_title in hits.of_themes:
        clue = clues[rank]
        if clue.excludes:
            silenced.add(clue.owner)
            continue
        weight = clue.term.weight
        doubt = 1 - weight
        case = cases.get(clue.owner)
        if case is None:
            case = cases[clue.owner] = _Case(1.0, [])
        case.doubt *= doubt * doubt if in_title else doubt
        case.evidence.append(clue.term.text)
        if weight > case.surest:
            case.surest = weight
    for rank, in_title in hits.noise:
        quiet *= (1 - clues[rank].term.weight) ** (1 + in_title)
    for code, weight in _ABOUT.get(signal.code, ()) if signal else ():
        owner = ruleset.owners.get(code, -1)
        if signal and owner >= 0:
            case = cases.setdefault(owner, _Case(1.0, []))
            case.doubt *= 1 - weight * signal.score
            case.evidence = case.evidence or list(signal.evidence)
    for owner, case in cases.items():
        if ruleset.themes[owner].code in hints:
            case.doubt *= 1 - HINT_WEIGHT
    return cases, silenced, quiet


def _sobriety(quiet: float) -> float:
    return 1 - NOISE_DOUBT * (1 - quiet)
