"""Sites that misbehave: real sockets on the loopback, each answer written byte for byte."""

import asyncio
import socket
import ssl
import struct
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

RULES = ("/robots.txt", "/.well-known/tdmrep.json")
_DROP_SECONDS = 0.02
"""Between two drops of a slow answer: far below any deadline of the tests."""
_BLOCK = 65_536


@dataclass
class Asked:
    """One request as received, and the way to answer it; ``sent`` counts bytes of the body."""

    path: str
    headers: dict[str, str]
    reader: asyncio.StreamReader = field(repr=False)
    writer: asyncio.StreamWriter = field(repr=False)
    sent: int = 0
    left: bool = False
    """The visitor hung up before the answer was over."""

    async def send(self, data: bytes) -> None:
        try:
            self.writer.write(data)
            await self.writer.drain()
        except ConnectionError:
            self.left = True
            raise
        self.sent += len(data)

    async def hung_up(self, seconds: float | None = None) -> bool:
        """Wait for the visitor to leave, ``seconds`` at most."""
        try:
            async with asyncio.timeout(seconds):
                await self.reader.read()
        except TimeoutError:
            return False
        except ConnectionError:
            pass
        self.left = True
        return True


Reply = bytes | Callable[[Asked], Awaitable[None]]
"""What is sent, byte for byte, or what does the sending."""


class Site:
    """One host and port. ``replies`` by path; robots.txt and tdmrep.json are absent by default."""

    def __init__(self, host: str, *, allowed: bool) -> None:
        self.host = host
        self.allowed = allowed
        self.port = 0
        self.replies: dict[str, Reply] = {}
        self.asked: list[Asked] = []
        self.connections = 0

    @property
    def origin(self) -> str:
        return f"http://{self.host}:{self.port}"

    def url(self, path: str = "/flux") -> str:
        return f"{self.origin}{path}"

    @property
    def paths(self) -> list[str]:
        """The paths asked, in order; the rules of the site are set apart."""
        return [one.path for one in self.asked if one.path not in RULES]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").splitlines()
            headers = {name.lower(): value for name, _, value in (x.partition(": ") for x in lines)}
            asked = Asked(first.split(" ")[1], headers, reader, writer)
            self.asked.append(asked)
            reply = self.replies.get(asked.path, answer(status="404 Not Found"))
            if isinstance(reply, bytes):
                await asked.send(reply)
            else:
                await reply(asked)
        writer.close()


class Web:
    """Any number of sites, on one event loop in a thread of its own; a context manager."""

    def __init__(self) -> None:
        self.sites: list[Site] = []
        self._loop = asyncio.new_event_loop()
        self._servers: list[asyncio.Server] = []
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def site(
        self, host: str = "127.0.0.1", *, allowed: bool = True, tls: ssl.SSLContext | None = None
    ) -> Site:
        """A new site on a port of its own; not ``allowed``: a canary nobody may wake."""
        site = Site(host, allowed=allowed)
        opening = asyncio.start_server(site.serve, host, 0, limit=_BLOCK, ssl=tls)
        server = asyncio.run_coroutine_threadsafe(opening, self._loop).result()
        site.port = server.sockets[0].getsockname()[1]
        self._servers.append(server)
        self.sites.append(site)
        return site

    @property
    def allow(self) -> str:
        """The exact pairs that may be fetched, as ``VEILLE_FETCH_ALLOW`` takes them."""
        return ",".join(f"{site.host}:{site.port}" for site in self.sites if site.allowed)

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


# --- what sites answer


def answer(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    """A whole answer, its length declared."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def head(*headers: str, status: str = "200 OK") -> bytes:
    """The beginning of an answer whose length is not said."""
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode("latin-1")


def redirect(to: str, status: int = 302) -> bytes:
    return answer(b"", f"Location: {to}", status=f"{status} Ailleurs")


def silent(first: bytes = b"") -> Reply:
    """Sends ``first``, then nothing, for as long as the visitor waits."""

    async def reply(asked: Asked) -> None:
        await asked.send(first)
        await asked.hung_up()

    return reply


def dripping(first: bytes, drop: bytes) -> Reply:
    """Sends ``first``, then a drop now and then, for as long as the visitor waits."""

    async def reply(asked: Asked) -> None:
        await asked.send(first)
        while not await asked.hung_up(_DROP_SECONDS):
            await asked.send(drop)

    return reply


def endless(first: bytes, block: bytes = b"x" * _BLOCK) -> Reply:
    """Sends ``first``, then the same block as fast as it is read."""

    async def reply(asked: Asked) -> None:
        await asked.send(first)
        while True:
            await asked.send(block)

    return reply


def reset(first: bytes = b"") -> Reply:
    """Sends ``first``, then breaks the connection off without a word."""

    async def reply(asked: Asked) -> None:
        await asked.send(first)
        held: socket.socket = asked.writer.get_extra_info("socket")
        # Lingering for no time at all makes the system send a reset.
        held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        asked.writer.transport.abort()

    return reply


def chunked(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    """An answer in chunks."""
    body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return head("Transfer-Encoding: chunked") + body + end
