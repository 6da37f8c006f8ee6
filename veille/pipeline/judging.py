"""Judge items as everything known of them says: the rules, what was learnt, then persons."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from typing import TypeAlias

from veille.archive import Archive
from veille.classify import Relabel, RuleSet, classify
from veille.config import Rules, compiled
from veille.domain.correction import Correction
from veille.domain.source import Source
from veille.domain.theme import Classification
from veille.pipeline.learning import Learnt, heard, learnt_from, version_of

Unjudged: TypeAlias = tuple[int, str, str, str]
"""Item number, source, title, summary."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Made once for a pass; ``judge_of`` reads the archive for it.

    ``learnt`` learns when it is first asked: a pass that has nothing to judge never does.
    """

    ruleset: RuleSet
    sources: Mapping[str, Source]
    corrections: Mapping[int, Correction]
    version: str
    learnt: Callable[[], Learnt | None]

    @property
    def learns(self) -> bool:
        """Whether persons said enough to teach something of other items."""
        return self.version != self.ruleset.version

    def judged(
        self, items: Iterable[Unjudged], *, now: datetime
    ) -> list[tuple[int, Classification]]:
        """The classification of each item, in order, ready to be kept."""
        batch = list(items)
        relabels: list[Relabel | None] = [None] * len(batch)
        if learnt := self.learnt():
            scores = learnt.scores([(title, summary) for _, _, title, summary in batch])
            relabels = [
                partial(learnt.weighed, scores=its, title=title, text=summary)
                for its, (_, _, title, summary) in zip(scores, batch, strict=True)
            ]
        return [
            (one[0], replace(self._one(*one, relabel), classified_at=now))
            for one, relabel in zip(batch, relabels, strict=True)
        ]

    def _one(
        self, number: int, source_id: str, title: str, summary: str, relabel: Relabel | None
    ) -> Classification:
        found = classify(
            self.ruleset,
            title,
            summary,
            source=self.sources.get(source_id),
            relabel=relabel,
            correction=self.corrections.get(number),
        )
        return replace(found, rules_version=self.version)


def judge_of(
    archive: Archive,
    rules: Rules,
    sources: Mapping[str, Source],
    said: Mapping[int, Correction] | None = None,
    *,
    now: datetime,
) -> Judge:
    """The judge of these rules and of what persons said: the corrections that are kept, or
    only ``said``, and the votes of readers."""
    ruleset = compiled(rules)
    all_said = heard(archive, now=now, corrections=said)
    return Judge(
        ruleset,
        sources,
        all_said.corrections,
        version_of(ruleset, all_said),
        cache(partial(learnt_from, archive, ruleset, sources, all_said)),
    )
