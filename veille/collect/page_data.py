"""Lists that a page describes in its own data (schema.org in JSON-LD)."""

import json
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from veille.normalise.text import clean, plain

# Types of schema.org that a list of publications is made of.
_ARTICLES = frozenset(
    "Article NewsArticle BlogPosting Report Event PressRelease TechArticle SocialMediaPosting "
    "CreativeWork ListItem JobPosting Project".split()
)
# Where schema.org keeps the members of a list, or a page its main part.
_LISTS = ("itemListElement", "blogPost", "blogPosts", "hasPart", "mainEntity", "@graph", "event")
_DEEPEST = 12
"""Levels of data followed; a graph that holds a list of items that hold an article has six."""
_MOST = 500
"""Publications read of one block, more than twice what is kept of a page."""
_LONGEST = 500_000
"""Characters of one JSON-LD block; the largest looked at has 60,000."""


def listed_in_data(tree: HtmlElement) -> list[tuple[str, str, str, str, str]]:
    """Title, address, date, summary and image of each listed publication; two or none."""
    found: dict[str, tuple[str, str, str, str, str]] = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text or ""
        if len(text) > _LONGEST:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for entry in _entries(data, 0):
            found.setdefault(entry[1], entry)
            if len(found) == _MOST:
                break
    # One article alone describes the page itself.
    return list(found.values()) if len(found) > 1 else []


def _entries(data: Any, depth: int) -> Iterator[tuple[str, str, str, str, str]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for one in data[:_MOST]:
            yield from _entries(one, depth + 1)
        return
    if not isinstance(data, dict):
        return
    inner = data.get("item")
    if isinstance(inner, dict):
        yield from _entries(inner, depth + 1)
    kinds = data.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    if any(name in _ARTICLES for name in names if isinstance(name, str)):
        title = data.get("headline") or data.get("name") or data.get("title")
        url = data.get("url") or data.get("@id") or (inner if isinstance(inner, str) else None)
        if not isinstance(url, str):
            url = _text(data.get("mainEntityOfPage"))
        date = data.get("datePublished") or data.get("startDate") or data.get("dateCreated")
        if isinstance(title, str) and title.strip() and isinstance(url, str) and url.strip():
            yield (
                plain(title)[:300],
                clean(url),
                _text(date),
                plain(_text(data.get("description")))[:1_000],
                _text(data.get("image")),
            )
    for name in _LISTS:
        # A trail of breadcrumbs is a list too, of no publication.
        if name in data and "BreadcrumbList" not in names:
            yield from _entries(data[name], depth + 1)


def _text(value: Any) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id")
    return clean(value)[:1_000] if isinstance(value, str) else ""
