"""« /aide/pertinence »: how relevance is computed, with the rules in force."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from veille.classify.relevance import AMOUNT_WEIGHT, BIG_AMOUNT, EVENTS, JOBS_WEIGHT, MANY_JOBS
from veille.web.format import importance
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
            events=[
                (signal.label, importance(EVENTS[signal.code]))
                for signal in sorted(rules.signals, key=lambda one: (-EVENTS[one.code], one.label))
            ],
            axes=rules.axes,
            jobs=(MANY_JOBS, importance(JOBS_WEIGHT)),
            amount=(BIG_AMOUNT, importance(AMOUNT_WEIGHT)),
            names=Names.of(configuration),
        )

    return router
