"""Servers that are no mailbox, or a bad one: the visit ends, in time, with a sentence."""

import socket
import threading
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from veille.errors import BlockedError, FetchError
from veille.fetcher.mailbox import Mail, MailboxAnswer, fetch_mailbox

Script = Any  # of conftest.py


def visit(script: Script, **changes: Any) -> MailboxAnswer:
    return fetch_mailbox(script.settings(**changes), allow=script.allow)


def refusal(script: Script, **changes: Any) -> Any:
    with pytest.raises(FetchError) as caught:
        visit(script, **changes)
    told = "".join(traceback.format_exception(caught.value))
    assert script.settings().password not in told
    return caught.value


def dripping(connection: socket.socket) -> None:
    """A byte now and then, never a whole line."""
    pause = threading.Event()
    while not pause.wait(0.01):
        connection.sendall(b"x")


def flooding(connection: socket.socket) -> None:
    """Lines without end."""
    while True:
        connection.sendall(b"* OK " + b"x" * 900_000 + b"\r\n")


def listening(connection: socket.socket) -> None:
    """Takes all and says nothing."""
    while connection.recv(1_000):
        pass


def closing(connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_RDWR)


def test_the_script_is_a_mailbox(script: Script) -> None:
    answer = visit(script)

    assert [mail.body for mail in answer.mails] == [b"one", b"two"]
    assert answer.last_uid == 2
    assert answer.validity == 7


@pytest.mark.parametrize(
    "step", ["greeting", "LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH 1,2", "UID FETCH 1"]
)
@pytest.mark.parametrize("reply", [b"", dripping], ids=["silence", "drip"])
def test_a_slow_server_meets_the_deadline(
    script: Script, step: str, reply: bytes | Callable[[socket.socket], None]
) -> None:
    script.replies[step] = reply

    error = refusal(script, deadline=0.15)

    assert "Délai dépassé" in str(error)
    assert "0.15" in str(error)
    assert error.transient


def test_a_server_silent_before_tls_meets_the_deadline(script: Script) -> None:
    script.replies["greeting"] = listening

    assert "Délai dépassé" in str(refusal(script, tls=True, deadline=0.15))


@pytest.mark.parametrize(
    ("step", "reply"),
    [
        ("greeting", b"HTTP/1.1 400 Bad Request\r\n\r\n"),
        ("greeting", b"\x00\xff\xfe\r\n" * 10),
        ("greeting", b"* BYE too many connections\r\n"),
        ("greeting", closing),
        ("CAPABILITY", b"TAG OK nothing said\r\n"),
        ("CAPABILITY", b"* CAPABILITY {3}\r\nabc\r\nTAG OK done\r\n"),
        ("CAPABILITY", b"* CAPABILITY \xe9t\xe9\r\nTAG OK done\r\n"),
        ("CAPABILITY", b"* CAPABILITY {" + b"9" * 5_000 + b"}\r\n"),
        ("LOGIN", b"* BYE {3}\r\nabc\r\nTAG OK done\r\n"),
        ("LOGIN", closing),
        ("LOGIN", b"nothing of IMAP\r\n"),
        ("EXAMINE", b"TAG OK no numbering\r\n"),
        ("EXAMINE", b"* OK [UIDVALIDITY x] ok\r\nTAG OK done\r\n"),
        ("UID SEARCH", b"* SEARCH one two\r\nTAG OK done\r\n"),
        ("UID SEARCH", b"TAG NO not today\r\n"),
        ("UID FETCH 1,2", b"TAG NO not today\r\n"),
        ("UID FETCH 1", closing),
    ],
)
def test_what_is_no_mailbox_is_told(
    script: Script, step: str, reply: bytes | Callable[[socket.socket], None]
) -> None:
    script.replies[step] = reply

    error = refusal(script)

    assert "vérifiez le nom et le port" in str(error)
    assert "127.0.0.1" in str(error)


def test_a_huge_literal_is_refused_before_it_comes(script: Script) -> None:
    script.replies["UID FETCH 1"] = b"* 1 FETCH (UID 1 BODY[] {4000000000}\r\n"

    error = refusal(script)

    assert isinstance(error, BlockedError)
    assert "plus gros que demandé" in str(error)


def test_endless_lines_are_refused(script: Script) -> None:
    script.replies["EXAMINE"] = flooding

    error = refusal(script, max_messages=1, max_bytes=1_000)

    assert isinstance(error, BlockedError)
    assert "bien plus que demandé" in str(error)


def test_a_size_that_was_a_lie_is_left_out(script: Script) -> None:
    longer = b"* 2 FETCH (UID 2 BODY[]<0> {6}\r\n012345)\r\nTAG OK done\r\n"
    script.replies["UID FETCH 2"] = longer

    answer = visit(script, max_bytes=5)

    assert answer == MailboxAnswer(7, 2, (Mail(1, b"one"),), 1)


def test_what_came_before_a_cut_is_kept(script: Script) -> None:
    script.replies["UID FETCH 2"] = closing

    answer = visit(script)

    assert [mail.body for mail in answer.mails] == [b"one"]
    assert answer.last_uid == 1


def test_what_came_before_the_deadline_is_kept(script: Script) -> None:
    script.replies["UID FETCH 2"] = b"* 2 FETCH (UID 2 BODY[]<0> {3}\r\nt"

    answer = visit(script, deadline=0.2)

    assert answer.last_uid == 1


def test_a_message_the_server_cannot_give_stops_nothing(script: Script) -> None:
    script.replies["UID FETCH 2"] = b"TAG NO damaged\r\n"

    answer = visit(script)

    assert answer.last_uid == 2
    assert len(answer.mails) == answer.left_out == 1


def test_a_message_the_server_cannot_give_now_waits(script: Script) -> None:
    script.replies["UID FETCH 2"] = b"TAG NO [UNAVAILABLE] storage\r\n"

    assert visit(script).last_uid == 1


def test_a_message_gone_between_two_commands_is_no_trouble(script: Script) -> None:
    script.replies["UID FETCH 1,2"] = b"* 1 FETCH (FLAGS (\\Seen))\r\nTAG OK done\r\n"

    assert visit(script) == MailboxAnswer(7, 2, (), 0)


def test_a_password_quoted_by_the_server_is_not_repeated(script: Script) -> None:
    quoted = script.settings().password.encode()
    script.replies["LOGIN"] = b"TAG NO wrong: LOGIN anne " + quoted + b"\r\n"

    error = refusal(script)

    assert "refuse l’identifiant" in str(error)
    assert not error.transient


def test_a_busy_server_is_no_wrong_password(script: Script) -> None:
    script.replies["LOGIN"] = b"TAG NO [UNAVAILABLE] later\r\n"

    error = refusal(script)

    assert "pour l’instant" in str(error)
    assert error.transient


def test_a_password_is_never_sent_to_a_blocked_server(script: Script) -> None:
    with pytest.raises(BlockedError, match="en clair"):
        fetch_mailbox(script.settings())

    assert script.asked == []


def test_nothing_but_reading_is_asked(script: Script) -> None:
    visit(script)

    commands = [line.split()[1:] for line in script.asked]
    names = [b" ".join(words[:2] if words[0] == b"UID" else words[:1]) for words in commands]
    assert names[:4] == [b"CAPABILITY", b"LOGIN", b"EXAMINE", b"UID SEARCH"]
    assert set(names[4:]) <= {b"UID FETCH", b"LOGOUT"}
    assert all(b"PEEK" in line or b"SIZE" in line for line in script.asked if b"FETCH" in line)
