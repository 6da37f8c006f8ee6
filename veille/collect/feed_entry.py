"""An entry as the readers of feeds leave it, and how it becomes a ``RawItem``.

The two XML readers and the JSON one fill ``Entry``; all that must be the same whichever
read the document (identity, dates, links, ceilings, control characters) is decided here.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import urljoin, urlsplit

from feedparser.datetimes import _parse_date

from veille.domain.item import RawItem
from veille.normalise.dates import fast_date, plausible, read_date, zone_hours

MAX_ITEMS = 500
"""Entries kept of one document; the ceiling of the reliability plan."""
MAX_CATEGORIES = 50
"""Categories kept of one entry: the most seen in 11,000 wild entries is below."""
TITLE_LIMIT = 1_000
"""Characters: twice what a title may have once cleaned, since markup weighs."""
HTML_LIMIT = 50_000
"""Characters of body: twice what the summary is made from, so nothing shown is lost."""
SHORT_LIMIT = 200
"""Characters of an author, a category or a written date."""
LINK_LIMIT = 4_000
"""Characters of an address; browsers and servers give up before."""
GUID_LIMIT = 500
"""Characters of an identity; a longer one is replaced by its hash."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LANGUAGE = re.compile(r"[a-z]{2}(?=[-_]|$)")
_BLANK_IN_LINK = re.compile(r"[\t\r\n]+")


@dataclass(slots=True)
class Entry:
    """Texts as written, links not yet absolute."""

    id: str = ""
    link: str = ""
    title: str = ""
    html: str = ""
    published: str = ""
    updated: str = ""
    author: str = ""
    language: str = ""
    categories: list[str] = field(default_factory=list)


def raw_items(entries: Sequence[Entry], url: str, *, safe: bool = False) -> tuple[RawItem, ...]:
    """The first ``MAX_ITEMS`` entries as raw items; each has a guid of its own.

    ``url``: where the document was read, for relative links. ``safe``: no text can hold a
    control character, so none is looked for.
    """
    clean = str if safe else safe_text
    items = [_raw_item(entry, url, clean) for entry in entries[:MAX_ITEMS]]
    if len({item.guid for item in items}) < len(items):
        items = _told_apart(items)
    return tuple(items)


def safe_text(text: str) -> str:
    """Without NUL, ESC, lone surrogates and the other controls but tab and newline."""
    if text.isascii() and text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text)


def language_code(declared: str) -> str:
    """« fr-FR » → « fr »; empty when it is no language of two letters."""
    found = _LANGUAGE.match(declared.strip().lower())
    return found[0] if found else ""


def absolute_link(link: str, url: str) -> str:
    """``link`` as an absolute http(s) address, or "" when it is none (« javascript:… »)."""
    link = link.strip()
    if not link or len(link) > LINK_LIMIT:
        return ""
    if "\n" in link or "\t" in link:
        link = _BLANK_IN_LINK.sub("", link)
    if link.startswith(("https://", "http://")) and "[" not in link:
        return link
    try:
        link = urljoin(url, link)
        parts = urlsplit(link)
    except ValueError:
        return ""
    return link if parts.scheme in ("http", "https") and parts.netloc else ""


def entry_date(published: str, updated: str) -> datetime | None:
    """The instant feedparser gives the entry, or ours where it gives none (French dates)."""
    moment = fast_date(published)
    if moment:
        return moment
    texts = [text for text in (published, updated) if text]
    for text in texts:
        moment = fast_date(text) or _as_feedparser(text)
        if moment:
            return moment
    for text in texts:
        moment = read_date(text[:SHORT_LIMIT])
        if moment:
            return moment
    return None


def _as_feedparser(text: str) -> datetime | None:
    """feedparser's own reading of a date, but for « CET » and its like, which it ignores."""
    try:
        parts = _parse_date(text[:SHORT_LIMIT])
        if not parts:
            return None
        year, month, day, hour, minute, second = parts[:6]
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        hours = zone_hours(text)
        if hours:
            moment -= timedelta(hours=hours)
    except Exception:  # its readers raise as they please on foreign text
        return None
    return plausible(moment)


def _raw_item(entry: Entry, url: str, clean: Callable[[str], str]) -> RawItem:
    link = absolute_link(clean(entry.link), url) if entry.link else ""
    title = clean(entry.title)
    date_text = entry.published or entry.updated
    guid = clean(entry.id) or link or "sha256:" + _digest(title, date_text)
    return RawItem(
        guid=guid if len(guid) <= GUID_LIMIT else _short_guid(guid),
        url=link,
        title=title[:TITLE_LIMIT],
        html=clean(_cut_markup(entry.html)),
        published=entry_date(entry.published, entry.updated),
        date_text=clean(date_text)[:SHORT_LIMIT],
        author=clean(entry.author)[:SHORT_LIMIT],
        language=language_code(entry.language) if entry.language else "",
        categories=tuple([clean(one)[:SHORT_LIMIT] for one in entry.categories[:MAX_CATEGORIES]]),
    )


def _told_apart(items: list[RawItem]) -> list[RawItem]:
    """One guid per entry, where several of one document claim the same.

    Seen in the wild: feeds where every entry has the address of the programme for a guid
    (titles and dates differ), court registers where one case comes back with each act, and
    the same entry listed twice. So:

    - entries that differ each add their difference to the guid (their link if no other of
      the group has it, else a hash of link, title, date and text): whatever their order and
      number, the next poll finds them;
    - an entry wholly repeated is numbered; the first keeps its guid.
    """
    variants: dict[str, set[str]] = {}
    same_link: dict[tuple[str, str], set[str]] = {}
    for item in items:
        difference = _difference(item)
        variants.setdefault(item.guid, set()).add(difference)
        same_link.setdefault((item.guid, item.url), set()).add(difference)
    seen: Counter[str] = Counter()
    apart = []
    for item in items:
        guid = item.guid
        if len(variants[guid]) > 1:
            alone = item.url and len(same_link[guid, item.url]) == 1
            guid += "#" + (item.url if alone else _difference(item))
        seen[guid] += 1
        if seen[guid] > 1:
            guid += f"#{seen[guid]}"
        if guid != item.guid:
            item = replace(item, guid=_short_guid(guid))
        apart.append(item)
    return apart


def _difference(item: RawItem) -> str:
    return _digest(item.url, item.title, item.date_text, item.html)[:16]


def _short_guid(guid: str) -> str:
    return guid if len(guid) <= GUID_LIMIT else "sha256:" + _digest(guid)


def _digest(*texts: str) -> str:
    return sha256("\x1f".join(texts).encode("utf-8", "replace")).hexdigest()[:32]


def _cut_markup(markup: str) -> str:
    """At most ``HTML_LIMIT`` characters, without half a tag at the end."""
    if len(markup) <= HTML_LIMIT:
        return markup
    markup = markup[:HTML_LIMIT]
    opened = markup.rfind("<")
    return markup[:opened] if opened > markup.rfind(">") else markup
