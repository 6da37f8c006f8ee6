"""How much an item matters to the territory, from 0 to 1 then 0 to 3, and why.

    score = what × (1 - noise), joined with what the words usually matter (``veille.prior``)
            × where, weighed by the source

``what`` joins three doubts: that of the themes found, each with its score and its own
relevance; that of the boosts, each with its weight (twice from the title); that of what
happens: the event reported, the jobs, the amount. The subject
alone cannot make an item a must, something has to happen: themes weigh ``THEMES_SHARE`` at
most. ``noise`` joins the clues of what a territory has no use for in the same way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from veille.classify.mentions import Mention, Ring
from veille.classify.ruleset import DECISIVE, Hits, RuleSet
from veille.domain.source import Source
from veille.domain.theme import Facts, Theme, ThemeMatch
from veille.normalise.french import shown_term
from veille.normalise.words import rule_words
from veille.prior import RELEVANCE, Leanings, overlaps

# What is left of the score by the nearest place named. Chosen, not measured (the labelled
# items come from all over France), for the cuts of the rules shipped (about 0.2, 0.5, 0.75): the
# strongest news from elsewhere (0.95) stays « useful context », middling news (0.5) becomes
# « marginal »; next door (from 0.85) and in the department (from 0.95) it keeps its rank.
_WHERE = {
    Ring.TERRITORY: 1.0,
    Ring.NEIGHBOUR: 0.88,
    Ring.DEPARTMENT: 0.8,
    Ring.REGION: 0.65,
    Ring.OTHER: 0.52,
}
# Largest part of 1 that themes alone can reach. Chosen on the labelled items among 0.3 … 1 with
# several scales of boosts and cuts (quadratic kappa 0.68 at 1.0; 0.73 to 0.74 from 0.5 to 0.7,
# and flat there). To choose again: vary it and run ``python -m tests.quality.measure``.
THEMES_SHARE = 0.55
# What each event is worth when it is certain. Chosen by what the territory's offer gains or
# loses by it: a site opens, grows, closes or changes hands; then money and works; then what is
# only known, decided or attended. Each was tried at half and at one and a half times its weight
# on the labelled items: average precision moves by 0.005 at most, kappa by 0.006.
EVENTS = {
    "implantation": 0.65,
    "extension": 0.6,
    "fermeture": 0.6,
    "plan_social": 0.6,
    "reprise": 0.35,
    "chantier": 0.5,
    "levee_de_fonds": 0.45,
    "subvention": 0.3,
    "appel_a_projets": 0.35,
    "etude": 0.15,
    "decision": 0.1,
    "marche_public": 0.15,
    "nomination": 0.1,
    "evenement": 0.1,
    "recrutement": 0.05,
}
_ONE_POST = "recrutement"
MANY_JOBS = 10
"""Under ten, a shop opens or closes."""
JOBS_WEIGHT = 0.35
BIG_AMOUNT = 1_000_000
"""Euros: what a community of communes invests in one project."""
AMOUNT_WEIGHT = 0.2
_ELSEWHERE = "sans lieu du territoire"
_SHOWN_THEMES = 2
_SHOWN_TERMS = 3
_SHOWN_WORDS = 2
"""Words quoted of the prior, after those of the rules."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``score`` in [0, 1], ``relevance`` 0 to 3, ``why`` a French sentence."""

    score: float
    relevance: int
    why: str


def judge(
    ruleset: RuleSet,
    hits: Hits,
    themes: Sequence[ThemeMatch],
    mentions: Sequence[Mention],
    facts: Facts,
    *,
    source: Source | None = None,
    anywhere: bool = False,
    leanings: Leanings | None = None,
) -> Verdict:
    """Weigh what the item says, where, and who says it.

    ``mentions``: nearest first, as ``mentioned`` gives them. A source whose zone names
    the territory speaks of it when its text names no place. ``anywhere``: every place
    counts as the territory. ``leanings``: the score is then a third of the relevance to expect,
    before where and who are weighed.
    """
    by_code = ruleset.by_code
    said_by_rules = weigh(ruleset, hits, themes, facts)
    boosts, noise, quiet = said_by_rules.boosts, said_by_rules.noise, said_by_rules.quiet
    useful = said_by_rules.score
    output = leanings.prior.outputs[RELEVANCE] if leanings else None
    if leanings and output:
        expected = leanings.prior.expected_relevance(leanings.odds(output, useful))
        useful = min(expected, said_by_rules.at_most)
    ring = mentions[0].ring if mentions else Ring.OTHER
    local_source = not mentions and source is not None and _is_local(ruleset, source.zone)
    if local_source:
        ring = Ring.TERRITORY
    weight = source.weight if source else 1.0
    where = 1.0 if anywhere else _WHERE[ring]
    score = round(_weighted(useful * where, weight), 6)
    if facts.signal and facts.signal.code == _ONE_POST and not _many_jobs(facts):
        # A post to fill is news for one reader; it says nothing of the offer of a territory.
        score = round(min(score, ruleset.relevance.cuts[1] * 0.99), 6)
    relevance = sum(score >= cut for cut in ruleset.relevance.cuts)
    if relevance == 0 and quiet < 0.5:
        said = f"hors de la veille ({_listed(noise)})"
    else:
        place = "d’une source du territoire" if local_source else _place(mentions, ring)
        told = [_event(ruleset, facts)] if facts.signal or facts.jobs else []
        if leanings and output:
            # Where the rules give no reason, the words that weigh most do.
            if relevance and not boosts:
                boosts = _with_words(boosts, leanings.words_for(output, _SHOWN_WORDS), noise)
            elif not relevance and not noise:
                against = leanings.words_for(output, _SHOWN_WORDS, against=True)
                noise = _with_words(noise, against, boosts)
        said = f"{', '.join([*told, _what(themes, by_code, boosts, noise)])}, {place}"
    return Verdict(score, relevance, f"Pertinence {relevance}\u00a0: {said}")


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the rules say of the subject, wherever it is: a score in [0, 1], the boosts and the
    noise found, how free of noise the item is, and what a decisive noise leaves of it at most."""

    score: float
    boosts: list[str]
    noise: list[str]
    quiet: float
    at_most: float


def weigh(ruleset: RuleSet, hits: Hits, themes: Sequence[ThemeMatch], facts: Facts) -> Weighed:
    """Join the doubts of themes, boosts and events; take away what noise says."""
    doubt, still, quiet, at_most = 1.0, 1.0, 1.0, 1.0
    boosts: list[str] = []
    noise: list[str] = []
    for match in themes:
        doubt *= 1 - ruleset.by_code[match.code].relevance * match.score
    for rank, in_title in hits.boosts:
        term = ruleset.clues[rank].term
        still *= (1 - term.weight) ** (1 + in_title)
        boosts.append(term.text)
    for rank, in_title in hits.noise:
        term = ruleset.clues[rank].term
        quiet *= (1 - term.weight) ** (1 + in_title)
        noise.append(term.text)
        if term.weight >= DECISIVE:
            at_most = min(at_most, 1 - term.weight)
    still *= 1 - _weight_of(facts)
    what = 1 - (1 - THEMES_SHARE * (1 - doubt)) * still
    return Weighed(what * quiet, boosts, noise, quiet, at_most)


def _weighted(score: float, weight: float) -> float:
    """A score for a source of this weight: multiplied, but above 1 it is the doubt that shrinks, so
    that the best items of a source keep their order instead of all reaching 1."""
    return score * weight if weight <= 1 else 1 - (1 - score) ** weight


def _with_words(terms: list[str], words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Terms of the rules, then words of the prior that neither they nor ``others`` hold."""
    return [
        *terms,
        *(word for word in words if not any(overlaps(word, one) for one in (*terms, *others))),
    ]


