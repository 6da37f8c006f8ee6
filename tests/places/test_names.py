"""Names of places told from words, people, teams, rivers and longer names."""

from collections.abc import Callable

import pytest

from veille.places import Place

Find = Callable[..., tuple[Place, ...]]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("Un hôtel ouvre à Roanne", ["42187"], id="after-a"),
        pytest.param("ROANNE : UN HÔTEL OUVRE", ["42187"], id="capitals"),
        pytest.param("ROANNE (Loire). Un hôtel ouvre", ["42187", "42"], id="dateline"),
        pytest.param("Roanne La rocade va rouvrir", ["42187"], id="heading-without-mark"),
        pytest.param("La rocade va rouvrir - Riorges", ["42184"], id="heading-at-the-end"),
        pytest.param("La mairie du Coteau", ["42071"], id="du"),
        pytest.param("Au Havre, un hôtel", ["76351"], id="au"),
        pytest.param("Le port du Havre recrute", ["76351"], id="du-havre"),
        pytest.param("La piscine des Herbiers rouvre", ["85109"], id="des"),
        pytest.param("Le tramway d’Aix-en-Provence", ["13001"], id="elision"),
        pytest.param("Saint Etienne inaugure sa halle", ["42218"], id="no-accent-no-hyphen"),
        pytest.param("St-Étienne inaugure sa halle", ["42218"], id="abbreviated"),
        pytest.param("Un dépôt à Fos", ["13039"], id="short-name"),
        pytest.param("Un chantier à Lyon 3e", ["69123"], id="district"),
        pytest.param("À Saint-Léger-sur-Roanne", ["42253"], id="longest"),
        pytest.param("Au Perreux-sur-Marne", ["94058"], id="another-commune"),
        pytest.param("De Toulouse à Albi", ["31555", "81004"], id="from-to"),
        pytest.param("La ligne Roanne-Lyon fermée", ["42187", "69123"], id="hyphen-between"),
        pytest.param("Trains supprimés entre Roanne et Lyon", ["42187", "69123"], id="between"),
        pytest.param("Usine à Saint-Maixent-l’école", ["79270"], id="lost-capital"),
        pytest.param("Le maire d’Orange réélu", ["84087"], id="town-not-company"),
        pytest.param("Une école à Mamoudzou", ["97611"], id="overseas"),
        pytest.param("Nice veut des bus gratuits", ["06088"], id="town-that-acts"),
    ],
)
def test_communes_are_found(places_of: Find, text: str, codes: list[str]) -> None:
    assert [place.code for place in places_of(text)] == codes
    assert [place.code for place in places_of("", text)] == codes


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("les tours de la cité", id="lower-case"),
        pytest.param("Tours de magie au gymnase", id="first-word"),
        pytest.param("Bonnes nouvelles pour l’emploi", id="adjective"),
        pytest.param("Nathalie Vienne est nommée directrice", id="first-name"),
        pytest.param("M. Tours et Mme Die ont signé", id="title"),
        pytest.param("J. Roanne prend la direction", id="initial"),
        pytest.param("Geneviève de Fontenay était là", id="particle"),
        pytest.param("Orange augmente ses tarifs", id="company"),
        pytest.param("Mission sur Mars en préparation", id="planet"),
        pytest.param("L’AS Nancy reçoit dimanche", id="team"),
        pytest.param("Le match Nantes-Rennes reporté", id="two-teams"),
        pytest.param("Rendez-vous rue de Paris", id="street"),
        pytest.param("Une randonnée au Mont-Blanc", id="mountain"),
        pytest.param("BFM Toulon Var en direct", id="medium"),
        pytest.param("L’OMS et l’ARS alertent (OMS)", id="acronym"),
        pytest.param("Valence (Espagne) sous les eaux", id="abroad"),
        pytest.param("Le gouvernement à Matignon", id="ministry"),
        pytest.param("Un cyclone à Port-Vila", id="capital-abroad"),
        pytest.param("Une foire à Beaumont, au Texas", id="abroad-in-words"),
        pytest.param("Nous recrutons un Chargé(e) d’études", id="both-genders"),
        pytest.param("la Loire en crue inquiète", id="river"),
        pytest.param("Les bords de Loire à vélo", id="banks"),
        pytest.param("Un pont sur la Vienne", id="bridge"),
        pytest.param("Tempête en mer du Nord", id="sea"),
        pytest.param("Visite en Grande-Bretagne", id="country"),
        pytest.param("Ouverture d’un lycée Saint-Joseph", id="school"),
        pytest.param("", id="empty"),
    ],
)
def test_other_things_are_not(places_of: Find, text: str) -> None:
    assert places_of(text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dans la Loire, l’emploi progresse", [("42", "departement")]),
        ("Isère : la fibre partout", [("38", "departement")]),
        ("Une fête en Loire-Atlantique", [("44", "departement")]),
        ("Une fête en Pays de la Loire", [("52", "region")]),
        ("La région Auvergne-Rhône-Alpes recrute", [("84", "region")]),
        ("Un plan pour l’Occitanie et la Bretagne", [("76", "region"), ("53", "region")]),
        ("AURA et Paca signent", [("84", "region"), ("93", "region")]),
        ("Vacances en Alsace", [("44", "region")]),
        ("Nouvelle-Aquitaine : la forêt replantée", [("75", "region")]),
        ("Un plan de la région Occitanie", [("76", "region")]),
        ("La Région Normandie achète des rames", [("28", "region")]),
        ("L’Agence régionale de santé Bretagne compte", [("53", "region")]),
        ("Région Centre-Val de Loire", [("24", "region")]),
        ("En Polynésie française, un câble", [("987", "region")]),
        ("Un hiver doux à Mayotte", [("976", "departement")]),
        (
            "Un fonds pour le Nord, les Ardennes et la Meuse",
            [("59", "departement"), ("08", "departement"), ("55", "departement")],
        ),
        ("Creuse et Corrèze manquent de dentistes", [("23", "departement"), ("19", "departement")]),
        ("Lozère, terre de transhumance", [("48", "departement")]),
        ("Le Nord finance des digues", [("59", "departement")]),
        ("Le vent se lève dans le nord de la mer", []),
        ("Grand Nancy : deux halles à vendre", [("245400676", "epci")]),
        ("Le Puy-en-Velay : un hôtel", [("43157", "commune")]),
        ("Une nuit sur le Mont Lozère", []),
        ("La communauté de communes du Mont Lozère vote", [("200069128", "epci")]),
        ("L’île de La Réunion se prépare", [("974", "departement")]),
        ("La Réunion publique est reportée", []),
        ("Un village de la Vienne", [("86", "departement")]),
        ("Roannais Agglomération vote son budget", [("200035731", "epci")]),
        ("Le Grand Lyon plante", [("200046977", "epci")]),
        ("La Métropole de Lyon plante", [("200046977", "epci")]),
        ("Le Grand Reims plante", [("200067213", "epci")]),
        ("Grand Poitiers plante", [("200069854", "epci")]),
        ("La communauté de communes des Avant-Monts recrute", [("200071058", "epci")]),
    ],
)
def test_larger_places(places_of: Find, text: str, found: list[tuple[str, str]]) -> None:
    assert [(place.code, place.level) for place in places_of(text)] == found


def test_a_metropolis_in_lower_case_names_its_town_too(places_of: Find) -> None:
    found = places_of("L’emploi dans la métropole de Bordeaux")

    assert {place.code for place in found} == {"243300316", "33063"}


def test_an_epci_that_bears_the_name_of_its_town_names_it(places_of: Find) -> None:
    epci, town = places_of("Limoges Métropole plante des arbres")

    assert {epci.code, town.code} == {"248719312", "87085"}
    assert "donne son nom à Limoges Métropole" in (epci.why, town.why)
