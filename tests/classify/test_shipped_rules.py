"""The rules that ship: complete, and true to the examples written beside them."""

from pathlib import Path

import pytest

from veille.classify import RuleSet, classify
from veille.config import compiled, load_rules, load_sources
from veille.domain.theme import Theme

ROOT = Path(__file__).parents[2]
RULES = load_rules(ROOT / "rules")
CODES = {
    "agriculture", "commerce", "demographie", "education", "emploi", "entreprises", "environnement",
    "financements", "foncier", "gouvernance", "habitat", "mobilites", "numerique", "sante",
    "tourisme",
}  # fmt: skip


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return compiled(RULES)


def test_the_fifteen_themes_are_there() -> None:
    assert {theme.code for theme in RULES.themes} == CODES


@pytest.mark.parametrize("theme", RULES.themes, ids=lambda theme: theme.code)
def test_examples_hold(ruleset: RuleSet, theme: Theme) -> None:
    def tagged(title: str) -> bool:
        return any(match.code == theme.code for match in classify(ruleset, title, "").themes)

    assert len(theme.match) >= 6
    assert len(theme.no_match) >= 4
    assert [title for title in theme.match if not tagged(title)] == []
    assert [title for title in theme.no_match if tagged(title)] == []


@pytest.mark.parametrize("theme", RULES.themes, ids=lambda theme: theme.code)
def test_a_vocabulary_is_rich_enough_and_an_item_can_reach_its_threshold(theme: Theme) -> None:
    assert len(theme.terms) >= 40
    assert max(term.weight for term in theme.terms) >= theme.threshold


def test_the_territory_is_the_whole_of_its_epci() -> None:
    territory = RULES.territory

    assert len(territory.communes) == 40
    assert len({commune.code for commune in territory.communes}) == 40
    assert all(commune.code.startswith("42") for commune in territory.communes)
    assert not {c.code for c in territory.communes} & {c.code for c in territory.neighbours}


def test_a_local_opening_is_a_must_and_a_local_match_is_not(ruleset: RuleSet) -> None:
    opening = classify(ruleset, "Une usine textile s'implante à Riorges, 40 emplois créés", "")
    match = classify(ruleset, "Roanne remporte son match de championnat", "")

    assert (opening.relevance, opening.places) == (3, ("Riorges",))
    assert match.relevance == 0


def test_the_starter_sources_are_unprobed_and_hint_known_themes() -> None:
    sources = load_sources(ROOT / "sources.yaml")

    assert 25 <= len(sources) <= 40
    assert not [source.id for source in sources if source.probed]
    assert {code for source in sources for code in source.themes} <= CODES
