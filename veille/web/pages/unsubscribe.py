"""« /desabonnement/{token} »: leaving the letters in one click, without a cookie.

Mail programs POST here by themselves (RFC 8058) and scanners GET or HEAD every link:
only POST changes anything. A token that we did not sign gives the page of any address
that does not exist, so that trying teaches nothing.
"""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from itsdangerous import BadData, URLSafeSerializer

from veille.archive import audience
from veille.errors import NotFoundError
from veille.web.site import READ, Site

SALT = "unsubscribe"
# A signed number takes some 35 characters.
_MAX_TOKEN = 200
_PRIVATE = {"Cache-Control": "no-store"}


def routes(site: Site, secret_key: str) -> APIRouter:
    router = APIRouter()
    signer = URLSafeSerializer(secret_key, salt=SALT)

    def subscriber(token: str) -> int:
        try:
            value = signer.loads(token) if len(token) <= _MAX_TOKEN else None
        except BadData:
            value = None
        if type(value) is not int:
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
