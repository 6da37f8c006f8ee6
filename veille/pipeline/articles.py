"""Step 2: read the articles of which a feed or a list says too little.

Each article is asked for once, through the same door as everything else (robots.txt, text
mining reservations, one request at a time per host). The work list is a query: a crash loses
nothing. What is not reached in one pass is in the next.
"""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from urllib.parse import urlsplit

from veille.archive import Archive, articles, hosts, items
from veille.archive.articles import ReadArticle
from veille.domain.item import StoredItem
from veille.domain.source import Source
from veille.errors import FetchError, ParseError
from veille.fetcher import PAGE_TYPES, Fetcher, FetchSettings
from veille.isolation import ChildPool
from veille.pipeline.reading import complete

AT_ONCE = 200
"""Articles of one pass, of all sources together."""
PER_HOST = 20
"""Articles of one site in one pass: at a request a second, twenty seconds of its time."""
SECONDS = 60.0
"""The letter does not wait for slow sites: what is not read by then is read at the next pass."""
_WHOLE = frozenset({"document", "opendata", "change"})
"""Kinds whose items already say all there is."""
_PAGE_BYTES = 2_000_000


def read_articles(
    archive: Archive, sources: Iterable[Source], settings: FetchSettings, *, now: datetime
) -> int:
    """Read the articles that await it; returns how many told something."""
    by_id = {
        source.id: source
        for source in sources
        if source.enabled and source.articles and source.kind not in _WHOLE
    }
    found = articles.waiting(archive, list(by_id), now=now, limit=AT_ONCE)
    chosen = _fairly(found)
    if not chosen:
        return 0
    return asyncio.run(_read(archive, by_id, chosen, settings, now))


def _fairly(found: Iterable[StoredItem]) -> list[StoredItem]:
    taken: dict[str, int] = {}
    chosen = []
    for one in found:
        host = urlsplit(one.item.url).hostname or ""
        if taken.get(host, 0) < PER_HOST:
            taken[host] = taken.get(host, 0) + 1
            chosen.append(one)
    return chosen


async def _read(
    archive: Archive,
    by_id: dict[str, Source],
    chosen: list[StoredItem],
    settings: FetchSettings,
    now: datetime,
) -> int:
    done: list[ReadArticle] = []

    async def one(stored: StoredItem) -> None:
        source = by_id[stored.item.source_id]
        try:
            answer = await fetcher.fetch(
                stored.item.url,
                accept=PAGE_TYPES,
                max_bytes=_PAGE_BYTES,
                check_certificate=source.check_certificate,
            )
            item, words = await pool.call(
                complete,
                stored.item,
                source.kind == "sitemap",
                answer.body,
                answer.url,
                answer.content_type,
            )
            done.append(ReadArticle(stored.id, items.ARTICLE_READ, item, words))
        except FetchError as error:
            # Trouble that passes is no answer: the next pass asks again.
            if not error.transient or error.status:
                done.append(ReadArticle(stored.id, "refused"))
        except ParseError:
            done.append(ReadArticle(stored.id, "unread"))

    with ChildPool(preload=("veille.pipeline.reading", "veille.collect.article")) as pool:
        async with Fetcher(settings, rules=hosts.all_rules(archive), now=now) as fetcher:
            with suppress(TimeoutError):
                async with asyncio.timeout(SECONDS):
                    await asyncio.gather(*(one(stored) for stored in chosen))
            await asyncio.to_thread(articles.keep, archive, done, now=now)
            await asyncio.to_thread(hosts.keep, archive, fetcher.learnt())
    return sum(result.item is not None for result in done)
