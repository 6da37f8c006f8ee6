"""The configuration in force while its files are being edited."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from veille.config import ConfigurationWatch
from veille.config import watch as module
from veille.errors import ConfigError

from .conftest import SOURCES, Home

START = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


@pytest.fixture
def minutes() -> Iterator[datetime]:
    """A clock: one minute later each time it is read."""
    return (START + timedelta(minutes=minute) for minute in count())


@pytest.fixture
def watch(home: Home, minutes: Iterator[datetime]) -> ConfigurationWatch:
    return ConfigurationWatch(home.path, now=lambda: next(minutes))


def names(watch: ConfigurationWatch) -> list[str]:
    return [source.name for source in watch.current().sources]


def test_unchanged_files_are_not_read_again(
    watch: ConfigurationWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = watch.current()
    monkeypatch.setattr(module, "load", None)  # calling it would raise

    assert watch.current() is before


def test_a_good_change_comes_into_force(home: Home, watch: ConfigurationWatch) -> None:
    home.edit("sources.yaml", "La Gazette du Val", "La Gazette")

    assert names(watch) == ["La Gazette"]
    assert watch.mistakes == ()
    assert watch.since is None


def test_a_change_of_same_size_and_same_second_is_seen(
    home: Home, watch: ConfigurationWatch
) -> None:
    path = home.path / "sources.yaml"
    status = path.stat()
    new = home.write("new.yaml", SOURCES.replace("Val", "Bas"))
    os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))
    new.replace(path)

    assert names(watch) == ["La Gazette du Bas"]


def test_a_bad_change_leaves_the_last_good_one_in_force(
    home: Home, watch: ConfigurationWatch
) -> None:
    before = watch.current()
    home.edit("sources.yaml", "name: La Gazette du Val", "nom: La Gazette")

    assert watch.current() is before
    assert [mistake.line for mistake in watch.mistakes] == [2, 3]
    assert watch.since == START


def test_the_trouble_dates_from_its_first_sight(home: Home, watch: ConfigurationWatch) -> None:
    home.edit("sources.yaml", "name: La Gazette du Val", "nom: La Gazette")
    watch.current()
    home.edit("sources.yaml", "nom: La Gazette", "name: [La Gazette]")
    watch.current()

    assert [mistake.line for mistake in watch.mistakes] == [3]
    assert watch.since == START


def test_mending_the_file_ends_the_trouble(home: Home, watch: ConfigurationWatch) -> None:
    home.edit("sources.yaml", "name: La Gazette du Val", "nom: La Gazette")
    watch.current()
    home.edit("sources.yaml", "nom: La Gazette", "name: La Gazette")

    assert names(watch) == ["La Gazette"]
    assert (watch.mistakes, watch.since) == ((), None)


@pytest.mark.parametrize("text", ["sources: []\n", "sources:\n", ""])
def test_an_emptied_list_is_refused(home: Home, watch: ConfigurationWatch, text: str) -> None:
    home.write("sources.yaml", text)

    assert names(watch) == ["La Gazette du Val"]
    [mistake] = watch.mistakes
    assert mistake.path == home.path / "sources.yaml"


def test_a_list_empty_from_the_start_is_accepted(home: Home) -> None:
    home.write("sources.yaml", "sources: []\n")

    assert names(ConfigurationWatch(home.path)) == []


def test_a_removed_file_leaves_the_last_good_one_in_force(
    home: Home, watch: ConfigurationWatch
) -> None:
    (home.path / "sources.yaml").unlink()

    assert names(watch) == ["La Gazette du Val"]
    assert "fichier absent" in watch.mistakes[0].message


def test_added_and_removed_files_are_seen(home: Home, watch: ConfigurationWatch) -> None:
    home.write("rules/themes/commerce.yaml", "label: Commerce\nterms: {boutique: 0.6}\n")
    assert len(watch.current().rules.themes) == 2

    (home.path / "rules/themes/commerce.yaml").unlink()
    assert len(watch.current().rules.themes) == 1


def test_files_wrong_from_the_start_are_refused(home: Home) -> None:
    home.write("sources.yaml", "sources: 3\n")

    with pytest.raises(ConfigError):
        ConfigurationWatch(home.path)


def test_threads_share_it_while_files_change(home: Home, watch: ConfigurationWatch) -> None:
    def look(turn: int) -> str:
        if turn % 10 == 0:
            home.edit("sources.yaml", "name: La Gazette", "name: La  Gazette")
            home.edit("sources.yaml", "name: La  Gazette", "name: La Gazette")
        return names(watch)[0]

    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(4) as others:
        writing = [one.submit(look, 0) for _ in range(20)]
        reading = [others.submit(look, 1) for _ in range(200)]
        seen = {future.result() for future in [*writing, *reading]}

    assert seen <= {"La Gazette du Val", "La  Gazette du Val"}
    assert names(watch) == ["La Gazette du Val"]
