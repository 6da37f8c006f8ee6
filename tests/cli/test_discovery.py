"""From an address pasted by an admin to a source of her file, on a real little web."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.conftest import Web, home, rss, web
from veille.cli.application import app
from veille.errors import SuspiciousError, UsageError

__all__ = ["home", "web"]

Run = Callable[..., Any]
LIST = "".join(
    f"<article><h2><a href='/actu/{n}'>Une nouvelle de la commune, numéro {n}</a></h2>"
    f"<time datetime='2026-11-0{n}'>{n} novembre</time></article>"
    for n in range(1, 5)
)


def a_page(head: str = "", body: str = LIST) -> tuple[int, bytes]:
    title = "<title>Commune de Valbrune</title>"
    return 200, f"<html><head>{title}{head}</head><body><main>{body}</main></body></html>".encode()


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:  # noqa: ARG001 (its settings)
    def call(*words: str) -> Any:
        app([*words, "--json"], standalone_mode=False)
        return json.loads(capsys.readouterr().out)

    return call


def test_the_feed_that_a_page_announces_comes_first(run: Run, web: Web) -> None:
    links = (
        "<link rel=alternate type=application/rss+xml href=/comments/feed title=Commentaires>"
        "<link rel=alternate type=application/rss+xml href=/feed title=Flux>"
    )
    web.pages["/actus"] = a_page(links)
    web.pages["/feed"] = (200, rss(("a", "Une usine")))
    web.pages["/comments/feed"] = (200, rss(("b", "Bravo")))

    found = run("sources", "discover", f"http://127.0.0.1:{web.port}/actus")

    assert (found[0]["kind"], found[0]["items"]) == ("feed", 1)
    assert found[0]["url"].endswith("/feed")
    assert found[-1]["kind"] == "page"
    assert found[-1]["items"] == 4


def test_a_feed_at_a_usual_place_is_found(run: Run, web: Web) -> None:
    web.pages["/actus"] = a_page()
    web.pages["/rss.xml"] = (200, rss(("a", "Une usine")))

    found = run("sources", "discover", f"http://127.0.0.1:{web.port}/actus")

    assert [one["kind"] for one in found] == ["feed", "page"]


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        pytest.param(LIST, ["page"], id="a-list"),
        pytest.param(f"<h1>Projet</h1><p>{'Le projet avance. ' * 30}</p>", ["change"], id="none"),
    ],
)
def test_a_page_without_feed_is_followed_for_its_list_or_its_changes(
    run: Run, web: Web, body: str, kinds: list[str]
) -> None:
    web.pages["/"] = a_page(body=body)
    found = run("sources", "discover", f"http://127.0.0.1:{web.port}/")
    assert [one["kind"] for one in found] == kinds


def test_a_feed_is_taken_for_what_it_is(run: Run, web: Web) -> None:
    found = run("sources", "discover", f"http://127.0.0.1:{web.port}/un")
    assert [(one["kind"], one["title"]) for one in found] == [("feed", "Le Val")]


def test_a_login_is_no_source(run: Run, web: Web) -> None:
    web.pages["/"] = a_page(body="<h1>Connexion</h1><form><input type=password></form>")
    with pytest.raises(SuspiciousError, match="se connecter"):
        run("sources", "discover", f"http://127.0.0.1:{web.port}/")


def test_an_address_that_is_none_is_told(run: Run) -> None:
    with pytest.raises(UsageError, match="https://exemple"):
        run("sources", "discover", "exemple.fr/actus")


def test_add_writes_the_source_and_keeps_the_file(run: Run, home: Path, web: Web) -> None:
    file = home / "sources.yaml"
    before = file.read_text(encoding="utf-8") + "# fin\n"
    file.write_text(before, encoding="utf-8")
    web.pages["/actus"] = a_page()

    url = f"http://127.0.0.1:{web.port}/actus"
    tried = run("sources", "add", url, "--home", str(home), "--dry-run")
    assert (tried["written"], file.read_text(encoding="utf-8")) == (False, before)
    added = run("sources", "add", url, "--home", str(home))
    again = run("sources", "add", url, "--home", str(home))

    assert (added["id"], added["written"]) == ("commune-de-valbrune", True)
    assert again["written"] is False
    text = file.read_text(encoding="utf-8")
    assert all(line in text for line in before.splitlines())
    report = run("collect", "--home", str(home), "--now", "2026-11-23T08:00:00Z")
    assert {one["id"]: one["new"] for one in report["sources"]}["commune-de-valbrune"] == 4


def test_a_source_is_tried_without_keeping_anything(run: Run, home: Path) -> None:
    tried = run("sources", "test", "un", "--home", str(home))

    assert len(tried["items"]) == 2
    report = run("sources", "status", "--home", str(home))
    assert {one["items"] for one in report} == {0}


def test_a_source_that_fails_says_why(
    home: Path, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    web.pages["/un"] = (404, b"")
    words = ["sources", "test", "un", "--home", str(home), "--json"]
    assert app(words, standalone_mode=False) == 1
    assert "n’existe pas" in json.loads(capsys.readouterr().out)["reason"]
