"""Judge the whole archive by the present rules, and tell what that changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from veille.archive import Archive, classifications, items
from veille.archive.classifications import Standing
from veille.config import Configuration
from veille.domain.edition import Digest
from veille.domain.theme import Classification
from veille.pipeline.compose import next_window, tell
from veille.pipeline.judging import judge_of

_AT_ONCE = 500
SHOWN = 50
"""Changes told one by one; more is a list nobody reads, and all are counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """An item of which the rules now say something else; ``relevance_before`` is None
    when they had said nothing yet."""

    id: int
    title: str
    themes_before: tuple[str, ...]
    themes: tuple[str, ...]
    relevance_before: int | None
    relevance: int


@dataclass(slots=True)
class Effects:
    """What judging again changes. ``entering`` and ``leaving`` count the subjects that would
    come into the next number of each letter, or go out of it."""

    items: int = 0
    changed: int = 0
    gaining: int = 0
    losing: int = 0
    up: int = 0
    down: int = 0
    new: int = 0
    changes: list[Change] = field(default_factory=list)
    entering: dict[str, int] = field(default_factory=dict)
    leaving: dict[str, int] = field(default_factory=dict)


def reclassify(
    archive: Archive, configuration: Configuration, *, keep: bool, now: datetime
) -> Effects:
    """Judge every item again; the judgements are kept only if ``keep``."""
    by_id = {source.id: source for source in configuration.sources}
    judge = judge_of(archive, configuration.rules, by_id, now=now)
    effects = Effects()
    moved: dict[int, int] = {}
    last = 0
    letters = [
        (digest, _relevances(archive, digest, configuration, now))
        for digest in configuration.digests
    ]
    while batch := classifications.standings(archive, last, _AT_ONCE):
        last = batch[-1].id
        judged = judge.judged(
            [(one.id, one.source_id, one.title, one.summary) for one in batch], now=now
        )
        for before, (number, after) in zip(batch, judged, strict=True):
            effects.items += 1
            if _count(effects, before, after):
                moved[number] = after.relevance
        if keep:
            classifications.save(archive, judged)
    for digest, told in letters:
        _count_letter(effects, digest, told, moved)
    return effects


def _count(effects: Effects, before: Standing, after: Classification) -> bool:
    """Add an item to the effects; whether anything of it changes."""
    themes = frozenset(match.code for match in after.themes)
    if themes == before.themes and after.relevance == before.relevance:
        return False
    effects.changed += 1
    effects.gaining += bool(themes - before.themes)
    effects.losing += bool(before.themes - themes)
    if before.relevance is None:
        effects.new += 1
    else:
        effects.up += after.relevance > before.relevance
        effects.down += after.relevance < before.relevance
    if len(effects.changes) < SHOWN:
        effects.changes.append(
            Change(
                before.id,
                before.title,
                tuple(sorted(before.themes)),
                tuple(sorted(themes)),
                before.relevance,
                after.relevance,
            )
        )
    return True


def _relevances(
    archive: Archive, digest: Digest, configuration: Configuration, now: datetime
) -> list[dict[int, int]]:
    """For each subject of the next number, the relevance that its items have now."""
    span = next_window(archive, digest, now=now)
    seen = items.first_seen_between(archive, span.start, span.end)
    by_id = {source.id: source for source in configuration.sources}
    return [
        {one.stored.id: one.classification.relevance for one in story.items}
        for story in tell(archive, seen, span, by_id)
    ]


def _count_letter(
    effects: Effects, digest: Digest, told: list[dict[int, int]], moved: Mapping[int, int]
) -> None:
    effects.entering[digest.id] = effects.leaving[digest.id] = 0
    for story in told:
        before = max(story.values()) >= digest.min_relevance
        after = max(moved.get(number, old) for number, old in story.items()) >= digest.min_relevance
        effects.entering[digest.id] += after and not before
        effects.leaving[digest.id] += before and not after
