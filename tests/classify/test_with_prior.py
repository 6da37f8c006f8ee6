"""Rules and what words usually weigh, together: who wins, and what is said of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.prior.tables import a_prior
from veille.classify import RuleSet, classify, compile_rules
from veille.domain.signal import Cue
from veille.domain.theme import Classification, Term, Theme, ThemeMatch
from veille.prior import RELEVANCE, Prior

NewTheme = Callable[..., Theme]
WEIGHTS = {
    "theme:entreprises": {"brasser": 3.0, "incend": -3.0, "@commune": 0.2},
    "signal:fermeture": {"rideau": 3.0},
    RELEVANCE: {"duplex": 2.0, "incend": -4.0},
}
CLOSING = Cue("fermeture", "Fermeture", (Term("ferme ses portes", 0.7),), ("fermeture éclair",))


@pytest.fixture
def prior() -> Prior:
    return a_prior(WEIGHTS, offset=0.0, gain=2.0)


@pytest.fixture
def rules(theme_of: NewTheme, rules_of: Callable[..., RuleSet], prior: Prior) -> RuleSet:
    themes = (
        theme_of(
            "entreprises",
            {"usine": 0.9, "atelier": 0.3},
            excluded=["usine à gaz"],
            label="Entreprises",
        ),
        theme_of("voisinage", {"voisin": 0.6, "haie": 0.3}, label="Voisinage"),
    )
    alone = rules_of(*themes, noise={"match": 0.9})
    return compile_rules(
        themes, alone.territory, alone.relevance, "v1", signals=(CLOSING,), prior=prior
    )


def alone(rules: RuleSet) -> RuleSet:
    return replace(rules, prior=None)


def codes(found: Classification) -> list[str]:
    return [match.code for match in found.themes]


def test_words_name_a_theme_that_no_term_names(rules: RuleSet) -> None:
    found = classify(rules, "Une brasserie à Roanne", "")

    assert codes(found) == ["entreprises"]
    assert found.themes[0].evidence == ("brasserie",)
    assert not classify(alone(rules), "Une brasserie à Roanne", "").themes


def test_words_complete_a_term_that_is_not_enough(rules: RuleSet) -> None:
    found = classify(rules, "La brasserie", "Un atelier")

    assert found.themes[0].evidence == ("atelier", "brasserie")


def test_words_set_aside_what_terms_hardly_say(rules: RuleSet) -> None:
    weak = replace(rules, themes=(replace(rules.themes[0], threshold=0.25), rules.themes[1]))

    assert codes(classify(alone(weak), "", "Un atelier en incendie")) == ["entreprises"]
    assert not codes(classify(weak, "", "Un atelier en incendie"))


def test_a_decisive_term_wins_whatever_the_words(rules: RuleSet) -> None:
    hostile = a_prior({"theme:entreprises": {"incend": -30.0}}, offset=-5.0)
    found = classify(replace(rules, prior=hostile), "", "Un incendie à l’usine")

    assert codes(found) == ["entreprises"]
    assert found.themes[0].score == 0.9


def test_a_sure_term_always_wins(rules: RuleSet) -> None:
    found = classify(rules, "L’usine après l’incendie", "")

    assert codes(found) == ["entreprises"]
    assert found.themes[0].evidence == ("usine",)


def test_an_excluded_term_silences_words_too(rules: RuleSet) -> None:
    assert not codes(classify(rules, "Cette brasserie est une usine à gaz", ""))


def test_an_excluded_term_silences_what_was_learnt_too(rules: RuleSet) -> None:
    def relabel(themes: tuple[ThemeMatch, ...]) -> tuple[ThemeMatch, ...]:
        return (*themes, ThemeMatch("entreprises", 0.9, ("site",)))

    assert codes(classify(rules, "Un site", "", relabel=relabel)) == ["entreprises"]
    assert not codes(classify(rules, "Un site, usine à gaz", "", relabel=relabel))


def test_a_theme_of_the_territory_is_left_to_its_terms(rules: RuleSet) -> None:
    assert codes(classify(rules, "Une haie, un voisin", "")) == ["voisinage"]
    assert not codes(classify(rules, "", "Une haie"))


def test_scores_are_probabilities(rules: RuleSet) -> None:
    scores = [
        classify(rules, title, "").themes[0].score
        for title in ("Une brasserie", "L’atelier de la brasserie", "L’usine", "L’usine, brasserie")
    ]

    assert all(0.5 <= score < 1 for score in scores)
    assert scores[1] > scores[0] and scores[3] > scores[2]


def test_words_tell_an_event_and_the_sentence_that_holds_them(rules: RuleSet) -> None:
    found = classify(rules, "Coup dur à Roanne", "Il a plu. Le tailleur tire le rideau. Demain ?")

    assert found.facts.signal is not None
    assert found.facts.signal.code == "fermeture"
    assert found.facts.signal.evidence == ("rideau",)
    assert found.facts.signal.sentence == "Le tailleur tire le rideau."


def test_a_silenced_event_is_silent_whatever_the_words(rules: RuleSet) -> None:
    assert classify(rules, "Un rideau à fermeture éclair", "").facts.signal is None


def test_words_raise_and_lower_relevance_and_are_quoted(rules: RuleSet) -> None:
    plain = classify(rules, "Du nouveau à Roanne", "")
    raised = classify(rules, "Un duplex à Roanne", "")
    lowered = classify(rules, "Un incendie à Roanne", "")

    assert raised.relevance_score > plain.relevance_score > lowered.relevance_score
    assert "renforcée par «\u00a0duplex\u00a0»" in raised.why
    assert "abaissée par «\u00a0incendie\u00a0»" in lowered.why


def test_a_word_that_the_rules_quote_is_not_quoted_again(rules: RuleSet) -> None:
    noisy = a_prior({RELEVANCE: {"match": -4.0}})
    found = classify(replace(rules, prior=noisy), "Le match de Roanne", "Une usine")

    assert found.why.count("match") == 1


def test_the_version_tells_the_table(rules: RuleSet, prior: Prior) -> None:
    assert rules.version == f"v1-{prior.version}"


@pytest.mark.parametrize("text", ["", " ", "N" * 3_000, "« »", "\u202e"])
def test_any_text_is_classified(rules: RuleSet, text: str) -> None:
    assert classify(rules, text, text).relevance in (0, 1, 2, 3)
