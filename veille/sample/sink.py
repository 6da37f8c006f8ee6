"""A real SMTP server on the loopback that keeps what it receives, to be opened and read."""

import asyncio
import email
import threading
import warnings
from dataclasses import dataclass
from datetime import datetime
from email.policy import default
from pathlib import Path
from types import TracebackType
from typing import Any


@dataclass(frozen=True, slots=True)
class Received:
    """A message as it arrived."""

    number: int
    path: Path
    to: str
    subject: str
    date: datetime
    message_id: str
    html: str
    text: str


class MailSink:
    """A context manager; ``port`` is known once it is entered."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder = folder
        self.port = port

    def __enter__(self) -> "MailSink":
        # Only the demonstration and the tests need a server of mails: loaded here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            from aiosmtpd.smtp import SMTP

        self.folder.mkdir(parents=True, exist_ok=True)
        self._loop = asyncio.new_event_loop()
        handler = _Keep(self.folder)
        self._server = self._loop.run_until_complete(
            self._loop.create_server(
                lambda: SMTP(handler, loop=self._loop, hostname="boite.val-orsenne.example"),
                "127.0.0.1",
                self.port,
            )
        )
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _stop(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def messages(self) -> tuple[Received, ...]:
        """Everything received so far, oldest first."""
        return tuple(_read(path) for path in sorted(self.folder.glob("*.eml")))


class _Keep:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(  # noqa: N802  (the name aiosmtpd calls)
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        number = len(list(self._folder.glob("*.eml"))) + 1
        path = self._folder / f"{number:04}.eml"
        temporary = path.with_suffix(".part")
        temporary.write_bytes(envelope.original_content)
        temporary.replace(path)
        return "250 OK"


def _read(path: Path) -> Received:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    parts = {kind: message.get_body((kind,)) for kind in ("html", "plain")}
    return Received(
        number=int(path.stem),
        path=path,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        date=message["Date"].datetime,
        message_id=str(message["Message-ID"]),
        html=str(parts["html"].get_content()) if parts["html"] else "",
        text=str(parts["plain"].get_content()) if parts["plain"] else "",
    )
