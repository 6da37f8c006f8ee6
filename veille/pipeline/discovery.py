"""From any address an admin pastes to the best way of following it.

A feed is preferred to a page: it says more, costs less and never has to be guessed. A page
that lists publications comes next, then a page that can only be watched for changes.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from veille.collect import Options
from veille.collect.page_links import USUAL_PLACES
from veille.domain.item import Item
from veille.errors import FetchError, ParseError, SuspiciousError
from veille.fetcher import PAGE_TYPES, Answer, Fetcher
from veille.isolation import ChildPool
from veille.pipeline.reading import Announced, Document, read_document, scout_page

_MOST_FEEDS = 5
"""Announced feeds looked at: the site's own, its comments, one or two categories."""
_PAGE_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way of following an address. ``kind`` as in sources.yaml; ``why``: French."""

    url: str
    kind: str
    title: str
    items: tuple[Item, ...]
    why: str

    @property
    def newest(self) -> datetime | None:
        """The date of the most recent publication shown, or None."""
        return max((one.published for one in self.items if one.published), default=None)


async def discover(fetcher: Fetcher, pool: ChildPool, url: str) -> tuple[Proposal, ...]:
    """The ways of following an address, the best first; empty when there is none.

    Raises:
        FetchError: the address gives no answer.
        ParseError: it gives something that cannot be followed.
    """
    answer = await fetcher.fetch(url, accept=PAGE_TYPES, max_bytes=_PAGE_BYTES)
    itself = await _feed(pool, answer, "Cette adresse est celle d’un flux.")
    if itself:
        return (itself,)
    page: Announced = await pool.call(scout_page, answer.body, answer.url, answer.content_type)
    proposals = await _feeds(fetcher, pool, answer, page)
    if page.listed:
        document = await _read(pool, "page", answer)
        proposals.append(
            Proposal(answer.url, "page", page.title, document.items, f"Page\u00a0: {page.why}")
        )
    elif not page.wall:
        proposals.append(
            Proposal(
                answer.url,
                "change",
                page.title,
                (),
                "Aucune liste trouvée\u00a0: la page peut être suivie pour ses changements.",
            )
        )
    if not proposals and page.wall:
        raise SuspiciousError(page.wall)
    return tuple(proposals)


async def _feeds(
    fetcher: Fetcher, pool: ChildPool, answer: Answer, page: Announced
) -> list[Proposal]:
    """The feeds that a page announces, or the first found at a usual place."""
    found = []
    for url in page.feeds[:_MOST_FEEDS]:
        proposal = await _try(fetcher, pool, url, "Flux annoncé par la page.")
        if proposal:
            found.append(proposal)
    if found or page.feeds:
        return sorted(found, key=lambda one: not one.items)
    for place in USUAL_PLACES:
        url = urljoin(answer.url, place)
        proposal = await _try(fetcher, pool, url, "Flux que le site n’annonce pas.")
        if proposal and proposal.items:
            return [proposal]
    return []


async def _try(fetcher: Fetcher, pool: ChildPool, url: str, why: str) -> Proposal | None:
    try:
        return await _feed(pool, await fetcher.fetch(url), why)
    except FetchError:
        return None


async def _feed(pool: ChildPool, answer: Answer, why: str) -> Proposal | None:
    try:
        document = await _read(pool, "feed", answer)
    except ParseError:
        return None
    return Proposal(answer.url, "feed", document.title, document.items, why)


async def _read(pool: ChildPool, kind: str, answer: Answer) -> Document:
    document: Document = await pool.call(
        read_document, kind, "", answer.body, answer.url, answer.content_type, Options()
    )
    return document
