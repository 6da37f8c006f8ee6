"""Jobs and money that an item announces, told from those that merely exist."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veille.classify import amount_in, jobs_in
from veille.classify.quantities import NUMBER, value_of
from veille.normalise.lexing import Text


@pytest.mark.parametrize(
    ("title", "count"),
    [
        # Created, said by the noun, the verb or the nearest word
        ("La biscuiterie va créer 120 emplois", 120),
        ("Une centaine de postes à pourvoir à la fonderie", 100),
        ("Une trentaine de recrutements en vue", 30),
        ("Le laboratoire pourrait créer jusqu’à 50 emplois", 50),
        ("400 embauches en CDI dans les transports", 400),
        ("L’usine passe de 150 à 200 salariés", 50),
        ("Les effectifs vont passer de 80 à 120 personnes", 40),
        ("Une usine de vélos s’installe : 60 emplois à la clé", 60),
        ("Le chantier naval recrute 50 soudeurs", 50),
        ("Le transporteur veut embaucher environ 35 conducteurs", 35),
        ("Recrutement de 25 infirmières à l’hôpital", 25),
        ("80 créations d’emplois attendues", 80),
        ("200 postes à pourvoir au forum", 200),
        ("Deux cents emplois seront créés", 200),
        ("Cent vingt postes créés en trois ans", 120),
        ("Deux mille emplois promis par le consortium", 2000),
        ("Un millier d’emplois créés dans la vallée", 1000),
        ("Le centre d’appels emploiera 90 personnes", 90),
        ("1\u202f200 emplois créés par le port", 1200),
        ("1\u00a0200 emplois créés par le port", 1200),
        ("1.200 emplois créés par le port", 1200),
        ("1200 emplois créés par le port", 1200),
        ("Un contrat sauve 45 emplois", 45),
        ("L’aide doit préserver 70 emplois", 70),
        ("Entrepôt : 300 nouveaux emplois annoncés à l’ouverture", 300),
        ("Deux douzaines de postes ouverts : l’agence recrute 24 agents", 24),
        # Cut
        ("Le groupe va supprimer 1\u202f150 postes", -1150),
        ("Supprimer 1 150 postes : le groupe confirme", -1150),
        ("Licenciement de 80 salariés à la papeterie", -80),
        ("PSE : 230 postes menacés", -230),
        ("Plus de 3.500 suppressions de postes", -3500),
        ("La verrerie licencie 42 personnes", -42),
        ("Le site perd 60 emplois", -60),
        ("Une soixantaine d’emplois menacés", -60),
        ("110 licenciements à l’aciérie", -110),
        ("Soixante salariés licenciés à la filature", -60),
        ("Un plan social concerne 95 collaborateurs", -95),
        ("L’atelier passe de 90 à 60 salariés", -30),
        ("35 départs volontaires dans l’imprimerie", -35),
        ("Le plan de sauvegarde de l’emploi touche 150 salariés", -150),
        ("Mille emplois détruits en un an", -1000),
        ("Quatre-vingt-dix postes supprimés", -90),
        ("L’usine ferme ses portes : 64 salariés", -64),
        ("Près de 1,2 million d’emplois supprimés", -1200000),
    ],
)
def test_jobs(title: str, count: int) -> None:
    for found in (jobs_in(Text(title)), jobs_in(Text("En bref", f"Bonjour. {title}."))):
        assert found is not None
        assert found.count == count
        assert title in found.sentence


@pytest.mark.parametrize(
    "title",
    [
        "L’entreprise de 300 salariés fête ses trente ans",
        "Le site compte 240 emplois",
        "La filière représente 38.200 emplois dans la région",
        "Une prime de 300 euros pour les salariés",
        "Le maire de 54 ans présente son équipe",
        "Une commune de 12 000 habitants",
        "3 200 chômeurs dans le bassin",
        "1 500 demandeurs d’emploi accompagnés",
        "60 places en crèche à la rentrée",
        "Réunion le 12 mai à la maison de l’emploi",
        "12 % des emplois sont industriels",
        "Des dizaines de postes supprimés",
        "Plusieurs centaines d’emplois créés",
        "La ville recrute un directeur",
        "Le club recrute 2 joueurs",
        "Deux postes de police fermés",
        "40 postes de secours sur la côte",
        "Un emploi sur 10 dépend du port",
        "2,2 emplois perdus pour un emploi créé",
        "300 personnes manifestent contre la fermeture",
        "265 personnes au chômage technique après un incendie",
        "15 000 personnes menacées par les crues",
        "Dix emplois du temps à revoir",
        "Les 80 salariés ont voté la grève",
        "",
    ],
)
def test_no_jobs(title: str) -> None:
    assert jobs_in(Text(title)) is None
    assert jobs_in(Text("", title)) is None


def test_the_title_comes_first_and_a_part_is_not_the_number() -> None:
    found = jobs_in(Text("L’usine crée 40 emplois", "Le groupe supprime 900 postes dans le monde."))
    part = jobs_in(Text("", "Le groupe supprime 900 postes, dont 40 postes supprimés ici."))

    assert found is not None
    assert part is not None
    assert (found.count, found.sentence) == (40, "L’usine crée 40 emplois")
    assert part.count == -900


@pytest.mark.parametrize(
    ("title", "euros"),
    [
        ("La laiterie investit 5,4 M€", 5_400_000),
        ("Un contrat de 400 millions d’euros pour le chantier naval", 400_000_000),
        ("L’État débloque 1,2 milliard d’euros", 1_200_000_000),
        ("Une subvention de 350 000 € pour la halle", 350_000),
        ("Une aide de 12 k€ pour le commerce", 12_000),
        ("La Région met 25 M d’euros dans le projet", 25_000_000),
        ("Levée de fonds de 12 millions d'euros", 12_000_000),
        ("La start-up lève 3,5 M€", 3_500_000),
        ("Rachat de la fonderie pour 4,3 millions d’euros", 4_300_000),
        ("Chantier de la gare : 18 millions d'euros", 18_000_000),
        ("Deux millions d’euros pour rénover l’école", 2_000_000),
        ("Un programme de 2 Md€ pour le rail", 2_000_000_000),
        ("Les travaux coûteront 850.000 euros", 850_000),
        ("Les travaux, 850\u202f000\u00a0€, commencent", 850_000),
        ("Une enveloppe de 60\u00a0000 euros pour les associations", 60_000),
        ("Un prêt de 7 milliards d’euros", 7_000_000_000),
        ("Le fonds vert finance la friche à hauteur de 640 000 €", 640_000),
        ("Une commande de 90 millions d’euros", 90_000_000),
        ("L’usine sera modernisée : 15 M€ investis", 15_000_000),
        ("Un million d’euros de travaux au gymnase", 1_000_000),
    ],
)
def test_amounts(title: str, euros: int) -> None:
    for found in (amount_in(Text(title)), amount_in(Text("En bref", f"Bonjour. {title}."))):
        assert found is not None
        assert found.euros == euros
        assert title in found.sentence


@pytest.mark.parametrize(
    "title",
    [
        "Un salaire de 2 500 euros brut",
        "Une amende de 3,5 millions d'euros pour la chaîne",
        "Le groupe réalise un chiffre d’affaires de 90 millions d’euros",
        "La dette atteint 3 000 milliards d’euros",
        "Le pain à 1,20 €",
        "Il remporte 36 millions d’euros au loto",
        "Un butin de 9 millions d’euros",
        "Une escroquerie à 700 000 euros",
        "Un loyer de 9 000 euros pour la boutique",
        "Un déficit de 12 millions d'euros",
        "Un bénéfice de 19,8 milliards d’euros",
        "Les dégâts atteignent 100 millions d’euros",
        "Une cagnotte de 113.000 euros",
        "Un plan d’économies de 2 milliards d'euros",
        "Le transfert de l’attaquant pour 40 millions d’euros",
        "Le prix du terrain atteint 300 000 euros",
        "Une prime de 6 000 euros pour les soignants",
        "Un projet à 80 euros par mois",
        "L’Europe soutient la filière",
        "Une aide de 300 dollars",
        "",
    ],
)
def test_no_amount(title: str) -> None:
    assert amount_in(Text(title)) is None
    assert amount_in(Text("", title)) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("120", 120),
        ("1 150", 1150),
        ("1.150", 1150),
        ("1,5 million", 1_500_000),
        ("cent vingt", 120),
        ("deux cents", 200),
        ("trois cent cinquante", 350),
        ("deux mille cinq cents", 2500),
        ("mille", 1000),
        ("quatre-vingts", 80),
        ("quatre-vingt-dix-sept", 97),
        ("soixante-quinze", 75),
        ("vingt et un", 21),
        ("une vingtaine", 20),
        ("une petite centaine", 100),
        ("deux centaines", 200),
        ("un millier", 1000),
        ("une douzaine", 12),
        ("centaines", None),
        ("milliers", None),
        ("1234567890123", None),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert value_of(text) == value


_PIECES = st.sampled_from(
    "120 1\u202f200 1.150 1,5 une\u00a0centaine cent\u00a0vingt emplois postes supprimer créer "
    "recrute M€ € euros millions investit subvention de dont d’ salariés PSE . % 99999999999999 "
    "/ sur passe à".split(" ")
)


@given(st.one_of(st.text(), st.lists(_PIECES).map(" ".join)), st.text(max_size=60))
def test_any_text_is_read_and_its_numbers_are_finite(title: str, summary: str) -> None:
    jobs, amount = jobs_in(Text(title, summary)), amount_in(Text(title, summary))

    assert jobs is None or (0 < abs(jobs.count) < 10**13 and jobs.sentence)
    assert amount is None or (0 < amount.euros < 10**22 and amount.sentence)


def test_the_expression_of_numbers_has_no_group() -> None:
    assert re.compile(NUMBER).groups == 0
