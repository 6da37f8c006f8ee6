"""Source kinds: bytes in, raw items out. Pure: no network, no file, no clock.

A kind is one file and one line of ``KINDS``; ``change`` and ``mailbox``, which are more than
one document read by itself, have their own flow in ``pipeline.visits``. Readers are imported
when first used: a watch of feeds never loads what reads PDF files.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from veille.collect.collected import Collected
from veille.domain.source import Selectors

__all__ = ["FLOWS", "KINDS", "Collected", "Kind", "Options"]


@dataclass(frozen=True, slots=True)
class Options:
    """What readers may need besides the bytes.

    ``selectors``: the admin's own, for pages; ``preset`` and ``communes`` (INSEE code, name):
    what open data is filtered by.
    """

    selectors: Selectors | None = None
    preset: str = ""
    communes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """``read(body, url, content_type, options)``: ``url`` is the final one, after redirects.

    Raises ``ParseError`` when the body is not what this kind promises. ``accept``: media
    types asked for, by preference; ``max_bytes``: ceiling of the unpacked answer, 0 for the
    settings' own; ``first_pages``, ``next_pages``: documents read in one visit, the first
    time and then.
    """

    read: Callable[[bytes, str, str, Options], Collected]
    accept: str
    max_bytes: int = 0
    first_pages: int = 1
    next_pages: int = 1


def _feed(body: bytes, url: str, content_type: str, _options: Options) -> Collected:
    from veille.collect.feed import read

    return read(body, url, content_type)


def _page(body: bytes, url: str, content_type: str, options: Options) -> Collected:
    from veille.collect.page import read

    return read(body, url, content_type, options.selectors)


def _sitemap(body: bytes, url: str, content_type: str, _options: Options) -> Collected:
    from veille.collect.sitemap import read

    return read(body, url, content_type)


def _document(body: bytes, url: str, content_type: str, _options: Options) -> Collected:
    from veille.collect.document import read

    return read(body, url, content_type)


def _open_data(body: bytes, url: str, _content_type: str, options: Options) -> Collected:
    from veille.collect.opendata import read_answer

    return read_answer(body, url, preset=options.preset, communes=options.communes)


KINDS: Mapping[str, Kind] = {
    "feed": Kind(
        _feed,
        "application/rss+xml, application/atom+xml, application/feed+json, "
        "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
    ),
    # Three pages hold the last months of most sites; later visits need the first alone.
    "page": Kind(
        _page,
        "text/html, application/xhtml+xml;q=0.9, */*;q=0.5",
        max_bytes=2_000_000,
        first_pages=3,
    ),
    # The index and the three parts changed last.
    "sitemap": Kind(
        _sitemap, "application/xml, text/xml;q=0.9, */*;q=0.5", first_pages=4, next_pages=4
    ),
    # Studies weigh more than pages: a hundred pages with maps make 20 MB.
    "document": Kind(_document, "application/pdf, */*;q=0.5", max_bytes=30_000_000),
    # 500 notices the first time are a year of a territory of 100,000 inhabitants.
    "opendata": Kind(_open_data, "application/json, */*;q=0.1", first_pages=5, next_pages=2),
}
"""Kinds of which one document, read by itself, gives items."""

FLOWS = frozenset({*KINDS, "change", "mailbox"})
"""Every kind that ``sources.yaml`` may name."""
