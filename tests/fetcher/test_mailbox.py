"""Mailboxes, read on a real server: what is brought, what is left as it was, what is told."""

import base64
import re
import socket
import threading
import traceback
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veille.errors import BlockedError, FetchError
from veille.fetcher.mailbox import MailboxAnswer, MailboxSettings, encode_folder, fetch_mailbox

Box = Any  # of conftest.py
Server = Any
ACCENTED = "mot de passe d’été"


def letter(number: int, sender: str = "lettre@exemple.fr", size: int = 0) -> bytes:
    head = f"From: <{sender}>\r\nSubject: Lettre {number}\r\n\r\nBonjour {number}\r\n"
    return head.encode() + b"x" * size


def visit(box: Box, known: MailboxAnswer | None = None, sender: str = "", **changes: Any) -> Any:
    """A visit that goes on from the ``known`` one."""
    return fetch_mailbox(
        box.settings(**changes),
        after_uid=known.last_uid if known else 0,
        validity=known.validity if known else 0,
        sender=sender,
        allow=box.server.allow,
    )


def numbers(answer: MailboxAnswer) -> list[int]:
    found = [re.search(rb"Lettre (\d+)", mail.body) for mail in answer.mails]
    return [int(number[1]) for number in found if number]


def refusal(settings: MailboxSettings, allow: frozenset[str] = frozenset(), **asked: Any) -> Any:
    """The error of a visit, once it is certain that it tells nothing of the password."""
    with pytest.raises(FetchError) as caught:
        fetch_mailbox(settings, allow=allow, **asked)
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert settings.password not in told
    assert "\n" not in str(caught.value)
    return caught.value


# --- what is brought


def test_messages_come_whole_and_once(box: Box) -> None:
    box.put(letter(1), letter(2))
    first = visit(box)
    assert [mail.body for mail in first.mails] == [letter(1), letter(2)]
    assert [mail.uid for mail in first.mails] == [1, 2]

    again = visit(box, first)
    assert again == MailboxAnswer(first.validity, 2, (), 0)

    box.put(letter(3))
    assert numbers(visit(box, again)) == [3]


def test_an_empty_folder_is_an_answer(box: Box) -> None:
    answer = visit(box)

    assert answer.mails == ()
    assert answer.last_uid == 0
    assert answer.validity > 0


def test_the_folder_is_left_as_it_was(box: Box) -> None:
    box.put(letter(1), letter(2))
    before = box.flags()

    visit(box)

    assert box.flags() == before
    assert len(before) == 2
    assert b"\\Seen" not in b"".join(before)


def test_a_first_visit_takes_the_newest(box: Box) -> None:
    box.put(*(letter(number) for number in range(1, 6)))

    answer = visit(box, max_messages=2)

    assert numbers(answer) == [4, 5]
    assert visit(box, answer).mails == ()


def test_a_later_visit_takes_the_oldest_and_loses_none(box: Box) -> None:
    empty = visit(box)
    box.put(*(letter(number) for number in range(1, 6)))

    one = visit(box, empty, max_messages=2)
    two = visit(box, one, max_messages=2)
    three = visit(box, two, max_messages=2)

    assert [numbers(answer) for answer in (one, two, three)] == [[1, 2], [3, 4], [5]]


def test_a_folder_made_again_is_read_afresh(box: Box) -> None:
    box.put(letter(1))
    known = visit(box)
    other = MailboxAnswer(known.validity + 1, 1, (), 0)

    assert numbers(visit(box, other)) == [1]


def test_a_message_removed_since_is_no_gap(box: Box) -> None:
    box.put(letter(1))
    known = visit(box)
    box.put(letter(2), letter(3))
    box.remove(2)

    assert numbers(visit(box, known)) == [3]


def test_a_message_too_big_is_counted_and_passed_over(box: Box) -> None:
    box.put(letter(1), letter(2, size=5_000), letter(3))

    answer = visit(box, max_bytes=2_000)

    assert numbers(answer) == [1, 3]
    assert answer.left_out == 1
    assert visit(box, answer).mails == ()


def test_a_sender_is_told_apart(box: Box) -> None:
    box.put(letter(1), letter(2, "autre@exemple.org"), letter(3))

    assert numbers(visit(box, sender="lettre@exemple.fr")) == [1, 3]
    assert numbers(visit(box, sender="exemple.org")) == [2]
    assert visit(box, sender="personne@exemple.net").last_uid == 0


@pytest.mark.parametrize(
    "sender",
    ['a" ALL', "a\r\nb LOGOUT", "a\x00b", "a\x7fb", "a\\b", "région@exemple.fr"],
    ids=["quote", "newline", "nul", "delete", "backslash", "accent"],
)
def test_an_unsafe_sender_is_refused(sender: str) -> None:
    settings = MailboxSettings(host="imap.exemple.fr", user="anne", password="secret-de-anne")

    error = refusal(settings, sender=sender)

    assert isinstance(error, BlockedError)
    assert "filtre d’expéditeur" in str(error)


@pytest.mark.parametrize("folder", ["Communiqués & agenda", 'Le "dossier" \\ d’août', "日本"])
def test_folders_of_any_name_are_read(box: Box, folder: str) -> None:
    known = encode_folder(folder).replace("\\", "\\\\").replace('"', '\\"')
    assert box.client.create(f'"{known}"')[0] == "OK"
    assert box.client.append(f'"{known}"', "", "", letter(1))[0] == "OK"

    assert numbers(visit(box, folder=folder)) == [1]


# --- what is refused


def test_an_unknown_folder_is_named(box: Box) -> None:
    error = refusal(box.settings(folder="Été\r\nx LOGOUT"), box.server.allow)

    assert "introuvable dans la boîte" in str(error)
    assert not error.transient


