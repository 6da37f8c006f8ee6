"""Many sites at once: those that hang, or cannot be found, cost the others nothing."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.server import Web, answer, head, silent
from tests.faults.watch import DAY, DEADLINE, NOW, SENTINEL, Watch, rss

GOOD = answer(rss("a", "b"))
MANY = 20


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The names that nobody answers for while the test lasts; « .test » names lead here."""
    mute: set[str] = set()
    end = threading.Event()

    def find(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        if host in mute:
            end.wait(60)
        if host not in mute and host.endswith(".test"):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", find)
    yield mute
    end.set()


def test_sites_that_hang_delay_no_other(watch: Watch, web: Web) -> None:
    for number in range(MANY):
        site = web.site(f"127.0.1.{number + 1}")
        site.replies["/flux"] = answer(rss(f"a{number}"))
        watch.add(f"bonne-{number}", site.url())
    alone = watch.collect()
    for number in range(MANY):
        site = web.site(f"127.0.2.{number + 1}")
        site.replies["/flux"] = silent(head())
        watch.add(f"muette-{number}", site.url())
    crowded = watch.collect(NOW + DAY)

    good = [f"bonne-{number}" for number in range(MANY)]
    normal = max(alone[name]["seconds"] for name in good)
    assert [crowded[name]["outcome"] for name in good] == ["ok"] * MANY
    assert max(crowded[name]["seconds"] for name in good) < max(2 * normal, DEADLINE / 2)
    hung = [crowded[f"muette-{number}"] for number in range(MANY)]
    assert {one["outcome"] for one in hung} == {"error"}
    assert max(one["seconds"] for one in hung) < DEADLINE + 3


def test_names_that_nobody_answers_for_delay_no_other(
    watch: Watch, web: Web, names: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    good = web.site()
    good.replies["/flux"] = GOOD
    watch.add("bonne", f"http://bonne.test:{good.port}/flux")
    monkeypatch.setattr(Web, "allow", f"bonne.test:{good.port},127.0.0.2:{watch.sound.port}")
    for number in range(MANY):
        names.add(f"muette-{number}.test")
        # Before the good one: its lookup would wait behind theirs.
        watch.sources = {
            f"muette-{number}": {
                "id": f"muette-{number}",
                "name": "Muette",
                "url": f"http://muette-{number}.test/flux",
            }
        } | watch.sources

    report = watch.collect()

    assert (report["bonne"]["outcome"], report["bonne"]["new"]) == ("ok", 2)
    assert report["bonne"]["seconds"] < DEADLINE
    assert report["muette-0"]["outcome"] == "error"
    assert "Délai dépassé" in report["muette-0"]["reason"]


def test_without_network_one_sentence_is_told_and_no_source_is_blamed(
    watch: Watch, names: set[str], caplog: pytest.LogCaptureFixture
) -> None:
    del watch.sources[SENTINEL]
    (watch.home / "etudes").mkdir()
    watch.add("etudes", "./etudes", kind="document")
    watch.add("dedans", f"http://127.0.0.3:{watch.canary.port}/")
    for number in range(5):
        names.discard(f"site-{number}.example")
        watch.add(f"site-{number}", f"http://site-{number}.example/flux")

    report, status = watch.collect(), watch.status()

    for number in range(5):
        assert report[f"site-{number}"]["reason"].startswith("Pas de réseau")
        assert status[f"site-{number}"]["outcome"] == "never"
        assert status[f"site-{number}"]["next_due"] is None
    assert report["etudes"]["outcome"] == "empty"
    assert [record.levelname for record in caplog.records].count("ERROR") == 1


def test_one_unknown_name_among_others_is_that_source_s_own_fault(
    watch: Watch, names: set[str]
) -> None:
    names.clear()
    for number in range(2):
        watch.add(f"site-{number}", f"http://site-{number}.example/flux")

    report = watch.collect()

    for number in range(2):
        assert report[f"site-{number}"]["outcome"] == "error"
        assert f"site-{number}.example est introuvable" in report[f"site-{number}"]["reason"]


def test_an_answer_nobody_asked_for_is_given_to_nobody(watch: Watch) -> None:
    # The site answers once more on the same connection, for whoever asks next.
    site = watch.site("une", {"/flux": GOOD + answer(rss("INTRUS")), "/autre": answer(rss("c"))})
    watch.add("autre", site.url("/autre"))
    for number in range(8):
        watch.add(f"meme-{number}", site.url(f"/autre?{number}"))
        site.replies[f"/autre?{number}"] = GOOD + answer(rss("INTRUS"))

    watch.collect()

    kept = watch.kept()
    assert kept["une"] == ["a", "b"]
    assert kept["autre"] == ["c"]
    assert "INTRUS" not in {guid for guids in kept.values() for guid in guids}


def test_a_site_where_nobody_listens_is_told(watch: Watch, web: Web) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        site = web.site()
        site.port = port
        watch.add("fermee", site.url())

        told = watch.collect()["fermee"]

    assert told["outcome"] == "error"
    assert "n’accepte pas la connexion" in told["reason"]
