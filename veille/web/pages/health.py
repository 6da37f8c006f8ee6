"""« /sante »: for a monitor outside, in JSON."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from veille.archive.health import summary
from veille.errors import ArchiveError
from veille.web.site import READ, Site

_FRESH = {"Cache-Control": "no-store"}


def routes(site: Site) -> APIRouter:
    router = APIRouter()

    @router.api_route("/sante", methods=READ)
    def health() -> JSONResponse:
        """``status``: ``ok``, ``late`` (the last collection is old) or ``archive`` (it does not
        answer); the last two come with 503, which is all that most monitors read."""
        try:
            kept = summary(site.archive)
        except ArchiveError:
            return JSONResponse({"status": "archive"}, 503, _FRESH)
        heartbeat = site.heartbeat(site.configuration(), kept)
        answer: dict[str, Any] = {
            "status": "late" if heartbeat.late else "ok",
            "last_collect": kept.last_collect.isoformat() if kept.last_collect else None,
            "items": kept.items,
        }
        return JSONResponse(answer, 503 if heartbeat.late else 200, _FRESH)

    return router
