"""What a person says of two items, one event or two: kept, then grouped again at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from veille.archive import Archive, items, stories
from veille.domain.place import Territory
from veille.domain.story import ClassifiedItem
from veille.pipeline.group import group
from veille.stories.grouping import Decision


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What became of the stories of two items.

    ``known``: the same had been said before. ``followed``: the stories are as was said; if not,
    ``against`` are the pairs that persons keep apart and that stand in the way. ``stories`` are
    those where the items of both are now; ``before`` gives the story each of them came from.
    """

    decision: Decision
    known: bool
    followed: bool
    stories: tuple[tuple[int, tuple[ClassifiedItem, ...]], ...]
    before: dict[int, int | None]
    against: tuple[tuple[int, int], ...] = ()

    @property
    def moved(self) -> tuple[tuple[ClassifiedItem, int | None, int], ...]:
        """The items that changed story: from which, to which."""
        return tuple(
            (one, self.before[one.stored.id], number)
            for number, members in self.stories
            for one in members
            if one.stored.id in self.before and self.before[one.stored.id] != number
        )


def regroup(
    archive: Archive, territory: Territory, decision: Decision, *, now: datetime
) -> Regrouped:
    """Remember what a person said of two items and group again; said twice, it changes nothing.

    A stop in between loses nothing: the next pass groups what waits.

    Raises:
        UsageError: an item cannot be compared with itself.
        NotFoundError: one of them is not in the archive.
    """
    pair = sorted((decision.first, decision.second))
    decision = Decision(pair[0], pair[1], decision.together)
    known = decision in stories.decisions(archive)
    around = _members(archive, (items.get(archive, number).stored.story_id for number in pair))
    around |= {number: items.get(archive, number) for number in pair}
    if not known:
        stories.decide(archive, decision, now=now)
    group(archive, now=now, territory=territory)
    now_in = {one.stored.id: one.stored.story_id for one in items.by_ids(archive, sorted(around))}
    told = sorted({story_id for story_id in now_in.values() if story_id is not None})
    first, second = (now_in[number] for number in pair)
    followed = (first == second) == decision.together
    return Regrouped(
        decision=decision,
        known=known,
        followed=followed,
        stories=tuple((number, items.neighbours(archive, number)) for number in told),
        before={number: one.stored.story_id for number, one in around.items()},
        against=() if followed else _against(archive, first, second),
    )


def _members(archive: Archive, story_ids: Iterable[int | None]) -> dict[int, ClassifiedItem]:
    return {
        one.stored.id: one
        for number in story_ids
        if number is not None
        for one in items.neighbours(archive, number)
    }


def _against(
    archive: Archive, first: int | None, second: int | None
) -> tuple[tuple[int, int], ...]:
    """The pairs kept apart between two stories: « apart » wins over « together »."""
    one, other = _members(archive, (first,)), _members(archive, (second,))
    return tuple(
        (said.first, said.second)
        for said in stories.decisions(archive)
        if not said.together
        and (
            (said.first in one and said.second in other)
            or (said.first in other and said.second in one)
        )
    )
