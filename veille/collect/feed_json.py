"""JSON Feed (versions 1 and 1.1), which feedparser does not read."""

import json
import re
from typing import Any

from veille.collect.feed_entry import Entry
from veille.errors import SuspiciousError

_START = re.compile(rb'\s*(?:\{|\[\s*[\[{"\]\d])')
_NO_FEED = "Ce n’est pas un flux, c’est un document JSON"


class JsonFeed:
    """What the document holds."""

    def __init__(self, entries: list[Entry], title: str, language: str) -> None:
        self.entries = entries
        self.title = title
        self.language = language


def looks_like_json(data: bytes) -> bool:
    return bool(_START.match(data))


def read_json(data: bytes) -> JsonFeed:
    """Read a JSON Feed in UTF-8; raises SuspiciousError when it is other JSON, or broken."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SuspiciousError(f"{_NO_FEED} mal formé. Vérifiez l’adresse.") from error
    if not isinstance(document, dict) or "jsonfeed.org/version" not in _text(
        document.get("version")
    ):
        raise SuspiciousError(f"{_NO_FEED} qui n’est pas un « JSON Feed ». Vérifiez l’adresse.")
    items = document.get("items")
    if not isinstance(items, list):
        raise SuspiciousError(f"{_NO_FEED} sans liste d’articles. Vérifiez l’adresse.")
    entries = [_entry(item) for item in items if isinstance(item, dict)]
    return JsonFeed(entries, _text(document.get("title")), _text(document.get("language")))


def _entry(item: dict[str, Any]) -> Entry:
    bodies = (item.get("content_html"), item.get("content_text"), item.get("summary"))
    tags = item.get("tags")
    return Entry(
        id=_text(item.get("id")),
        link=_text(item.get("url")) or _text(item.get("external_url")),
        title=_text(item.get("title")),
        html=max(map(_text, bodies), key=len),
        published=_text(item.get("date_published")),
        updated=_text(item.get("date_modified")),
        author=_author(item),
        language=_text(item.get("language")),
        categories=[_text(tag) for tag in tags if _text(tag)] if isinstance(tags, list) else [],
    )


def _author(item: dict[str, Any]) -> str:
    """Version 1.1 lists ``authors``; version 1 had one ``author``."""
    authors = item.get("authors")
    people = authors if isinstance(authors, list) else [item.get("author")]
    names = [_text(one.get("name")) for one in people if isinstance(one, dict)]
    return ", ".join(name for name in names if name)


def _text(value: object) -> str:
    """A string; a number too, since some give ``id`` so, against the specification."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
