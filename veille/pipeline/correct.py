"""What a person says of one item, or takes back: kept, then judged again at once."""

from collections.abc import Mapping
from datetime import datetime

from veille.archive import Archive, classifications, corrections, items
from veille.archive.classifications import Standing
from veille.config import Rules
from veille.domain.correction import Correction
from veille.domain.source import Source
from veille.domain.story import ClassifiedItem
from veille.domain.theme import Classification
from veille.pipeline.judging import Judge, judge_of

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
    return _judged_again(archive, rules, sources, number, now=now)


def undo(
    archive: Archive,
    rules: Rules,
    sources: Mapping[str, Source],
    item_id: int,
    *,
    now: datetime,
) -> ClassifiedItem:
    """The item as it is once all its corrections are taken back.

    Raises:
        NotFoundError: the item is not in the archive.
    """
    corrections.forget(archive, item_id)
    return _judged_again(archive, rules, sources, item_id, now=now)


def with_correction(archive: Archive, correction: Correction) -> dict[int, Correction]:
    """All that persons said, were this said too."""
    said = corrections.every(archive)
    before = said.get(correction.item_id)
    said[correction.item_id] = before.followed_by(correction) if before else correction
    return dict(sorted(said.items()))


def without_correction(archive: Archive, item_id: int) -> dict[int, Correction]:
    """All that persons said, but of this item."""
    return {number: one for number, one in corrections.every(archive).items() if number != item_id}


def foreseen(
    archive: Archive,
    rules: Rules,
    sources: Mapping[str, Source],
    item_id: int,
    said: Mapping[int, Correction],
    *,
    now: datetime,
) -> tuple[Classification, tuple[Standing, ...]]:
    """What an item would be, were this all that persons said, and the other items, as they
    are, that would be judged otherwise too. Nothing is written."""
    judge = judge_of(archive, rules, sources, said, now=now)
    found = _judged(archive, judge, item_id, now)
    changed: list[Standing] = []
    last = 0
    if not (judge.learns or judge_of(archive, rules, sources, now=now).learns):
        return found, ()
    while batch := classifications.standings(archive, last, _AT_ONCE):
        last = batch[-1].id
        texts = [(one.id, one.source_id, one.title, one.summary) for one in batch]
        for before, (_, after) in zip(batch, judge.judged(texts, now=now), strict=True):
            themes = frozenset(match.code for match in after.themes)
            same = (themes, after.relevance) == (before.themes, before.relevance)
            if not same and before.id != item_id:
                changed.append(before)
    return found, tuple(changed)


def _judged_again(
    archive: Archive,
    rules: Rules,
    sources: Mapping[str, Source],
    item_id: int,
    *,
    now: datetime,
) -> ClassifiedItem:
    found = _judged(archive, judge_of(archive, rules, sources, now=now), item_id, now)
    classifications.save(archive, [(item_id, found)])
    return items.get(archive, item_id)


def _judged(archive: Archive, judge: Judge, item_id: int, now: datetime) -> Classification:
    item = items.get(archive, item_id).stored.item
    [(_, found)] = judge.judged([(item_id, item.source_id, item.title, item.summary)], now=now)
    return found
