"""Corrections and votes teach: nothing while they are few, then borderline themes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from veille.archive import Archive, audience, classifications, corrections, votes
from veille.config import load_rules, rules_folder
from veille.domain.correction import Correction
from veille.domain.vote import Vote
from veille.pipeline.judging import judge_of
from veille.pipeline.learning import ENOUGH, Said, heard

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
    before = dict(judge_of(archive, rules, {}, now=NOW).judged(texts, now=NOW))
    correct(archive, ENOUGH - 1)
    judge = judge_of(archive, rules, {}, now=NOW)

    assert judge.learnt() is None
    assert judge.version == judge.ruleset.version
    after = dict(judge.judged(texts, now=NOW))
    assert {n: after[n] for n in after if n >= ENOUGH} == {
        n: before[n] for n in before if n >= ENOUGH
    }


def test_enough_corrections_teach_and_still_win(archive: Archive, veille: Veille) -> None:
    rules = load_rules(rules_folder(Path("absent")))
    correct(archive, ENOUGH)
    judge = judge_of(archive, rules, {}, now=NOW)
    learnt = judge.learnt()

    assert learnt is not None
    assert judge.version.startswith(f"{judge.ruleset.version}+")
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


def vote(archive: Archive, number: int, said: Vote, *readers: str, at: datetime = NOW) -> None:
    for name in readers:
        reader = audience.add(archive, f"{name}@val.example", now=NOW)
        assert votes.cast(archive, reader.id, number, said, now=at)


def said_of(archive: Archive, *, days: int = 1) -> Said:
    return heard(archive, now=NOW + timedelta(days=days))


@pytest.mark.parametrize(
    ("useful", "off_topic", "verdict"),
    [
        pytest.param(0, 0, None, id="known-only"),
        pytest.param(1, 0, Vote.USEFUL, id="one-useful"),
        pytest.param(0, 1, Vote.OFF_TOPIC, id="one-off-topic-alone"),
        pytest.param(1, 1, None, id="as-many"),
        pytest.param(1, 2, Vote.OFF_TOPIC, id="two-off-topic"),
        pytest.param(2, 1, Vote.USEFUL, id="one-off-topic-is-outvoted"),
    ],
)
def test_most_readers_are_heard(
    archive: Archive, useful: int, off_topic: int, verdict: Vote | None
) -> None:
    vote(archive, 3, Vote.USEFUL, *(f"u{n}" for n in range(useful)))
    vote(archive, 3, Vote.OFF_TOPIC, *(f"o{n}" for n in range(off_topic)))
    vote(archive, 3, Vote.KNOWN, "k0", "k1", "k2")

    assert said_of(archive).votes == ({3: verdict} if verdict else {})


def test_a_correction_silences_the_votes_of_its_item(archive: Archive) -> None:
    vote(archive, 1, Vote.OFF_TOPIC, "anne")
    vote(archive, 2, Vote.OFF_TOPIC, "anne")
    correct(archive, 1)

    assert said_of(archive).votes == {2: Vote.OFF_TOPIC}


def test_votes_of_the_day_wait_for_the_next(archive: Archive) -> None:
    vote(archive, 2, Vote.USEFUL, "anne")

    assert said_of(archive, days=0).votes == {}
    assert said_of(archive, days=1).votes == {2: Vote.USEFUL}


def test_two_items_voted_on_teach_as_much_as_one_corrected(
    archive: Archive, veille: Veille
) -> None:
    rules = load_rules(rules_folder(Path("absent")))
    correct(archive, ENOUGH - 2)
    for number in range(ENOUGH - 1, ENOUGH + 2):
        vote(archive, number, Vote.OFF_TOPIC, "anne")
    tomorrow = NOW + timedelta(days=1)
    judge = judge_of(archive, rules, {}, now=tomorrow)
    assert judge.version == judge.ruleset.version

    vote(archive, ENOUGH + 2, Vote.USEFUL, "anne", "brahim")
    judge = judge_of(archive, rules, {}, now=tomorrow)
    learnt = judge.learnt()

    assert judge.version.startswith(f"{judge.ruleset.version}+")
    assert learnt is not None
    assert learnt.examples["tourisme"] == (ENOUGH - 2) // 2
    assert veille("classify", "--json", now=tomorrow.isoformat())["classified"] == ENOUGH + 6
    assert veille("classify", "--json", now=tomorrow.isoformat())["classified"] == 0


def test_useful_confirms_what_the_rules_said_and_off_topic_denies_it(archive: Archive) -> None:
    rules = load_rules(rules_folder(Path("absent")))
    tomorrow = NOW + timedelta(days=1)
    correct(archive, ENOUGH)
    before = judge_of(archive, rules, {}, now=tomorrow).learnt()
    vote(archive, ENOUGH + 1, Vote.USEFUL, "anne")
    vote(archive, ENOUGH + 2, Vote.OFF_TOPIC, "anne")
    after = judge_of(archive, rules, {}, now=tomorrow).learnt()

    assert before is not None
    assert after is not None
    assert "entreprises" in classifications.standings(archive, ENOUGH, 1)[0].themes
    assert after.model.examples["entreprises"] == before.model.examples["entreprises"] + 1
    assert after.examples["entreprises"] == ENOUGH


def test_the_examples_of_the_rules_teach_and_weigh_nothing_by_themselves(archive: Archive) -> None:
    rules = load_rules(rules_folder(Path("absent")))
    correct(archive, ENOUGH)
    learnt = judge_of(archive, rules, {}, now=NOW).learnt()
    [health] = [theme for theme in rules.themes if theme.code == "sante"]

    assert learnt is not None
    assert learnt.model.examples["sante"] >= len(health.match)
    assert learnt.examples["sante"] == 0


def test_another_example_in_the_rules_is_another_lesson(archive: Archive) -> None:
    rules = load_rules(rules_folder(Path("absent")))
    first, *others = rules.themes
    more = replace(rules, themes=(replace(first, match=(*first.match, "Un titre")), *others))
    untaught = [judge_of(archive, one, {}, now=NOW).version for one in (rules, more)]
    correct(archive, ENOUGH)
    taught = [judge_of(archive, one, {}, now=NOW).version for one in (rules, more)]

    assert untaught[0] == untaught[1]
    assert taught[0] != taught[1]


def test_why_counts_votes_and_names_nobody(archive: Archive, veille: Veille) -> None:
    assert "avis" not in "\n".join(veille("why", "2"))
    vote(archive, 2, Vote.USEFUL, "anne", "brahim")
    vote(archive, 2, Vote.OFF_TOPIC, "zoé")

    lines = veille("why", "2")
    [one] = veille("why", "2", "--json")["items"]

    told = "avis des lecteurs : 2 « utile » et 1 « hors sujet »"
    assert f"  {told}" in [line.replace("\u00a0", " ") for line in lines]
    assert one["votes"] == {"useful": 2, "known": 0, "off_topic": 1}
    assert "zoé" not in "\n".join(lines)
