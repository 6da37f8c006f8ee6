"""The invented territory: all that the watch can do has something to show, nothing is twice."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from veille.cli.application import app
from veille.sample.home import prepare
from veille.sample.sink import MailSink
from veille.sample.web import LittleWeb

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "home"
    with (
        MailSink(tmp_path / "boite") as sink,
        LittleWeb(folder, sink, port=0, now=NOW) as web,
    ):
        monkeypatch.setenv("VEILLE_FETCH_ALLOW", f"127.0.0.1:{web.port}")
        monkeypatch.setenv("VEILLE_HOST_PAUSE", "0s")
        yield prepare(folder, port=web.port, now=NOW)


def veille(home: Path, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    app([*words, "--home", str(home)], standalone_mode=False)
    return capsys.readouterr().out


def test_every_state_of_a_source_is_shown_and_a_second_pass_brings_nothing(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = NOW.isoformat()
    first = json.loads(veille(home, capsys, "collect", "--all", "--json", "--now", now))
    later = (NOW + timedelta(hours=1)).isoformat()
    again = json.loads(veille(home, capsys, "collect", "--all", "--json", "--now", later))

    outcomes = {one["outcome"] for one in first["sources"]}
    assert outcomes == {"ok", "empty", "suspicious", "gone"}
    assert len(first["sources"]) >= 12
    assert 70 <= first["new"] <= 100
    assert again["new"] == 0


def test_one_event_has_several_sources_and_noise_is_set_aside(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for step in ("collect", "classify", "group"):
        veille(home, capsys, step, "--now", NOW.isoformat())
    items = [json.loads(line) for line in veille(home, capsys, "export").splitlines()]

    stories: dict[int, set[str]] = {}
    for item in items:
        stories.setdefault(item["story"], set()).add(item["source"])
    assert max(len(sources) for sources in stories.values()) >= 2
    by_relevance = {item["title"]: item["relevance"] for item in items}
    assert {0, 1, 2, 3} == set(by_relevance.values())
    assert [by_relevance[title] for title in by_relevance if "Rugby" in title] == [0]
    assert all(item["published"] <= NOW.isoformat() for item in items if item["published"])
