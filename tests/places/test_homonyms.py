"""Which commune of several of one name is meant, and the reason given."""

from collections.abc import Callable

import pytest

from veille.domain.place import Territory
from veille.places import Place

Find = Callable[..., tuple[Place, ...]]


@pytest.mark.parametrize(
    ("text", "code", "why"),
    [
        ("Un hôtel à Riorges", "42184", "seule commune de ce nom"),
        ("Pouilly (Oise) fête son musée", "60512", "précisé par (Oise)"),
        ("Pouilly (57) fête son musée", "57552", "précisé par (57)"),
        ("Pouilly (57420) fête son musée", "57552", "précisé par (57420)"),
        (
            "Une crèche à Pouilly, dans la Moselle",
            "57552",
            "précisé par «\u00a0Moselle\u00a0» dans le texte",
        ),
        (
            "De Metz à Pouilly, une piste cyclable",
            "57552",
            "proche de Metz, que nomme le texte",
        ),
        ("Une usine à Montreuil", "93048", "la plus peuplée de 3 homonymes"),
        (
            "Un port à Fos (Bouches-du-Rhône)",
            "13039",
            "précisé par (Bouches-du-Rhône), nom usuel de Fos-sur-Mer",
        ),
    ],
)
def test_the_text_decides(places_of: Find, text: str, code: str, why: str) -> None:
    reasons = {place.code: place.why for place in places_of(text)}

    assert reasons[code] == why


def test_nothing_decides_between_villages(places_of: Find) -> None:
    [place] = places_of("Une crèche à Saint-Sauveur")

    assert place.ambiguous
    assert place.code == ""
    assert place.why.startswith("ambigu\u00a0: ")
    assert place.why.endswith(" communes de ce nom")


def test_the_source_decides(places_of: Find) -> None:
    [place] = places_of("Une crèche à Pouilly", department="60")

    assert (place.code, place.why) == ("60512", "dans le département de la source (Oise)")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Un hôtel à Perreux", {"42170"}),
        ("Perreux (Loire) fête son musée", {"42170", "42"}),
        ("Perreux (Yonne) fête son musée", {"89086", "89"}),
        ("Mme Perreux préside", set()),
        ("Les vignes du coteau", set()),
        ("La fête aux Noës", {"42158"}),
        ("Au Coteau, un hôtel", {"42071"}),
        ("En Mars, tout change", set()),
        ("Mission sur Mars", set()),
        ("La commune de Mars vend son presbytère", {"42141"}),
        ("À Cours, une usine rouvre", {"69066"}),
        ("Cours de cuisine à Roanne", {"42187"}),
    ],
)
def test_the_territory_comes_first(
    places_of: Find, territory: Territory, text: str, codes: set[str]
) -> None:
    assert {place.code for place in places_of(text, territory=territory)} == codes


def test_the_reason_says_how_near(places_of: Find, territory: Territory) -> None:
    town, neighbour = places_of("De la mairie du Coteau à Mars", territory=territory)

    assert town.why == "«\u00a0du Coteau\u00a0», commune du territoire"
    assert neighbour.why == "«\u00a0à Mars\u00a0», commune voisine du territoire"


def test_another_department_named_beats_the_territory(
    places_of: Find, territory: Territory
) -> None:
    found = places_of("Dans l’Yonne, un hôtel à Perreux", territory=territory)

    assert {place.code for place in found} == {"89", "89086"}
