"""Newsletters: one email, the articles it links to. Bytes in, raw items out.

::

    bytes ─► newsletter_message: headers, HTML or plain text
                  │ HTML                            │ plain text
                  ▼                                 ▼
             newsletter_lines                  newsletter_plain
                  └────────────► lines ◄────────────┘
                                   ▼
             newsletter_cards: picture, title, words, « Lire la suite » → one article
                  (newsletter_links: what is an article, what is a title)
                                   ▼
                               Collected
"""

from hashlib import sha256
from html import escape

from veille.collect.collected import Collected
from veille.collect.feed_entry import GUID_LIMIT, SHORT_LIMIT
from veille.collect.newsletter_card import Card
from veille.collect.newsletter_cards import Cards, find_cards
from veille.collect.newsletter_lines import html_lines
from veille.collect.newsletter_message import Letter, open_letter
from veille.collect.newsletter_plain import plain_lines
from veille.domain.item import RawItem
from veille.normalise.text import shorten
from veille.normalise.urls import canonical_url

MAX_ITEMS = 60
"""Articles kept of one letter: twice the longest daily press review of a town hall; beyond,
it is a catalogue."""
TITLE_LIMIT = 300
"""Characters; the links of a letter that are longer are paragraphs."""
SUMMARY_LIMIT = 1_000
"""Characters: the longest introductions of an article in a letter have half of it."""
LETTER_LIMIT = 4_000
"""Characters of a letter that is itself the one article, as the archive keeps."""


def read_newsletter(body: bytes) -> Collected:
    """The articles that an email links to, in its order; itself, when it links to none.

    ``guid`` is the canonical address, so that an article linked by two letters is one; for
    the letter itself, its Message-ID. All are published on the date of the email.

    Raises:
        ParseError: no email, or one built to exhaust; the French sentence says what was seen.
    """
    letter = open_letter(body)
    found, method = Cards((), "", ()), ""
    sender = letter.sender_host, letter.author
    if letter.html:
        found, method = find_cards(html_lines(letter.html), *sender), "html"
    if letter.text and not found.words:
        found, method = find_cards(plain_lines(letter.text), *sender), "text"
    items = tuple(_item(card, letter) for card in found.cards[:MAX_ITEMS])
    return Collected(
        items=items or (_whole(letter, found),),
        title=letter.subject[:TITLE_LIMIT],
        left_out=max(0, len(found.cards) - MAX_ITEMS),
        method=method,
    )


def _item(card: Card, letter: Letter) -> RawItem:
    title = card.title
    words = [
        text.removeprefix(title).lstrip(" .:,;–—-") for text in card.texts if text not in title
    ]
    return RawItem(
        guid=_guid(canonical_url(card.url)),
        url=card.url,
        title=_markup(title, TITLE_LIMIT),
        html=_markup(" ".join(filter(None, words)), SUMMARY_LIMIT),
        published=letter.sent,
        date_text=letter.date_text,
        author=_markup(letter.author, SHORT_LIMIT),
    )


def _whole(letter: Letter, found: Cards) -> RawItem:
    return RawItem(
        guid=_guid(letter.message_id),
        url=found.online,
        title=_markup(letter.subject, TITLE_LIMIT),
        html=_markup(" ".join(found.words), LETTER_LIMIT),
        published=letter.sent,
        date_text=letter.date_text,
        author=_markup(letter.author, SHORT_LIMIT),
    )


def _markup(text: str, limit: int) -> str:
    """Plain text as the fields of a raw item have it: markup, to be cleaned later."""
    return escape(shorten(text, limit), quote=False)


def _guid(text: str) -> str:
    if len(text) <= GUID_LIMIT:
        return text
    return "sha256:" + sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
