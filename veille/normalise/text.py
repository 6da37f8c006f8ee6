"""Foreign HTML to plain text: one line, readable, without anything active or hidden.

The text kept is plain, so nothing a source writes can ever be executed later; whoever shows
it escapes it. nh3 (the sanitiser) drops tags, comments, scripts and styles with their
content; entities are then decoded once.
"""

import html
import re

import nh3

_BLANKS = "\t\r\n\f\v\u2028\u2029\x85"
# NUL, ESC and the other C0 and C1 controls, lone surrogates, direction overrides: none is text,
# and each breaks something further down (mail headers, terminals, PostgreSQL).
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)
_BREAK = re.compile(
    r"<(?=/?(?:br|p|div|li|h[1-6]|tr|td|th|blockquote|figcaption|hr)\b)", re.IGNORECASE
)
# WordPress and others close each summary so; it says nothing of the article.
_TAIL = re.compile(
    r"\s*(?:\[(?:…|\.\.\.)\]|(?:The post|L[’']article|Cet article) .{1,300} "
    r"(?:appeared first on|est apparu en premier sur|a été publié en premier) .{1,100})$"
)

# What every such tail has, looked for first: the pattern alone would try each blank of each text.
_TAIL_SIGNS = ("[…]", "[...]", " first on ", " en premier sur ")
_TAIL_LENGTH = 450

_DANGLING = " \t\xa0\u202f,;:.«(–—-"

SUMMARY_LIMIT = 4_000
"""Characters of summary kept for search and rules: a long article's first screen and more."""


def clean(text: str) -> str:
    """Text on one line, without control characters; no-break spaces are kept."""
    # str methods, where a pattern would do: four times faster, and all texts come through here.
    if not text.replace("\xa0", "").isprintable():
        text = _CONTROL.sub("", text)
        for blank in _BLANKS:
            if blank in text:
                text = text.replace(blank, " ")
    if "  " in text:
        text = " ".join([piece for piece in text.split(" ") if piece])
    return text.strip()


def plain(markup: str) -> str:
    """Plain text of an HTML fragment; text without markup comes back as it is.

    >>> plain("<p>Une&nbsp;usine <b>ouvre</b>.</p><script>x()</script>")
    'Une\\xa0usine ouvre.'
    """
    if "<" in markup:
        markup = nh3.clean(_BREAK.sub(" <", markup), tags=set())
    if "&" in markup:
        markup = html.unescape(markup)
    return clean(markup)


def summarise(markup: str, title: str) -> str:
    """The summary of an item: plain, cut at ``SUMMARY_LIMIT``, not a repeat of the title."""
    # Cutting before cleaning bounds the work on a 1 MB body; markup rarely triples a text.
    text = plain(markup[: SUMMARY_LIMIT * 6])
    if any(sign in text[-_TAIL_LENGTH:] for sign in _TAIL_SIGNS):
        text = _TAIL.sub("", text)
    if text == title:
        return ""
    return shorten(text, SUMMARY_LIMIT)


def shorten(text: str, limit: int) -> str:
    """``text`` in at most ``limit`` characters, cut between two words and closed by « … ».

    >>> shorten("Une usine ouvre à Roanne", 14)
    'Une usine\\xa0…'
    """
    if len(text) <= limit:
        return text
    cut = text[: max(limit - 1, 0)].rpartition(" ")[0].rstrip(_DANGLING)
    return f"{cut}\xa0…" if cut else ""
