"""Which number of an item is that of jobs announced, by the words around it (``prior.Announced``).

The expressions of ``jobs`` foresee the ways of saying it that somebody thought of. What they
leave out is weighed here: every number of an item with the words before and after it, those of
the whole item, and what the expressions made of it.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from veille.classify.quantities import NUMBER, value_of
from veille.domain.signal import Jobs
from veille.normalise.lexing import Text
from veille.normalise.words import fold, stem
from veille.prior import Announced

_NUMBER = re.compile(NUMBER)
_TOKEN = re.compile(r"[a-z0-9]+|[€%]")
# An item without any of these is not weighed: classification would take a fifth longer, to tell one
# more number in a hundred and fifty. One item in five has some.
_STAFF = frozenset(
    """
    emploi emplois poste postes salarie salaries salariee salariees personnes effectif effectifs
    personnel recrute recrutent recruter recrutera recrutement recrutements recrutee recrutes
    embauche embauches embaucher embauchera embauchent cherche cherchent recherche recherchent
    recherches contrat contrats cdi cdd ouvriers ouvrieres employes agents cadres licencie
    licencies licenciement licenciements departs suppressions collaborateurs equipe equipes
    recrues recrue bras offres places candidats candidature candidatures apprentis saisonniers
    interimaires techniciens ingenieurs soudeurs artisans chauffeurs conducteurs infirmiers
    soignants medecins journalistes vendeurs vendeuses serveurs manque manquent engage engager
    titularise renfort renforce plan social familles bouche bouches
    """.split()
)
_NEAR, _POSITIONS = 9, 4
"""Words looked at on each side; those nearest are told by their place too."""
_TOO_MANY = 1_000_000
LIKELY = 0.3
"""Probability from which a number that no expression reads is told. On items kept apart, 0.5 tells
one number in twenty less, and one item in two hundred less is given a number that it does not
announce."""
CONTRARY = 0.7
"""Probability from which jobs read as created are cut, or the reverse. Not tuned: high, for the
expressions are seldom wrong of the sign."""

Marks: TypeAlias = Callable[[str], Mapping[int, Sequence[str]]]
"""From a folded sentence to what the expressions say of the numbers that begin there."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number of the item: what it would count, its sentence, and what is known of it."""

    count: int
    sentence: str
    features: frozenset[str]


def weighed(
    text: Text,
    sentences: Sequence[str],
    by_rules: Jobs | None,
    marks: Marks,
    announced: Announced,
) -> Jobs | None:
    """The jobs that an item announces, by what the expressions and the words say together.

    ``sentences``: those that hold a number. ``by_rules``: what the expressions say alone.
    """
    if by_rules is not None:
        same = (
            one
            for one in candidates(text, sentences, by_rules, marks)
            if one.count == abs(by_rules.count)
        )
        odds = [announced.read(one.features) for one in same]
        contrary = [cut if by_rules.count > 0 else made for made, cut in odds]
        if max(contrary, default=0.0) < CONTRARY:
            return by_rules
        return Jobs(-by_rules.count, by_rules.sentence)
    if _STAFF.isdisjoint(text.folded):
        return None
    found = [
        (announced.read(one.features), one) for one in candidates(text, sentences, None, marks)
    ]
    if not found:
        return None
    (made, cut), best = max(found, key=lambda one: sum(one[0]))
    if made + cut < LIKELY:
        return None
    return Jobs(best.count if made >= cut else -best.count, best.sentence)


def candidates(
    text: Text, sentences: Sequence[str], by_rules: Jobs | None, marks: Marks
) -> Iterator[Candidate]:
    """Every number of the item that could count jobs, with what is known of it."""
    whole = frozenset(f"t:{token}" for token in _tokens(text.folded_whole))
    for sentence in sentences:
        folded = fold(sentence)
        marked = marks(folded)
        for match in _NUMBER.finditer(folded):
            value = value_of(match[0])
            if value is None or not 2 <= value < _TOO_MANY or value % 1:
                continue
            count = int(value)
            features = {
                *_beside("b", _tokens(folded[: match.start()])[: -_NEAR - 1 : -1]),
                *_beside("a", _tokens(folded[match.end() :])[:_NEAR]),
                *marked.get(match.start(), ()),
                f"size:{int(2 * math.log10(count))}",
            }
            if sentence in text.title:
                features.add("title")
            if by_rules is not None:
                sign = "+" if by_rules.count > 0 else "-"
                features.add(f"rules:{sign if abs(by_rules.count) == count else 'other'}")
            yield Candidate(count, sentence, whole | features)


def _beside(side: str, tokens: Sequence[str]) -> Iterator[str]:
    """The words on one side of a number, nearest first."""
    for place, token in enumerate(tokens):
        yield f"{side}:{token}"
        if place < _POSITIONS:
            yield f"{side}{place}:{token}"
    if len(tokens) > 1:
        yield f"{side}{side}:{tokens[0]} {tokens[1]}"


def _tokens(folded: str) -> list[str]:
    return ["#" if word.isdigit() else stem(word) for word in _TOKEN.findall(folded)]
