"""Real servers on the loopback: a web that misbehaves as told, and Dovecot, a mailbox."""

import asyncio
import grp
import imaplib
import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from veille.domain.source import Validators
from veille.errors import VeilleError
from veille.fetcher import Answer, Fetcher, FetchSettings
from veille.fetcher.mailbox import MailboxSettings, encode_folder

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


PASSWORD = 'le "mot" de\\passe'
ACCENTED = "mot de passe d’été"

# Dovecot 2.3, without root's rights where it is not root: one user for everything, no chroot.
# No penalty either: it makes the next logins wait after a wrong password.
# Any name opens a mailbox of its own, with either password.
DOVECOT = """
base_dir = {home}/run
state_dir = {home}/run
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
ssl = yes
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/key.pem
mail_location = maildir:{home}/mail/%u
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
passdb {{
  driver = passwd-file
  args = scheme=plain username_format=any {home}/passwd
}}
passdb {{
  driver = passwd-file
  args = scheme=plain username_format=accented {home}/passwd
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}/mail/%u
}}
"""


@dataclass(frozen=True)
class ImapServer:
    """Where Dovecot listens; ``certificate`` is for « localhost » only."""

    port: int
    tls_port: int
    certificate: Path
    users: Iterator[int]

    @property
    def allow(self) -> frozenset[str]:
        names = ("127.0.0.1", "localhost")
        return frozenset(f"{name}:{port}" for name in names for port in (self.port, self.tls_port))


@dataclass(frozen=True)
class Box:
    """A mailbox of its own for one test; ``client`` is another program reading it."""

    server: ImapServer
    user: str
    client: imaplib.IMAP4

    def settings(self, **changes: Any) -> MailboxSettings:
        known: dict[str, Any] = {
            "host": "127.0.0.1",
            "port": self.server.port,
            "tls": False,
            "user": self.user,
            "password": PASSWORD,
            "deadline": 10.0,
        }
        return MailboxSettings(**(known | changes))

    def create(self, folder: str) -> None:
        assert self.client.create(f'"{encode_folder(folder)}"')[0] == "OK"

    def put(self, *messages: bytes, folder: str = "INBOX") -> None:
        for message in messages:
            name = f'"{encode_folder(folder)}"'
            assert self.client.append(name, "", "", message)[0] == "OK"

    def flags(self) -> list[Any]:
        self.client.select(readonly=True)
        return self.client.fetch("1:*", "(FLAGS)")[1]

    def remove(self, number: int) -> None:
        self.client.select()
        self.client.store(str(number), "+FLAGS", r"\Deleted")
        self.client.expunge()
        self.client.unselect()


def free_ports() -> tuple[int, int]:
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as other,
    ):
        return one.getsockname()[1], other.getsockname()[1]


