"""The network under the door: addresses checked at the very connection, asyncio's own streams."""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpcore2

from veille.errors import BlockedError

Resolver = Callable[[str, int], Awaitable[list[str]]]
"""From a name and a port to addresses, as text."""


class Stream(httpcore2.AsyncNetworkStream):
    """asyncio's own streams under httpcore2: half the cost of its generic backend."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._received = 0
        self._head = 0
        self._last = b""

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        try:
            data = await self._reader.read(max_bytes)
        except (OSError, ssl.SSLError) as error:
            raise httpcore2.ReadError(str(error)) from error
        if not self._head:
            # The end of the headers may be cut in two by the network.
            end = (self._last[-3:] + data).find(b"\r\n\r\n")
            if end >= 0:
                self._head = self._received - len(self._last[-3:]) + end + 4
        self._received += len(data)
        self._last = data or self._last
        return data

    def beyond(self, declared: int) -> bytes:
        """What the server sent after the body whose length it declared, as far as it came."""
        more = self._received - self._head - declared
        return self._last[-more:] if 0 < more <= len(self._last) else b""

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        try:
            self._writer.write(buffer)
            await self._writer.drain()
        except (OSError, ssl.SSLError) as error:
            raise httpcore2.WriteError(str(error)) from error

    async def aclose(self) -> None:
        self._writer.transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> "Stream":
        try:
            await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
        except (OSError, ssl.SSLError) as error:
            raise httpcore2.ConnectError(str(error)) from error
        return self

    def get_extra_info(self, info: str) -> Any:
        return self._writer.get_extra_info(info)


class GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Connects to the address it checked, so that no name can change its mind in between."""

    def __init__(self, allow: frozenset[str], resolver: Resolver) -> None:
        self._allow = allow
        self._resolve = resolver

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore2.AsyncNetworkStream:
        try:
            addresses = [str(ipaddress.ip_address(host.strip("[]")))]
        except ValueError:
            addresses = await self._resolve(host, port)
        if f"{host.strip('[]').lower()}:{port}" not in self._allow:
            for address in addresses:
                if not is_public(address):
                    raise BlockedError(
                        f"L’adresse {host} mène à une machine privée ({address}) : refusée."
                    )
        error: OSError | None = None
        for address in addresses[:4]:
            try:
                return Stream(*await asyncio.open_connection(address, port))
            except OSError as problem:
                error = problem
        raise httpcore2.ConnectError(str(error)) from error


_LOOKUPS = ThreadPoolExecutor(max_workers=200, thread_name_prefix="veille-dns")
"""As many as requests under way: a lookup that hangs holds its thread, and must not hold
others' nor, as in asyncio's own pool of six, the writes of the archive."""


async def resolve(host: str, port: int) -> list[str]:
    """What the system says of a name, in a thread: it cannot be asked otherwise."""
    loop = asyncio.get_running_loop()
    found = await loop.run_in_executor(
        _LOOKUPS, socket.getaddrinfo, host, port, 0, socket.SOCK_STREAM
    )
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(text: str) -> bool:
    """Whether an address, as text, is one of the Internet at large: the only ones we go to."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(str(address.ipv4_mapped))
        if address.sixtofour or address.teredo or address not in _UNICAST:
            return False
    return address.is_global and not address.is_multicast


_UNICAST = ipaddress.ip_network("2000::/3")
"""All that is given out of IPv6 to the Internet at large. What lies outside (IPv4 in disguise,
the gateways to IPv4, the sites of old) is not always private for the standard library."""
