"""feedparser, for the documents the fast reader leaves to it.

Its sanitiser and its resolving of links inside HTML cost half its time and serve nothing
here: bodies become plain text later, and what is shown is escaped. Titles alone go through
the sanitiser, so that their words are those feedparser gives by default.
"""

import warnings
from io import BytesIO
from typing import Any

import feedparser
from feedparser.sanitizer import _sanitize_html

from veille.collect.feed_entry import Entry
from veille.collect.feed_text import same_when_sanitised
from veille.errors import ParseError

# UTF-8 whatever the document says: it was converted before.
_CONTENT_TYPE = "application/xml; charset=utf-8"
_ILL_FORMED = "Flux mal formé : les articles ont été lus au mieux."
_HTML = frozenset({"text/html", "application/xhtml+xml"})


class SlowFeed:
    """What feedparser found; ``version`` is empty when it recognised no format."""

    def __init__(self, parsed: Any) -> None:
        self.version: str = parsed.get("version") or ""
        self.title: str = parsed.feed.get("title") or ""
        self.language: str = parsed.feed.get("language") or ""
        self.entries = [_entry(entry) for entry in parsed.entries]
        self.warning = _ILL_FORMED if parsed.get("bozo") else ""


def read_slow(data: bytes, url: str) -> SlowFeed:
    """Read UTF-8 bytes with feedparser.

    It is not told the address, so that a relative guid stays as written, whatever redirect led
    there; but with xml:base it needs one, or forgets where a base ends.

    Raises ParseError when feedparser raises, which it does on a dozen odd inputs.
    """
    headers = {"content-type": _CONTENT_TYPE}
    if b"xml:base" in data:
        headers["content-location"] = url
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            # BytesIO, not bytes: feedparser tries to *open* a bare string or bytes.
            parsed = feedparser.parse(
                BytesIO(data),
                response_headers=headers,
                sanitize_html=False,
                resolve_relative_uris=False,
            )
            return SlowFeed(parsed)
    except Exception as error:
        raise ParseError(
            f"Ce flux est trop mal formé pour être lu ({type(error).__name__}). "
            "Signalez-le à son éditeur, ou retirez la source."
        ) from error


def _entry(entry: Any) -> Entry:
    # dict.get: feedparser's own ``get`` invents an « updated » from « published ».
    bodies = [content.get("value") or "" for content in entry.get("content", ())]
    return Entry(
        id=_text(dict.get(entry, "id")),
        link=_text(dict.get(entry, "link")),
        title=_title(entry),
        html=max([_text(dict.get(entry, "summary")), *bodies], key=len),
        published=_text(dict.get(entry, "published")),
        updated=_text(dict.get(entry, "updated")),
        author=_text(dict.get(entry, "author")),
        language=_text(dict.get(entry, "language")),
        categories=[_text(tag.get("term")) for tag in entry.get("tags", ()) if tag.get("term")],
    )


def _title(entry: Any) -> str:
    title = _text(dict.get(entry, "title"))
    kind = entry.get("title_detail", {}).get("type")
    if ("<" in title or "&" in title) and kind in _HTML and not same_when_sanitised(title):
        return str(_sanitize_html(title, "utf-8", kind))
    return title


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
