"""The whole line on real HTTP and real SMTP: nothing lost, nothing twice, every fault told."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from veille.archive import Archive, editions, items
from veille.domain.audience import DeliveryStatus
from veille.sample.sink import MailSink

Veille = Callable[..., Any]


def outcomes(report: Any) -> dict[str, str]:
    return {one["id"]: one["outcome"] for one in report["sources"]}


def test_a_second_pass_finds_nothing_new(veille: Veille) -> None:
    first = veille("collect", "--json")
    again = veille("collect", "--all", "--json")

    assert (first["new"], again["new"]) == (3, 0)
    assert outcomes(first) == {"un": "ok", "deux": "ok"}
    assert outcomes(again) == {"un": "unchanged", "deux": "unchanged"}


def test_sources_are_visited_at_their_hour(veille: Veille, web: Any) -> None:
    veille("collect", "--json")
    web.asked.clear()

    assert veille("collect", "--json", now="2026-11-23T09:59:00Z")["sources"] == []
    assert len(veille("collect", "--json", now="2026-11-23T10:00:00Z")["sources"]) == 2
    assert sorted(web.asked) == ["/deux", "/un"]


@pytest.mark.parametrize(
    ("status", "body", "outcome", "reason"),
    [
        pytest.param(500, b"", "error", "panne", id="server-error"),
        pytest.param(404, b"", "error", "n’existe pas", id="not-found"),
        pytest.param(410, b"", "gone", "supprimée", id="gone"),
        pytest.param(200, b"<html><body>Travaux</body></html>", "suspicious", "flux", id="a-page"),
        pytest.param(200, b"", "suspicious", "", id="nothing"),
    ],
)
def test_one_bad_source_is_named_and_disturbs_no_other(
    veille: Veille, web: Any, status: int, body: bytes, outcome: str, reason: str
) -> None:
    veille("collect", "--json")
    web.pages["/un"] = (status, body)
    report = veille("collect", "--all", "--json")

    assert outcomes(report) == {"un": outcome, "deux": "unchanged"}
    [broken] = [one for one in veille("sources", "status", "--json") if one["id"] == "un"]
    assert broken["outcome"] == outcome
    assert reason in broken["reason"]
    assert broken["items"] == 2


def test_an_emptied_feed_deletes_nothing(veille: Veille, web: Any, make_rss: Any) -> None:
    veille("collect", "--json")
    web.pages["/un"] = (200, make_rss())

    assert outcomes(veille("collect", "--all", "--json"))["un"] == "empty"
    assert len(veille("export")) == 3


def test_an_unreadable_answer_does_not_leave_its_etag(
    veille: Veille, web: Any, make_rss: Any
) -> None:
    web.pages["/un"] = (200, b"<html>Travaux</html>")
    veille("collect", "--json")
    web.pages["/un"] = (200, make_rss(("a", "Une usine de vélos s’installe")))

    assert veille("collect", "--all", "--json")["new"] == 1


def test_an_address_inside_is_refused(
    veille: Veille, monkeypatch: pytest.MonkeyPatch, web: Any
) -> None:
    monkeypatch.setenv("VEILLE_FETCH_ALLOW", "")

    report = veille("collect", "--json")

    assert outcomes(report) == {"un": "blocked", "deux": "blocked"}
    assert web.asked == []


def test_items_are_exported_tagged_and_grouped(veille: Veille) -> None:
    veille("run", "--json")

    rows = [json.loads(line) for line in veille("export")]

    assert sorted(row["guid"] for row in rows) == ["a", "b", "c"]
    by_guid = {row["guid"]: row for row in rows}
    assert by_guid["a"]["story"] == by_guid["c"]["story"] != by_guid["b"]["story"]
    assert "entreprises" in by_guid["a"]["themes"]
    assert by_guid["a"]["published"] == "2026-11-23T08:00:00Z"


def _subscribe(veille: Veille) -> None:
    for name in ("anne", "brahim", "chloé"):
        veille("subscribers", "add", f"{name.replace('é', 'e')}@val.example", "--name", name)


def test_three_subscribers_get_one_mail_each_and_never_two(
    veille: Veille, sink: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEILLE_SMTP_URL", f"smtp://127.0.0.1:{sink.port}?tls=none")
    _subscribe(veille)

    veille("run", "--json")
    veille("run", "--json")
    veille("run", "--json", now="2026-11-23T20:00:00Z")

    received = sink.messages()
    assert sorted(one.to for one in received) == [
        "anne <anne@val.example>",
        "brahim <brahim@val.example>",
        "chloé <chloe@val.example>",
    ]
    assert len({one.message_id for one in received}) == 3
    raw = received[0].path.read_bytes()
    for header in (b"\r\nDate: ", b"List-Unsubscribe: <http", b"List-Unsubscribe-Post: "):
        assert header in raw
    assert all("Une usine de vélos s’installe" in one.text for one in received)
    assert all("Une usine de vélos s’installe" in one.html for one in received)


def test_killed_between_two_recipients_it_goes_on_without_repeating(
    veille: Veille, sink: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        pass

    monkeypatch.setenv("VEILLE_SMTP_URL", f"smtp://127.0.0.1:{sink.port}?tls=none")
    _subscribe(veille)
    settle = editions.settle
    calls = []

    def die_after_the_first(*arguments: Any, **named: Any) -> None:
        calls.append(arguments)
        settle(*arguments, **named)
        raise KilledError

    monkeypatch.setattr(editions, "settle", die_after_the_first)
    with pytest.raises(KilledError):
        veille("run", "--json")
    assert len(sink.messages()) == 1
    monkeypatch.setattr(editions, "settle", settle)

    veille("run", "--json")
    veille("run", "--json")

    assert len({one.to for one in sink.messages()}) == len(sink.messages()) == 3


def test_a_mail_caught_mid_send_is_shown_not_repeated(
    veille: Veille, home: Path, sink: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        pass

    def die(*_: Any, **__: Any) -> None:
        raise KilledError

    monkeypatch.setenv("VEILLE_SMTP_URL", f"smtp://127.0.0.1:{sink.port}?tls=none")
    _subscribe(veille)
    settle = editions.settle
    monkeypatch.setattr(editions, "settle", die)
    with pytest.raises(KilledError):
        veille("run", "--json")
    monkeypatch.setattr(editions, "settle", settle)

    veille("run", "--json")

    assert len(sink.messages()) == 3
    archive = Archive.open(f"sqlite:///{home / 'data' / 'veille.db'}")
    statuses = [
        one.status
        for edition in editions.published(archive)
        for one in editions.deliveries(archive, edition.id)
    ]
    archive.close()
    assert sorted(statuses) == [DeliveryStatus.SENDING, DeliveryStatus.SENT, DeliveryStatus.SENT]
    report = veille("digest", "send", "hebdo", "--json")
    assert len(report["uncertain"]) == 1


def test_without_a_server_the_letter_waits_frozen(
    veille: Veille, sink: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    _subscribe(veille)
    veille("run", "--json")
    monkeypatch.setenv("VEILLE_SMTP_URL", f"smtp://127.0.0.1:{sink.port}?tls=none")

    veille("run", "--json", now="2026-11-24T08:00:00Z")

    assert len(sink.messages()) == 3


def test_who_left_receives_nothing(
    veille: Veille, sink: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    _subscribe(veille)
    veille("run", "--json")  # frozen and addressed, no server yet
    veille("subscribers", "remove", "anne@val.example")
    monkeypatch.setenv("VEILLE_SMTP_URL", f"smtp://127.0.0.1:{sink.port}?tls=none")

    veille("run", "--json")

    assert sorted(one.to.split()[0] for one in sink.messages()) == ["brahim", "chloé"]


def test_issue_files_are_written(veille: Veille, home: Path) -> None:
    veille("run", "--json")

    folder = home / "digests" / "hebdo" / "issues" / "2026-W48"
    assert "Une usine" in (folder / "lettre.html").read_text(encoding="utf-8")
    assert "Une usine" in (folder / "lettre.txt").read_text(encoding="utf-8")


def test_a_preview_keeps_and_sends_nothing(
    veille: Veille, sink: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEILLE_SMTP_URL", f"smtp://127.0.0.1:{sink.port}?tls=none")
    veille("collect", "--json")
    veille("classify", "--json")
    veille("group", "--json")

    preview = veille("digest", "preview", "--json")

    assert "Une usine" in preview["subject"]
    with pytest.raises(Exception, match="n’a pas de numéro"):
        veille("digest", "send", "hebdo", "--json")


def test_a_source_that_cannot_be_stored_keeps_the_others(
    veille: Veille, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = items.store

    def store(archive: Archive, arrivals: Sequence[items.Arrival], *, now: datetime) -> Any:
        if any(one.state.source_id == "un" for one in arrivals):
            raise ValueError("lettre impossible")
        return kept(archive, arrivals, now=now)

    monkeypatch.setattr(items, "store", store)
    report = veille("collect", "--json")

    assert outcomes(report) == {"un": "error", "deux": "ok"}
    assert "lettre impossible" in report["sources"][0]["reason"]
    assert report["new"] == 1
