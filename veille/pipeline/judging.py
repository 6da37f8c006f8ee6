"""Judge items as everything known of them says: the rules, then persons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from veille.archive import Archive, corrections
from veille.classify import RuleSet, classify, corrected
from veille.config import Rules, compiled
from veille.domain.correction import Correction
from veille.domain.source import Source
from veille.domain.theme import Classification

Unjudged: TypeAlias = tuple[int, str, str, str]
"""Item number, source, title, summary."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Made once for a pass; ``judge_of`` reads the archive for it."""

    ruleset: RuleSet
    sources: Mapping[str, Source]
    corrections: Mapping[int, Correction]

    def judged(
        self, items: Iterable[Unjudged], *, now: datetime
    ) -> list[tuple[int, Classification]]:
        """The classification of each item, in order, ready to be kept."""
        return [(number, self._one(number, *its, now=now)) for number, *its in items]

    def _one(
        self, number: int, source_id: str, title: str, summary: str, *, now: datetime
    ) -> Classification:
        found = classify(self.ruleset, title, summary, source=self.sources.get(source_id))
        if number in self.corrections:
            found = corrected(self.ruleset, found, self.corrections[number])
        return replace(found, rules_version=self.ruleset.version, classified_at=now)


def judge_of(archive: Archive, rules: Rules, sources: Mapping[str, Source]) -> Judge:
    """The judge of these rules, with all that persons said so far."""
    return Judge(compiled(rules), sources, corrections.every(archive))
