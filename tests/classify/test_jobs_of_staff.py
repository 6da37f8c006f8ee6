"""Jobs that an item tells by what becomes of people: taken on, wanted, laid off, threatened."""

import pytest

from veille.classify import jobs_in
from veille.classify.trades import is_trade
from veille.normalise.lexing import Text


@pytest.mark.parametrize(
    ("title", "count"),
    [
        # Taken on, wanted, to come
        ("La conserverie veut grossir : quarante-cinq opérateurs bienvenus dès l’automne", 45),
        ("L’hôpital ouvre trente postes d’infirmiers", 30),
        ("Soixante-dix recrutements d’ici à Noël", 70),
        ("L’atelier de couture engage vingt-cinq mécaniciennes", 25),
        ("Une soixantaine de tourneurs-fraiseurs pour faire tourner la nouvelle usine", 60),
        ("Le futur abattoir fera vivre 110 familles et emploiera 110 bouchers", 110),
        ("Quarante apprentis recrutés à la rentrée par le bailleur", 40),
        ("Le chantier naval cherche 85 paires de bras", 85),
        ("L’exploitant du parc embauche une quinzaine de saisonniers", 15),
        ("Avec l’extension, cinquante emplois supplémentaires sont espérés", 50),
        ("Trente-trois agents rejoindront le nouveau centre de tri", 33),
        ("Le cabinet d’architectes double de taille et prévoit douze embauches", 12),
        ("140 techniciens à former pour la filière hydrogène", 140),
        ("Cinq cents emplois directs et indirects attendus", 500),
        ("À terme, 75 ouvriers seront employés sur la plateforme", 75),
        ("Le groupe y affectera deux cents ingénieurs", 200),
        ("Le fabricant renforce ses équipes : 28 électriciens et soudeurs recherchés", 28),
        ("Quatre-vingt-dix nouveaux salariés chez le tonnelier", 90),
        ("La ferme aquacole promet 44 emplois", 44),
        ("36 offres d’emploi proposées par le sous-traitant", 36),
        ("Trente postes de conducteurs à prendre sur le réseau de bus", 30),
        ("La maison de santé accueillera seize praticiens", 16),
        ("Le constructeur de trains fait venir 250 monteurs", 250),
        ("Le fabricant de remorques a recruté 64 personnes en un an", 64),
        ("Huit emplois créés par l’épicerie solidaire", 8),
        ("Trois cents CDI signés en un an dans la filière", 300),
        ("L’effectif grimpera de 58 à 80 personnes", 22),
        ("À Vierzon, trente-cinq chaudronniers vont pouvoir souder de nouveau", 35),
        ("L’entreprise a besoin de bras : vingt façonniers en contrat long", 20),
        ("La ligne tournera avec cinquante opératrices", 50),
        ("Douze guides naturalistes rejoignent l’équipe du parc", 12),
        ("Huit horlogers formés en interne puis embauchés", 8),
        ("Elle compte sur cent nouvelles recrues pour suivre la cadence", 100),
        ("Le centre d’appels doit s’étoffer de quarante téléconseillers", 40),
        ("Quinze menuisiers, tous locaux, y fabriqueront des charpentes", 15),
        ("Soixante ingénieurs s’installeront dans les bureaux rénovés", 60),
        ("Trente brasseurs et cavistes occuperont l’ancienne caserne", 30),
        ("Pour ses deux navires, l’armateur veut trois cents marins", 300),
        ("La mairie titularise dix-huit animateurs", 18),
        ("Quarante-cinq contrats longs proposés aux vendangeurs", 45),
        ("L’équipe passera de trente à cinquante-deux électroniciens", 22),
        ("Seize vétérinaires ruraux espérés d’ici à 2030", 16),
        # Laid off, threatened, left by a site that closes
        ("La galvanoplastie dépose le bilan, 35 salariés dans l’attente", -35),
        ("Cinquante-deux ouvriers de la tannerie pointeront à France Travail", -52),
        ("64 postes biffés au siège de la mutuelle", -64),
        ("Dix-huit licenciements économiques en préparation", -18),
        ("Fin de partie pour les 90 salariés de la bonneterie", -90),
        ("27 caissières sur le départ", -27),
        ("Vingt-sept téléconseillers priés de plier bagage", -27),
        ("Les 33 ouvriers de la scierie ont reçu leur lettre", -33),
        ("Imprimerie : 14 emplois à la trappe", -14),
        ("Le plan prévoit le départ de 60 collaborateurs", -60),
        ("Trois quarts d’heure de visioconférence pour annoncer 75 départs contraints", -75),
        ("Faute de repreneur, 41 couturières sans travail", -41),
        ("Le sous-traitant automobile se sépare de deux cents intérimaires", -200),
        ("La menuiserie en liquidation, ses douze compagnons licenciés", -12),
        ("Quatre-vingts postes passent à la trappe chez le papetier", -80),
        ("La librairie baisse le rideau et laisse 22 libraires sur le carreau", -22),
        ("Cent cinquante tisserands redoutent la fermeture", -150),
        ("Quinze vendeurs au chômage après la faillite de l’enseigne", -15),
        ("Trois cents emplois partent en fumée", -300),
        ("48 emplois sacrifiés sur l’autel de la fusion", -48),
        ("Soixante-six emplois directs condamnés", -66),
        ("Un PSE pour 130 salariés", -130),
        ("Logistique : 34 préparateurs vont perdre leur poste", -34),
        ("Les dix-neuf salariés de la brasserie fixés sur leur sort : liquidation", -19),
        ("Onze clercs et notaires remerciés par l’étude", -11),
        (
            "La fromagerie arrête la tomme : vingt-quatre affineurs vont devoir chercher ailleurs",
            -24,
        ),
        ("Cinquante-deux conducteurs apprennent par courriel la fin de leur contrat", -52),
        ("Dix-sept fleuristes voient leur halle fermer", -17),
        ("Sans commande, le chantier naval se défait de trente et un charpentiers", -31),
        ("Quarante-trois emplois perdus dans l’incendie de la scierie", -43),
        ("Le groupe veut réduire la voilure de 120 postes", -120),
        ("La rotative s’arrête : 28 rotativistes renvoyés chez eux", -28),
        ("Soixante-six suppressions nettes à la banque", -66),
        ("Le transporteur perd son marché et ses quinze chauffeurs", -15),
        ("L’audience de liquidation scelle le sort de trente-sept brodeuses", -37),
        ("Vingt et un éducateurs ne seront pas remplacés", -21),
        ("L’ESAT licencie quarante-six moniteurs", -46),
        ("Dix-neuf pâtissiers pris dans la faillite de la chaîne", -19),
        ("Le site breton condamné, 58 conserveurs en colère", -58),
    ],
)
def test_what_becomes_of_staff(title: str, count: int) -> None:
    for found in (jobs_in(Text(title)), jobs_in(Text("En bref", f"Bonjour. {title}."))):
        assert found is not None
        assert found.count == count
        assert title in found.sentence


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("Neuf CDD transformés en CDI", 9),
        ("L’enseigne de meubles arrive, et avec elle soixante-dix vendeurs", 70),
    ],
)
def test_what_a_headline_counts_is_the_news(title: str, count: int) -> None:
    found = jobs_in(Text(title))

    assert found is not None
    assert found.count == count


