"""« /aide/pertinence »: how relevance is computed, with the rules in force."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from veille.web.site import READ, Names, Site


def routes(site: Site) -> APIRouter:
    router = APIRouter()

    @router.api_route("/aide/pertinence", methods=READ)
    def explained() -> HTMLResponse:
        configuration = site.configuration()
        rules = configuration.rules
        return site.page(
            "relevance.html",
            path="/aide/pertinence",
            themes=sorted(rules.themes, key=lambda theme: (-theme.relevance, theme.label)),
            rules=rules.relevance,
            names=Names.of(configuration),
        )

    return router
