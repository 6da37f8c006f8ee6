"""A real server on the loopback that misbehaves as each test tells it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from veille.domain.source import Validators
from veille.errors import VeilleError
from veille.fetcher import Answer, Fetcher, FetchSettings

Reply = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


RULES = ("/robots.txt", "/.well-known/tdmrep.json")


@dataclass
class Told:
    """How a visit ended; ``asked``: the requests received, head as sent.

    The rules of the site are counted only where a test serves some.
    """

    answer: Answer | None = None
    error: Any = None
    asked: list[str] = field(default_factory=list)


Visit = Callable[..., Told]


@pytest.fixture
def visit() -> Visit:
    """``visit({"/": reply})`` fetches ``/`` from a server that replies so.

    ``PORT`` in a reply becomes the server's port. A callable writes what it likes.
    """

    def run(
        replies: dict[str, Reply],
        url: str = "/",
        *,
        allowed: bool = True,
        validators: Validators | None = None,
        resolver: Any = None,
        **settings: Any,
    ) -> Told:
        told = Told()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                path = head.split(" ")[1]
                if path in replies or path not in RULES:
                    told.asked.append(head)
                reply = replies.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                if isinstance(reply, bytes):
                    port = str(writer.get_extra_info("sockname")[1])
                    writer.write(reply.replace(b"PORT", port.encode()))
                    await writer.drain()
                else:
                    await reply(writer)
            except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                pass
            finally:
                writer.close()

        async def go() -> None:
            server = await asyncio.start_server(serve, "127.0.0.1", 0)
            port = server.sockets[0].getsockname()[1]
            allow = frozenset({f"127.0.0.1:{port}"} if allowed else set())
            options = {"deadline": 5.0, "host_pause": 0.0, "allow": allow, **settings}
            address = f"http://127.0.0.1:{port}{url}" if url.startswith("/") else url
            try:
                async with Fetcher(FetchSettings(**options), resolver) as fetcher:
                    told.answer = await fetcher.fetch(
                        address.replace("PORT", str(port)), validators or Validators()
                    )
            except VeilleError as error:
                told.error = error
            finally:
                server.close()

        asyncio.run(go())
        return told

    return run
