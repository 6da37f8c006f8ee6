"""An empty archive in a folder of its own, and items to put in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from veille.archive import Archive, items, sources
from veille.archive.items import Stored
from veille.domain.item import Item
from veille.domain.source import Outcome, Source, Validators
from veille.normalise.urls import canonical_url
from veille.normalise.words import title_key

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def _an_item(
    guid: str, title: str = "", summary: str = "", *, source: str = "gazette", days: float = 1
) -> Item:
    title = title or f"Titre {guid}"
    url = f"https://gazette.example/{guid}"
    return Item(
        source_id=source,
        guid=guid,
        url=url,
        canonical_url=canonical_url(url),
        title=title,
        summary=summary,
        published=NOW - timedelta(days=days),
        title_key=title_key(title),
    )


SOURCES = {
    "gazette": Source("gazette", "La Gazette", "https://gazette.example/feed"),
    "mairie": Source("mairie", "La mairie", "https://mairie.example/feed"),
}


@pytest.fixture
def an_item() -> Callable[..., Item]:
    return _an_item


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    opened = Archive.open(f"sqlite:///{tmp_path / 'veille.db'}")
    sources.register(opened, SOURCES.values())
    yield opened
    opened.close()


Store = Callable[..., Stored]


@pytest.fixture
def store(archive: Archive) -> Store:
    def keep(*kept: Item, source: str = "gazette", now: datetime = NOW) -> Stored:
        state = sources.next_state(
            replace(sources.states(archive)[source], validators=Validators("etag")),
            Outcome.OK,
            "",
            now=now,
            source=SOURCES[source],
        )
        return items.store(archive, [items.Arrival(state, kept)], now=now)[0]

    return keep
