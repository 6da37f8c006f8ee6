"""From a frozen edition to the message of one subscriber, and to its page on the web."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr
from html import escape
from typing import TypeAlias
from urllib.parse import urlsplit

from veille.domain.audience import Delivery, Subscriber
from veille.domain.edition import Edition
from veille.domain.vote import Vote
from veille.normalise.text import clean

# Folding a long address at 78 columns would encode it, and some programs then miss it; the
# standard's own limit is 998.
_POLICY = SMTP.clone(max_line_length=900)

UNSUBSCRIBE = "https://unsubscribe.invalid/"
"""Stands for the subscriber's own address in the stored edition, which is common to all."""

VOTE = "https://vote.invalid/"
"""Stands for the address at which a subscriber votes; the item and the word follow."""

_HTML_SECTION = re.compile(r"<!--section:([\w,-]*)-->(.*?)<!--/section-->", re.DOTALL)
_TEXT_SECTION = re.compile(
    r"^\[\[section:([\w,-]*)\]\]\n(.*?)^\[\[/section\]\]\n", re.DOTALL | re.M
)
_HTML_MAIL_ONLY = re.compile(r"<!--mail-->.*?<!--/mail-->", re.DOTALL)
_HTML_VOTES = re.compile(r"<!--votes-->(.*?)<!--/votes-->", re.DOTALL)
_TEXT_VOTES = re.compile(r"^\[\[votes\]\]\n(.*?)^\[\[/votes\]\]\n", re.DOTALL | re.M)
_TEXT_MAIL_ONLY = re.compile(r"^\[\[mail\]\]\n.*?^\[\[/mail\]\]\n", re.DOTALL | re.M)
_MARKER = re.compile(r"<!--/?(?:mail|section|votes)[^>]*-->")
_TEXT_MARKER = re.compile(r"^\[\[/?(?:mail|section|votes)[^\]\n]*\]\]\n", re.M)
_BALLOT = re.compile(rf"{re.escape(VOTE)}(\d{{1,19}})/({'|'.join(Vote)})?(?![\w-])")

VoteAddress: TypeAlias = Callable[[int, Vote | None], str]
"""From an item, and a word or none, to one subscriber's signed address."""


def personalise(
    html: str,
    text: str,
    *,
    themes: Sequence[str],
    unsubscribe_url: str,
    vote_url: VoteAddress | None = None,
) -> tuple[str, str]:
    """The reader's own themes first, her own way out, her own votes; no marker is left.

    Without ``vote_url`` the letter asks for no vote.
    """
    html = _HTML_VOTES.sub(lambda votes: _ballots(votes[1], vote_url, escape), html)
    text = _TEXT_VOTES.sub(lambda votes: _ballots(votes[1], vote_url, str), text)
    html = _MARKER.sub("", _reorder(_HTML_SECTION, html, themes))
    text = _TEXT_MARKER.sub("", _reorder(_TEXT_SECTION, text, themes))
    return (
        html.replace(UNSUBSCRIBE, escape(unsubscribe_url)),
        text.replace(UNSUBSCRIBE, unsubscribe_url),
    )


def _ballots(block: str, vote_url: VoteAddress | None, written: Callable[[str], str]) -> str:
    """A block of votes with the subscriber's addresses, outside of which none is ever signed:
    an article may be called as ours are."""
    if vote_url is None:
        return ""

    def signed(found: re.Match[str]) -> str:
        word = found[2]
        return written(vote_url(int(found[1]), Vote(word) if word else None))

    return _BALLOT.sub(signed, block)


def _reorder(pattern: re.Pattern[str], body: str, themes: Sequence[str]) -> str:
    """Put the sections of ``themes`` before the others, without their markers."""
    sections = [(set(match[1].split(",")), match[2]) for match in pattern.finditer(body)]
    wanted = set(themes)
    ordered = iter(sorted(sections, key=lambda section: not section[0] & wanted))
    return pattern.sub(lambda _match: next(ordered)[1], body)


def for_web(html: str) -> str:
    """The edition as a page: without the lines that make sense in a mail only."""
    return _MARKER.sub("", _HTML_MAIL_ONLY.sub("", _HTML_VOTES.sub("", html)))


def for_file(text: str) -> str:
    """The text of the edition for anyone, without what is one subscriber's own."""
    return _TEXT_MARKER.sub("", _TEXT_MAIL_ONLY.sub("", _TEXT_VOTES.sub("", text)))


def message_id(delivery_id: int, week: str, base_url: str) -> str:
    """The same for the same sending, whenever it is tried again."""
    host = urlsplit(base_url).hostname or "veille.invalid"
    return f"<veille.{week.lower()}.{delivery_id}@{host}>"


def build(
    edition: Edition,
    delivery: Delivery,
    subscriber: Subscriber,
    *,
    sender: str,
    reply_to: str,
    unsubscribe_url: str,
    sent_at: datetime,
    list_name: str,
    vote_url: VoteAddress | None = None,
) -> EmailMessage:
    """The whole message: text and HTML, and every header a sender owes.

    Texts that came from outside are cleaned of line breaks and control characters: they
    can neither add a header nor a recipient.
    """
    html, text = personalise(
        edition.html,
        edition.text,
        themes=subscriber.themes,
        unsubscribe_url=unsubscribe_url,
        vote_url=vote_url,
    )
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = clean(edition.subject)
    message["From"] = _address(sender)
    message["To"] = formataddr((clean(subscriber.name), clean(subscriber.email)))
    if reply_to:
        message["Reply-To"] = _address(reply_to)
    message["Date"] = format_datetime(sent_at)
    message["Message-ID"] = delivery.message_id
    host = urlsplit(unsubscribe_url).hostname or "veille.invalid"
    message["List-Id"] = f"<{edition.digest_id}.{host}>"
    message["List-Unsubscribe"] = f"<{unsubscribe_url}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Veille-Lettre"] = clean(list_name)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def _address(written: str) -> str:
    name, address = parseaddr(clean(written))
    return formataddr((name, address))
