"""Which themes claim an item, how surely, and on which words."""

from collections.abc import Callable

import pytest

from veille.classify import RuleSet, classify
from veille.classify.rules import HINT_WEIGHT
from veille.classify.ruleset import pattern_of
from veille.domain.source import Source
from veille.domain.theme import Theme

Rules = Callable[..., RuleSet]
NewTheme = Callable[..., Theme]


@pytest.mark.parametrize(
    ("title", "summary", "scores"),
    [
        pytest.param("", "La zone d’activites", [0.6], id="accents-and-apostrophe"),
        pytest.param("", "Les zones d'activité", [0.6], id="plural"),
        pytest.param("", "ZONE D'ACTIVITÉS", [0.6], id="capitals"),
        pytest.param("", "Une friche à vendre", [], id="below-threshold"),
        pytest.param("Une friche à vendre", "", [0.64], id="title-counts-twice"),
        pytest.param("Une friche", "Une friche", [0.64], id="title-and-summary-count-no-more"),
        pytest.param("", "Friche en zone d'activités", [0.76], id="clues-add-up"),
        pytest.param("", "Friche, friche, friche", [], id="a-term-counts-once"),
        pytest.param("", "Zone d'activités, friches musicales", [], id="excluded"),
        pytest.param("Zone d'activités", "Une friche musicale", [], id="excluded-in-summary"),
        pytest.param("Défricher une parcelle", "", [], id="whole-words-only"),
        pytest.param("La zone", "d'activités", [], id="never-across-title-and-summary"),
        pytest.param("", "", [], id="empty"),
    ],
)
def test_score(
    rules_of: Rules, theme_of: NewTheme, title: str, summary: str, scores: list[float]
) -> None:
    rules = rules_of(theme_of(excluded=["friche musicale"]))

    matches = classify(rules, title, summary).themes

    assert [match.score for match in matches] == pytest.approx(scores)


def test_terms_that_share_a_word_or_a_space_are_all_found(
    rules_of: Rules, theme_of: NewTheme
) -> None:
    theme = theme_of(terms={"zone": 0.1, "zone artisanale": 0.5, "artisanale neuve": 0.2})

    [match] = classify(rules_of(theme), "", "Une zone artisanale neuve").themes

    assert match.evidence == ("zone", "zone artisanale", "artisanale neuve")


def test_evidence_is_quoted_as_written_in_the_order_of_the_rules(
    rules_of: Rules, theme_of: NewTheme
) -> None:
    theme = theme_of(terms={"Friche": 0.4, "zone d'activités": 0.6, "recrut*": 0.3})

    [match] = classify(rules_of(theme), "", "On recrute : ZONES D’ACTIVITES, friches").themes

    assert match.evidence == ("Friche", "zone d'activités", "recrut*")


@pytest.mark.parametrize("weight", [0.01, 0.07, 0.2, 0.29, 0.57, 0.99])
def test_a_term_as_heavy_as_the_threshold_is_enough(
    rules_of: Rules, theme_of: NewTheme, weight: float
) -> None:
    theme = theme_of(terms={"friche": weight}, threshold=weight)

    assert classify(rules_of(theme), "", "friche").themes


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("recrut*", "l'usine recrutera", True),
        ("recrut*", "recruteurs et recrues", True),
        ("recrut*", "elle prérecrute", False),
        ("aire logistiq*", "des aires logistiques", True),
        ("process*", "un procès", False),
        ("travaux", "le code du travail", False),
        ("L'Anah", "les aides de l’Anah", True),
        ("cœur de ville", "COEUR DE VILLE", True),
        ("R&D", "un centre de R & D", True),
    ],
)
def test_wildcard_and_words(
    rules_of: Rules, theme_of: NewTheme, term: str, text: str, found: bool
) -> None:
    theme = theme_of(terms={term: 0.9})

    assert bool(classify(rules_of(theme), "", text).themes) is found


def test_a_term_without_any_word_looks_for_nothing() -> None:
    assert pattern_of("…") == ""
    assert pattern_of("*") == ""


def test_themes_come_best_first_then_by_code(rules_of: Rules, theme_of: NewTheme) -> None:
    rules = rules_of(
        theme_of("habitat", terms={"logement": 0.6}),
        theme_of("foncier", terms={"friche": 0.6}),
        theme_of("emploi", terms={"embauche": 0.9}),
    )

    matches = classify(rules, "", "Embauche, logement et friche").themes

    assert [match.code for match in matches] == ["emploi", "foncier", "habitat"]


def test_the_hint_of_a_source_helps_a_term_and_tags_nothing_alone(
    rules_of: Rules, theme_of: NewTheme
) -> None:
    rules = rules_of(theme_of(terms={"friche": 0.4}))
    source = Source(id="epf", name="EPF", url="https://epf.example/rss", themes=("foncier",))

    [match] = classify(rules, "", "Une friche", source=source).themes

    assert match.score == pytest.approx(1 - 0.6 * (1 - HINT_WEIGHT))
    assert match.evidence == ("friche",)
    assert not classify(rules, "", "Le nouveau directeur", source=source).themes
    assert not classify(rules, "", "Une friche").themes


def test_one_input_gives_one_output_and_carries_the_version(
    rules_of: Rules, theme_of: NewTheme
) -> None:
    rules = rules_of(theme_of())

    first = classify(rules, "Une friche à Roanne", "")

    assert first == classify(rules, "Une friche à Roanne", "")
    assert first.rules_version == "v1"