@pytest.mark.parametrize(
    "title",
    [
        "Les 45 ouvriers en grève reconductible",
        "Deux cents motards attendus dimanche",
        "Le lycée accueille 30 élèves cuisiniers",
        "Trente candidats pour un poste",
        "Cinquante chasseurs recherchent un chien perdu",
        "Deux conducteurs recherchés après un délit de fuite",
        "Le groupe de 400 salariés change de président",
        "120 logements attendus",
        "40 lits supprimés à la clinique",
        "La maternelle ferme, 24 élèves déplacés",
        "Quatre-vingts exposants attendus au salon de l’emploi",
        "Douze jurés pour un procès hors norme",
        "200 manifestants devant l’usine menacée",
        "L’entreprise familiale emploie 85 personnes",
        "Trente ans de métier pour deux boulangers",
        "Trois pompiers blessés dans l’incendie de l’usine",
        "Le bus sans chauffeur transporte 3 000 voyageurs",
        "Cent cavaliers en plus au centre équestre",
        "Les cinq médecins partis à la retraite",
        "Mille spectateurs de plus au stade",
        "Trois agriculteurs menacés par la sécheresse",
        "Dix artisans récompensés par la chambre de métiers",
        "Deux ouvriers blessés dans la chute d’une nacelle",
        "Vingt salariés formés aux premiers secours",
        "Onze bouquinistes délogés par les travaux",
        "Vingt peintres exposent dans l’atelier",
        "Trente joueurs retenus pour le stage",
        "Le conservatoire forme cent vingt musiciens",
        "Soixante éleveurs manifestent devant l’abattoir menacé",
        "Quinze restaurateurs s’engagent contre le gaspillage",
        "Quarante maires s’opposent à la fermeture",
        "Deux cents lycéens découvrent les métiers du bois",
        "Sept infirmières racontent leur quotidien",
        "Cinq boulangers primés au concours de la baguette",
        "Vingt couturières bénévoles fabriquent des masques",
        "Dix pêcheurs sauvés au large",
        "Il manque quarante chauffeurs de car dans le département",
        "Le squat évacué, quatre-vingts personnes à la rue",
        "L’usine met 120 salariés au chômage partiel",
    ],
)
def test_people_who_are_nobody_s_staff(title: str) -> None:
    assert jobs_in(Text(title)) is None
    assert jobs_in(Text("", title)) is None


@pytest.mark.parametrize(
    ("noun", "trade"),
    [
        ("soudeurs", True),
        ("aides-soignantes", True),
        ("electriciens", True),
        ("bouchers", True),
        ("habitants", False),
        ("spectateurs", False),
        ("chantiers", False),
        ("gendarmes", False),
    ],
)
def test_a_trade_is_told_from_other_words_of_its_ending(noun: str, trade: bool) -> None:
    assert is_trade(noun) is trade


def test_staff_of_an_item_about_a_show_are_no_jobs() -> None:
    assert (
        jobs_in(Text("Trente brasseurs attendus", "Le festival de la bière ouvre samedi.")) is None
    )


def test_a_site_that_closes_for_a_while_cuts_no_jobs() -> None:
    assert (
        jobs_in(Text("L’usine ferme ses portes : 64 salariés", "Réouverture après les congés."))
        is None
    )