def _weight_of(facts: Facts) -> float:
    """How much what happens makes an item matter, in [0, 1[."""
    still = 1.0
    if facts.signal:
        still *= 1 - EVENTS[facts.signal.code] * facts.signal.score
    if _many_jobs(facts):
        still *= 1 - JOBS_WEIGHT
    if facts.amount and facts.amount.euros >= BIG_AMOUNT:
        still *= 1 - AMOUNT_WEIGHT
    return 1 - still


def _many_jobs(facts: Facts) -> bool:
    return facts.jobs is not None and abs(facts.jobs.count) >= MANY_JOBS


def _event(ruleset: RuleSet, facts: Facts) -> str:
    """« extension (« s’agrandit »), 40 emplois »."""
    parts = []
    if facts.signal:
        label = ruleset.book.labels[facts.signal.code]
        parts.append(f"{_lower_first(label)} ({_listed(facts.signal.evidence)})")
    if facts.jobs:
        count = f"{facts.jobs.count:+d}".replace("-", "−")
        parts.append(f"{count}\u00a0emplois")
    return ", ".join(parts)


def _is_local(ruleset: RuleSet, zone: str) -> bool:
    """Whether the zone of a source, as the admin wrote it, names the territory."""
    if not zone:
        return False
    spoken = rule_words(zone)
    territory = ruleset.territory
    names = [territory.name, *territory.aliases, *[place.name for place in territory.communes]]
    return any(rule_words(name) in spoken for name in names)


def _what(
    themes: Sequence[ThemeMatch],
    by_code: Mapping[str, Theme],
    boosts: Sequence[str],
    noise: Sequence[str],
) -> str:
    parts = [
        f"{_lower_first(by_code[match.code].label)} ({_listed(match.evidence)})"
        for match in themes[:_SHOWN_THEMES]
    ]
    if not parts:
        parts.append("aucun thème de la veille reconnu")
    known = {term.casefold() for match in themes for term in match.evidence}
    if raised := [term for term in boosts if term.casefold() not in known]:
        parts.append(f"renforcée par {_quoted(raised)}")
    if noise:
        parts.append(f"abaissée par {_quoted(noise)}")
    return ", ".join(parts)


def _place(mentions: Sequence[Mention], ring: Ring) -> str:
    if ring is Ring.OTHER:
        return _ELSEWHERE
    near = [mention for mention in mentions if mention.ring is ring]
    communes = [_at(mention.name) for mention in near if mention.is_commune][:_SHOWN_TERMS]
    towns = " et ".join([", ".join(communes[:-1]), communes[-1]] if communes[1:] else communes)
    if ring is Ring.TERRITORY:
        return f"{towns}, dans le territoire" if towns else "dans le territoire"
    if ring is Ring.NEIGHBOUR:
        return f"{towns}, dans le voisinage"
    return f"dans {'le département' if ring is Ring.DEPARTMENT else 'la région'} ({near[0].name})"


def _at(name: str) -> str:
    """« à Roanne », « au Coteau », « aux Noës »."""
    if name.startswith("Le "):
        return f"au {name[3:]}"
    return f"aux {name[4:]}" if name.startswith("Les ") else f"à {name}"


def _listed(terms: Sequence[str]) -> str:
    return ", ".join(shown_term(term) for term in terms[:_SHOWN_TERMS])


def _quoted(terms: Sequence[str]) -> str:
    return ", ".join(f"«\u00a0{shown_term(term)}\u00a0»" for term in terms[:_SHOWN_TERMS])


def _lower_first(label: str) -> str:
    """A label within a sentence; an acronym keeps its capitals."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
