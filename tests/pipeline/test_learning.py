"""Corrections teach: nothing while they are few, then borderline themes; persons still win."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from veille.archive import Archive, classifications, corrections
from veille.config import load_rules, rules_folder
from veille.domain.correction import Correction
from veille.pipeline.judging import judge_of
from veille.pipeline.learning import ENOUGH

Veille = Callable[..., Any]
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def archive(veille: Veille, web: Any, make_rss: Any, home: Path) -> Iterator[Archive]:
    entries = [(f"g{n}", f"Un atelier de bois numéro {n} s’installe") for n in range(ENOUGH + 5)]
    web.pages["/un"] = (200, make_rss(*entries))
    veille("collect", "--json")
    veille("classify", "--json")
    opened = Archive.open(f"sqlite:///{home / 'data' / 'veille.db'}")
    yield opened
    opened.close()


def correct(archive: Archive, count: int) -> None:
    for number in range(1, count + 1):
        themes = ("tourisme",) if number % 2 else ("foncier",)
        corrections.save(archive, Correction(number, themes, ("emploi",), None, NOW))


def test_few_corrections_give_exactly_the_rules(archive: Archive) -> None:
    rules = load_rules(rules_folder(Path("absent")))
    texts = [
        (one.id, one.source_id, one.title, one.summary)
        for one in classifications.standings(archive, 0, 99)
    ]
    before = dict(judge_of(archive, rules, {}).judged(texts, now=NOW))
    correct(archive, ENOUGH - 1)
    judge = judge_of(archive, rules, {})

    assert judge.learnt() is None
    assert judge.version == rules.version
    after = dict(judge.judged(texts, now=NOW))
    assert {n: after[n] for n in after if n >= ENOUGH} == {
        n: before[n] for n in before if n >= ENOUGH
    }


def test_enough_corrections_teach_and_still_win(archive: Archive, veille: Veille) -> None:
    rules = load_rules(rules_folder(Path("absent")))
    correct(archive, ENOUGH)
    judge = judge_of(archive, rules, {})
    learnt = judge.learnt()

    assert learnt is not None
    assert judge.version.startswith(f"{rules.version}+")
    assert veille("classify", "--json")["classified"] == ENOUGH + 6
    assert veille("classify", "--json")["classified"] == 0
    for one in classifications.standings(archive, 0, ENOUGH):
        assert "emploi" not in one.themes
    said = veille("label", "1", "--relevance", "2", "--json")
    assert said["others"] == []


def test_taking_back_the_correction_that_was_enough_tells_whom_it_had_taught(
    archive: Archive, veille: Veille
) -> None:
    correct(archive, ENOUGH)
    veille("classify", "--json")
    untaught = {one["id"]: one["themes"] for one in veille("search", "--json")["items"]}

    said = veille("label", "1", "--undo", "--json")

    veille("classify", "--json")
    after = {one["id"]: one["themes"] for one in veille("search", "--json")["items"]}
    assert set(said["others"]) == {n for n in after if n != 1 and untaught.get(n) != after[n]}
