"""Towns under the names people give them, and towns whose name is a word."""

from collections.abc import Callable

import pytest

from tests.quality.common_words import AT_THE_BEGINNING
from veille.places import Place

Find = Callable[..., tuple[Place, ...]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("Un refuge neuf à Chamonix", "74056", id="two-names"),
        pytest.param("Sarlat : un atelier de reliure ouvre", "24520", id="article-within"),
        pytest.param("La Baule : les cabines repeintes", "44055", id="article-of-its-own"),
        pytest.param("Une digue à Baule", "45024", id="not-that-of-another"),
        pytest.param("Un vélodrome au Touquet", "62826", id="contracted"),
        pytest.param("Une menuiserie à Saint-Brevin", "44154", id="saint"),
        pytest.param("Une halle à Pont-de-Buis", "29302", id="short-name-with-a-link"),
        pytest.param("Le barrage près de Hossegor", "40304", id="listed-by-hand"),
        pytest.param("Une laiterie à Vire", "14762", id="gave-its-name-to-the-new-town"),
        pytest.param("Une laiterie à Viré, déjà", "71584", id="accents-tell-them-apart"),
        pytest.param("Saint-Denis-de-la-Réunion plante", "97411", id="usual-longer-name"),
        pytest.param("Aux Saintes-Maries-de-la-Mer", "13096", id="article-the-name-lacks"),
    ],
)
def test_usual_names(places_of: Find, text: str, code: str) -> None:
    assert [place.code for place in places_of(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Un concert entre deux averses",
        "Nissan et Renault livrent des utilitaires",
        "Koh-Lanta revient en février",
        "Les gorges du Verdon à pied",
        "Village et Grand Nord, deux romans",
    ],
)
def test_what_is_left_of_a_name_is_not_always_a_town(places_of: Find, text: str) -> None:
    assert places_of(text) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("Sedan. Une filature renaît", "08409", id="full-stop"),
        pytest.param("Tulle : deux ponts à refaire", "19272", id="colon"),
        pytest.param("Vitré : un marché de nuit", "35360", id="accent"),
        pytest.param("La Flèche : une serre chauffée", "72154", id="article"),
        pytest.param("EN IMAGES. Cognac : le quai pavé", "16102", id="after-a-rubric"),
        pytest.param("Hôtellerie : Moulins compte ses lits", "03190", id="acts-after-a-colon"),
        pytest.param("Le lycée professionnel d’Embrun", "05046", id="school"),
        pytest.param("Une pétition pour la maternité de Crest", "26108", id="maternity"),
        pytest.param("La déviation à l’ouest de Lourdes", "65286", id="linked"),
        pytest.param("Un bus de Gap, Embrun et Sisteron", "05046", id="in-a-list"),
        pytest.param("Des camions entre Tulle et Persan", "95487", id="between"),
    ],
)
def test_a_town_whose_name_is_a_word(places_of: Find, text: str, code: str) -> None:
    assert code in {place.code for place in places_of(text)}


@pytest.mark.parametrize("mark", [" : ", ". ", " | "])
def test_words_that_head_articles_are_no_towns(places_of: Find, mark: str) -> None:
    """But for those that are rarely alone at the head of an article, or big towns."""
    towns = {"Cannes", "Croix", "Falaise", "Fontaine", "Fougères", "Fronton", "Guise", "Lourdes"}
    towns |= {"Moulins", "Nice", "Plaisir", "Sens", "Tours", "Vannes"}
    departments = {"Aube", "Creuse", "Landes", "Marne"}
    headings = {sentence.split()[0] for sentence in AT_THE_BEGINNING}
    headings |= {"Sport", "Marché", "Avion", "Culture", "Gorges", "Vitre", "Écoles"}

    found = {word for word in headings if places_of(f"{word}{mark}ce qui change dès lundi")}

    assert found <= towns | departments


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Rugby. Albi s’incline à domicile", id="rubric-of-sport"),
        pytest.param("Trois-Rivières, ville du Québec, recrute", id="abroad"),
        pytest.param("La gare de Lyon rénovée", id="station-of-paris"),
        pytest.param("Le salon du Bourget ouvre", id="fair"),
        pytest.param("Les amis d’Albert se réunissent", id="first-name"),
        pytest.param("Le directeur de France 3 Aquitaine", id="medium"),
        pytest.param("Un bilan présenté par Lorraine Petitbois", id="first-name-and-region"),
    ],
)
def test_no_place(places_of: Find, text: str) -> None:
    assert places_of(text) == ()
