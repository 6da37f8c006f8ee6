"""A person's word on two items: remembered, applied at once, told, and never undone by a pass."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from veille.errors import NotFoundError, UsageError

Veille = Callable[..., Any]
LATER = "2026-12-21T08:00:00Z"


@pytest.fixture
def grouped(veille: Veille) -> Veille:
    """Three items in two stories: « Une usine de vélos s’installe » twice, and another."""
    for step in ("collect", "classify", "group"):
        veille(step, "--json")
    return veille


def story_of(veille: Veille) -> dict[int, int]:
    return {one["id"]: one["story"] for one in map(json.loads, veille("export"))}


def numbers(veille: Veille) -> tuple[int, int, int]:
    """The two that tell one event, then the other."""
    bikes = sorted(one["id"] for one in veille("search", "vélos", "--json")["items"])
    [other] = set(story_of(veille)) - set(bikes)
    return bikes[0], bikes[1], other


def told(lines: list[str]) -> str:
    return "\n".join(lines).replace("\u00a0", " ")


def test_two_items_are_put_apart_and_stay_so(grouped: Veille) -> None:
    first, second, _ = numbers(grouped)
    assert story_of(grouped)[first] == story_of(grouped)[second]

    said = grouped("apart", str(first), str(second), "--json")

    after = story_of(grouped)
    assert after[first] != after[second]
    assert (said["items"], said["together"], said["followed"]) == ([first, second], False, True)
    assert [one["id"] for one in said["moved"]] == [second]
    assert said["moved"][0]["after"] == after[second]
    assert grouped("group", "--json")["grouped"] == 0
    assert story_of(grouped) == after


def test_two_items_are_put_together_with_their_titles_told(grouped: Veille) -> None:
    first, second, other = numbers(grouped)
    was = story_of(grouped)

    lines = told(grouped("together", str(other), str(first)))

    assert set(story_of(grouped).values()) == {min(was.values())}
    low, high = sorted((first, other))
    assert lines.startswith(f"Les articles {low} et {high} sont réunis.\n  sujet 1, 3 articles :")
    assert f"    {other}  Une entreprise recrute · un" in lines
    assert lines.count("(était dans le sujet 2)") == sum(number == 2 for number in was.values())
    assert f"    {second}  Une usine de vélos s’installe" in lines


@pytest.mark.parametrize("command", ["together", "apart"])
def test_said_twice_is_said_once(grouped: Veille, command: str) -> None:
    first, _, other = numbers(grouped)
    grouped(command, str(first), str(other), "--json")
    after = story_of(grouped)

    again = grouped(command, str(other), str(first), "--json")

    assert (again["known"], again["moved"]) == (True, [])
    assert story_of(grouped) == after
    assert "par une personne : rien ne change." in told(grouped(command, str(first), str(other)))


def test_what_the_words_already_said_is_kept_from_then_on(grouped: Veille) -> None:
    first, second, other = numbers(grouped)

    assert "étaient déjà réunis ; ils le resteront." in told(
        grouped("together", str(first), str(second))
    )
    assert "étaient déjà séparés ; ils le resteront." in told(
        grouped("apart", str(first), str(other))
    )


def test_the_last_word_is_kept(grouped: Veille) -> None:
    first, second, _ = numbers(grouped)
    was = story_of(grouped)

    grouped("apart", str(first), str(second), "--json")
    assert grouped("together", str(first), str(second), "--json")["followed"]
    assert story_of(grouped) == was


def test_apart_wins_and_the_way_back_is_told(grouped: Veille) -> None:
    first, second, other = numbers(grouped)
    grouped("together", str(first), str(second), "--json")
    grouped("apart", str(first), str(other), "--json")

    said = grouped("together", str(second), str(other), "--json")
    lines = told(grouped("together", str(second), str(other)))

    low, high = sorted((first, other))
    assert (said["followed"], said["against"]) == (False, [[low, high]])
    assert f"car une personne a séparé {low} et {high}" in lines
    assert f"« veille together {low} {high} »" in lines
    assert grouped("together", str(first), str(other), "--json")["followed"]
    assert len(set(story_of(grouped).values())) == 1


@pytest.mark.parametrize("command", ["together", "apart"])
def test_wrong_numbers_are_told_in_one_sentence_and_change_nothing(
    grouped: Veille, command: str
) -> None:
    before = story_of(grouped)
    with pytest.raises(NotFoundError, match=r"^Aucun article ne porte le numéro 99 dans l’archive"):
        grouped(command, "1", "99")
    with pytest.raises(UsageError, match="deux articles différents"):
        grouped(command, "1", "1")
    assert story_of(grouped) == before
    assert grouped("group", "--json")["grouped"] == 0


def test_why_says_what_a_person_decided(grouped: Veille) -> None:
    first, second, other = numbers(grouped)
    grouped("apart", str(first), str(second), "--json")
    grouped("together", str(first), str(other), "--json")

    lines = told(grouped("why", str(first)))
    [one] = grouped("why", str(first), "--json")["items"]

    assert f"séparé à la main de l’article {second} le 23 novembre 2026" in lines
    assert f"réuni à la main avec l’article {other} le 23 novembre 2026" in lines
    assert {(said["item"], said["together"]) for said in one["decisions"]} == {
        (second, False),
        (other, True),
    }
    assert one["decisions"][0]["decided_at"] == "2026-11-23T08:00:00Z"


def test_items_of_far_months_stay_as_a_person_said(
    grouped: Veille, web: Any, make_rss: Any
) -> None:
    first, second, _ = numbers(grouped)
    late = datetime(2027, 3, 1, 8, tzinfo=UTC)

    def publish(*entries: tuple[str, str], at: datetime) -> None:
        dated = make_rss(*entries).decode()
        old = format_datetime(datetime(2026, 11, 23, 8, tzinfo=UTC))
        web.pages["/deux"] = (200, dated.replace(old, format_datetime(at)).encode())
        for step in ("collect", "classify", "group"):
            words = (step, "--all", "--json") if step == "collect" else (step, "--json")
            grouped(*words, now=(at + timedelta(hours=1)).isoformat())

    publish(("z", "Le marchand de cycles ouvre ses portes"), at=late)
    [new] = set(story_of(grouped)) - {1, 2, 3}
    was = story_of(grouped)[first]

    said = grouped("together", str(new), str(first), "--json", now="2027-03-01T10:00:00Z")

    assert said["followed"]
    assert story_of(grouped)[new] == was == story_of(grouped)[second]
    publish(("y", "Le marchand de cycles ouvre ses portes au public"), at=late + timedelta(days=2))
    after = story_of(grouped)
    assert after[new] == after[first] == after[second] == was
