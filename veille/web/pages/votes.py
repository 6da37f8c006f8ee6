"""« /avis/{token} »: what a reader of the letter says of one article, without a cookie.

As for leaving (``unsubscribe``): scanners of mail GET every link, so only POST records; the
token is the right to vote, so there is no session to forge; one that we did not sign gives the
page of any address that does not exist.
"""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from veille.archive import items, votes
from veille.digest.voting import Ballot, ballot_token, read_ballot
from veille.domain.story import ClassifiedItem
from veille.domain.vote import Vote
from veille.errors import NotFoundError
from veille.web.site import READ, Site

_PRIVATE = {"Cache-Control": "no-store"}


def routes(site: Site, secret_key: str) -> APIRouter:
    router = APIRouter()

    def ballot(token: str) -> tuple[Ballot, ClassifiedItem]:
        value = read_ballot(secret_key, token)
        if value is None:
            raise NotFoundError("Ce lien n’est pas valable.")
        return value, items.get(site.archive, value.item_id)

    @router.api_route("/avis/{token}", methods=READ)
    def ask(token: str) -> HTMLResponse:
        value, found = ballot(token)
        return _page(value, found, "choose" if value.vote is None else "confirm")

    @router.post("/avis/{token}")
    def say(token: str) -> HTMLResponse:
        value, found = ballot(token)
        if value.vote is None:
            return _page(value, found, "choose")
        kept = votes.cast(
            site.archive, value.subscriber_id, value.item_id, value.vote, now=site.clock()
        )
        return _page(value, found, "kept" if kept else "ended")

    def _page(value: Ballot, found: ClassifiedItem, state: str) -> HTMLResponse:
        return site.page(
            "vote.html",
            path="/avis",
            headers=_PRIVATE,
            state=state,
            chosen=value.vote,
            found=found,
            others=[
                (vote, f"{site.root}/avis/{ballot_token(secret_key, _choosing(value, vote))}")
                for vote in Vote
                if vote is not value.vote
            ],
        )

    return router


def _choosing(value: Ballot, vote: Vote) -> Ballot:
    return Ballot(value.subscriber_id, value.item_id, vote)
