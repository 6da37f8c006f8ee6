"""ranked: the item of a story that is shown first."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from veille.domain.item import Item, StoredItem
from veille.domain.source import Source
from veille.domain.story import ClassifiedItem
from veille.domain.theme import Classification
from veille.stories.lead import ranked

DAY = datetime(2026, 11, 23, tzinfo=UTC)
SOURCES = {
    "mairie": Source("mairie", "Mairie", "https://m.example", actor="collectivité"),
    "avis": Source("avis", "Annonces", "https://a.example", kind="opendata"),
    "gazette": Source("gazette", "Gazette", "https://g.example", actor="presse"),
    "echo": Source("echo", "Écho", "https://e.example", actor="presse", weight=2.0),
    "relais": Source("relais", "Relais", "https://r.example", actor="presse", weight=3.0),
}


def told(
    number: int, source: str, *, key: str = "", hours: int = 0, summary: str = ""
) -> ClassifiedItem:
    date = DAY + timedelta(hours=hours)
    item = Item(source, str(number), "", "", "Titre", summary, date, title_key=key or str(number))
    return ClassifiedItem(
        StoredItem(number, item, date + timedelta(days=1)), Classification((), 0, 0.0, "")
    )


def order(*items: ClassifiedItem) -> list[int]:
    orders = {tuple(one.stored.id for one in ranked(some, SOURCES)) for some in permutations(items)}
    assert len(orders) == 1
    return list(orders.pop())


def test_the_act_then_the_press_then_reprints() -> None:
    act, press = told(1, "mairie", hours=9), told(2, "gazette", key="a")
    reprint = told(3, "relais", key="a", hours=1)

    assert order(press, reprint, act) == [1, 2, 3]
    assert order(press, told(4, "avis", hours=9)) == [4, 2]


def test_of_equals_the_trusted_then_the_earliest_then_the_richest() -> None:
    assert order(told(1, "gazette"), told(2, "echo", hours=5)) == [2, 1]
    assert order(told(1, "gazette", hours=5), told(2, "gazette")) == [2, 1]
    assert order(told(1, "gazette"), told(2, "gazette", summary="Plus long.")) == [2, 1]


def test_the_first_to_give_a_title_is_no_reprint_of_itself() -> None:
    assert order(told(1, "gazette", key="a"), told(2, "gazette", key="a", hours=1)) == [1, 2]


def test_a_source_no_longer_watched_still_counts() -> None:
    assert order(told(1, "partie"), told(2, "gazette")) == [2, 1]
