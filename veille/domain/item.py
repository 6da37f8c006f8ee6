"""A publication, from what the source gave to what the archive keeps."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RawItem:
    """One entry as the source gave it. ``html`` fields are foreign: never show them.

    ``guid`` identifies the entry within its source (guid, else link, else a hash).
    ``published`` is UTC where the date could be read; ``date_text`` is what was written.
    """

    guid: str
    url: str
    title: str
    html: str = ""
    published: datetime | None = None
    date_text: str = ""
    author: str = ""
    language: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One publication, cleaned: plain text, absolute http(s) address, UTC date."""

    source_id: str
    guid: str
    url: str
    canonical_url: str
    title: str
    summary: str
    published: datetime | None = None
    author: str = ""
    language: str = ""
    """Two letters (ISO 639-1), or empty when unknown."""
    categories: tuple[str, ...] = ()
    title_key: str = ""
    """Title folded to bare words: equal keys are one title."""


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item in the archive, with what the later steps said of it."""

    id: int
    item: Item
    first_seen: datetime
    story_id: int | None = None

    @property
    def date(self) -> datetime:
        """The date to sort and show by: published unless missing or in the future."""
        published = self.item.published
        return published if published and published <= self.first_seen else self.first_seen
