"""Storing: nothing lost, nothing twice, in one transaction with the source's state."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from veille.archive import Archive, classifications, items, sources
from veille.domain.source import Outcome, Source
from veille.domain.theme import Classification, ThemeMatch
from veille.errors import NotFoundError

Make = Callable[..., Any]


def test_an_item_comes_back_as_it_was_stored(archive: Archive, store: Make, an_item: Make) -> None:
    item = an_item("1", "L’économie sociale\u00a0: « 12\u202f400 » emplois", "Résumé 😀 ' -- \"")

    store(item)

    assert items.get(archive, 1).stored.item == item


def test_storing_again_adds_nothing(archive: Archive, store: Make, an_item: Make) -> None:
    store(an_item("1"), an_item("2"))

    again = store(an_item("1"), an_item("2"))

    assert (again.new, again.updated) == (0, 0)
    assert sources.states(archive)["gazette"].items == 2


def test_one_guid_in_two_sources_is_two_items(store: Make, an_item: Make) -> None:
    store(an_item("1"))

    assert store(an_item("1", source="mairie"), source="mairie").new == 1


def test_an_edited_title_updates_its_item_and_its_words(
    archive: Archive, store: Make, an_item: Make, now: datetime
) -> None:
    from veille.archive.search import Query, search

    store(an_item("1", "Une usine ouvre"))
    later = now + timedelta(hours=2)

    changed = store(an_item("1", "Une fonderie ouvre"), now=later)

    assert (changed.new, changed.updated) == (0, 1)
    stored = items.get(archive, 1).stored
    assert (stored.item.title, stored.first_seen) == ("Une fonderie ouvre", now)
    assert search(archive, Query("fonderie")).total == 1
    assert search(archive, Query("usine")).total == 0


def test_an_edited_item_waits_for_a_new_classification(
    archive: Archive, store: Make, an_item: Make, now: datetime
) -> None:
    store(an_item("1", "Une usine ouvre"))
    found = Classification(
        (ThemeMatch("entreprises", 0.7, ("usine",)),), 2, 0.6, "…", (), "v1", now
    )
    classifications.save(archive, [(1, found)])
    assert classifications.pending(archive, "v1", 10) == []

    store(an_item("1", "Le marché de Noël"))

    assert [row[0] for row in classifications.pending(archive, "v1", 10)] == [1]


def test_new_rules_make_every_item_wait(
    archive: Archive, store: Make, an_item: Make, now: datetime
) -> None:
    store(an_item("1"), an_item("2"))
    judged = Classification((), 0, 0.0, "…", (), "v1", now)
    classifications.save(archive, [(1, judged), (2, judged)])

    assert classifications.pending(archive, "v1", 10) == []
    assert len(classifications.pending(archive, "v2", 10)) == 2


def test_a_failure_while_storing_keeps_nothing_of_the_visit(
    archive: Archive, store: Make, an_item: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(items, "state_values", full_disk)
    with pytest.raises(OSError, match="no space"):
        store(an_item("1"))

    state = sources.states(archive)["gazette"]
    assert (state.items, state.outcome, state.validators.etag) == (0, Outcome.NEVER, "")


def test_a_future_date_does_not_come_first(
    archive: Archive, store: Make, an_item: Make, now: datetime
) -> None:
    store(an_item("tomorrow", days=-400))

    assert items.get(archive, 1).stored.date == now


def test_an_unknown_number_is_said_in_french(archive: Archive) -> None:
    with pytest.raises(NotFoundError, match="Aucun article"):
        items.get(archive, 99)


def test_a_source_removed_is_paused_and_finds_its_items_again(
    archive: Archive, store: Make, an_item: Make
) -> None:
    store(an_item("1"))
    mairie = Source("mairie", "La mairie", "https://mairie.example/feed")

    sources.register(archive, [mairie])
    paused = sources.states(archive)["gazette"]
    assert (paused.active, paused.items) == (False, 1)

    sources.register(
        archive, [mairie, Source("gazette", "La Gazette", "https://gazette.example/feed")]
    )
    assert sources.states(archive)["gazette"].active


def test_a_new_address_forgets_the_validators(archive: Archive, store: Make, an_item: Make) -> None:
    store(an_item("1"))
    assert sources.states(archive)["gazette"].validators.etag == "etag"

    sources.register(archive, [Source("gazette", "La Gazette", "https://gazette.example/rss")])

    state = sources.states(archive)["gazette"]
    assert (state.validators.etag, state.next_due) == ("", None)


def test_export_gives_utc_dates_and_plain_values(
    archive: Archive, store: Make, an_item: Make
) -> None:
    store(an_item("1", "Une usine ouvre", "Cent emplois."))

    [line] = items.export(archive)

    assert line == {
        "id": 1,
        "source": "gazette",
        "guid": "1",
        "url": "https://gazette.example/1",
        "title": "Une usine ouvre",
        "summary": "Cent emplois.",
        "published": "2026-11-22T08:00:00Z",
        "first_seen": "2026-11-23T08:00:00Z",
        "themes": [],
        "relevance": None,
        "story": None,
    }


def test_pauses_grow_with_failures_and_stop_growing(archive: Archive, now: datetime) -> None:
    state = sources.states(archive)["gazette"]
    pauses = []
    for _ in range(8):
        state = sources.next_state(
            state,
            Outcome.ERROR,
            "panne",
            now=now,
            source=Source("gazette", "La Gazette", "https://gazette.example/feed"),
        )
        assert state.next_due is not None
        pauses.append((state.next_due - now) / timedelta(hours=1))

    assert pauses == [2, 4, 8, 16, 32, 32, 32, 32]
    assert state.since == now


def test_gone_is_not_asked_again(archive: Archive, now: datetime) -> None:
    state = sources.next_state(
        sources.states(archive)["gazette"],
        Outcome.GONE,
        "supprimée",
        now=now,
        source=Source("gazette", "La Gazette", "https://gazette.example/feed"),
    )

    assert not sources.is_due(state, now + timedelta(days=365))


def test_visits_stored_together_each_say_what_they_changed(
    archive: Archive, an_item: Make, now: datetime
) -> None:
    states = sources.states(archive)
    stored = items.store(
        archive,
        [
            items.Arrival(states["gazette"], [an_item("1"), an_item("2")]),
            items.Arrival(states["mairie"], []),
        ],
        now=now,
    )

    assert [one.new for one in stored] == [2, 0]
    assert [row["guid"] for row in items.export(archive)] == ["1", "2"]
