"""What a person says of one item: kept, then judged again at once."""

from collections.abc import Mapping
from datetime import datetime

from veille.archive import Archive, classifications, corrections, items
from veille.archive.classifications import Standing
from veille.config import Rules
from veille.domain.correction import Correction
from veille.domain.source import Source
from veille.domain.story import ClassifiedItem
from veille.pipeline.judging import judge_of

_AT_ONCE = 500


def correct(
    archive: Archive,
    rules: Rules,
    sources: Mapping[str, Source],
    correction: Correction,
    *,
    now: datetime,
) -> ClassifiedItem:
    """The item as it is after this correction, added to those it had.

    A stop in between loses nothing: the item is then judged by the next pass.

    Raises:
        NotFoundError: the item is not in the archive.
    """
    number = correction.item_id
    before = corrections.every(archive).get(number)
    corrections.save(archive, before.followed_by(correction) if before else correction)
    item = items.get(archive, number).stored.item
    judge = judge_of(archive, rules, sources)
    judged = judge.judged([(number, item.source_id, item.title, item.summary)], now=now)
    classifications.save(archive, judged)
    return items.get(archive, number)


def others_changed(
    archive: Archive,
    rules: Rules,
    sources: Mapping[str, Source],
    correction: Correction,
    *,
    now: datetime,
) -> tuple[Standing, ...]:
    """The other items, as they are, that this correction would have judged otherwise."""
    judge = judge_of(archive, rules, sources, correction)
    if judge.learnt() is None:
        return ()
    changed: list[Standing] = []
    last = 0
    while batch := classifications.standings(archive, last, _AT_ONCE):
        last = batch[-1].id
        texts = [(one.id, one.source_id, one.title, one.summary) for one in batch]
        for before, (_, after) in zip(batch, judge.judged(texts, now=now), strict=True):
            themes = frozenset(match.code for match in after.themes)
            same = (themes, after.relevance) == (before.themes, before.relevance)
            if not same and before.id != correction.item_id:
                changed.append(before)
    return tuple(changed)