@pytest.mark.parametrize("password", ["pas le bon", "pas le bon d’été", 'x" "y'])
def test_a_wrong_password_is_told(box: Box, password: str) -> None:
    error = refusal(box.settings(password=password), box.server.allow)

    assert "mot de passe" in str(error)
    assert not error.transient


def test_a_password_with_accents_opens(box: Box) -> None:
    box.put(letter(1))

    assert numbers(visit(box, password=ACCENTED)) == [1]


@pytest.mark.parametrize("changes", [{"user": "anne\r\nx"}, {"password": "mot\nde passe"}])
def test_a_login_of_several_lines_is_refused(box: Box, changes: dict[str, str]) -> None:
    assert isinstance(refusal(box.settings(**changes), box.server.allow), BlockedError)


def test_the_password_is_not_shown() -> None:
    settings = MailboxSettings(host="imap.exemple.fr", user="anne", password="secret-de-anne")

    assert "secret" not in repr(settings)
    assert settings.port == 993
    assert settings.tls


def test_tls_reads_where_the_certificate_is_known(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(box.server.certificate))
    box.put(letter(1))

    answer = visit(box, host="localhost", port=box.server.tls_port, tls=True)

    assert numbers(answer) == [1]


@pytest.mark.parametrize("known", [True, False], ids=["another-name", "unknown"])
def test_a_certificate_that_proves_nothing_is_refused(
    box: Box, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    if known:
        monkeypatch.setenv("SSL_CERT_FILE", str(box.server.certificate))
    settings = box.settings(
        host="127.0.0.1" if known else "localhost", port=box.server.tls_port, tls=True
    )

    assert "certificat" in str(refusal(settings, box.server.allow))


def test_tls_on_the_plain_port_fails_without_a_fallback(box: Box) -> None:
    error = refusal(box.settings(tls=True), box.server.allow)

    assert "connexion chiffrée" in str(error)


@pytest.mark.parametrize("tls", [True, False])
@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "::ffff:127.0.0.1", "2130706433", "0.0.0.0", "10.0.0.1"],
)
def test_private_machines_are_refused(
    monkeypatch: pytest.MonkeyPatch, host: str, tls: bool
) -> None:
    def never(*_args: object) -> socket.socket:
        raise AssertionError("connected")

    monkeypatch.setattr(socket, "create_connection", never)
    settings = MailboxSettings(host=host, user="anne", password="secret-de-anne", tls=tls)

    error = refusal(settings, frozenset({f"{host.strip('[]')}:143"}))  # another port

    assert isinstance(error, BlockedError)
    assert ("machine privée" if tls else "en clair") in str(error)


def resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Every name leads to ``addresses``; the names asked for are returned."""
    real, asked = socket.getaddrinfo, []

    def resolve(host: str, port: int, *args: Any, **options: Any) -> Any:
        if not host.endswith(".fr"):
            return real(host, port, *args, **options)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_one_private_address_among_others_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "93.184.215.14", "192.168.1.1")
    settings = MailboxSettings(host="imap.exemple.fr", user="anne", password="secret-de-anne")

    assert "192.168.1.1" in str(refusal(settings))


def test_a_name_is_looked_up_once(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolving(monkeypatch, "127.0.0.1")
    box.put(letter(1))
    allow = frozenset({f"imap.exemple.fr:{box.server.port}"})

    answer = fetch_mailbox(box.settings(host="imap.exemple.fr"), allow=allow)

    assert numbers(answer) == [1]
    assert asked == ["imap.exemple.fr"]


def test_the_next_address_is_tried(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "127.0.0.2", "127.0.0.1")  # nothing listens on the first
    allow = frozenset({f"imap.exemple.fr:{box.server.port}"})

    assert fetch_mailbox(box.settings(host="imap.exemple.fr"), allow=allow).mails == ()


@pytest.mark.parametrize("host", ["imap.exemple.invalid", "a" * 80 + ".exemple.invalid", "a\x00b"])
def test_a_name_that_does_not_exist_is_told(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    real = socket.getaddrinfo

    def unknown(name: str, *args: Any, **options: Any) -> Any:
        if name == "imap.exemple.invalid":
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return real(name, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    settings = MailboxSettings(host=host, user="anne", password="secret-de-anne")

    assert "introuvable" in str(refusal(settings))


def test_a_name_nobody_answers_for_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: over.wait(10) and [])
    settings = MailboxSettings(
        host="imap.exemple.fr", user="anne", password="secret-de-anne", deadline=0.1
    )

    error = refusal(settings)
    over.set()

    assert "Délai dépassé" in str(error)
    assert error.transient


def test_a_closed_port_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    settings = MailboxSettings(host="127.0.0.1", port=port, user="anne", password="secret-de-anne")

    assert "n’accepte pas" in str(refusal(settings, frozenset({f"127.0.0.1:{port}"})))


# --- names of folders


@pytest.mark.parametrize(
    ("name", "encoded"),
    [
        ("INBOX", "INBOX"),
        ("Communiqués", "Communiqu&AOk-s"),
        ("R&D", "R&-D"),
        ("台北/日本語", "&U,BTFw-/&ZeVnLIqe-"),  # the example of RFC 3501
    ],
)
def test_folder_names_are_written_as_imap_does(name: str, encoded: str) -> None:
    assert encode_folder(name) == encoded


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_folder_name_is_printable_ascii_and_loses_nothing(name: str) -> None:
    encoded = encode_folder(name)

    def back(piece: re.Match[str]) -> str:
        packed = piece[1].replace(",", "/")
        return base64.b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-16-be") or "&"

    assert encoded.isascii()
    assert encoded == "" or encoded.isprintable()
    assert re.sub("&([^-]*)-", back, encoded) == name
