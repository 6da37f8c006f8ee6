"""A person's word on themes and relevance: relevance follows the themes unless it is set."""

from collections.abc import Callable

import pytest

from veille.classify import RuleSet, classify
from veille.domain.correction import Correction
from veille.domain.theme import Classification, Theme

TITLE = "Une usine à Roanne"


@pytest.fixture
def rules(rules_of: Callable[..., RuleSet], theme_of: Callable[..., Theme]) -> RuleSet:
    return rules_of(
        theme_of("entreprises", {"usine": 0.9}, label="Entreprises", relevance=0.9),
        theme_of("foncier", label="Foncier économique", relevance=0.9),
        theme_of("culture", {"exposition": 0.6}, label="Culture", relevance=0.1),
        boosts={"chantier": 0.3},
    )


def said(rules: RuleSet, title: str = TITLE, **values: object) -> Classification:
    correction = Correction(1, **values)  # type: ignore[arg-type]
    return classify(rules, title, "", correction=correction)


def test_a_theme_taken_off_lowers_relevance(rules: RuleSet) -> None:
    before = classify(rules, TITLE, "")
    after = said(rules, removed=("entreprises",))

    assert after.themes == ()
    assert before.relevance > after.relevance == 0
    assert after.relevance_score < before.relevance_score
    assert after.why == (
        "Pertinence 0\u00a0: aucun thème de la veille reconnu, à Roanne, dans le territoire\u00a0; "
        "jugée de nouveau sur les thèmes corrigés à la main (−\u00a0entreprises), "
        f"elle était de {before.relevance} selon les règles"
    )


def test_a_theme_put_on_raises_it_with_all_else_that_is_known(rules: RuleSet) -> None:
    title = "Un chantier à Roanne"
    before, after = classify(rules, title, ""), said(rules, title, added=("foncier",))
    far = said(rules, "Un chantier à Rennes", added=("foncier",))

    assert after.relevance > before.relevance
    assert "foncier économique (corrigé à la main), renforcée par «\u00a0chantier\u00a0»" in (
        after.why
    )
    assert far.relevance_score < after.relevance_score


def test_it_may_stay_the_same_and_says_so(rules: RuleSet) -> None:
    after = said(rules, added=("culture",))

    assert after.relevance == classify(rules, TITLE, "").relevance
    assert after.why.endswith("(+\u00a0culture), elle reste la même")


def test_relevance_set_by_a_person_is_not_judged_again(rules: RuleSet) -> None:
    before = classify(rules, TITLE, "")
    after = said(rules, removed=("entreprises",), relevance=3)

    assert after.relevance == 3
    assert after.relevance_score >= rules.relevance.cuts[2]
    assert after.why == (
        "Pertinence 3\u00a0: corrigé à la main (−\u00a0entreprises, pertinence 3)\u00a0; "
        f"selon les règles, p{before.why[1:]}"
    )


def test_a_theme_that_the_rules_lost_changes_nothing(rules: RuleSet) -> None:
    after = said(rules, added=("disparu",))

    assert [match.code for match in after.themes] == ["entreprises"]
    assert after.relevance_score == classify(rules, TITLE, "").relevance_score
