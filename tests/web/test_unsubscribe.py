"""Leaving in one click: by the mail program, by hand, twice, with a false link."""

from typing import Any

import pytest
from itsdangerous import URLSafeSerializer
from starlette.testclient import TestClient

from veille.archive import audience

SECRET = "une clé pour les tests"


def link(payload: object, *, secret: str = SECRET, salt: str = "unsubscribe") -> str:
    return f"/desabonnement/{URLSafeSerializer(secret, salt=salt).dumps(payload)}"


def subscribed(world: Any) -> bool:
    active: bool = audience.by_id(world.archive, world.subscriber.id).active
    return active


def test_mail_program_leaves_at_once_without_cookie(world: Any) -> None:
    answer = world.client.post(
        link(world.subscriber.id),
        data={"List-Unsubscribe": "One-Click"},
        headers={"Origin": "https://courriel.example", "Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 200
    assert not subscribed(world)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_scanner_changes_nothing(world: Any, method: str) -> None:
    answer = world.client.request(method, link(world.subscriber.id))

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert subscribed(world)


def test_page_has_one_button_and_no_address(world: Any) -> None:
    page = world.client.get(link(world.subscriber.id)).text

    assert page.count("<button") == 1
    assert '<form method="post">' in page
    assert world.subscriber.email not in page


def test_twice_is_once(world: Any) -> None:
    for _ in range(2):
        answer = world.client.post(link(world.subscriber.id))
        assert answer.status_code == 200
        assert "Vous êtes désabonné" in answer.text
    assert not subscribed(world)


def test_someone_removed_since_is_told_the_same(world: Any) -> None:
    known = world.client.post(link(world.subscriber.id))
    unknown = world.client.post(link(4_000))

    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_false_link_does_and_reveals_nothing(world: Any, method: str) -> None:
    good = link(world.subscriber.id)
    false = [
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        good.replace("/desabonnement/", "/desabonnement/1"),
        link(world.subscriber.id, secret="une autre clé"),
        link(world.subscriber.id, salt="autre"),
        link(str(world.subscriber.id)),
        link(True),
        link([1]),
        f"/desabonnement/{world.subscriber.id}",
        "/desabonnement/" + "A" * 50_000,
        "/desabonnement/%00",
        "/desabonnement/é",
    ]
    answers = [world.client.request(method, path) for path in false]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert "lectrice" not in answers[0].text
    assert subscribed(world)


def test_no_page_is_at_the_bare_address(client: TestClient) -> None:
    assert client.get("/desabonnement/").status_code == 404