@pytest.fixture(scope="session")
def imap_server() -> Iterator[ImapServer]:
    dovecot = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if dovecot is None or shutil.which("openssl") is None:
        pytest.skip("dovecot or openssl is not installed (Debian: dovecot-imapd, openssl)")
    version = subprocess.run([dovecot, "--version"], capture_output=True, text=True, check=True)
    if not version.stdout.startswith("2.3."):
        pytest.skip(f"the configuration of the tests is for dovecot 2.3, not {version.stdout}")
    # A mailbox never belongs to root; and the sockets' paths must be short, so no tmp_path.
    account = pwd.getpwuid(os.getuid()) if os.getuid() else pwd.getpwnam("nobody")
    with tempfile.TemporaryDirectory(prefix="imap-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        home.chmod(0o755)
        port, tls_port = free_ports()
        (home / "mail").mkdir()
        os.chown(home / "mail", account.pw_uid, account.pw_gid)
        words = {"any": PASSWORD, "accented": ACCENTED}
        (home / "passwd").write_text(
            "".join(f"{name}:{{PLAIN}}{word}\n" for name, word in words.items()), "utf-8"
        )
        group = grp.getgrgid(account.pw_gid).gr_name
        (home / "dovecot.conf").write_text(
            DOVECOT.format(
                home=home, user=account.pw_name, group=group, port=port, tls_port=tls_port
            ),
            "utf-8",
        )
        subprocess.run(
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
            "-subj /CN=localhost -addext subjectAltName=DNS:localhost "
            f"-keyout {home}/key.pem -out {home}/cert.pem".split(),
            check=True,
            capture_output=True,
        )
        # It goes to the background once it listens.
        subprocess.run([dovecot, "-c", str(home / "dovecot.conf")], check=True)
        try:
            yield ImapServer(port, tls_port, home / "cert.pem", itertools.count())
        finally:
            os.kill(int((home / "run" / "master.pid").read_text()), signal.SIGTERM)


@dataclass
class Script:
    """A server of a few lines: ``replies`` by command (« LOGIN », « UID SEARCH », « UID FETCH 2 »).

    ``TAG`` in a reply becomes the command's own.
    A callable writes what it likes on the connection; a command without reply meets silence.
    """

    replies: dict[str, bytes | Callable[[socket.socket], None]] = field(default_factory=dict)
    asked: list[bytes] = field(default_factory=list)
    port: int = 0

    def serve(self, listening: socket.socket) -> None:
        with suppress(OSError), listening.accept()[0] as connection:
            connection.settimeout(10)
            with connection.makefile("rb") as lines:
                self._reply(connection, "greeting", b"")
                for line in lines:
                    self.asked.append(line)
                    tag, *words = line.split()
                    size = {b"SEARCH": 2, b"FETCH": 3}.get(words[1] if words[1:] else b"", 1)
                    self._reply(connection, b" ".join(words[:size]).decode(), tag)

    def _reply(self, connection: socket.socket, name: str, tag: bytes) -> None:
        reply = self.replies.get(name, b"")
        if callable(reply):
            reply(connection)
        elif reply:
            connection.sendall(reply.replace(b"TAG", tag))

    def settings(self, **changes: Any) -> MailboxSettings:
        known: dict[str, Any] = {
            "host": "127.0.0.1",
            "port": self.port,
            "tls": False,
            "user": "anne",
            "password": PASSWORD,
            "deadline": 5.0,
        }
        return MailboxSettings(**(known | changes))

    @property
    def allow(self) -> frozenset[str]:
        return frozenset({f"127.0.0.1:{self.port}"})


@pytest.fixture
def script() -> Iterator[Script]:
    """A folder of two messages of three bytes, to be spoilt by the test."""
    played = Script(
        {
            "greeting": b"* OK ready\r\n",
            "CAPABILITY": b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n",
            "LOGIN": b"TAG OK in\r\n",
            "EXAMINE": b"* 2 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\nTAG OK [READ-ONLY] done\r\n",
            "UID SEARCH": b"* SEARCH 1 2\r\nTAG OK found\r\n",
            "UID FETCH 1,2": b"* 1 FETCH (UID 1 RFC822.SIZE 3)\r\n"
            b"* 2 FETCH (UID 2 RFC822.SIZE 3)\r\nTAG OK done\r\n",
            "UID FETCH 1": b"* 1 FETCH (UID 1 BODY[]<0> {3}\r\none)\r\nTAG OK done\r\n",
            "UID FETCH 2": b"* 2 FETCH (UID 2 BODY[]<0> {3}\r\ntwo)\r\nTAG OK done\r\n",
        }
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        played.port = listening.getsockname()[1]
        thread = threading.Thread(target=played.serve, args=(listening,), daemon=True)
        thread.start()
        yield played
        # Wakes a server that nobody called.
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", played.port), 1).close()
        thread.join(5)


@pytest.fixture
def box(imap_server: ImapServer) -> Iterator[Box]:
    user = f"boite{next(imap_server.users)}@exemple.fr"
    with ExitStack() as stack:
        client = stack.enter_context(imaplib.IMAP4("127.0.0.1", imap_server.port, timeout=10))
        client.login(user, PASSWORD)
        yield Box(imap_server, user, client)
