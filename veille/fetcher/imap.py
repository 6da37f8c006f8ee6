"""The connection under the mailbox: address checked when connecting, one deadline, one volume.

imaplib keeps the protocol; what it reads and writes goes through here, because its own
timeout starts afresh at every byte and its literals are as long as the server likes.
"""

import imaplib
import ipaddress
import queue
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

from veille.errors import BlockedError, FetchError
from veille.fetcher.network import is_public

_LINE_LIMIT = 8_000_000
"""Bytes: the numbers of a million messages, which some servers give on a single line."""
_PROTOCOL_VOLUME = 2 * _LINE_LIMIT
"""Bytes a server may send besides the messages: two of the longest lines."""
_CHUNK = 65_536
_ATTEMPTS = 4
"""Addresses tried for one name, as for the web."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxSettings:
    """``deadline``: seconds for the whole visit; ``max_bytes``: of one message."""

    host: str
    port: int = 993
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    tls: bool = True
    deadline: float = 60.0
    max_messages: int = 50
    max_bytes: int = 2_000_000


class Countdown:
    """The seconds left of a visit."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left, more than 0.

        Raises:
            FetchError: none is.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.exceeded()
        return left

    def exceeded(self) -> FetchError:
        return FetchError(
            f"Délai dépassé : la boîte n’a pas tout envoyé en {self._seconds:g}\u00a0s ; "
            "nouvel essai plus tard."
        )


class GuardedImap(imaplib.IMAP4):
    """Connects to the address it checked; TLS verifies the name that was asked for."""

    def __init__(self, settings: MailboxSettings, *, allowed: bool) -> None:
        self._tls = ssl.create_default_context() if settings.tls else None
        self._allowed = allowed
        self._countdown = Countdown(settings.deadline)
        # One byte more than a message may have is asked for, to know that it has more.
        self._literal_limit = settings.max_bytes + 1
        self._volume = _PROTOCOL_VOLUME + settings.max_messages * self._literal_limit
        self._received = bytearray()
        super().__init__(settings.host.strip("[]"), settings.port)

    def _create_socket(self, timeout: float | None) -> socket.socket:  # noqa: ARG002
        addresses = _resolve(self.host, self.port, self._countdown)
        if not self._allowed:
            for address in addresses:
                if not is_public(address):
                    raise BlockedError(
                        f"L’adresse {self.host} mène à une machine privée ({address}) : refusée."
                    )
        connection = self._connect_to(addresses[:_ATTEMPTS])
        if self._tls is None:
            return connection
        try:
            connection.settimeout(self._countdown.left())
            return self._tls.wrap_socket(connection, server_hostname=self.host)
        except TimeoutError:
            connection.close()
            raise self._countdown.exceeded() from None
        except BaseException:
            connection.close()
            raise

    def _connect_to(self, addresses: list[str]) -> socket.socket:
        problem: OSError = OSError("no address")
        for tried, address in enumerate(addresses):
            # A share each, or an address that swallows everything would leave nothing to the next.
            share = self._countdown.left() / (len(addresses) - tried)
            try:
                return socket.create_connection((address, self.port), share)
            except OSError as error:
                problem = error
        if isinstance(problem, TimeoutError):
            raise self._countdown.exceeded()
        raise problem

    def read(self, size: int) -> bytes:
        if size > self._literal_limit:
            raise BlockedError(
                f"Le serveur {self.host} annonce un message plus gros que demandé : refusé."
            )
        while len(self._received) < size:
            self._receive()
        return self._take(size)

    def readline(self) -> bytes:
        seen = 0
        while (end := self._received.find(b"\n", seen)) < 0:
            seen = len(self._received)
            if seen > _LINE_LIMIT:
                raise self.error("endless line")
            self._receive()
        return self._take(end + 1)

    def send(self, data: bytes) -> None:  # type: ignore[override]  # narrower than any buffer
        self.sock.settimeout(self._countdown.left())
        try:
            self.sock.sendall(data)
        except TimeoutError:
            raise self._countdown.exceeded() from None

    def leave(self) -> None:
        """Say goodbye without waiting for the answer: nothing is to be learnt from it."""
        with suppress(OSError, FetchError):
            self.send(b"BYE LOGOUT\r\n")
        with suppress(OSError):
            self.shutdown()

    def _receive(self) -> None:
        self.sock.settimeout(self._countdown.left())
        try:
            chunk = self.sock.recv(_CHUNK)
        except TimeoutError:
            raise self._countdown.exceeded() from None
        except OSError as error:
            raise self.abort("connection lost") from error
        if not chunk:
            raise self.abort("connection closed")
        self._volume -= len(chunk)
        if self._volume < 0:
            raise BlockedError(
                f"Le serveur {self.host} envoie bien plus que demandé : visite interrompue."
            )
        self._received += chunk

    def _take(self, size: int) -> bytes:
        taken = bytes(self._received[:size])
        del self._received[:size]
        return taken


def _resolve(host: str, port: int, countdown: Countdown) -> list[str]:
    """The addresses of a name; in a thread, since the system's own look-up has no deadline."""
    with suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, ValueError) as error:
            answers.put(error)

    threading.Thread(target=look_up, daemon=True).start()
    try:
        answer = answers.get(timeout=countdown.left())
    except queue.Empty:
        raise countdown.exceeded() from None
    if isinstance(answer, ValueError):
        raise socket.gaierror("unreadable name") from answer
    if isinstance(answer, Exception):
        raise answer
    return answer
