"""What an item is about, how much it matters here, and why. Pure: text in, values out.

    Text ──► RuleSet.scan ──────────────► match_themes ─┐
        ├──► places, jobs, amount ─► prior (words) ─────┤
        ├──► places, mentions ──► rings (how near) ─────┼──► relevance ──► Classification
        └──► CueBook.read ──────► signal, axes ─────────┘

The item is split into words once (``normalise.lexing``). Terms of themes, of relevance and the
territory's names are found in one reading. What a person corrected comes last, and relevance is
judged again by the themes she left.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from veille.classify.amounts import amount_in
from veille.classify.corrected import overruled, retagged
from veille.classify.cues import CueBook, compile_cues
from veille.classify.elire import axes_in
from veille.classify.jobs import jobs_in
from veille.classify.mentions import mentioned
from veille.classify.relevance import judge
from veille.classify.rings import named_places, nearest_first
from veille.classify.rules import match_themes, silenced_themes
from veille.classify.ruleset import RuleSet, compile_rules
from veille.classify.signals import signal_in
from veille.domain.correction import Correction
from veille.domain.source import Source
from veille.domain.theme import Classification, Facts, ThemeMatch
from veille.normalise.lexing import Text
from veille.places import Gazetteer, resolve
from veille.prior import Span

__all__ = [
    "CueBook",
    "Relabel",
    "RuleSet",
    "Text",
    "amount_in",
    "axes_in",
    "classify",
    "compile_cues",
    "compile_rules",
    "jobs_in",
    "signal_in",
]

Relabel: TypeAlias = Callable[[tuple[ThemeMatch, ...]], tuple[ThemeMatch, ...]]


def classify(
    ruleset: RuleSet,
    title: str,
    summary: str,
    *,
    source: Source | None = None,
    anywhere: bool = False,
    relabel: Relabel | None = None,
    correction: Correction | None = None,
) -> Classification:
    """Tag one item and judge its relevance.

    ``title`` and ``summary`` are plain text in their original case, which tells place
    names from common words. ``source`` brings its hints of themes, its weight and its
    zone. ``anywhere``: judge as if every place lay in the territory, to measure the
    rules on news of the whole country. ``relabel``: weighs the themes of the rules again,
    before relevance is judged by them. ``correction``: what a person said of this item.
    """
    text = Text(title, summary)
    hits = ruleset.scan(text)
    places = resolve(Gazetteer.load(), text, territory=ruleset.territory)
    jobs = jobs_in(text, ruleset.prior.announced if ruleset.prior else None)
    amount = amount_in(text)
    leanings = None
    if ruleset.prior:
        leanings = ruleset.prior.read(
            text,
            [Span(place.start, place.end, place.level) for place in places],
            jobs=jobs.count if jobs else None,
            euros=amount.euros if amount else None,
        )
    cues = ruleset.book.read(text)
    facts = Facts(
        places=named_places(places, text),
        signal=signal_in(ruleset.book, cues, leanings),
        jobs=jobs,
        amount=amount,
        axes=axes_in(ruleset.book, cues),
    )
    hints = source.themes if source else ()
    themes = match_themes(ruleset, hits, hints, facts.signal, leanings)
    if relabel:
        silenced = silenced_themes(ruleset, hits)
        themes = tuple(match for match in relabel(themes) if match.code not in silenced)
    mentions = nearest_first(
        ruleset.territory,
        mentioned(ruleset.place_names, hits.places, text),
        facts.places,
    )
    weigh = partial(
        judge,
        ruleset,
        hits,
        mentions=mentions,
        facts=facts,
        source=source,
        anywhere=anywhere,
        leanings=leanings,
    )
    verdict = weigh(themes)
    if correction:
        themes = retagged(ruleset, themes, correction)
        verdict = overruled(ruleset, correction, verdict, weigh(themes))
    return Classification(
        themes=themes,
        relevance=verdict.relevance,
        relevance_score=verdict.score,
        why=verdict.why,
        places=tuple(mention.name for mention in mentions if mention.is_commune),
        rules_version=ruleset.version,
        facts=facts,
    )
