"""Names of the territory told from common words and from homonyms."""

from collections.abc import Callable

import pytest

from veille.classify import RuleSet, classify


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("Un hôtel à Roanne", ("Roanne",), id="plain"),
        pytest.param("ROANNE : un hôtel", ("Roanne",), id="capitals"),
        pytest.param("Le TGV Lyon-Roanne", ("Roanne",), id="hyphen-between-towns"),
        pytest.param("La mairie du Coteau", ("Le Coteau",), id="du-coteau"),
        pytest.param("Au Coteau, un hôtel", ("Le Coteau",), id="au-coteau"),
        pytest.param("Les vignes du coteau", (), id="common-noun"),
        pytest.param("La fête aux Noës", ("Les Noës",), id="aux-noes"),
        pytest.param("À Saint-Léger-sur-Roanne", ("Saint-Léger-sur-Roanne",), id="longest"),
        pytest.param("St Leger sur Roanne", ("Saint-Léger-sur-Roanne",), id="abbreviated"),
        pytest.param(
            "De Saint-Léger-sur-Roanne à Roanne", ("Saint-Léger-sur-Roanne", "Roanne"), id="both"
        ),
        pytest.param("Au Perreux-sur-Marne", (), id="another-commune"),
        pytest.param("Perreux (Yonne) fête son musée", (), id="other-department"),
        pytest.param("Perreux (89) fête son musée", (), id="other-department-number"),
        pytest.param("Perreux (Loire) fête son musée", ("Perreux",), id="own-department"),
        pytest.param("Mme Perreux préside", (), id="surname"),
        pytest.param("Mission sur Mars", (), id="planet"),
        pytest.param("En Mars, tout change", (), id="month"),
        pytest.param("La commune de Mars vend son presbytère", ("Mars",), id="cue"),
        pytest.param("Roannais Agglomération vote son budget", (), id="epci-is-no-commune"),
        pytest.param("", (), id="empty"),
    ],
)
def test_places(rules_of: Callable[..., RuleSet], text: str, places: tuple[str, ...]) -> None:
    rules = rules_of()

    assert set(classify(rules, text, "").places) == set(places)
    assert set(classify(rules, "", text).places) == set(places)


def test_communes_of_the_territory_come_before_neighbours(
    rules_of: Callable[..., RuleSet],
) -> None:
    assert classify(rules_of(), "De Charlieu à Roanne", "").places == ("Roanne", "Charlieu")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Une fête en Loire-Atlantique", "sans lieu du territoire"),
        ("Une fête en Pays de la Loire", "sans lieu du territoire"),
        ("Une fête en Haute-Loire", "sans lieu du territoire"),
        ("Une fête dans la Loire", "dans le département (Loire)"),
        ("Le Roannais en fête", "dans le territoire"),
        ("En Auvergne-Rhône-Alpes", "dans la région (Auvergne-Rhône-Alpes)"),
    ],
)
def test_rings(rules_of: Callable[..., RuleSet], text: str, where: str) -> None:
    assert classify(rules_of(), text, "").why.endswith(where)
