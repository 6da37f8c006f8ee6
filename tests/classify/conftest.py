"""Small rule sets for tests; the names of places are real, the news invented."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from veille.classify import RuleSet, compile_rules
from veille.domain.place import Commune, Territory
from veille.domain.theme import RelevanceRules, Term, Theme

TERRITORY = Territory(
    name="Roannais Agglomération",
    epci_code="200035731",
    department="42",
    region="Auvergne-Rhône-Alpes",
    aliases=("Roannais",),
    communes=(
        Commune("42187", "Roanne"),
        Commune("42071", "Le Coteau"),
        Commune("42158", "Les Noës"),
        Commune("42170", "Perreux"),
        Commune("42253", "Saint-Léger-sur-Roanne"),
    ),
    neighbours=(Commune("42052", "Charlieu"), Commune("42141", "Mars")),
)


def a_theme(
    code: str = "foncier",
    terms: Mapping[str, float] | None = None,
    excluded: Sequence[str] = (),
    threshold: float = 0.5,
    relevance: float = 0.8,
    label: str = "Foncier",
) -> Theme:
    return Theme(
        code=code,
        label=label,
        terms=_terms(terms or {"zone d'activités": 0.6, "friche": 0.4}),
        excluded=tuple(excluded),
        threshold=threshold,
        relevance=relevance,
    )


def _terms(weights: Mapping[str, float]) -> tuple[Term, ...]:
    return tuple(Term(text, weight) for text, weight in weights.items())


@pytest.fixture
def rules_of() -> Callable[..., RuleSet]:
    """``rules_of(theme, …, boosts={}, noise={})`` → compiled rules of the test territory."""

    def build(
        *themes: Theme,
        boosts: Mapping[str, float] | None = None,
        noise: Mapping[str, float] | None = None,
    ) -> RuleSet:
        relevance = RelevanceRules(boosts=_terms(boosts or {}), noise=_terms(noise or {}))
        return compile_rules(themes, TERRITORY, relevance, "v1")

    return build


@pytest.fixture
def theme_of() -> Callable[..., Theme]:
    return a_theme
