"""group: which items tell one event."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from veille.stories.grouping import Candidate, Group, group

DAY = datetime(2026, 11, 23, tzinfo=UTC)
TITLE = "duvallon reprend cent vingt salaries"


def a_candidate(
    number: int, *, url: str = "", title: str = "", days: float = 0, story: int | None = None
) -> Candidate:
    return Candidate(number, url, title, DAY + timedelta(days=days), story)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        pytest.param({"title": TITLE}, {"title": TITLE, "days": 2}, True, id="same-title"),
        pytest.param({"title": TITLE}, {"title": TITLE, "days": 30}, False, id="a-month-apart"),
        pytest.param({"title": "faits divers"}, {"title": "faits divers"}, False, id="short-title"),
        pytest.param(
            {"url": "https://a.fr/x", "title": "a"},
            {"url": "https://a.fr/x", "title": "b"},
            True,
            id="same-address",
        ),
        pytest.param({"url": "https://a.fr"}, {"url": "https://a.fr"}, False, id="front-page"),
        pytest.param({"url": ""}, {"url": ""}, False, id="no-address-no-title"),
    ],
)
def test_two_items(first: dict[str, object], second: dict[str, object], together: bool) -> None:
    groups = group([a_candidate(1, **first), a_candidate(2, **second)])  # type: ignore[arg-type]

    assert (len(groups) == 1) is together


def test_a_new_item_joins_the_story_already_told() -> None:
    known = a_candidate(1, title=TITLE, story=7)

    assert group([a_candidate(2, title=TITLE, days=1), known]) == (Group(7, (2,)),)


def test_a_story_already_shown_is_never_moved() -> None:
    one = a_candidate(1, title=TITLE, story=7)
    other = a_candidate(2, url="https://a.fr/x", story=9)
    link = a_candidate(3, title=TITLE, url="https://a.fr/x")

    assert group([one, other, link]) == (Group(7, (3,)),)


def test_order_does_not_matter() -> None:
    candidates = [
        a_candidate(1, title=TITLE),
        a_candidate(2, title=TITLE, url="https://a.fr/x", days=6),
        a_candidate(3, url="https://a.fr/x", days=12),
        a_candidate(4, title="tout autre chose ici", days=1),
    ]

    results = {group(order) for order in itertools.permutations(candidates)}

    assert results == {(Group(None, (1, 2, 3)), Group(None, (4,)))}
