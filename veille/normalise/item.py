"""From an entry as given (``RawItem``) to an ``Item``: the one place where texts are cleaned."""

from collections.abc import Iterable

from veille.domain.item import Item, RawItem
from veille.normalise.dates import read_date
from veille.normalise.language import language_of
from veille.normalise.text import clean, plain, summarise
from veille.normalise.urls import canonical_url
from veille.normalise.words import title_key, words

TITLE_LIMIT = 500
"""Characters; the longest real headline in 11,000 wild entries has fewer than 400."""
_NO_TITLE = 80
"""Characters of the summary that stand for a missing title."""


def normalise(source_id: str, raw: RawItem, *, language: str = "") -> Item:
    """Clean one entry. ``language`` is what the whole document declares, if it does.

    An entry without a title takes the beginning of its summary, or its address: nothing is
    dropped.
    """
    title = _cut(plain(raw.title), TITLE_LIMIT)
    summary = summarise(raw.html, title)
    if not title:
        title = _cut(summary, _NO_TITLE) or raw.url or "(sans titre)"
    published = raw.published or (read_date(raw.date_text) if raw.date_text else None)
    return Item(
        source_id=source_id,
        guid=raw.guid,
        url=raw.url,
        canonical_url=canonical_url(raw.url) if raw.url else "",
        title=title,
        summary=summary,
        published=published,
        author=_cut(plain(raw.author), 200),
        language=raw.language or language or language_of(words(f"{title} {summary}"[:1_000])),
        categories=tuple(dict.fromkeys(clean(one)[:100] for one in raw.categories if one.strip())),
        title_key=title_key(title),
    )


def normalise_all(
    source_id: str, raws: Iterable[RawItem], *, language: str = ""
) -> tuple[Item, ...]:
    """``normalise`` on each entry of a document, in order."""
    return tuple(normalise(source_id, raw, language=language) for raw in raws)


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip() + " …"
