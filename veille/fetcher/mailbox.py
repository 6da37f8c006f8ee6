"""New messages of an IMAP folder, read and nothing else: the folder is left as it was found.

::

    allowed to go there? ─► connect, checked ─► login ─► EXAMINE ─► SEARCH ─► sizes ─► bodies
                                                (read-only)                    one by one, PEEK

What was handled is told by ``validity`` and ``last_uid``, which the caller gives back next
time. Blocking: the caller runs it in a thread.
"""

import base64
import imaplib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from veille.errors import BlockedError, FetchError
from veille.fetcher.imap import GuardedImap, MailboxSettings
from veille.fetcher.mailbox_refusals import (
    clear_password,
    is_busy,
    login_refused,
    no_connection,
    not_imap,
    server_busy,
    unknown_folder,
)

__all__ = ["Mail", "MailboxAnswer", "MailboxSettings", "encode_folder", "fetch_mailbox"]

_SIZES_AT_ONCE = 200
"""Messages whose sizes are asked in one command: far below the 8 kB a server must accept."""

_UID = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,19})\b")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# What imaplib lets out when the bytes received are not IMAP, besides its own errors.
_GARBAGE = (imaplib.IMAP4.error, ValueError, TypeError, AttributeError, LookupError)


@dataclass(frozen=True, slots=True)
class Mail:
    """One message as it lies in the folder."""

    uid: int
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class MailboxAnswer:
    """``validity``: UIDVALIDITY, the age of the folder's numbering; ``last_uid``: all up to it
    was handled; ``left_out``: messages too big, or that the server refuses to give, passed
    over for good."""

    validity: int
    last_uid: int
    mails: tuple[Mail, ...]
    left_out: int


def fetch_mailbox(
    settings: MailboxSettings,
    *,
    after_uid: int = 0,
    validity: int = 0,
    sender: str = "",
    allow: frozenset[str] = frozenset(),
) -> MailboxAnswer:
    """Read the messages not yet handled, oldest first, at most ``max_messages`` of them.

    When ``validity`` is the folder's, those after ``after_uid``: the rest waits for the next
    visit. Otherwise (first visit, folder made again) the newest ones. ``sender``: only those
    whose From holds this text. ``allow``: « host:port » reachable though private, and without
    TLS. When the connection fails half-way, what came before is given.

    Raises:
        BlockedError: we refuse (private address, password in clear, unsafe text, volume).
        FetchError: no usable answer; says whether trying again can help.
    """
    allowed = f"{settings.host.strip('[]').lower()}:{settings.port}" in allow
    if not settings.tls and not allowed:
        raise clear_password(settings)
    wanted = _from_criterion(sender)
    for text in (settings.user, settings.password):
        if "\x00" in text or "\r" in text or "\n" in text:
            raise BlockedError(
                "L’identifiant ou le mot de passe de la boîte contient un retour à la ligne ; "
                "recopiez-le sans."
            )
    connection = _connect(settings, allowed)
    try:
        _log_in(connection, settings)
        try:
            current = _examine(connection, settings)
            known = current == validity
            start = after_uid if known else 0
            uids = _search(connection, start, wanted)
            kept = uids[: settings.max_messages] if known else uids[-settings.max_messages :]
            sizes = _sizes(connection, kept)
        except _GARBAGE as error:
            raise not_imap(settings) from error
        return _read(connection, settings, current, start, kept, sizes)
    finally:
        connection.leave()


def _connect(settings: MailboxSettings, allowed: bool) -> GuardedImap:
    try:
        return GuardedImap(settings, allowed=allowed)
    except OSError as error:
        raise no_connection(settings, error) from error
    except _GARBAGE as error:
        raise not_imap(settings) from error


def _log_in(connection: GuardedImap, settings: MailboxSettings) -> None:
    # « from None »: a server may quote the command it refuses, and the password with it.
    try:
        if settings.user.isascii() and settings.password.isascii():
            connection.login(_quoted(settings.user), settings.password)
        else:
            # LOGIN knows ASCII only.
            words = f"\0{settings.user}\0{settings.password}".encode("utf-8", "replace")
            connection.authenticate("PLAIN", lambda _: words)
    except imaplib.IMAP4.abort:
        raise not_imap(settings) from None
    except imaplib.IMAP4.error as error:
        raise login_refused(settings, str(error)) from None
    except _GARBAGE:
        raise not_imap(settings) from None


