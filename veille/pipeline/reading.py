"""What runs in a child process: foreign bytes to clean items, ready to be stored.

Kept apart from the rest of the pipeline so that a child loads the readers and the
normaliser, not the archive: it starts in a third of the time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

from veille.collect import KINDS, Collected, Options
from veille.domain.item import Item, RawItem
from veille.errors import SuspiciousError
from veille.normalise.item import normalise_all
from veille.normalise.text import summarise
from veille.normalise.words import search_words, title_key
from veille.rhythm import pace_of


@dataclass(frozen=True, slots=True)
class Document:
    """What the bytes of one answer hold.

    ``words``: title and summary of each item, in the same order, as the search index takes
    them; stemming is better done here, on another core than the one that writes. ``more``:
    documents that continue this one. ``ttl``: seconds for which it asks not to be fetched
    again. ``pace``: usual seconds between two publications, or None.
    """

    items: tuple[Item, ...]
    words: tuple[tuple[str, str], ...]
    left_out: int = 0
    warning: str = ""
    more: tuple[str, ...] = ()
    ttl: float = 0.0
    pace: float | None = None
    title: str = ""


def read_document(
    kind: str, source_id: str, body: bytes, url: str, content_type: str, options: Options
) -> Document:
    """Bytes to clean items; everything about it is picklable.

    Raises:
        ParseError: the bytes are no document of this kind.
    """
    return _document(source_id, KINDS[kind].read(body, url, content_type, options))


def clean_items(source_id: str, raws: Iterable[RawItem]) -> Document:
    """Entries that were not read from one document, cleaned the same way."""
    return _document(source_id, Collected(tuple(raws)))


def read_file(source_id: str, body: bytes, name: str, url: str) -> Document:
    """One file of a folder; its name within the folder is its identity, ``url`` where it is shown.

    Raises:
        ParseError: no document of a known kind.
    """
    from veille.collect.document import read

    collected = read(body, name, "")
    return _document(
        source_id,
        replace(
            collected, items=tuple(replace(one, guid=name, url=url) for one in collected.items)
        ),
    )


def read_letter(source_id: str, body: bytes) -> Document:
    """One e-mail, as the items it links to.

    Raises:
        ParseError: no e-mail.
    """
    from veille.collect.newsletter import read_newsletter

    return _document(source_id, read_newsletter(body))


@dataclass(frozen=True, slots=True)
class Announced:
    """What a page says of how it can be followed. ``wall``: why it is no content, or ""."""

    title: str
    feeds: tuple[str, ...]
    listed: int
    why: str
    wall: str = ""


def scout_page(body: bytes, url: str, content_type: str) -> Announced:
    """The feeds of a page, and whether it lists publications.

    Raises:
        ParseError: no page.
    """
    from veille.collect.page import read_page

    try:
        page = read_page(body, url, content_type)
    except SuspiciousError as error:
        return Announced("", (), 0, "", str(error))
    return Announced(page.title, tuple(one.url for one in page.feeds), len(page.items), page.why)


def complete(
    item: Item, retitle: bool, body: bytes, url: str, content_type: str
) -> tuple[Item, tuple[str, str]]:
    """An item with what its own page says, and its search words.

    ``retitle``: its title was only guessed from its address.

    Raises:
        ParseError: the page holds no article, or reserves its text.
    """
    from veille.collect.article import read_article

    article = read_article(body, url, content_type)
    title = article.title if retitle and article.title else item.title
    summary = summarise(escape(article.text), title)
    completed = replace(
        item,
        title=title,
        title_key=title_key(title),
        summary=summary if len(summary) > len(item.summary) else item.summary,
        published=item.published or article.date,
        author=item.author or article.author,
        language=item.language or article.language,
    )
    return completed, (search_words(completed.title), search_words(completed.summary))


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed on a page (one item, or none), and the state to keep ("": the last)."""

    document: Document
    state: str


def compare_page(
    source_id: str, body: bytes, url: str, content_type: str, before: str, moment: datetime
) -> Compared:
    """Compare a page with its last state; the first visit only takes it.

    Raises:
        ParseError: not the page: an error, a login, a captcha.
    """
    from veille.collect.change import change, from_text, raw_item, snapshot, to_text

    after = snapshot(body, url, content_type)
    nothing = Document((), ())
    if not before:
        return Compared(nothing, to_text(after))
    found = change(from_text(before), after)
    if found is None:
        # The state last told stays: small drifts that say nothing one by one add up.
        return Compared(nothing, "")
    raw = raw_item(found, url, moment)
    return Compared(clean_items(source_id, [raw]), to_text(after))


def _document(source_id: str, collected: Collected) -> Document:
    items = normalise_all(source_id, collected.items, language=collected.language)
    words = tuple([(search_words(item.title), search_words(item.summary)) for item in items])
    dates: list[datetime] = [item.published for item in items if item.published]
    return Document(
        items,
        words,
        collected.left_out,
        collected.warning,
        collected.more,
        collected.ttl,
        pace_of(dates),
        collected.title,
    )


def together(documents: Iterable[Document]) -> Document:
    """The documents of one visit as one, in order; a publication met twice is kept once."""
    known: dict[str, tuple[Item, tuple[str, str]]] = {}
    left_out, warnings, ttl = 0, [], 0.0
    for document in documents:
        for item, words in zip(document.items, document.words, strict=True):
            known.setdefault(item.guid, (item, words))
        left_out += document.left_out
        ttl = max(ttl, document.ttl)
        if document.warning and document.warning not in warnings:
            warnings.append(document.warning)
    items = tuple(item for item, _ in known.values())
    return Document(
        items,
        tuple(words for _, words in known.values()),
        left_out,
        " ".join(warnings),
        (),
        ttl,
        pace_of([item.published for item in items if item.published]),
    )
