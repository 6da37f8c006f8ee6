"""Legal notices of companies made into items; every company and commune below is invented."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from veille.collect.collected import Collected
from veille.collect.opendata import next_offset, read
from veille.domain.item import RawItem
from veille.normalise.item import normalise

RECORDED = Path(__file__).parents[3] / "shared" / "apis" / "bodacc-v21"
URL = "https://bodacc.exemple.fr/api/explore/v2.1/catalog/datasets/annonces/records"
COMMUNES = (
    ("42901", "Valdorsenne"),
    ("42902", "Saint-Forge-sur-Orsenne"),
    ("42903", "Le Pontet-Haut"),
    ("42904", "Mars"),
)

COMPANY = {
    "typePersonne": "pm",
    "denomination": "FOURNIL DES PRÉS",
    "formeJuridique": "Société par actions simplifiée",
    "capital": {"montantCapital": "12500.00", "devise": "EUR"},
    "administration": "Président : DUVAL Rosalie",
    "adresseSiegeSocial": {"nomVoie": "3 rue Basse", "codePostal": "42990", "ville": "VALDORSENNE"},
}


def folded_json(value: object) -> str:
    """A field of the registry: an object written as JSON inside a string."""
    return json.dumps(value, ensure_ascii=False)


def announcement(family: str = "creation", **fields: object) -> dict[str, Any]:
    return {
        "id": "A209900010001",
        "dateparution": "2026-10-07",
        "typeavis": "annonce",
        "familleavis": family,
        "familleavis_lib": "Famille",
        "numerodepartement": "42",
        "tribunal": "Greffe du Tribunal de Commerce d'Orsenne",
        "commercant": "FOURNIL DES PRÉS",
        "ville": "VALDORSENNE CEDEX",
        "cp": "42990",
        "registre": ["900000001", "900 000 001"],
        "listepersonnes": folded_json({"personne": COMPANY}),
        "jugement": None,
        "url_complete": "https://www.bodacc.fr/pages/annonce/?q.id=id:A209900010001",
        **fields,
    }


def judged(nature: str, decision: str = "") -> dict[str, Any]:
    judgment = {"nature": nature, "date": "2026-09-29", "complementJugement": decision}
    return announcement("collective", jugement=folded_json(judgment))


def answer(*records: object) -> bytes:
    return json.dumps({"total_count": len(records), "results": records}).encode()


def bodacc(*records: object, communes: tuple[tuple[str, str], ...] = ()) -> Collected:
    return read(answer(*records), URL, preset="bodacc", communes=communes)


def only(collected: Collected) -> RawItem:
    [item] = collected.items
    return item


# --- what a notice says


def test_a_creation_tells_the_company_its_activity_and_its_capital() -> None:
    premises = {"etablissement": {"activite": "Boulangerie & pâtisserie", "enseigne": "Au Fournil"}}
    deed = {"dateCommencementActivite": "2026-10-01", "creation": {"categorieCreation": "Neuf"}}

    item = only(
        bodacc(
            announcement(
                listeetablissements=folded_json(premises),
                acte=folded_json(deed),
            )
        )
    )

    assert item.title == "Création\u00a0: FOURNIL DES PRÉS (VALDORSENNE CEDEX)"
    assert item.guid == "A209900010001"
    assert item.url == "https://www.bodacc.fr/pages/annonce/?q.id=id:A209900010001"
    assert item.published == datetime(2026, 10, 7, tzinfo=UTC)
    assert item.author == "Greffe du Tribunal de Commerce d'Orsenne"
    assert item.language == "fr"
    assert "<p>Activité\u00a0: Boulangerie &amp; pâtisserie.</p>" in item.html
    assert "<p>Capital\u00a0: 12\u202f500\u00a0€.</p>" in item.html
    assert "Début d’activité\u00a0: 1ᵉʳ\u00a0octobre 2026" in item.html
    assert "Immatriculation\u00a0: 900 000 001.</p>" in item.html


def test_managers_and_addresses_are_left_out() -> None:
    item = only(bodacc(announcement()))

    assert "Rosalie" not in item.html
    assert "rue Basse" not in item.html


@pytest.mark.parametrize(
    ("family", "event"),
    [
        ("creation", "Création"),
        ("immatriculation", "Immatriculation"),
        ("vente", "Vente et cession"),
        ("modification", "Modification"),
        ("radiation", "Radiation"),
        ("dpc", "Dépôt des comptes"),
        ("collective", "Procédure collective"),
        ("conciliation", "Conciliation"),
        ("divers", "Annonce légale"),
        ("une_nouvelle_famille", "Famille"),
    ],
)
def test_each_family_has_its_name(family: str, event: str) -> None:
    title = only(bodacc(announcement(family))).title

    assert title == f"{event}\u00a0: FOURNIL DES PRÉS (VALDORSENNE CEDEX)"


@pytest.mark.parametrize(
    ("nature", "decision", "event"),
    [
        ("Jugement d'ouverture de liquidation judiciaire", "", "Liquidation judiciaire"),
        ("Jugement d’ouverture d’une procédure de redressement judiciaire", "",
         "Redressement judiciaire"),
        ("Jugement d'ouverture d'une procédure de sauvegarde", "", "Sauvegarde"),
        ("Jugement de conversion en liquidation judiciaire", "",
         "Conversion en liquidation judiciaire"),
        ("Jugement de clôture pour insuffisance d'actif", "", "Clôture pour insuffisance d'actif"),
        ("Jugement arrêtant le plan de redressement", "", "Plan de redressement"),
        ("Jugement prononçant la résolution du plan de sauvegarde", "",
         "Résolution du plan de sauvegarde"),
        ("Dépôt de l'état des créances", "", "Dépôt de l'état des créances"),
        ("Autre jugement et ordonnance", "Ouvre la liquidation judiciaire de la société.",
         "Liquidation judiciaire"),
        ("Autre jugement prononçant", "Clôture de la liquidation judiciaire.",
         "Clôture de la procédure"),
        ("Autre jugement", "Prononce la liquidation judiciaire, clôture à examiner sous un an.",
         "Liquidation judiciaire"),
        ("Autre jugement", "Prononce la conversion en liquidation judiciaire.",
         "Conversion en liquidation judiciaire"),
        ("Autre jugement prononçant", "Remplace un mandataire.", "Procédure collective"),
        ("", "", "Procédure collective"),
    ],
)  # fmt: skip
def test_a_judgment_gives_its_event(nature: str, decision: str, event: str) -> None:
    title = only(bodacc(judged(nature, decision))).title

    assert title.startswith(f"{event}\u00a0: FOURNIL")


def test_a_judgment_tells_its_date_and_its_decision() -> None:
    item = only(bodacc(judged("Jugement d'ouverture de liquidation judiciaire", "Nomme <Me> X.")))

    assert "Date du jugement\u00a0: 29\u00a0septembre 2026." in item.html
    assert "<Me>" not in item.html


@pytest.mark.parametrize(
    ("typeavis", "said"),
    [("rectificatif", "(avis rectificatif)"), ("annulation", "(avis d’annulation)")],
)
def test_a_correction_is_not_told_as_the_event_itself(typeavis: str, said: str) -> None:
    title = only(bodacc(announcement(typeavis=typeavis))).title

    assert title.startswith(f"Création {said}\u00a0: ")


def test_confidential_accounts_are_said_so() -> None:
    deposit = {
        "dateCloture": "2025-12-31",
        "typeDepot": "Comptes annuels et rapports",
        "descriptif": "Accompagnés d'une déclaration de confidentialité.",
    }

    item = only(bodacc(announcement("dpc", depot=folded_json(deposit))))

    assert item.title.startswith("Dépôt de comptes confidentiels\u00a0: ")
    assert "Comptes confidentiels\u00a0: en tout ou en partie" in item.html
    assert "Exercice clos le\u00a0: 31\u00a0décembre 2025." in item.html


def test_open_accounts_are_not_said_confidential() -> None:
    deposit = {"dateCloture": "2025-12-31", "typeDepot": "Comptes annuels"}

    item = only(bodacc(announcement("dpc", depot=folded_json(deposit))))

    assert "confidentiel" not in item.title + item.html


def test_a_sale_names_the_former_owner() -> None:
    former = {"personne": [{"denomination": "AUX BONS PAINS"}, {"denomination": "MOULIN VIEUX"}]}

    item = only(bodacc(announcement("vente", listeprecedentproprietaire=folded_json(former))))

    assert "Précédent propriétaire\u00a0: AUX BONS PAINS\u00a0; MOULIN VIEUX." in item.html


def test_modifications_and_removals_tell_what_they_hold() -> None:
    changed, removed = bodacc(
        announcement("modification", modificationsgenerales='{"descriptif": "Nouveau siège"}'),
        announcement("radiation", id="B2", radiationaurcs='{"radiationPM": "O", "commentaire": '
                     '"Radiation d\'office"}'),
    ).items  # fmt: skip

    assert "<p>Modification\u00a0: Nouveau siège.</p>" in changed.html
    assert "<p>Radiation\u00a0: Radiation d'office.</p>" in removed.html


def test_without_an_address_the_page_is_built_from_the_identity() -> None:
    item = only(bodacc(announcement(url_complete=None)))

    assert item.url.startswith("https://www.bodacc.fr/")
    assert item.url.endswith("id:A209900010001")


def test_markup_in_a_record_stays_text_to_the_end() -> None:
    record = announcement(
        commercant="<script>alert(1)</script>R&D <b>BOIS</b>",
        listeetablissements=folded_json(
            {"etablissement": {"activite": "<img src=x onerror=y>Bar"}}
        ),
    )

    item = only(bodacc(record))
    cleaned = normalise("bodacc", item)

    assert "<script" not in item.title
    assert "<img" not in item.html
    assert "R&D BOIS" in cleaned.title
    assert "Activité\u00a0: Bar." in cleaned.summary


@pytest.mark.parametrize(
    "written",
    ["2026-10-07", "2026-10-07T00:00:00+00:00", "2026-10-06T22:00:00+00:00",
     "2026-10-07T00:00:00+02:00"],
)  # fmt: skip
def test_a_day_of_publication_stays_that_day(written: str) -> None:
    item = only(bodacc(announcement(dateparution=written)))

    assert item.published == datetime(2026, 10, 7, tzinfo=UTC)


# --- communes


@pytest.mark.parametrize(
    ("ville", "shown"),
    [
        ("VALDORSENNE", "Valdorsenne"),
        ("Valdorsenne Cedex 2", "Valdorsenne"),
        ("42990 Valdorsenne", "Valdorsenne"),
        ("ST FORGE SUR ORSENNE", "Saint-Forge-sur-Orsenne"),
        ("ST-FORGE S/ ORSENNE", "Saint-Forge-sur-Orsenne"),
        ("Saint Forge sur Orsenne", "Saint-Forge-sur-Orsenne"),
        ("PONTET HAUT (LE)", "Le Pontet-Haut"),
        ("LE PONTET-HAUT", "Le Pontet-Haut"),
        ("Ailleurs, VALDORSENNE 3e Arrondissement", "Valdorsenne"),
    ],
)
def test_a_commune_is_known_however_it_is_written(ville: str, shown: str) -> None:
    record = announcement(ville=ville, listepersonnes=None)

    item = only(bodacc(record, communes=COMMUNES))

    assert item.title.endswith(f"({shown})")


@pytest.mark.parametrize("ville", ["Ailleurs", "", "ORSENNE", "VALDORSENNE LES BAINS", "Forge"])
def test_other_communes_are_left_out(ville: str) -> None:
    record = announcement(ville=ville, listepersonnes=None)

    assert bodacc(record, communes=COMMUNES).items == ()


def test_a_homonym_in_another_department_is_left_out() -> None:
    record = announcement(numerodepartement="06", cp="06990")

    assert bodacc(record, communes=COMMUNES).items == ()


def test_a_company_of_the_border_judged_next_door_is_kept() -> None:
    record = announcement(numerodepartement="69", cp="42990")

    assert len(bodacc(record, communes=COMMUNES).items) == 1


def test_premises_in_the_territory_are_enough() -> None:
    premises = {"etablissement": [{"adresse": {"ville": "Lyon"}}, {"adresse": {"ville": "MARS"}}]}
    record = announcement(
        ville="Lyon", listepersonnes=None, listeetablissements=folded_json(premises)
    )

    assert only(bodacc(record, communes=COMMUNES)).title.endswith("(Mars)")


def test_premises_told_by_a_judgment_are_found_but_not_its_court() -> None:
    sentence = "Liquidateur : Me X, 42990 VALDORSENNE - Etablissement situé 1 quai Bas - 42991 {} Y"
    inside = judged("Autre jugement", sentence.format("PONTET HAUT"))
    outside = judged("Autre jugement", sentence.format("AILLEURS"))
    for record in (inside, outside):
        record |= {"ville": "LYON", "listepersonnes": None}

    assert only(bodacc(inside, outside, communes=COMMUNES)).title.endswith("(Le Pontet-Haut)")


# --- real answers


def recorded(name: str) -> bytes:
    path = RECORDED / name
    if not path.exists():
        pytest.skip("the recorded answers are not on this machine")
    return path.read_bytes()


def test_a_recorded_answer_gives_three_events_of_one_company() -> None:
    body = recorded("jeune_entreprise_liquidation.json")

    collected = read(body, URL, preset="bodacc")

    events = [item.title.partition("\u00a0: ")[0] for item in collected.items]
    assert events == ["Liquidation judiciaire", "Vente et cession", "Création"]
    assert all(item.url.endswith(item.guid) and item.published for item in collected.items)
    assert "Capital\u00a0: 5\u202f000\u00a0€" in collected.items[2].html
    assert next_offset(body) is None


def test_a_recorded_answer_is_filtered_by_commune_across_a_border() -> None:
    body = recorded("jeune_entreprise_liquidation.json")

    seat = read(body, URL, preset="bodacc", communes=[("67084", "Dambach-la-Ville")])
    shop = read(body, URL, preset="bodacc", communes=[("67028", "Benfeld")])
    court = read(body, URL, preset="bodacc", communes=[("68066", "Colmar")])

    assert (len(seat.items), len(shop.items), len(court.items)) == (3, 2, 0)


def test_recorded_accounts_are_confidential() -> None:
    body = b'{"total_count": 1, "results": [%s]}' % recorded("fournil_dpc_confidentiel.json")

    item = only(read(body, URL, preset="bodacc"))

    assert item.title.startswith("Dépôt de comptes confidentiels\u00a0: ")
    assert item.published == datetime(2025, 1, 26, tzinfo=UTC)
