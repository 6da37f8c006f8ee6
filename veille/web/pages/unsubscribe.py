"""« /desabonnement/{token} »: leaving the letters in one click, without a cookie.

Mail programs POST here by themselves (RFC 8058) and scanners GET or HEAD every link:
only POST changes anything. A token that we did not sign gives the page of any address
that does not exist, so that trying teaches nothing.
"""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from veille.archive import audience
from veille.digest.unsubscribe import read_token
from veille.errors import NotFoundError
from veille.web.site import READ, Site

_PRIVATE = {"Cache-Control": "no-store"}


def routes(site: Site, secret_key: str) -> APIRouter:
    router = APIRouter()

    def subscriber(token: str) -> int:
        value = read_token(secret_key, token)
        if value is None:
            raise NotFoundError("Ce lien de désabonnement n’est pas valable.")
        return value

    @router.api_route("/desabonnement/{token}", methods=READ)
    def ask(token: str) -> HTMLResponse:
        subscriber(token)
        return _page(done=False)

    @router.post("/desabonnement/{token}")
    def leave(token: str) -> HTMLResponse:
        audience.unsubscribe(site.archive, subscriber(token))
        return _page(done=True)

    def _page(*, done: bool) -> HTMLResponse:
        return site.page("unsubscribe.html", path="/desabonnement", headers=_PRIVATE, done=done)

    return router
