"""The effects of changed rules: told before they are adopted, then adopted."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from veille.config import rules_folder

Veille = Callable[..., Any]
COUNTS = ("changed", "gaining", "losing", "up", "down", "new")


@pytest.fixture
def judged(veille: Veille, home: Path) -> Veille:
    shutil.copytree(rules_folder(Path("absent")), home / "rules")
    veille("collect", "--json")
    veille("classify", "--json")
    veille("group", "--json")
    return veille


def without_bikes(home: Path) -> None:
    """Rules that silence every theme on « vélos », and make the word a noise."""
    for path in (home / "rules" / "themes").glob("*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("exclude:\n", "exclude:\n  - vélos\n"), "utf-8")
    path = home / "rules" / "relevance.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("noise:\n", "noise:\n  vélos: 0.95\n"), "utf-8")


def test_the_same_rules_change_nothing(judged: Veille) -> None:
    said = judged("reclassify", "--json")

    assert said["items"] == 3
    assert [said[name] for name in COUNTS] == [0] * 6
    assert said["changes"] == []


def test_effects_are_told_then_adopted(judged: Veille, home: Path) -> None:
    before = judged("search", "--json")["items"]
    without_bikes(home)

    first = judged("reclassify", "--dry-run", "--json")
    assert judged("search", "--json")["items"] == before
    assert first["changed"] == first["losing"] == first["down"] == 2
    assert first["gaining"] == first["up"] == 0
    assert (first["entering"], first["leaving"]) == ({"hebdo": 0}, {"hebdo": 1})
    assert all(change["relevance"] == 0 for change in first["changes"])
    assert judged("reclassify", "--dry-run")[-1] == "Rien n’a été changé."

    second = judged("reclassify", "--json")
    assert second | {"dry_run": True} == first
    assert judged("classify", "--json")["classified"] == 0
    assert judged("reclassify", "--json")["changed"] == 0


def test_a_correction_is_no_effect_of_the_rules(judged: Veille, home: Path) -> None:
    judged("label", "1", "--relevance", "3", "--theme", "+foncier", "--json")
    without_bikes(home)

    changes = judged("reclassify", "--json")["changes"]
    assert [one["relevance"] for one in changes if one["id"] == 1] == [3]


def test_items_never_judged_are_told_apart(veille: Veille) -> None:
    veille("collect", "--json")

    said = veille("reclassify", "--json")
    assert (said["new"], said["up"], said["down"]) == (3, 0, 0)
    assert "0\u00a0change" in veille("reclassify", "--dry-run")[0]
