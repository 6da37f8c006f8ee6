"""group: which items tell one event, whatever the order, the day and the source."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veille.stories.features import Telling
from veille.stories.grouping import Decision, Group, group, periods

DAY = datetime(2026, 11, 23, tzinfo=UTC)
TITLE = "Duvallon reprend cent vingt salariés"


def told(
    number: int,
    title: str = "",
    *,
    url: str = "",
    days: float = 0,
    story: int | None = None,
    places: tuple[str, ...] = (),
) -> Telling:
    return Telling(number, title, "", DAY + timedelta(days=days), url, places, story)


NEWS = (
    told(1, "Duvallon reprend 120 salariés de la Cotonnière", days=0),
    told(2, "La Cotonnière : Duvallon reprend cent vingt salaries", days=0.3),
    told(3, "Textile : Duvallon rachete la Cotonniere et garde 120 emplois", days=1),
    told(4, "Un incendie détruit la halle de Montrevel", days=0.5),
    told(5, "Montrevel : la halle détruite par un incendie", days=1),
    told(6, "Pont de Saulcy : la circulation coupée jusqu’en mars", days=2),
    told(7, "Le pont de Saulcy fermé à la circulation", days=2.5),
    told(8, "La médiathèque de Brécourt agrandie", days=3),
    told(9, "Duvallon reprend 120 salariés de la Cotonnière", days=30),
)
EVENTS = {(1, 2, 3), (4, 5), (6, 7), (8,), (9,)}


def sets(groups: Iterable[Group]) -> set[tuple[int, ...]]:
    return {one.item_ids for one in groups}


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        pytest.param(told(1, TITLE), told(2, TITLE, days=2), True, id="same-title"),
        pytest.param(told(1, TITLE), told(2, TITLE, days=30), False, id="a-month-apart"),
        pytest.param(told(1, "Faits divers"), told(2, "Faits divers"), False, id="short-title"),
        pytest.param(
            told(1, "a", url="https://a.fr/x"),
            told(2, "b", url="https://a.fr/x"),
            True,
            id="same-address",
        ),
        pytest.param(
            told(1, url="https://a.fr"), told(2, url="https://a.fr"), False, id="front-page"
        ),
        pytest.param(told(1), told(2), False, id="nothing-said"),
        pytest.param(
            told(1, TITLE), told(2, "DUVALLON REPREND 120 SALARIES"), True, id="no-accents"
        ),
        pytest.param(
            told(1, "Le conseil de Brécourt vote son budget", places=("Brécourt",)),
            told(2, "Le conseil de Saulcy vote son budget", places=("Saulcy",)),
            False,
            id="elsewhere",
        ),
    ],
)
def test_two_items(first: Telling, second: Telling, together: bool) -> None:
    assert (len(group([first, second])) == 1) is together


def test_events_are_told_apart() -> None:
    assert sets(group(NEWS)) == EVENTS


def test_an_item_without_a_date_is_of_any_day() -> None:
    undated = replace(NEWS[1], date=None)

    assert (1, 2) in {tuple(sorted(one)) for one in sets(group([NEWS[0], undated]))}


@given(st.permutations(NEWS))
def test_order_does_not_matter(order: list[Telling]) -> None:
    assert group(order) == group(NEWS)


@given(st.permutations(NEWS), st.integers(0, len(NEWS)))
def test_little_by_little_is_all_at_once(order: list[Telling], known: int) -> None:
    before = group(order[:known])
    story_of = {item: n for n, one in enumerate(before, 1) for item in one.item_ids}

    after = group([replace(one, story_id=story_of.get(one.id)) for one in order])

    assert sets(after) == sets(group(NEWS))


def test_vocabulary_does_not_chain_events() -> None:
    chain = [
        told(1, "Brasserie Malterre : ouverture d’un bar"),
        told(2, "Malterre et Chenevière, deux patrons associés"),
        told(3, "Chenevière et Orvault, deux notaires associés"),
        told(4, "Étude Orvault : vente aux enchères d’un moulin"),
    ]

    assert not any({1, 4} <= set(one) for one in sets(group(chain)))


def test_a_daily_title_is_not_one_story_for_ever() -> None:
    daily = [told(n, "L’essentiel de la journée au Val", days=n) for n in range(1, 61)]

    spans = [len(one) for one in sets(group(daily))]

    assert len(spans) >= 4
    assert max(spans) <= 15


def test_the_name_of_a_site_after_its_headlines_says_nothing() -> None:
    titles = ("Incendie à la halle", "Concert des élèves", "Vente du moulin", "Route coupée")
    items = [told(n, f"{title} - Gazette du Haut Val") for n, title in enumerate(titles)]

    assert len(group(items)) == len(titles)


def test_what_a_person_kept_together_stays_whatever_it_says() -> None:
    groups = group(NEWS, [Decision(8, 9, together=True)])

    assert (8, 9) in sets(groups)
    [reasons] = [one.reasons for one in groups if one.item_ids == (8, 9)]
    assert reasons == ("réunis par une personne",) * 2


def test_what_a_person_kept_apart_stays_apart_even_with_one_title() -> None:
    same = [told(1, TITLE), told(2, TITLE), told(3, TITLE)]

    for one in sets(group(same, [Decision(2, 1, together=False)])):
        assert not {1, 2} <= set(one)


def test_apart_wins_over_together_through_a_third() -> None:
    decisions = [Decision(1, 8, True), Decision(8, 4, True), Decision(4, 1, False)]

    for one in sets(group(NEWS, decisions)):
        assert not {1, 4} <= set(one)


def test_a_decision_about_an_absent_item_is_ignored() -> None:
    assert sets(group(NEWS, [Decision(1, 99, True)])) == EVENTS


def numbers(groups: Iterable[Group]) -> dict[tuple[int, ...], int | None]:
    return {one.item_ids: one.story_id for one in groups}


def test_a_new_item_joins_the_story_already_told() -> None:
    assert numbers(group([told(2, TITLE, days=1), told(1, TITLE, story=7)])) == {(1, 2): 7}


def test_two_stories_that_merge_take_the_oldest_number() -> None:
    one = told(1, TITLE, story=9)
    other = told(2, "b", url="https://a.fr/x", story=7)
    link = told(3, TITLE, url="https://a.fr/x")

    assert numbers(group([one, other, link])) == {(1, 2, 3): 7}


def test_a_story_that_splits_goes_on_in_its_larger_part() -> None:
    known = [replace(one, story_id=7) for one in NEWS[:5]]

    assert numbers(group(known)) == {(1, 2, 3): 7, (4, 5): None}


def test_reasons_are_french_and_say_on_what() -> None:
    [story] = group(
        [
            told(1, "Duvallon reprend 120 salariés", places=("Brécourt",)),
            told(2, "Duvallon : 120 salariés repris", places=("Brécourt",), days=0.25),
            told(3, "Duvallon reprend 120 salariés", days=1),
        ]
    )

    assert (
        story.reasons[2]
        == "même titre, mêmes mots (Duvallon, reprend et 120), à 24\u00a0heures d’écart"
    )
    assert story.reasons[1].startswith("même titre à ")
    assert story.reasons[1].endswith("\u00a0%, même lieu (Brécourt), à 6\u00a0heures d’écart")


def test_a_story_of_one_item_needs_no_reason() -> None:
    assert group([told(1, TITLE)])[0].reasons == ("",)


def test_periods_are_joined_where_stories_may_meet() -> None:
    year = timedelta(days=365)
    found = periods([DAY, DAY + timedelta(days=3), DAY - year])

    assert len(found) == 2
    assert found[1][0] < DAY < found[1][1]


def test_the_ends_of_the_calendar_are_dates_too() -> None:
    first = datetime.min.replace(tzinfo=UTC)
    last = datetime.max.replace(tzinfo=UTC)

    (beginning, _), (_, end) = periods([last, first])
    assert (beginning, end) == (first, last)
