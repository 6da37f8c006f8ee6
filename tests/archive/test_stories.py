"""Stories in the archive: decisions remembered, numbers kept, reasons stored."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from veille.archive import Archive, items, stories
from veille.errors import NotFoundError, UsageError
from veille.pipeline.group import group
from veille.stories.grouping import Decision

TITLES = (
    "Duvallon reprend 120 salariés",
    "Duvallon : cent vingt salariés repris",
    "La médiathèque de Brécourt agrandie",
)
Make = Callable[..., Any]


def story_of(archive: Archive) -> dict[int, int | None]:
    return {one.stored.id: one.stored.story_id for one in items.by_ids(archive, [1, 2, 3])}


@pytest.fixture
def grouped(archive: Archive, store: Make, an_item: Make, now: datetime) -> Archive:
    store(*(an_item(str(n), title) for n, title in enumerate(TITLES)))
    assert group(archive, now=now) == 3
    return archive


def test_one_event_is_one_story_and_says_why(grouped: Archive) -> None:
    assert story_of(grouped) == {1: 1, 2: 1, 3: 2}
    assert stories.why(grouped, 2).startswith("même titre à ")
    assert stories.why(grouped, 3) == ""


def test_a_second_pass_has_nothing_to_do(grouped: Archive, now: datetime) -> None:
    assert group(grouped, now=now) == 0


def test_a_new_item_joins_and_no_number_changes(
    grouped: Archive, store: Make, an_item: Make, now: datetime
) -> None:
    store(an_item("9", TITLES[0], source="mairie", days=0), source="mairie")

    assert group(grouped, now=now) == 1
    assert story_of(grouped) == {1: 1, 2: 1, 3: 2}
    assert items.get(grouped, 4).stored.story_id == 1


def test_what_a_person_decided_is_applied_once_and_always_wins(
    grouped: Archive, store: Make, an_item: Make, now: datetime
) -> None:
    stories.decide(grouped, Decision(2, 1, together=False), now=now)
    stories.decide(grouped, Decision(2, 3, together=True), now=now)

    assert group(grouped, now=now) == 3
    assert group(grouped, now=now) == 0
    split = story_of(grouped)
    assert split[1] != split[2] == split[3]
    assert stories.why(grouped, 2) == "réunis par une personne"

    store(an_item("9", "Duvallon : 120 salariés sont repris", days=0))
    group(grouped, now=now)
    assert story_of(grouped) == split


def test_the_last_word_on_a_pair_is_kept(grouped: Archive, now: datetime) -> None:
    stories.decide(grouped, Decision(1, 2, together=False), now=now)
    stories.decide(grouped, Decision(2, 1, together=True), now=now)

    assert stories.decisions(grouped) == [Decision(1, 2, together=True)]


def test_decisions_are_about_two_items_that_exist(grouped: Archive, now: datetime) -> None:
    with pytest.raises(UsageError, match="deux articles"):
        stories.decide(grouped, Decision(1, 1, together=True), now=now)
    with pytest.raises(NotFoundError, match="99"):
        stories.decide(grouped, Decision(1, 99, together=True), now=now)
    assert stories.decisions(grouped) == []
