"""Mailer against a real SMTP server: accepted, refused for now, refused for good."""

import asyncio
import threading
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from veille.config import SmtpAddress, Tls
from veille.digest.message import build, message_id
from veille.domain.audience import Delivery, DeliveryStatus, Subscriber
from veille.domain.edition import Edition, EditionStatus, Window
from veille.errors import DeliveryError
from veille.mailer import Mailer

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from aiosmtpd.smtp import SMTP

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


class Handler:
    """Refuses whom it is told to; keeps the rest."""

    def __init__(self) -> None:
        self.refused: dict[str, str] = {}
        self.received: list[Any] = []

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.received.append(envelope)
        return "250 OK"


@pytest.fixture
def server() -> Iterator[tuple[Handler, SmtpAddress]]:
    loop = asyncio.new_event_loop()
    handler = Handler()
    listening = loop.run_until_complete(
        loop.create_server(lambda: SMTP(handler, loop=loop), "127.0.0.1", 0)
    )
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def stop() -> None:
        listening.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    yield handler, SmtpAddress("127.0.0.1", listening.sockets[0].getsockname()[1], Tls.NONE)
    asyncio.run_coroutine_threadsafe(stop(), loop).result(5)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    loop.close()


def a_message(
    email: str = "anne@val.example", *, name: str = "Anne", subject: str = "Sujet"
) -> Any:
    edition = Edition(
        1, "hebdo", "2026-W48", EditionStatus.FROZEN, Window(NOW, NOW), NOW, subject,
        "<p>Bonjour l’été</p>", "Bonjour l’été\n",
    )  # fmt: skip
    identifier = message_id(7, edition.week, "https://veille.example")
    delivery = Delivery(7, 1, 1, email, DeliveryStatus.SENDING, identifier)
    return build(
        edition,
        delivery,
        Subscriber(1, email, name),
        sender="La veille d’ici <veille@val.example>",
        reply_to="",
        unsubscribe_url="https://veille.example/desabonnement/" + "x" * 60,
        sent_at=NOW,
        list_name="La veille",
    )


def test_a_message_arrives_whole(server: tuple[Handler, SmtpAddress]) -> None:
    handler, address = server
    with Mailer(address) as mailer:
        mailer.send(a_message(), "anne@val.example")
        mailer.send(a_message("bob@val.example"), "bob@val.example")

    assert [one.rcpt_tos for one in handler.received] == [["anne@val.example"], ["bob@val.example"]]
    content = handler.received[0].original_content
    head = content.split(b"\r\n\r\n")[0]
    assert b"Message-ID: <veille.2026-w48.7@veille.example>" in head
    assert b"List-Unsubscribe: <https://veille.example/desabonnement/xxx" in head
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in head
    assert b"Auto-Submitted: auto-generated" in head
    assert b"Date: Mon, 23 Nov 2026 06:00:00 +0000" in head
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(("answer", "permanent"), [("550 inconnu", True), ("452 plein", False)])
def test_a_refusal_is_for_one_person_only(
    server: tuple[Handler, SmtpAddress], answer: str, permanent: bool
) -> None:
    handler, address = server
    handler.refused["anne@val.example"] = answer
    with Mailer(address) as mailer:
        with pytest.raises(DeliveryError, match="refuse") as caught:
            mailer.send(a_message(), "anne@val.example")
        mailer.send(a_message("bob@val.example"), "bob@val.example")

    assert caught.value.permanent is permanent
    assert [one.rcpt_tos for one in handler.received] == [["bob@val.example"]]


def test_no_server_is_said_and_can_be_tried_again() -> None:
    with (
        Mailer(SmtpAddress("127.0.0.1", 1, Tls.NONE)) as mailer,
        pytest.raises(DeliveryError, match="ne répond pas") as caught,
    ):
        mailer.send(a_message(), "anne@val.example")
    assert not caught.value.permanent


def test_encryption_asked_for_is_never_given_up(server: tuple[Handler, SmtpAddress]) -> None:
    handler, address = server
    with (
        Mailer(SmtpAddress(address.host, address.port, Tls.STARTTLS, "moi", "secret")) as mailer,
        pytest.raises(DeliveryError) as caught,
    ):
        mailer.send(a_message(), "anne@val.example")

    assert handler.received == []
    assert "secret" not in str(caught.value)


def test_texts_from_outside_add_no_header_and_no_recipient() -> None:
    message = a_message(
        name="Anne\r\nBcc: espion@val.example", subject="Sujet\r\nBcc: espion@val.example\x00"
    )

    assert message["Bcc"] is None
    assert message["Subject"] == "Sujet Bcc: espion@val.example"
    assert message["To"].addresses[0].addr_spec == "anne@val.example"
    assert len(message["To"].addresses) == 1
