"""Saying « utile » of an article: by a button only, again, with a false link, once gone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from itsdangerous import URLSafeSerializer
from sqlalchemy import text

from veille.archive import audience, votes
from veille.digest.voting import Ballot, ballot_token
from veille.domain.vote import Tally, Vote

from .conftest import SECRET

Number = Callable[[str], int]


def signed(payload: object, *, secret: str = SECRET, salt: str = "vote") -> str:
    return f"/avis/{URLSafeSerializer(secret, salt=salt).dumps(payload)}"


@pytest.fixture
def link(world: Any, number_of: Number) -> Callable[..., str]:
    """The address in the reader's letter, for a word or none."""

    def address(vote: Vote | None = Vote.USEFUL, guid: str = "four") -> str:
        ballot = Ballot(world.subscriber.id, number_of(guid), vote)
        return f"/avis/{ballot_token(SECRET, ballot)}"

    return address


Link = Callable[..., str]


def tally(world: Any, number: int) -> Tally:
    return votes.of_item(world.archive, number)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_scanner_changes_nothing(world: Any, link: Link, number_of: Number, method: str) -> None:
    for vote in (*Vote, None):
        answer = world.client.request(method, link(vote))
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        assert "set-cookie" not in answer.headers

    assert tally(world, number_of("four")) == Tally()


def test_the_page_shows_the_title_the_choice_and_one_button(world: Any, link: Link) -> None:
    page = world.client.get(link(Vote.OFF_TOPIC)).text

    assert "La verrerie Lormier rouvre" in page
    assert "<strong>hors sujet</strong>" in page
    assert page.count("<button") == 1
    assert '<form method="post">' in page
    assert world.subscriber.email not in page
    assert link(Vote.KNOWN) in page


def test_a_vote_needs_neither_cookie_nor_our_own_page(
    world: Any, link: Link, number_of: Number
) -> None:
    answer = world.client.post(
        link(Vote.USEFUL),
        headers={"Origin": "https://courriel.example", "Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 200
    assert "Merci" in answer.text
    assert "set-cookie" not in answer.headers
    assert tally(world, number_of("four")) == Tally(useful=1)


def test_a_new_vote_replaces_the_former(world: Any, link: Link, number_of: Number) -> None:
    for vote in (Vote.USEFUL, Vote.USEFUL, Vote.OFF_TOPIC):
        world.client.post(link(vote))
    world.client.post(link(Vote.KNOWN, "zone"))

    assert tally(world, number_of("four")) == Tally(off_topic=1)
    assert tally(world, number_of("zone")) == Tally(known=1)


def test_the_link_of_the_text_leads_to_the_three_words(
    world: Any, link: Link, number_of: Number
) -> None:
    page = world.client.get(link(None)).text

    assert "<button" not in page
    assert "vous l’aviez appris autrement" in page
    for vote in Vote:
        assert f'<a href="{link(vote)}">{vote.label}</a>' in page
    assert world.client.post(link(None)).status_code == 200
    assert tally(world, number_of("four")) == Tally()


@pytest.mark.parametrize("leave", ["remove", "unsubscribe"])
def test_votes_go_with_the_subscriber(
    world: Any, link: Link, number_of: Number, leave: str
) -> None:
    other = audience.add(world.archive, "autre@exemple.fr", now=world.now)
    votes.cast(world.archive, other.id, number_of("four"), Vote.OFF_TOPIC, now=world.now)
    world.client.post(link(Vote.USEFUL))
    if leave == "remove":
        audience.remove(world.archive, world.subscriber.email)
    else:
        audience.unsubscribe(world.archive, world.subscriber.id)

    assert tally(world, number_of("four")) == Tally(off_topic=1)
    answer = world.client.post(link(Vote.USEFUL))
    assert (answer.status_code, "n’est pas retenu" in answer.text) == (200, True)
    assert tally(world, number_of("four")) == Tally(off_topic=1)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_false_link_does_and_reveals_nothing(
    world: Any, link: Link, number_of: Number, method: str
) -> None:
    reader, number = world.subscriber.id, number_of("four")
    good = link()
    false = [
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        good.replace("/avis/", "/avis/1"),
        signed([reader, number, "useful"], secret="une autre clé"),
        signed([reader, number, "useful"], salt="unsubscribe"),
        signed([reader, number, "superbe"]),
        signed([reader, number]),
        signed([reader, True, "useful"]),
        signed([reader, 999_999, "useful"]),
        signed([reader, -1, "useful"]),
        signed(reader),
        signed({"vote": "useful"}),
        "/avis/" + "A" * 50_000,
        "/avis/%00",
        "/avis/é",
        "/avis/",
    ]
    answers = [world.client.request(method, path) for path in false]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert "Lormier" not in answers[0].text
    assert tally(world, number) == Tally()


def test_an_unsubscribe_link_does_not_vote_nor_the_contrary(world: Any, link: Link) -> None:
    leave = URLSafeSerializer(SECRET, salt="unsubscribe").dumps(world.subscriber.id)

    assert world.client.post(f"/avis/{leave}").status_code == 404
    assert world.client.post(link().replace("/avis/", "/desabonnement/")).status_code == 404


def test_hostile_titles_are_text(world: Any, link: Link) -> None:
    for vote in (Vote.USEFUL, None):
        page = world.client.get(link(vote, "xss")).text
        assert "alert" in page
        assert "<script" not in page
        assert "<img" not in page


def test_votes_count_from_an_instant_on(world: Any, link: Link, number_of: Number) -> None:
    world.client.post(link())

    assert votes.every(world.archive, before=world.now) == {}
    after = world.now + timedelta(seconds=1)
    assert votes.every(world.archive, before=after) == {number_of("four"): Tally(useful=1)}


def test_pages_of_articles_never_say_who_voted(world: Any, link: Link, number_of: Number) -> None:
    world.client.post(link())

    page = world.client.get(f"/articles/{number_of('four')}").text
    assert "lectrice" not in page
    with world.archive.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM votes")).scalar() == 1
