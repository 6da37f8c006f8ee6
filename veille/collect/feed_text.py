"""What feedparser does to the text of an element, for the fast reader to do the same."""

import html.entities
import re

# windows-1252 letters that pages and feeds pass off as C1 controls, and their real code.
_WINDOWS_1252 = {
    code: bytes((code,)).decode("windows-1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_C1 = re.compile("[\x80-\x9f]")

_CLOSING_TAG_OR_REFERENCE = re.compile(r"</\w+>|&#?\w+;")
_TAG_NAME = re.compile(r"</?(\w+)")
_ENTITY_NAME = re.compile(r"&(\w+);")

# Elements that feedparser's sanitiser lets through, of those met in real titles. The whole
# list is longer; a title with any other is a doubt.
_INLINE = frozenset(
    "a abbr acronym b big blockquote br center cite code dd del dfn div dl dt em font h1 h2 h3 h4 "
    "h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub sup time tt u "
    "ul var".split()
)
_SIMPLE_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
_SIMPLE_REFERENCE = re.compile(r"&(?:#\d{2,7};|#[xX][0-9a-fA-F]{1,6};|(\w+);|(?=[\s,.]|$))")


def mend_encoding(text: str) -> str:
    """UTF-8 that was read as iso-8859-1 and encoded again is put right.

    feedparser does it to the text of every element.
    """
    if text.isascii():
        return text
    try:
        return text.encode("iso-8859-1").decode("utf-8")
    except UnicodeError:
        return text


def mend_text(text: str) -> str:
    """``mend_encoding``, then the letters of windows-1252 given as C1 controls."""
    text = mend_encoding(text)
    return text if text.isascii() or not _C1.search(text) else text.translate(_WINDOWS_1252)


def looks_like_html(text: str) -> bool | None:
    """Whether feedparser takes this RSS title for HTML; None when it is not certain here."""
    if not _CLOSING_TAG_OR_REFERENCE.search(text):
        return False
    if any(name.lower() not in _INLINE for name in _TAG_NAME.findall(text)):
        return None
    return all(name in html.entities.entitydefs for name in _ENTITY_NAME.findall(text))


def same_when_sanitised(text: str) -> bool:
    """Whether sanitising this HTML leaves its words as they are, certainly."""
    for found in _SIMPLE_TAG.finditer(text):
        if found[1].lower() not in _INLINE:
            return False
    rest = _SIMPLE_TAG.sub("", text)
    if "<" in rest:
        return False
    known = 0
    for found in _SIMPLE_REFERENCE.finditer(text):
        if found[1] and found[1] not in html.entities.name2codepoint:
            return False
        known += 1
    return known == text.count("&")
