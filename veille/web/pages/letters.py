"""« /lettres » and each issue, as it was sent."""

import re

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from veille.archive import editions
from veille.digest.message import for_web
from veille.domain.edition import EditionStatus
from veille.errors import NotFoundError
from veille.web.headers import LETTER
from veille.web.site import READ, Site

_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)


def routes(site: Site) -> APIRouter:
    router = APIRouter()

    @router.api_route("/lettres", methods=READ)
    def letters() -> HTMLResponse:
        digests = {digest.id: digest.name for digest in site.configuration().digests}
        published = editions.published(site.archive)
        return site.page("letters.html", path="/lettres", editions=published, digests=digests)

    @router.api_route("/lettres/{digest_id}/{week}", methods=READ)
    def letter(digest_id: str, week: str) -> HTMLResponse:
        if not re.fullmatch(r"\d{4}-W\d{2}", week, re.ASCII):
            raise NotFoundError("Ce numéro n’existe pas.")
        edition = editions.find(site.archive, digest_id, week)
        if edition.status is EditionStatus.DRAFT:  # not yet approved: not yet public
            raise NotFoundError("Ce numéro n’est pas encore paru.")
        back = site.templates.get_template("letter_bar.html").render()
        return HTMLResponse(_with_bar(for_web(edition.html), back), headers=dict(LETTER))

    return router


def _with_bar(html: str, bar: str) -> str:
    """The frozen letter, with a slim line above it; its own text is left alone."""
    body = _BODY.search(html)
    at = body.end() if body else 0
    return html[:at] + bar + html[at:]
