"""The items a person means by a number, an address or a title."""

import re

from veille.archive.database import Archive
from veille.archive.items import classified, get
from veille.archive.rows import ItemRow
from veille.archive.search import Query, search
from veille.domain.story import ClassifiedItem
from veille.normalise.urls import canonical_url
from veille.normalise.words import title_key

_items = ItemRow.__table__  # type: ignore[attr-defined]
_MOST = 10
"""Answers to one title: beyond that the words were too common to mean an item."""


def is_address(meant: str) -> bool:
    """Whether this is an address rather than a title."""
    return bool(re.match(r"https?://", meant.strip(), re.IGNORECASE))


def find(archive: Archive, meant: str) -> tuple[ClassifiedItem, ...]:
    """The item of this number, those of this address, of this title, or that have its words.

    Raises:
        NotFoundError: no item has this number.
    """
    meant = meant.strip()
    if re.fullmatch(r"\d{1,9}", meant, re.ASCII):
        return (get(archive, int(meant)),)
    order = (_items.c.date.desc(), _items.c.id.desc())
    if is_address(meant):
        return classified(archive, _items.c.canonical_url == canonical_url(meant), order=order)
    key = title_key(meant)
    if not key:
        return ()
    same = classified(archive, _items.c.title_key == key, order=order)
    return same or tuple(hit.found for hit in search(archive, Query(meant, limit=_MOST)).hits)