def _examine(connection: GuardedImap, settings: MailboxSettings) -> int:
    status, _ = connection.select(_quoted(encode_folder(settings.folder)), readonly=True)
    if status != "OK":
        raise unknown_folder(settings)
    _, answer = connection.response("UIDVALIDITY")
    return int(answer[0])


def _search(connection: GuardedImap, after: int, wanted: Sequence[str]) -> list[int]:
    status, lines = connection.uid("SEARCH", "UID", f"{after + 1}:*", *wanted)
    if status != "OK":
        raise imaplib.IMAP4.error("search refused")
    uids = {int(word) for line in lines if line for word in line.split() if len(word) <= 10}
    # « 7:* » also names the last message when its number is below 7.
    return sorted(uid for uid in uids if uid > after)


def _sizes(connection: GuardedImap, uids: Sequence[int]) -> dict[int, int]:
    """The sizes of those messages that are still there."""
    sizes = {}
    for start in range(0, len(uids), _SIZES_AT_ONCE):
        some = ",".join(str(uid) for uid in uids[start : start + _SIZES_AT_ONCE])
        status, lines = connection.uid("FETCH", some, "(UID RFC822.SIZE)")
        if status != "OK":
            raise imaplib.IMAP4.error("sizes refused")
        for line in lines:
            if isinstance(line, bytes) and (uid := _UID.search(line)):
                size = _SIZE.search(line)
                if size:
                    sizes[int(uid[1])] = int(size[1])
    return sizes


def _read(
    connection: GuardedImap,
    settings: MailboxSettings,
    validity: int,
    last: int,
    uids: Sequence[int],
    sizes: dict[int, int],
) -> MailboxAnswer:
    mails: list[Mail] = []
    left_out = 0
    for uid in uids:
        size = sizes.get(uid)
        if size is not None:
            try:
                body = _body(connection, settings, uid) if size <= settings.max_bytes else None
            except FetchError as error:
                if isinstance(error, BlockedError) or not mails:
                    raise
                break
            if body is None or len(body) > settings.max_bytes:
                left_out += 1
            else:
                mails.append(Mail(uid, body))
        last = uid
    return MailboxAnswer(validity, last, tuple(mails), left_out)


def _body(connection: GuardedImap, settings: MailboxSettings, uid: int) -> bytes | None:
    """The message; None when the server does not give it (removed since, damaged).

    One byte more than wanted is asked: it tells a size that was a lie.
    """
    part = f"(BODY.PEEK[]<0.{settings.max_bytes + 1}>)"
    try:
        status, answer = connection.uid("FETCH", str(uid), part)
        if status != "OK" and is_busy(str(answer)):
            raise server_busy(settings)
        for piece in answer:
            if isinstance(piece, tuple) and b"BODY[]" in piece[0].upper():
                return bytes(piece[1])
    except _GARBAGE as error:
        raise not_imap(settings) from error
    return None


def _from_criterion(sender: str) -> tuple[str, ...]:
    if not sender:
        return ()
    if _CONTROL.search(sender) or '"' in sender or "\\" in sender or not sender.isascii():
        raise BlockedError(
            "Le filtre d’expéditeur doit être une adresse, sans guillemets ni accents ; "
            "écrivez par exemple «\u00a0lettre@exemple.fr\u00a0»."
        )
    return ("FROM", f'"{sender}"')


def _quoted(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def encode_folder(name: str) -> str:
    """A folder's name as IMAP writes it: modified UTF-7 (RFC 3501, 5.1.3).

    >>> encode_folder("Communiqués & co")
    'Communiqu&AOk-s &- co'
    """
    pieces = re.split(r"([^\x20-\x7e]+)", name)
    for place, piece in enumerate(pieces):
        if place % 2:
            packed = base64.b64encode(piece.encode("utf-16-be", "surrogatepass"))
            pieces[place] = "&" + packed.decode().rstrip("=").replace("/", ",") + "-"
        else:
            pieces[place] = piece.replace("&", "&-")
    return "".join(pieces)
