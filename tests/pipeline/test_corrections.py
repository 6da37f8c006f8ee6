"""A person's word on an item: it wins, it lasts, it says so, and it teaches by example."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from veille.config import load_rules, rules_folder
from veille.errors import NotFoundError, UsageError

Veille = Callable[..., Any]


@pytest.fixture
def judged(veille: Veille, home: Path) -> Veille:
    """The commands, on a home with rules of its own and three classified items."""
    shutil.copytree(rules_folder(Path("absent")), home / "rules")
    veille("collect", "--json")
    veille("classify", "--json")
    veille("group", "--json")
    return veille


def themes_of(veille: Veille, number: int) -> tuple[set[str], int]:
    [one] = [one for one in veille_export(veille) if one["id"] == number]
    return set(one["themes"]), one["relevance"]


def veille_export(veille: Veille) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = veille("search", "--json")["items"]
    return found


def change_rules(home: Path) -> None:
    path = home / "rules" / "themes" / "emploi.yaml"
    path.write_text(path.read_text("utf-8").replace("threshold: 0.5", "threshold: 0.51"), "utf-8")


def test_a_correction_wins_and_outlives_the_rules(judged: Veille, home: Path) -> None:
    before, _ = themes_of(judged, 1)
    assert "entreprises" in before
    assert "foncier" not in before

    said = judged(
        "label", "1", "--theme", "+foncier", "--theme=-entreprises", "--relevance", "0", "--json"
    )
    assert set(said["after"]["themes"]) == before - {"entreprises"} | {"foncier"}
    assert said["after"]["relevance"] == 0
    assert "corrigé à la main" in said["after"]["why"]

    change_rules(home)
    assert judged("classify", "--json")["classified"] == 3
    assert themes_of(judged, 1) == (before - {"entreprises"} | {"foncier"}, 0)
    assert "corrigé à la main" in judged("label", "1", "--relevance", "0", "--json")["after"]["why"]


def test_corrections_add_up_and_the_last_word_is_kept(judged: Veille) -> None:
    judged("label", "1", "--theme", "+foncier", "--relevance", "3", "--json")
    said = judged("label", "1", "--theme=-foncier", "--json")

    assert "foncier" not in said["after"]["themes"]
    assert said["after"]["relevance"] == 3


def test_other_items_are_left_to_the_rules(judged: Veille) -> None:
    before = [one for one in veille_export(judged) if one["id"] != 1]
    lines = judged("label", "1", "--theme", "+foncier")

    assert any("aucun autre article ne change" in line for line in lines)
    assert [one for one in veille_export(judged) if one["id"] != 1] == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(("1", "--theme", "+foncie"), "foncier", id="near-theme"),
        pytest.param(("1", "--relevance", "4"), "0 à 3", id="relevance"),
        pytest.param(("1",), "Dites ce qui change", id="nothing"),
        pytest.param(("1", "--theme", "+foncier", "--theme=-foncier"), "mis et ôté", id="both"),
        pytest.param(("1", "--relevance", "1", "--example"), "--theme", id="no-theme"),
    ],
)
def test_a_slip_is_told_and_changes_nothing(
    judged: Veille, words: tuple[str, ...], told: str
) -> None:
    before = veille_export(judged)
    with pytest.raises(UsageError, match=told):
        judged("label", *words)
    assert veille_export(judged) == before


def test_an_unknown_item_is_told(judged: Veille) -> None:
    with pytest.raises(NotFoundError, match="99"):
        judged("label", "99", "--relevance", "1")


def test_an_example_is_written_where_the_theme_is(judged: Veille, home: Path) -> None:
    path = home / "rules" / "themes" / "foncier.yaml"
    before = path.read_text("utf-8")
    version = load_rules(home / "rules").version

    said = judged("label", "1", "--theme", "+foncier", "--example", "--json")
    again = judged("label", "1", "--theme", "+foncier", "--example", "--json")

    after = path.read_text("utf-8")
    [new] = set(after.splitlines()) - set(before.splitlines())
    assert "Une usine de vélos s’installe" in new
    assert [line for line in after.splitlines() if line != new] == before.splitlines()
    rules = load_rules(home / "rules")
    [theme] = [one for one in rules.themes if one.code == "foncier"]
    assert theme.match[-1] == "Une usine de vélos s’installe"
    assert rules.version == version
    assert (said["examples"], again["examples"]) == ([str(path)], [])


def test_rules_of_the_program_are_not_written_to(veille: Veille) -> None:
    veille("collect", "--json")
    with pytest.raises(UsageError, match="celles du programme"):
        veille("label", "1", "--theme", "+foncier", "--example")


def test_a_refusal_at_the_terminal_changes_nothing(
    judged: Veille, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = veille_export(judged)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _prompt: "n")

    assert judged("label", "1", "--relevance", "3")[-1] == "Rien n’a changé."
    assert veille_export(judged) == before
    assert "Rien n’a changé." not in judged("label", "1", "--relevance", "3", "--yes")


def test_relevance_follows_the_themes_that_remain(judged: Veille) -> None:
    themes, _ = themes_of(judged, 1)
    [before] = judged("why", "1", "--json")["items"]

    said = judged("label", "1", *(f"--theme=-{code}" for code in sorted(themes)), "--json")

    [after] = judged("why", "1", "--json")["items"]
    assert said["after"]["themes"] == after["themes"] == []
    assert after["relevance_score"] < before["relevance_score"]
    assert "jugée de nouveau sur les thèmes corrigés à la main" in after["why"]


def test_everything_said_is_taken_back_at_once(judged: Veille) -> None:
    before = veille_export(judged)
    judged("label", "1", "--theme", "+foncier", "--json")
    judged("label", "1", "--theme=-entreprises", "--relevance", "0", "--json")

    said = judged("label", "1", "--undo", "--json")

    assert said["undone"] == {"added": ["foncier"], "removed": ["entreprises"], "relevance": 0}
    assert said["before"]["relevance"] == 0
    assert (set(said["after"]["themes"]), said["after"]["relevance"]) == themes_of(judged, 1)
    assert "à la main" not in said["after"]["why"]
    assert said["others"] == []
    assert veille_export(judged) == before
    assert judged("why", "1", "--json")["items"][0]["correction"] is None


def test_taking_back_is_shown_then_asked(judged: Veille, monkeypatch: pytest.MonkeyPatch) -> None:
    judged("label", "1", "--theme", "+foncier", "--relevance", "0", "--json")
    corrected = veille_export(judged)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _prompt: "n")

    refused = judged("label", "1", "--undo")
    assert refused[2] == "  correction annulée\u00a0: +\u00a0foncier, pertinence 0"
    assert refused[1].endswith("pertinence 0")
    assert refused[3].startswith("  après\u00a0: ")
    assert refused[-1] == "Rien n’a changé."
    assert veille_export(judged) == corrected
    assert "Rien n’a changé." not in judged("label", "1", "--undo", "--yes")
    assert veille_export(judged) != corrected


def test_nothing_to_take_back_is_no_mistake(judged: Veille) -> None:
    told = "L’article 1 n’a jamais été corrigé\u00a0: il n’y a rien à annuler."

    assert judged("label", "1", "--undo") == [told]
    assert judged("label", "1", "--undo", "--json") == {"id": 1, "undone": None}
    with pytest.raises(NotFoundError, match="99"):
        judged("label", "99", "--undo")
    with pytest.raises(UsageError, match="sans --theme"):
        judged("label", "1", "--undo", "--relevance", "2")
