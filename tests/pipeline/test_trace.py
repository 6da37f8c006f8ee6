"""``veille why``: every gate is named, and what is not in the archive is told too."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from veille.errors import NotFoundError

Veille = Callable[..., Any]
TITLE = "Une usine de vélos s’installe"


def numbers(veille: Veille, words: str) -> list[str]:
    """Sources answer in any order: items are known by their words."""
    return sorted(str(one["id"]) for one in veille("search", words, "--json")["items"])


def gates(answer: Any) -> str:
    [one] = answer["items"]
    return " ".join(one["gates"])


def test_an_item_is_found_by_number_address_and_title(veille: Veille) -> None:
    veille("collect", "--json")

    [number] = numbers(veille, "recrute")
    [by_number] = veille("why", number, "--json")["items"]
    [by_address] = veille("why", "https://www.val.example/b/?utm_source=x", "--json")["items"]
    assert by_number == by_address
    assert [one["title"] for one in veille("why", TITLE.upper(), "--json")["items"]] == [TITLE] * 2
    assert {one["id"] for one in veille("why", "emplois Roanne", "--json")["items"]} == {1, 2, 3}
    with pytest.raises(NotFoundError, match="99"):
        veille("why", "99")


def test_each_gate_is_named(veille: Veille, home: Path) -> None:
    veille("collect", "--json")
    [number] = numbers(veille, "recrute")
    assert "veille classify" in gates(veille("why", number, "--json"))
    veille("classify", "--json")
    assert "veille group" in gates(veille("why", number, "--json"))
    veille("group", "--json")
    assert "candidat" in gates(veille("why", number, "--json"))
    assert "trop ancien" in gates(veille("why", number, "--json", now="2026-12-20T08:00:00Z"))

    path = home / "digests" / "hebdo" / "digest.yaml"
    path.write_text(path.read_text("utf-8").replace("min_relevance: 1", "min_relevance: 3"))
    veille("label", number, "--relevance", "1", "--json")
    answer = veille("why", number, "--json")
    assert "pertinence 1 quand la lettre demande 3" in gates(answer)
    assert answer["items"][0]["correction"]["relevance"] == 1


def test_a_second_telling_names_the_first(veille: Veille) -> None:
    veille("collect", "--json")
    veille("classify", "--json")
    veille("group", "--json")

    pair = numbers(veille, "vélos")
    first, second = (veille("why", number, "--json")["items"][0] for number in pair)
    assert (first["same_story"], second["same_story"]) == ([second["id"]], [first["id"]])
    assert sum("que l’article" in one["gates"][0] for one in (first, second)) == 1
    assert second["story_reason"]


def test_the_edition_is_named(veille: Veille, sink: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEILLE_SMTP_URL", f"smtp://127.0.0.1:{sink.port}?tls=none")
    veille("run", "--json")

    [number] = numbers(veille, "recrute")
    [one] = veille("why", number, "--json")["items"]
    assert [edition["week"] for edition in one["editions"]] == ["2026-W48"]
    assert any("2026-W48" in line for line in veille("why", number))


def test_what_was_not_collected_is_told_with_its_source(veille: Veille, web: Any) -> None:
    web.pages["/un"] = (500, b"")
    veille("collect", "--json")

    url = f"http://127.0.0.1:{web.port}/absent"
    states = {one["id"]: one["outcome"] for one in veille("why", url, "--json")["sources"]}
    assert states == {"un": "error", "deux": "ok"}
    lines = "\n".join(veille("why", url))
    assert "Pas collecté" in lines
    assert "un est de ce site\u00a0: en erreur" in lines
    assert "sources discover" in "\n".join(veille("why", "https://ailleurs.example/x"))
    assert "aucun article" in veille("why", "zygomatique")[0]
