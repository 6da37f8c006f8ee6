"""« /articles/{id} »: one article, where it comes from, why it is tagged so, its story."""

import re

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from veille.archive import items, stories
from veille.domain.source import Rights, Source
from veille.domain.theme import Facts
from veille.errors import NotFoundError
from veille.stories.reasons import DECIDED
from veille.web.highlight import mark_terms
from veille.web.site import READ, Names, Site

# SQLite numbers its rows with 63 bits.
_MAX_ID = 2**63 - 1


def routes(site: Site) -> APIRouter:
    router = APIRouter()

    @router.api_route("/articles/{written_id}", methods=READ)
    def article(written_id: str) -> HTMLResponse:
        found = items.get(site.archive, _id(written_id))
        stored = found.stored
        names = Names.of(site.configuration())
        told = items.neighbours(site.archive, stored.story_id) if stored.story_id else ()
        source = names.sources.get(stored.item.source_id)
        facts = found.classification.facts
        terms = [term for theme in found.classification.themes for term in theme.evidence]
        told_by = facts.signal.evidence if facts.signal else ()
        extract, proof = names.extract_and_proof(
            stored.item.source_id, stored.item.summary, _proof(facts, stored.item.title)
        )
        why_here = stories.why(site.archive, stored.id)
        return site.page(
            "article.html",
            path=f"/articles/{stored.id}",
            found=found,
            source=source,
            title=mark_terms(stored.item.title, [*terms, *told_by]),
            extract=mark_terms(extract, [*terms, *told_by]),
            facts=facts,
            told_by=told_by if _may_quote(source) else (),
            proof=mark_terms(proof, told_by),
            why_here="" if why_here == DECIDED else why_here,
            decided=stories.spoken(site.archive, stored.id),
            others=[other for other in told if other.stored.id != stored.id],
            names=names,
        )

    return router


def _proof(facts: Facts, title: str) -> str:
    """The sentence that tells the event; none when the title does, already on the page."""
    return facts.signal.sentence if facts.signal and facts.signal.sentence not in title else ""


def _may_quote(source: Source | None) -> bool:
    """Whether words of the article may be quoted, be it three of them."""
    return source is not None and source.rights is not Rights.INTERNAL


def _id(written: str) -> int:
    if not re.fullmatch(r"\d{1,19}", written, re.ASCII) or int(written) > _MAX_ID:
        raise NotFoundError("Cet article n’est pas dans l’archive.")
    return int(written)
