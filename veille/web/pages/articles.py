"""« /articles/{id} »: one article, where it comes from, why it is tagged so, its story."""

import re

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from veille.archive import items, stories
from veille.errors import NotFoundError
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
        terms = [term for theme in found.classification.themes for term in theme.evidence]
        extract = names.extract(stored.item.source_id, stored.item.summary)
        return site.page(
            "article.html",
            path=f"/articles/{stored.id}",
            found=found,
            source=names.sources.get(stored.item.source_id),
            title=mark_terms(stored.item.title, terms),
            extract=mark_terms(extract, terms),
            why_here=stories.why(site.archive, stored.id),
            others=[other for other in told if other.stored.id != stored.id],
            names=names,
        )

    return router


def _id(written: str) -> int:
    if not re.fullmatch(r"\d{1,19}", written, re.ASCII) or int(written) > _MAX_ID:
        raise NotFoundError("Cet article n’est pas dans l’archive.")
    return int(written)
