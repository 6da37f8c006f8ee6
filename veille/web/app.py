"""The web application: pages, styles, errors told in French."""

import logging
from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from veille.archive import Archive
from veille.config import Configuration
from veille.errors import ArchiveError, Mistake, NotFoundError
from veille.web.headers import SECURITY, SecurityHeaders
from veille.web.pages import (
    articles,
    documents,
    health,
    letters,
    relevance,
    search,
    sources,
    unsubscribe,
    votes,
)
from veille.web.site import HERE, Site

_log = logging.getLogger(__name__)

_ERRORS = {
    404: (
        "Cette page n’existe pas",
        "L’adresse a peut-être été coupée en la copiant, ou la page a été retirée.",
    ),
    405: ("Cette page ne se demande pas ainsi", "Revenez à la page précédente et réessayez."),
    422: (
        "Cette demande n’a pas été comprise",
        "Vérifiez l’adresse, ou reprenez depuis l’accueil.",
    ),
    500: (
        "Quelque chose n’a pas fonctionné",
        (
            "La page n’a pas pu être préparée. Rien n’a été perdu dans l’archive\u00a0; réessayez "
            "dans une minute, et si cela dure, prévenez la personne qui tient la veille."
        ),
    ),
    503: (
        "L’archive ne répond pas",
        "Elle est peut-être occupée. Rien n’a été perdu\u00a0; réessayez dans une minute.",
    ),
}


def _no_mistakes() -> tuple[Mistake, ...]:
    return ()


def create_app(
    archive: Archive,
    configuration: Callable[[], Configuration],
    *,
    base_url: str,
    secret_key: str,
    clock: Callable[[], datetime],
    mistakes: Callable[[], tuple[Mistake, ...]] = _no_mistakes,
) -> FastAPI:
    """The site over one archive.

    ``configuration`` gives the configuration in force, ``mistakes`` those of the last edit
    when it could not be applied; both are asked at each page. ``base_url`` is where readers
    find the site; its path, if any, prefixes every link and is taken off by the proxy.
    ``secret_key`` signed the links of the letters, to leave and to vote.
    """
    site = Site(archive, configuration, base_url, clock, mistakes)
    # The interactive documentation of FastAPI loads scripts from another host: none here.
    app = FastAPI(title="veille", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(SecurityHeaders)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    for page in (search, articles, documents, letters, sources, relevance, health):
        app.include_router(page.routes(site))
    for signed in (unsubscribe, votes):
        app.include_router(signed.routes(site, secret_key))
    _answer_errors(app, site)
    return app


def _answer_errors(app: FastAPI, site: Site) -> None:
    def error_page(request: Request, status: int) -> HTMLResponse:
        title, sentence = _ERRORS.get(status, _ERRORS[500 if status >= 500 else 422])
        # Neither archive nor configuration here: this page must stand when they do not.
        html = site.render(
            "error.html",
            zone="UTC",
            path=request.url.path,
            territory="",
            heartbeat=None,
            status=status,
            title=title,
            sentence=sentence,
        )
        # The last-resort handler of Starlette answers outside of every middleware.
        return HTMLResponse(html, status, dict(SECURITY))

    @app.exception_handler(HTTPException)
    def http_error(request: Request, error: HTTPException) -> HTMLResponse:
        page = error_page(request, error.status_code)
        page.headers.update(error.headers or {})
        return page

    @app.exception_handler(NotFoundError)
    def not_found(request: Request, _error: NotFoundError) -> HTMLResponse:
        return error_page(request, 404)

    @app.exception_handler(RequestValidationError)
    def not_understood(request: Request, _error: RequestValidationError) -> HTMLResponse:
        return error_page(request, 422)

    @app.exception_handler(ArchiveError)
    def archive_down(request: Request, error: ArchiveError) -> HTMLResponse:
        # The sentence names files of the machine: for the log, not for readers.
        _log.error("%s", error)
        return error_page(request, 503)

    @app.exception_handler(Exception)
    def unforeseen(request: Request, _error: Exception) -> HTMLResponse:
        return error_page(request, 500)
