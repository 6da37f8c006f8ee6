"""Answers that are slow, endless, broken or refused: told, nothing lost, nobody else delayed."""

import gzip
import zlib
from collections.abc import Iterator

import pytest

from tests.faults.server import (
    Web,
    answer,
    chunked,
    dripping,
    endless,
    head,
    redirect,
    reset,
    silent,
)
from tests.faults.watch import DEADLINE, TAGGED, Fault, Life, live, rss

GOOD = rss("a", "b", "intrus")
TOO_SLOW = "Délai dépassé"
BROKEN = "interrompue ou mal formée"
TOO_BIG = "dépasse 10\u00a0Mo"
GZIP = "Content-Encoding: gzip"
LENGTH = "Content-Length: {}"
SLACK = 3
"""Seconds beyond the deadline that one visit may show here: the machine may be busy."""


def bomb(window: int, megabytes: int = 128) -> bytes:
    """That many megabytes of nothing, packed a thousand times smaller."""
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    block = bytes(1_000_000)
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def cookie_loop() -> bytes:
    return answer(b"", "Set-Cookie: vu=1", "Location: /flux", status="302 Ailleurs")


def error(reply: object, reason: str, **paths: object) -> Fault:
    return Fault(reply, "error", reason, tuple(paths.items()))  # type: ignore[arg-type]


