"""The envelope of a newsletter: one email, from its bytes to its texts and a few headers.

Emails are the least regular of documents and anyone may write to a mailbox: a header may be
endless, a charset wrong, parts nested without end. What cannot be read is empty; only a
message built to exhaust is refused.
"""

import email
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from hashlib import sha256
from typing import Any

from veille.errors import ParseError, ParseLimitError
from veille.normalise.dates import plausible, read_date
from veille.normalise.text import clean

HEADER_LIMIT = 2_000
"""Characters of a header that are read: thrice the longest real subject. The parser of the
standard library takes a time that grows with the square of a header's length."""
MAX_NESTED = 40
"""Parts that hold parts; a newsletter has two or three, a forwarded one a few more. Every
line is compared with every open boundary, so thousands would take minutes."""
MAX_PARTS = 200
"""Parts looked at: far above the pictures of the richest letter."""
TEXT_LIMIT = 2_000_000
"""Characters of a part that are read, as many as a mailbox gives bytes."""

_NESTING = re.compile(rb"(?:\A|[\r\n])content-type:\s*(?:multipart|message)", re.IGNORECASE)
_CHARSET_META = re.compile(rb"<meta[^>]{1,200}?charset=[\"']?([a-z0-9_-]{1,40})", re.IGNORECASE)
# Single-byte and Asian encodings of text; others (« punycode », « unicode_escape ») are traps.
_CHARSET = re.compile(
    r"(?:iso-?8859-\d+|latin-?\d+|windows-125\d|cp125\d|mac-?roman|macintosh|koi8-[ru]|"
    r"gb2312|gbk|gb18030|big5|shift_jis|euc-(?:jp|kr)|iso-2022-jp|utf-?16(?:[lb]e)?)"
)
# A part called plain text that is a page: some senders forget to say so.
_MARKUP = re.compile(r"<!doctype html|<html\b|<a\s[^<>]{0,500}href=", re.IGNORECASE)
_BREAK = re.compile(r"[\t\r\n]+")


class _Cut(EmailPolicy):
    """Reads headers no further than ``HEADER_LIMIT``, and those it cannot read as they are."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        value = value[:HEADER_LIMIT]
        try:
            return super().header_fetch_parse(name, value)
        except Exception:  # the parser of the standard library raises as it pleases
            return clean(_BREAK.sub(" ", value))


_POLICY = _Cut()


@dataclass(frozen=True, slots=True)
class Letter:
    """An email, read: plain headers, the longest HTML and plain texts."""

    subject: str
    author: str
    sender_host: str
    sent: datetime | None
    date_text: str
    message_id: str
    html: str
    text: str


def open_letter(body: bytes) -> Letter:
    """Read an email.

    Raises:
        ParseError: no email at all.
        ParseLimitError: nested so deep that it can only be meant to exhaust.
    """
    if len(_NESTING.findall(body)) > MAX_NESTED:
        raise ParseLimitError(
            f"Ce message contient plus de {MAX_NESTED} parties emboîtées : il n’est pas lu."
        )
    try:
        message = email.message_from_bytes(body, policy=_POLICY)
        html, text = _texts(message)
    except RecursionError:
        raise ParseLimitError(
            "Ce message est emboîté trop profondément : il n’est pas lu."
        ) from None
    if not (message.keys() and (html or text or message["From"] or message["Subject"])):
        raise ParseError("Ce n’est pas un courriel : ni expéditeur, ni sujet, ni texte.")
    name, address = parseaddr(_header(message, "From"))
    date_text = _header(message, "Date")[:200]
    identifier = _header(message, "Message-ID")
    subject = _header(message, "Subject")
    return Letter(
        subject=subject,
        author=name or address,
        sender_host=address.rpartition("@")[2].lower(),
        sent=_sent(date_text),
        date_text=date_text,
        message_id=identifier
        or "sha256:" + sha256(f"{subject}\n{date_text}\n{html}{text}".encode()).hexdigest()[:32],
        html=html,
        text=text,
    )


def _header(message: Message, name: str) -> str:
    with suppress(Exception):  # as above: a header read at last, or an object that cannot be
        return clean(_BREAK.sub(" ", str(message[name] or ""))[:HEADER_LIMIT])
    return ""


def _sent(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return plausible(aware.astimezone(UTC))
    except (ValueError, TypeError, IndexError, OverflowError):
        return read_date(text)


def _texts(message: Message) -> tuple[str, str]:
    """The longest HTML part and the longest plain one; attached files are none."""
    found = {"text/html": "", "text/plain": ""}
    for count, part in enumerate(message.walk()):
        if count >= MAX_PARTS:
            break
        with suppress(Exception):  # a part that cannot be read is no part
            kind = part.get_content_type()
            if kind in found and part.get_content_disposition() != "attachment":
                text = _decoded(part)
                if len(text) > len(found[kind]):
                    found[kind] = text
    if not found["text/html"] and _MARKUP.search(found["text/plain"][:50_000]):
        return found["text/plain"], ""
    return found["text/html"], found["text/plain"]


def _decoded(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    data = data[:TEXT_LIMIT]
    charset = (part.get_content_charset() or "").lower()
    if not charset and (declared := _CHARSET_META.search(data[:4_000])):
        charset = declared[1].decode().lower()
    if not charset.startswith(("utf-16", "iso-2022")):
        # Before what is declared: valid UTF-8 with accents is never anything else.
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8-sig")
    if charset in ("utf-8", "utf8") and len(data) < TEXT_LIMIT:
        mended = data.decode("utf-8", "replace")
        # A letter cut in two by a mailing list, rather than another encoding.
        if mended.count("\ufffd") * 20 < sum(not char.isascii() for char in mended):
            return mended
    if charset.startswith("iso-8859-1") and not charset.startswith("iso-8859-15"):
        charset = ""  # as browsers do: windows-1252 has the same letters and more
    if _CHARSET.fullmatch(charset):
        with suppress(LookupError):
            return data.decode(charset, "replace")
    return data.decode("windows-1252", "replace")
