"""The door in, on a real server: what is refused, what is told, what is never asked."""

import asyncio
import gzip
import re
import zlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from veille.domain.source import Validators
from veille.errors import BlockedError, FetchError
from veille.fetcher import Fetcher, FetchSettings

Writer = asyncio.StreamWriter
Visit = Callable[..., Any]
GZIP = "Content-Encoding: gzip"


def response(status: str = "200 OK", body: bytes = b"", *headers: str) -> bytes:
    """A whole answer, its length declared."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def dripping(head: bytes, drop: bytes) -> Callable[[Writer], Awaitable[None]]:
    """Sends ``head``, then a drop now and then, for ever."""

    async def reply(writer: Writer) -> None:
        writer.write(head)
        while True:
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(0.01)

    return reply


async def silent(_writer: Writer) -> None:
    await asyncio.sleep(30)


def test_a_body_and_its_validators_come_back(visit: Visit) -> None:
    told = visit({"/": response("200 OK", b"<rss/>", 'ETag: "a"', "Last-Modified: lundi")})

    assert told.answer is not None
    assert told.answer.body == b"<rss/>"
    assert told.answer.validators == Validators('"a"', "lundi")
    again = visit({"/": response("304 Not Modified")}, validators=told.answer.validators)
    assert again.answer is not None
    assert again.answer.not_modified
    assert 'If-None-Match: "a"' in again.asked[0]
    assert "If-Modified-Since: lundi" in again.asked[0]


def test_it_says_who_asks(visit: Visit) -> None:
    told = visit({"/": response()}, contact="veille@exemple.fr")

    agent = re.search(r"User-Agent: (.+)\r", told.asked[0])
    assert agent is not None
    assert agent[1].startswith("veille/")
    assert "veille@exemple.fr" in agent[1]


@pytest.mark.parametrize(
    ("status", "sentence", "transient"),
    [
        ("204 No Content", "sans aucun contenu", False),
        ("401 Unauthorized", "mot de passe", False),
        ("403 Forbidden", "refuse l’accès", False),
        ("404 Not Found", "n’existe pas", False),
        ("410 Gone", "supprimée", False),
        ("418 I'm a teapot", "réponse 418", False),
        ("429 Too Many Requests", "ralentir", True),
        ("500 Internal Server Error", "en panne", True),
        ("503 Service Unavailable", "indisponible", True),
    ],
)
def test_each_refusal_has_its_sentence(
    visit: Visit, status: str, sentence: str, transient: bool
) -> None:
    told = visit({"/": response(status)})

    assert isinstance(told.error, FetchError)
    assert sentence in str(told.error)
    assert told.error.status == int(status[:3])
    assert told.error.transient is transient


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        pytest.param("120", 120, 120, id="seconds"),
        pytest.param("99999999999", 14 * 86_400, 14 * 86_400, id="for-ever"),
        pytest.param(
            format_datetime(datetime.now(UTC) + timedelta(hours=1)), 3_000, 3_600, id="date"
        ),
    ],
)
def test_retry_after_is_heard_within_bounds(
    visit: Visit, header: str, least: float, most: float
) -> None:
    told = visit({"/": response("503 Busy", b"", f"Retry-After: {header}")})
    assert least <= told.error.retry_after <= most


@pytest.mark.parametrize("header", ["", "demain", "-5", "²", "Mon, 01 Jan 2001 00:00:00 GMT"])
def test_a_senseless_retry_after_is_ignored(visit: Visit, header: str) -> None:
    told = visit({"/": response("503 Busy", b"", f"Retry-After: {header}")})
    assert told.error.retry_after is None


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(silent, id="never-answers"),
        pytest.param(dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"x"), id="drips-its-body"),
        pytest.param(dripping(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"), id="drips-its-headers"),
    ],
)
def test_the_deadline_is_total(visit: Visit, reply: Callable[[Writer], Awaitable[None]]) -> None:
    told = visit({"/": reply}, deadline=0.1)

    assert isinstance(told.error, FetchError)
    assert "Délai dépassé" in str(told.error)


def test_redirects_share_one_deadline(visit: Visit) -> None:
    async def slow(writer: Writer) -> None:
        await asyncio.sleep(0.08)
        writer.write(response("302 Found", b"", "Location: /"))

    told = visit({"/": slow}, deadline=0.2)

    assert "Délai dépassé" in str(told.error)
    assert len(told.asked) <= 3


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(response("200 OK", b"x" * 2_001), id="declared"),
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 2_001, id="undeclared"),
        pytest.param(response("200 OK", gzip.compress(b"x" * 2_001), GZIP), id="once-unpacked"),
        pytest.param(response("200 OK", gzip.compress(bytes(5_000_000)), GZIP), id="bomb"),
    ],
)
def test_too_big_is_refused(visit: Visit, reply: bytes) -> None:
    told = visit({"/": reply}, max_bytes=2_000)

    assert isinstance(told.error, FetchError)
    assert "dépasse" in str(told.error)


@pytest.mark.parametrize("body", [b"", b"a", b"<rss/>" * 300], ids=len)
def test_packed_or_only_said_to_be_packed_is_read(visit: Visit, body: bytes) -> None:
    packed = visit({"/": response("200 OK", gzip.compress(body), GZIP)})
    plain = visit({"/": response("200 OK", body, GZIP)})

    assert packed.answer is not None
    assert plain.answer is not None
    assert packed.answer.body == plain.answer.body == body


def test_a_packed_answer_is_read_whatever_its_pieces(visit: Visit) -> None:
    async def reply(writer: Writer) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
        for byte in gzip.compress(b"<rss/>"):
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0)

    told = visit({"/": reply})

    assert told.answer is not None
    assert told.answer.body == b"<rss/>"


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(b"", id="closes-at-once"),
        pytest.param(b"bonjour\r\n\r\n", id="no-http"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\ncourt", id="cut-short"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\ncourt",
            id="two-sizes",
        ),
        pytest.param(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 30_000 + b"\r\n", id="header-flood"),
        pytest.param(
            response("200 OK", gzip.compress(b"<rss/>" * 99)[:30], GZIP), id="gzip-cut-short"
        ),
        pytest.param(response("200 OK", b"\x1f\x8b" + b"abc" * 9, GZIP), id="gzip-spoilt"),
        pytest.param(response("304 Not Modified"), id="unchanged-at-first-visit"),
        pytest.param(response("302 Found"), id="redirect-to-nowhere"),
    ],
)
def test_a_broken_answer_is_an_error_in_one_french_sentence(visit: Visit, reply: bytes) -> None:
    told = visit({"/": reply})

    assert isinstance(told.error, FetchError)
    assert str(told.error).endswith(".")
    assert "\n" not in str(told.error)


def test_an_encoding_not_asked_for_is_refused(visit: Visit) -> None:
    body = zlib.compress(zlib.compress(b"<rss/>"))
    told = visit({"/": response("200 OK", body, "Content-Encoding: deflate, deflate")})
    assert isinstance(told.error, FetchError)


def test_redirects_are_followed_and_a_move_is_told_when_permanent(visit: Visit) -> None:
    end = response("200 OK", b"<rss/>")
    moved = visit({"/": response("301 Moved", b"", "Location: /b"), "/b": end})
    lent = visit({"/": response("302 Found", b"", "Location: /b"), "/b": end})

    assert moved.answer is not None
    assert lent.answer is not None
    assert moved.answer.url.endswith("/b")
    assert moved.answer.moved_to == moved.answer.url
    assert lent.answer.moved_to is None


def test_going_round_in_circles_ends(visit: Visit) -> None:
    told = visit({"/": response("302 Found", b"", "Location: /")})

    assert isinstance(told.error, FetchError)
    assert len(told.asked) == 11


@pytest.mark.parametrize(
    "location",
    [
        "file:///sources.yaml",
        "ftp://exemple.fr/",
        "javascript:alert(1)",
        "http://[::1",
        "http://exemple.fr:99999/",
        "http://127.0.0.1:1/",
        "http://2130706433:PORT/",
        "http://[::ffff:127.0.0.1]:PORT/",
        "http://localhost:PORT/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://100.64.0.1/",
        "http://[fd00::1]/",
        "http://0.0.0.0:PORT/",
    ],
)
def test_no_redirect_leads_inside(visit: Visit, location: str) -> None:
    told = visit({"/": response("302 Found", b"", f"Location: {location}")})

    assert isinstance(told.error, BlockedError), told.error
    assert len(told.asked) == 1


def test_a_private_address_is_refused_unless_allowed(visit: Visit) -> None:
    told = visit({"/": response()}, allowed=False)

    assert isinstance(told.error, BlockedError)
    assert "privée" in str(told.error)
    assert told.asked == []


def test_a_name_with_one_private_address_is_refused(visit: Visit) -> None:
    async def both(_host: str, _port: int) -> list[str]:
        return ["93.184.216.34", "127.0.0.1"]

    told = visit({"/": response()}, "http://exemple.fr:PORT/", resolver=both)

    assert isinstance(told.error, BlockedError)
    assert told.asked == []


def test_an_unknown_name_is_told(visit: Visit) -> None:
    told = visit({}, "http://nulle-part.invalid/")

    assert isinstance(told.error, FetchError)
    assert "nulle-part.invalid est introuvable" in str(told.error)


def test_one_request_at_a_time_per_host() -> None:
    under_way, most = 0, 0

    async def serve(reader: asyncio.StreamReader, writer: Writer) -> None:
        nonlocal under_way, most
        await reader.readuntil(b"\r\n\r\n")
        under_way += 1
        most = max(most, under_way)
        for _ in range(5):
            await asyncio.sleep(0)
        under_way -= 1
        writer.write(response())
        await writer.drain()
        writer.close()

    async def go() -> None:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        settings = FetchSettings(host_pause=0, allow=frozenset({f"127.0.0.1:{port}"}))
        async with Fetcher(settings) as fetcher:
            await asyncio.gather(
                *(fetcher.fetch(f"http://127.0.0.1:{port}/{n}") for n in range(12))
            )
        server.close()

    asyncio.run(go())
    assert most == 1