FAULTS = {
    # Slow: the deadline is that of the whole answer.
    "body-dripped": error(dripping(head(TAGGED), b"<"), TOO_SLOW),
    "headers-dripped": error(dripping(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"), TOO_SLOW),
    "silent-at-once": error(silent(), TOO_SLOW),
    "silent-after-headers": error(silent(head(TAGGED, LENGTH.format(900))), TOO_SLOW),
    "silent-mid-body": error(silent(head(LENGTH.format(len(GOOD))) + GOOD[:200]), TOO_SLOW),
    # Too big, once unpacked.
    "endless-body": error(endless(head(TAGGED)), TOO_BIG),
    "endless-chunks": error(
        endless(head("Transfer-Encoding: chunked"), b"10000\r\n" + bytes(65_536) + b"\r\n"), TOO_BIG
    ),
    "endless-headers": error(endless(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 9_000), BROKEN),
    "50-megabytes-declared": error(endless(head(LENGTH.format(50_000_000))), TOO_BIG),
    "10-gigabytes-declared": error(head(LENGTH.format(10**10)) + GOOD, TOO_BIG),
    "gzip-bomb": error(answer(bomb(31), GZIP, TAGGED), TOO_BIG),
    "deflate-bomb": error(answer(bomb(15), "Content-Encoding: deflate"), "deflate"),
    "brotli": error(answer(b"\x0b" * 999, "Content-Encoding: br"), "format comprimé"),
    "gzip-twice": error(
        answer(gzip.compress(bomb(31)), "Content-Encoding: gzip, gzip"), "gzip, gzip"
    ),
    # Broken: half a feed is never taken for the whole.
    "shorter-than-declared": error(head(LENGTH.format(len(GOOD) + 9), TAGGED) + GOOD, BROKEN),
    "two-lengths": error(
        head(LENGTH.format(len(GOOD)), LENGTH.format(len(GOOD) - 50), TAGGED) + GOOD, BROKEN
    ),
    "length-of-no-number": error(head("Content-Length: beaucoup") + GOOD, BROKEN),
    "chunk-size-wrong": error(chunked(GOOD, end=b"zz\r\n\r\n"), BROKEN),
    "chunks-unfinished": error(chunked(GOOD, end=b""), BROKEN),
    "gzip-unfinished": error(answer(gzip.compress(GOOD)[:-9], GZIP, TAGGED), "incomplète"),
    "gzip-spoilt": error(answer(b"\x1f\x8b" + b"abc" * 99, GZIP, TAGGED), "abîmée"),
    "unknown-encoding": error(answer(GOOD, "Content-Encoding: zstd", TAGGED), "zstd"),
    "gzip-unannounced": Fault(answer(gzip.compress(GOOD), TAGGED), "suspicious", "compressé"),
    "reset-at-once": error(reset(), BROKEN),
    "reset-mid-body": error(reset(head(LENGTH.format(len(GOOD))) + GOOD[:200]), BROKEN),
    "closed-at-once": error(b"", BROKEN),
    "not-http": error(b"220 bonjour, ici un serveur de courrier\r\n", BROKEN),
    # Round in circles.
    "redirect-loop": error(redirect("/flux"), "d’adresse en adresse"),
    "redirect-ping-pong": error(
        redirect("/b", 301), "d’adresse en adresse", **{"/b": redirect("/flux", 301)}
    ),
    "redirect-chain": error(
        redirect("/1"),
        "d’adresse en adresse",
        **{f"/{n}": redirect(f"/{n + 1}", 308) for n in range(1, 20)},
    ),
    "cookie-loop": error(cookie_loop(), "d’adresse en adresse"),
    "redirect-to-nowhere": error(answer(b"", status="302 Ailleurs"), "sans dire où"),
    # Refused: each refusal has its own sentence.
    "204": error(answer(status="204 No Content"), "sans aucun contenu"),
    "401": error(answer(status="401 Unauthorized"), "mot de passe"),
    "403": error(answer(status="403 Forbidden"), "refuse l’accès"),
    "404": error(answer(GOOD, TAGGED, status="404 Not Found"), "n’existe pas"),
    "418": error(answer(status="418 Théière"), "réponse 418"),
    "451": error(answer(status="451 Unavailable"), "raison juridique"),
    "500": error(answer(GOOD, TAGGED, status="500 Oups"), "en panne"),
    "503": error(answer(status="503 Busy"), "indisponible"),
    "599": error(answer(status="599 Oups"), "en panne"),
    "503-with-a-date": Fault(
        answer(b"", "Retry-After: 600", status="503 Busy"), "deferred", "indisponible"
    ),
    "429": Fault(answer(status="429 Slow Down"), "deferred", "ralentir"),
    "410": Fault(answer(status="410 Gone"), "gone", "supprimée"),
}


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Life]]:
    with Web() as web:
        yield live(tmp_path_factory.mktemp("veille"), web, FAULTS)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_and_costs_nothing_that_was_kept(lives: dict[str, Life], name: str) -> None:
    fault, life = FAULTS[name], lives[name]

    assert (life.before["outcome"], life.before["new"]) == ("ok", 2)
    for told in (life.during, life.again, life.status):
        assert told["outcome"] == fault.outcome
        assert fault.reason in told["reason"]
    assert life.kept == ["a", "b"]
    assert max(life.during["seconds"], life.again["seconds"]) < DEADLINE + SLACK
    # Had the faulty answer left its ETag behind, the mended site would seem unchanged.
    assert (life.after["outcome"], life.after["new"]) == ("ok", 1)
    assert life.kept_after == ["a", "b", "c"]


@pytest.mark.parametrize("name", FAULTS)
def test_a_reason_is_one_french_sentence(lives: dict[str, Life], name: str) -> None:
    reason = lives[name].during["reason"]

    assert reason.endswith(".")
    assert "\n" not in reason
    assert "Error" not in reason


@pytest.mark.parametrize("name", [name for name in FAULTS if "endless" in name or "50" in name])
def test_an_endless_answer_is_cut_by_us(lives: dict[str, Life], name: str) -> None:
    endless_ones = [one for one in lives[name].site.asked if one.sent > 65_536]

    assert all(one.left and one.sent < 64_000_000 for one in endless_ones)


def test_ten_redirects_are_followed_and_no_more(lives: dict[str, Life]) -> None:
    good, *hops = lives["redirect-chain"].site.paths[:12]

    assert good == hops[0] == "/flux"
    assert hops[1:] == [f"/{n}" for n in range(1, 11)]
