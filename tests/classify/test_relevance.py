"""How much an item matters, and the sentence that says why."""

from collections.abc import Callable

import pytest

from veille.classify import RuleSet, classify
from veille.domain.source import Source
from veille.domain.theme import Theme

Rules = Callable[..., RuleSet]
NewTheme = Callable[..., Theme]


@pytest.fixture
def rules(rules_of: Rules, theme_of: NewTheme) -> RuleSet:
    return rules_of(
        theme_of("entreprises", {"usine": 0.6}, label="Entreprises et industrie"),
        theme_of("culture", {"exposition": 0.6}, label="Culture", relevance=0.1),
        boosts={"extension": 0.4},
        noise={"match": 0.6, "championnat": 0.5},
    )


def score(rules: RuleSet, title: str, summary: str = "", **options: object) -> float:
    return classify(rules, title, summary, **options).relevance_score  # type: ignore[arg-type]


def test_nearer_matters_more(rules: RuleSet) -> None:
    places = ["à Roanne", "à Charlieu", "dans la Loire", "en Auvergne-Rhône-Alpes", "à Rennes"]

    scores = [score(rules, f"Une usine {place}") for place in places]

    assert scores == sorted(set(scores), reverse=True)


def test_anywhere_judges_every_place_as_the_territory(rules: RuleSet) -> None:
    assert score(rules, "Une usine à Rennes", anywhere=True) == score(rules, "Une usine à Roanne")


def test_the_nearest_place_named_decides(rules: RuleSet) -> None:
    assert score(rules, "De Charlieu à Roanne, une usine") == score(rules, "Une usine à Roanne")


def test_boosts_raise_and_noise_lowers(rules: RuleSet) -> None:
    plain = score(rules, "", "Une usine à Roanne")

    assert score(rules, "", "Extension d'une usine à Roanne") > plain
    assert 0 <= score(rules, "", "Un match près d'une usine à Roanne") < plain


def test_a_theme_weighs_as_much_as_it_matters(rules: RuleSet) -> None:
    assert score(rules, "Une usine à Roanne") > score(rules, "Une exposition à Roanne") > 0


def test_the_weight_of_a_source_moves_its_items_and_keeps_their_order(rules: RuleSet) -> None:
    def source(weight: float) -> Source:
        return Source(id="s", name="S", url="https://s.example/", weight=weight)

    half = score(rules, "Une usine à Roanne", source=source(0.5))

    assert half == pytest.approx(score(rules, "Une usine à Roanne") / 2, abs=1e-6)
    plain, better = "Une usine à Roanne", "Extension d'usine à Roanne"
    assert score(rules, plain, source=source(1.001)) == pytest.approx(score(rules, plain), abs=1e-3)
    assert score(rules, plain, source=source(3.0)) > score(rules, plain)
    assert score(rules, plain, source=source(3.0)) < score(rules, better, source=source(3.0)) < 1


def test_a_source_of_the_territory_speaks_of_it_unless_another_place_is_named(
    rules: RuleSet,
) -> None:
    source = Source(id="s", name="S", url="https://s.example/", zone="Roannais")

    assert score(rules, "Une usine", source=source) == score(rules, "Une usine à Roanne")
    assert score(rules, "Une usine à Charlieu", source=source) == score(
        rules, "Une usine à Charlieu"
    )
    assert "d’une source du territoire" in classify(rules, "Une usine", "", source=source).why


@pytest.mark.parametrize("cut", [0, 1, 2])
def test_a_score_equal_to_a_cut_reaches_it(rules_of: Rules, theme_of: NewTheme, cut: int) -> None:
    weight = (0.2, 0.45, 0.7)[cut]
    rules = rules_of(theme_of("t", {"mot": 0.9}), boosts={"signe": weight})

    assert classify(rules, "", "un signe", anywhere=True).relevance == cut + 1


@pytest.mark.parametrize(
    ("title", "summary", "why"),
    [
        pytest.param(
            "Extension d'usine à Roanne",
            "",
            "Pertinence 3\u00a0: entreprises et industrie (usine),"
            " renforcée par «\u00a0extension\u00a0», à Roanne, dans le territoire",
            id="theme-boost-place",
        ),
        pytest.param(
            "Une usine au Coteau et aux Noës",
            "",
            "Pertinence 1\u00a0: entreprises et industrie (usine), au Coteau et aux Noës,"
            " dans le territoire",
            id="articles-of-names",
        ),
        pytest.param(
            "Match de championnat à Roanne",
            "",
            "Pertinence 0\u00a0: hors de la veille (match, championnat)",
            id="noise",
        ),
        pytest.param(
            "Extension d'usine",
            "Match",
            "Pertinence 1\u00a0: entreprises et industrie (usine),"
            " renforcée par «\u00a0extension\u00a0», abaissée par «\u00a0match\u00a0»,"
            " sans lieu du territoire",
            id="lowered",
        ),
        pytest.param(
            "Bonjour",
            "",
            "Pertinence 0\u00a0: aucun thème de la veille reconnu, sans lieu du territoire",
            id="no-evidence",
        ),
        pytest.param(
            "Une usine dans la Loire",
            "",
            "Pertinence 1\u00a0: entreprises et industrie (usine), dans le département (Loire)",
            id="department",
        ),
        pytest.param(
            "Une usine à Charlieu",
            "",
            "Pertinence 1\u00a0: entreprises et industrie (usine), à Charlieu, dans le voisinage",
            id="neighbour",
        ),
    ],
)
def test_why(rules: RuleSet, title: str, summary: str, why: str) -> None:
    anywhere = summary == "Match"

    assert classify(rules, title, summary, anywhere=anywhere).why == why
