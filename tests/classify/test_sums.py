"""Sums that an item puts in, told without « d’euros » or without a verb of money."""

import pytest

from veille.classify import amount_in
from veille.normalise.lexing import Text


@pytest.mark.parametrize(
    ("title", "euros"),
    [
        ("La fromagerie met douze millions sur la table pour ses caves", 12_000_000),
        ("Trois millions et demi d’euros pour le port de plaisance", 3_500_000),
        ("Le centre hospitalier engage un chantier à 45 millions", 45_000_000),
        ("La Région apporte 250 000 euros au tiers-lieu", 250_000),
        ("Huit millions d’euros injectés dans la chaufferie bois", 8_000_000),
        (
            "Avec deux millions d’euros d’argent frais, l’éditeur de logiciels vise l’Espagne",
            2_000_000,
        ),
        ("Le pont suspendu sera remplacé : 18 millions d’euros", 18_000_000),
        ("Le marché de la médiathèque attribué pour 6,2 millions", 6_200_000),
        ("L’aciériste double son four, 75 millions d’euros à la clé", 75_000_000),
        ("Cantine bio : 1,3 million de l’Europe", 1_300_000),
        ("Le département octroie 900 k€ aux offices de tourisme", 900_000),
        ("Levée de quatre millions pour la foodtech rennaise", 4_000_000),
        ("Le logisticien dépensera quinze millions pour agrandir son quai", 15_000_000),
        ("Coût de l’opération : 27 M€", 27_000_000),
        ("Le groupe suédois va débourser 60 millions pour le site", 60_000_000),
        ("L’association perçoit 2,4 millions d’euros pour rénover l’abbaye", 2_400_000),
        ("Un plan de 110 millions pour les routes du Cantal", 110_000_000),
        ("La communauté urbaine emprunte 33 millions pour son tramway", 33_000_000),
        ("Le Fonds vert à la rescousse : cinq millions pour la digue", 5_000_000),
        ("La place du marché refaite pour 640 000 euros", 640_000),
        ("Une cuisine centrale de neuf millions d’euros inaugurée", 9_000_000),
        ("Le fabricant de batteries obtient 22 millions d’euros de l’ADEME", 22_000_000),
        ("Les élus valident 14 millions d’euros pour la piscine", 14_000_000),
        (
            "Trois cents millions d’euros, c’est l’investissement annoncé par le chimiste",
            300_000_000,
        ),
        ("L’agence de l’eau cofinance la station d’épuration à hauteur de 7,8 millions", 7_800_000),
        ("Le port signe un emprunt vert de 50 millions", 50_000_000),
        ("Dix-neuf millions d’euros de travaux au lycée agricole", 19_000_000),
        ("Une subvention de 85 000 euros au club nautique", 85_000),
        ("La start-up nantaise séduit les fonds : 2,5 millions levés", 2_500_000),
        ("Le Conseil régional vote une enveloppe de six millions", 6_000_000),
        ("L’hôpital reconstruit pour quarante millions", 40_000_000),
        ("Le parc éolien, un projet à 120 millions d’euros", 120_000_000),
        ("L’usine d’eau potable coûtera trois millions", 3_000_000),
        ("Contrat de 16 M€ pour les ateliers ferroviaires", 16_000_000),
        ("La pépinière d’entreprises sortira de terre pour 1,6 million d’euros", 1_600_000),
        ("Le village sauve son école grâce à 700 000 euros d’aides", 700_000),
        ("Rachetée 70 millions d’euros, la biscuiterie change de mains", 70_000_000),
        ("La mutuelle reprend la clinique pour onze millions d’euros", 11_000_000),
    ],
)
def test_a_sum_put_in(title: str, euros: int) -> None:
    for found in (amount_in(Text(title)), amount_in(Text("En bref", f"Bonjour. {title}."))):
        assert found is not None
        assert found.euros == euros
        assert title in found.sentence


@pytest.mark.parametrize(
    "title",
    [
        "La ville présente un budget de 84 millions d’euros",
        "La facture d’électricité atteint deux millions",
        "Un chiffre d’affaires de douze millions pour la brasserie",
        "Le club vend son attaquant quatre millions",
        "La coopérative a perdu trois millions d’euros",
        "Deux millions de visiteurs au parc",
        "L’amende pourrait atteindre dix millions",
        "La dette de la commune culmine à neuf millions d’euros",
        "Un salaire annuel de 90 000 euros pour le directeur",
        "Le manoir en vente à 3 millions d’euros",
        "Le prix médian d’une maison : 210 000 euros",
        "Une contrebande de cigarettes estimée à 600 000 euros",
        "Trois millions de vues pour la vidéo du boulanger",
        "Le groupe américain investit quatre millions de dollars",
        "La taxe rapporte 800 000 euros à la station",
        "Elle gagne un million au grattage",
        "Le trésor adjugé 400 000 euros",
        "Les pertes des éleveurs chiffrées à cinq millions",
        "L’entreprise, qui pèse 300 millions d’euros de ventes, fête ses cent ans",
        "Un million d’habitants dans la métropole",
        "La moitié des foyers gagne moins de 30 000 euros",
        "Le constructeur dévoile sa citadine à 19 000 euros",
        "Le groupe verse 40 millions d’euros à ses actionnaires",
        "Une baisse d’impôts de cinq milliards d’euros",
    ],
)
def test_a_sum_that_nobody_puts_in(title: str) -> None:
    assert amount_in(Text(title)) is None
    assert amount_in(Text("", title)) is None


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        pytest.param("La série rassemble 4 millions", "Les audiences du soir.", id="audience"),
        pytest.param("Il investit 3 millions", "Un milliardaire en dollars.", id="dollars"),
        pytest.param("Il lève 3 millions", "Deux millions de clients l’ont suivi.", id="clients"),
        pytest.param("Le projet", "Des investissements pour quelque 3 millions", id="cut-short"),
        pytest.param("Un plan de 2 millions de livres (2,4 millions d’euros)", "", id="converted"),
    ],
)
def test_what_may_be_no_euros(title: str, summary: str) -> None:
    assert amount_in(Text(title, summary)) is None
