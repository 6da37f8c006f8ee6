"""A watch names its own places in every second headline: they tell no event."""

from collections.abc import Sequence
from datetime import UTC, datetime

from veille.stories.features import Telling
from veille.stories.grouping import group

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
LOCAL = ("Val d’Orsenne", "Orsenne-le-Château", "Villars-les-Forges")
ALONE = (
    "Une ligne de covoiturage entre Vernay et Orsenne-le-Château",
    "Orsenne-le-Château : le lycée aura un internat de cent places",
    "Une librairie ouvre place du marché à Orsenne-le-Château",
    "Population légale : le Val d’Orsenne perd peu d’habitants",
)
TOLD_TWICE = (
    "La fonderie Maurand reprend la friche Duvallon",
    "Friche Duvallon : la fonderie Maurand s’installe, 85 emplois",
)


def stories(titles: Sequence[str]) -> set[tuple[int, ...]]:
    tellings = [Telling(number, title, date=NOW) for number, title in enumerate(titles)]
    return {one.item_ids for one in group(tellings, local=LOCAL, strict=True)}


def test_a_shared_place_joins_nothing() -> None:
    assert stories(ALONE) == {(0,), (1,), (2,), (3,)}


def test_one_event_is_still_one_story() -> None:
    assert stories((*ALONE, *TOLD_TWICE)) == {(0,), (1,), (2,), (3,), (4, 5)}
