"""What an item is about, how much it matters here, and why. Pure: text in, values out.

    title, summary ──► RuleSet.scan ──► match_themes ──► relevance ──► Classification

The text is read once; themes, relevance and places are three readings of the same hits.
"""

from veille.classify.amounts import amount_in
from veille.classify.cues import CueBook, compile_cues
from veille.classify.elire import axes_in
from veille.classify.jobs import jobs_in
from veille.classify.mentions import mentioned
from veille.classify.relevance import judge
from veille.classify.rules import match_themes
from veille.classify.ruleset import RuleSet, compile_rules
from veille.classify.signals import signal_in
from veille.domain.source import Source
from veille.domain.theme import Classification

__all__ = [
    "CueBook",
    "RuleSet",
    "amount_in",
    "axes_in",
    "classify",
    "compile_cues",
    "compile_rules",
    "jobs_in",
    "signal_in",
]


def classify(
    ruleset: RuleSet,
    title: str,
    summary: str,
    *,
    source: Source | None = None,
    anywhere: bool = False,
) -> Classification:
    """Tag one item and judge its relevance.

    ``title`` and ``summary`` are plain text in their original case, which tells place
    names from common words. ``source`` brings its hints of themes, its weight and its
    zone. ``anywhere``: judge as if every place lay in the territory, to measure the
    rules on news of the whole country.
    """
    hits = ruleset.scan(title, summary)
    themes = match_themes(ruleset, hits, source.themes if source else ())
    mentions = mentioned(ruleset.place_names, hits.places, title, summary)
    verdict = judge(ruleset, hits, themes, mentions, source=source, anywhere=anywhere)
    return Classification(
        themes=themes,
        relevance=verdict.relevance,
        relevance_score=verdict.score,
        why=verdict.why,
        places=tuple(mention.name for mention in mentions if mention.is_commune),
        rules_version=ruleset.version,
    )
