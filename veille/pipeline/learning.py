"""What corrections teach of other items: themes weighed again, with the words that decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from veille.archive import Archive, items
from veille.classify import RuleSet, classify
from veille.domain.correction import Correction
from veille.domain.source import Source
from veille.domain.theme import ThemeMatch
from veille.errors import LearningError
from veille.learn import Example, Model, combine, learn

ENOUGH = 20
"""Corrected items below which the rules alone speak: with fewer, a word seen twice is a law."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """A model of the themes, and the thresholds their scores are held against."""

    model: Model
    ruleset: RuleSet

    def scores(self, texts: Sequence[tuple[str, str]]) -> list[dict[str, float]]:
        """What the model says of each text, theme by theme."""
        return self.model.scores(texts)

    def weighed(
        self, themes: tuple[ThemeMatch, ...], scores: Mapping[str, float], title: str, text: str
    ) -> tuple[ThemeMatch, ...]:
        """The themes by the rules and the model together; one not learnt keeps its score."""
        by_rules = {match.code: match for match in themes}
        kept = [match for match in themes if match.code not in scores]
        for code, score in scores.items():
            match = by_rules.get(code, ThemeMatch(code, 0.0, ()))
            both = round(combine(match.score, score, self.model.examples[code]), 6)
            if both < self.ruleset.by_code[code].threshold:
                continue
            evidence = match.evidence or self.model.why(title, text, code)
            if evidence:
                kept.append(replace(match, score=both, evidence=evidence))
        return tuple(sorted(kept, key=lambda match: (-match.score, match.code)))


def learnt_from(
    archive: Archive,
    ruleset: RuleSet,
    sources: Mapping[str, Source],
    said: Mapping[int, Correction],
) -> Learnt | None:
    """The model of these corrections; None when they are too few or tell nothing apart."""
    if len(said) < ENOUGH:
        return None
    examples = []
    for one in items.by_ids(archive, sorted(said)):
        item = one.stored.item
        found = classify(
            ruleset,
            item.title,
            item.summary,
            source=sources.get(item.source_id),
            correction=said[one.stored.id],
        )
        labels = tuple(match.code for match in found.themes)
        examples.append(Example(item.title, item.summary, labels))
    names = {
        theme.code: " ".join((theme.label, *(term.text for term in theme.terms)))
        for theme in ruleset.themes
    }
    try:
        return Learnt(learn(examples, several=True, names=names), ruleset)
    except LearningError:
        return None


def version_of(ruleset: RuleSet, said: Mapping[int, Correction]) -> str:
    """The version of the rules and, once corrections teach, of what they teach."""
    if len(said) < ENOUGH:
        return ruleset.version
    taught = repr([(one.item_id, one.added, one.removed) for one in said.values()])
    return f"{ruleset.version}+{sha256(taught.encode()).hexdigest()[:8]}"
