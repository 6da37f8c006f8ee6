"""From the letter received to the count shown: each reader's links are her own, and signed."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from veille.archive import Archive
from veille.config import load
from veille.digest.voting import Ballot, read_ballot
from veille.domain.vote import Vote
from veille.sample.sink import MailSink
from veille.web.app import create_app

Veille = Callable[..., Any]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def mails(veille: Veille, sink: MailSink, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The letter as two readers have it, by their first names."""
    monkeypatch.setenv("VEILLE_SMTP_URL", f"smtp://127.0.0.1:{sink.port}?tls=none")
    for name in ("anne", "brahim"):
        veille("subscribers", "add", f"{name}@val.example", "--name", name)
    veille("run", "--json")
    return {one.to.split()[0]: one for one in sink.messages()}


def links(part: str) -> list[str]:
    return re.findall(r"http://127\.0\.0\.1:8000(/avis/[\w.-]+)", part)


def ballots(home: Path, part: str) -> list[Ballot]:
    key = (home / "data" / "secret-key").read_text("ascii")
    read = [read_ballot(key, link.removeprefix("/avis/")) for link in links(part)]
    assert None not in read
    return [one for one in read if one]


def test_each_letter_carries_its_reader_s_links_only(
    mails: dict[str, Any], home: Path, veille: Veille
) -> None:
    subscribers = {one["name"]: one["id"] for one in veille("subscribers", "list", "--json")}
    for name, mail in mails.items():
        for part in (mail.html, mail.text):
            assert {one.subscriber_id for one in ballots(home, part)} == {subscribers[name]}
            assert "vote.invalid" not in part
        assert {one.vote for one in ballots(home, mail.html)} == set(Vote)
    folder = home / "digests" / "hebdo" / "issues" / "2026-W48"
    for name in ("lettre.html", "lettre.txt"):
        written = (folder / name).read_text("utf-8")
        assert "/avis/" not in written
        assert "invalid" not in written
        assert "[[" not in written


def test_votes_of_two_readers_are_counted_and_the_page_of_the_issue_has_none(
    mails: dict[str, Any], home: Path, veille: Veille
) -> None:
    archive = Archive.open(f"sqlite:///{home / 'data' / 'veille.db'}")
    configuration = load(home)
    app = create_app(
        archive,
        lambda: configuration,
        base_url="http://127.0.0.1:8000",
        secret_key=(home / "data" / "secret-key").read_text("ascii"),
        clock=lambda: NOW,
    )
    client = TestClient(app)
    useful, _, off_topic = links(mails["anne"].html)[:3]
    item = ballots(home, mails["anne"].html)[0].item_id

    for link in links(mails["anne"].html):
        assert client.get(link).status_code == 200
    assert veille("why", str(item), "--json")["items"][0]["votes"]["useful"] == 0
    client.post(off_topic)
    client.post(useful)
    client.post(links(mails["brahim"].html)[0])

    assert veille("why", str(item), "--json")["items"][0]["votes"] == {
        "useful": 2,
        "known": 0,
        "off_topic": 0,
    }
    page = client.get("/lettres/hebdo/2026-W48").text
    assert "Une usine de vélos s’installe" in page
    assert "/avis/" not in page
    assert "hors sujet" not in page
    veille("subscribers", "remove", "anne@val.example")
    assert veille("why", str(item), "--json")["items"][0]["votes"]["useful"] == 1
    archive.close()
