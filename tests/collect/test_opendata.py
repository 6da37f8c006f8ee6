"""Open data portals: the addresses asked, and records of several datasets made into items.

Every company, commune and contract below is invented.
"""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veille.collect.collected import Collected
from veille.collect.feed_entry import MAX_ITEMS
from veille.collect.opendata import (
    ADDRESS_LIMIT,
    PRESETS,
    WINDOW,
    OpenDataRequest,
    address,
    next_offset,
    preset,
    read,
)
from veille.collect.opendata_odsql import quoted
from veille.collect.opendata_places import Places
from veille.domain.item import RawItem
from veille.errors import ParseError, UsageError
from veille.normalise.item import normalise

RECORDED = Path(__file__).parents[3] / "shared" / "apis" / "bodacc-v21"
URL = "https://donnees.exemple.fr/api/explore/v2.1/catalog/datasets/projets/records?limit=100"
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


def contract(**fields: object) -> dict[str, Any]:
    return {
        "idweb": "26-900001",
        "objet": "Réfection du gymnase des Forges",
        "nomacheteur": "Ville de Valdorsenne",
        "code_departement": ["42"],
        "dateparution": "2026-10-07",
        "datelimitereponse": "2026-11-12T11:00:00+00:00",
        "procedure_libelle": "Procédure adaptée",
        "type_marche": ["TRAVAUX"],
        "nature_libelle": "Avis de marché",
        "descripteur_libelle": ["Charpente", "Couverture"],
        **fields,
    }


def answer(*records: object, total: int | None = None) -> bytes:
    count = len(records) if total is None else total
    return json.dumps({"total_count": count, "results": records}).encode()


def bodacc(*records: object, communes: tuple[tuple[str, str], ...] = ()) -> Collected:
    return read(answer(*records), URL, preset="bodacc", communes=communes)


def boamp(*records: object, communes: tuple[tuple[str, str], ...] = ()) -> Collected:
    return read(answer(*records), URL, preset="boamp", communes=communes)


def only(collected: Collected) -> RawItem:
    [item] = collected.items
    return item


def asked(url: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}


# --- addresses


def test_an_address_asks_for_one_page_of_records() -> None:
    request = OpenDataRequest(
        base="https://donnees.exemple.fr/",
        dataset="projets aidés",
        where='commune = "Valdorsenne" and montant > 5',
        order_by="date desc",
    )

    url = address(request, offset=200)

    assert url.startswith(
        "https://donnees.exemple.fr/api/explore/v2.1/catalog/datasets/"
        "projets%20aid%C3%A9s/records?where="
    )
    assert asked(url) == {
        "where": 'commune = "Valdorsenne" and montant > 5',
        "order_by": "date desc",
        "limit": "100",
        "offset": "200",
    }


def test_what_is_empty_is_not_asked() -> None:
    url = address(OpenDataRequest(base="https://donnees.exemple.fr", dataset="projets"))

    assert asked(url) == {"limit": "100", "offset": "0"}


@given(st.text())
def test_a_literal_never_ends_before_its_last_quote(text: str) -> None:
    written = quoted(text)

    assert re.fullmatch(r'"(?:[^"\\]|\\["\\])*"', written)


def test_companies_are_asked_by_court_postal_code_and_commune() -> None:
    request = preset("bodacc", communes=COMMUNES, departments=["42"], since=date(2026, 10, 1))

    where = asked(address(request))["where"]

    assert "dateparution >= date'2026-10-01'" in where
    assert '(numerodepartement in ("42") or startswith(cp,"42"))' in where
    assert ',"valdorsenne")' in where
    assert ',"forge orsenne")' in where  # « Saint » may be written « ST »
    assert ',"pontet haut")' in where
    assert request.preset == "bodacc"


def test_contracts_are_asked_by_department_of_the_buyer() -> None:
    request = preset("boamp", communes=(), departments=["42", "69"], since=date(2026, 10, 1))

    assert address(request).startswith("https://boamp-datadila.opendatasoft.com/api/explore/")
    assert request.where == 'dateparution >= date\'2026-10-01\' and code_departement in ("42","69")'


def test_departments_come_from_the_communes_when_none_is_told() -> None:
    communes = [("2A004", "Valdorsenne"), ("97411", "Les Hauts")]

    request = preset("bodacc", communes=communes, departments=[], since=date(2026, 10, 1))

    assert 'numerodepartement in ("2A","974")' in request.where
    assert 'startswith(cp,"20") or startswith(cp,"974")' in request.where


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("count", [1, 40, 100, 400])
def test_an_address_stays_short_whatever_the_number_of_communes(name: str, count: int) -> None:
    letters = str.maketrans("0123456789", "abcdefghij")
    names = [f"Villeneuve-sur-{rank:03}".translate(letters) for rank in range(count)]
    communes = [(f"42{rank:03}", name) for rank, name in enumerate(names)]

    request = preset(name, communes=communes, departments=["42"], since=date(2026, 10, 1))

    assert len(address(request, offset=WINDOW)) <= ADDRESS_LIMIT
    assert ("search(" in request.where) == (count < 100)
    assert '"42"' in request.where


def test_a_name_of_commune_cannot_break_out_of_the_condition() -> None:
    communes = [("42901", 'Val") or (1=1')]

    request = preset("bodacc", communes=communes, departments=['4"2\\'], since=date(2026, 10, 1))

    assert request.where.endswith('jugement,"val or"))')
    assert '"4\\"2\\\\"' in request.where


def test_an_unknown_preset_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="bodacc ou boamp"):
        preset("bodac", communes=(), departments=["42"], since=date(2026, 10, 1))
    with pytest.raises(UsageError, match="bodacc ou boamp"):
        read(answer(), URL, preset="bodac")


# --- companies


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

    assert "Précédent propriétaire\u00a0: AUX BONS PAINS ; MOULIN VIEUX." in item.html


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


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Voirie à Valdorsenne", ["Valdorsenne"]),
        ("VOIRIE A SAINT FORGE SUR ORSENNE", ["Saint-Forge-sur-Orsenne"]),
        ("Commune du Pontet-Haut", ["Le Pontet-Haut"]),
        ("Travaux en mars à Lyon", []),
        ("Commune de Mars", ["Mars"]),
        ("Commune de Mars-en-Forêt", []),
        ("Cité de Bourg-Mars et de Forge sur Mars", []),
        ("", []),
    ],
)
def test_a_sentence_names_a_commune_by_its_whole_name(sentence: str, found: list[str]) -> None:
    assert Places(COMMUNES).named(sentence) == found


# --- public contracts


def test_a_contract_tells_its_buyer_deadline_and_procedure() -> None:
    item = only(boamp(contract()))

    assert item.title == "Réfection du gymnase des Forges"
    assert item.author == "Ville de Valdorsenne"
    assert item.guid == "26-900001"
    assert item.url == "https://www.boamp.fr/pages/avis/?q=idweb:26-900001"
    assert item.published == datetime(2026, 10, 7, tzinfo=UTC)
    assert item.categories == ("Charpente", "Couverture")
    assert "<p>Acheteur\u00a0: Ville de Valdorsenne.</p>" in item.html
    assert "réponse\u00a0: 12\u00a0novembre 2026, 12\u00a0h\u00a000.</p>" in item.html
    assert "<p>Procédure\u00a0: Procédure adaptée.</p>" in item.html
    assert "<p>Type de marché\u00a0: travaux.</p>" in item.html


def test_a_deadline_without_an_hour_is_shown_as_a_day() -> None:
    item = only(boamp(contract(datelimitereponse="2026-11-12T00:00:00+00:00")))

    assert "réponse\u00a0: 12\u00a0novembre 2026.</p>" in item.html


def test_a_procedure_known_by_its_code_only_is_still_readable() -> None:
    item = only(boamp(contract(procedure_libelle=None, type_procedure="PROCEDURE_ADAPTE")))

    assert "<p>Procédure\u00a0: Procedure adapte.</p>" in item.html


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"nature_libelle": "Résultat de marché", "titulaire": ["SARL TOIT"]}, "Attribution"),
        ({"nature_categorise_libelle": "Avis d'attribution"}, "Attribution"),
        ({"nature_libelle": "Rectificatif"}, "Rectificatif"),
        ({"etat": "AVIS_ANNULE"}, "Annulation"),
    ],
)
def test_a_notice_that_is_no_call_says_so_first(fields: dict[str, object], kind: str) -> None:
    title = only(boamp(contract(**fields))).title

    assert title == f"{kind}\u00a0: Réfection du gymnase des Forges"


@pytest.mark.parametrize(
    "fields",
    [
        {"nomacheteur": "Ville de Valdorsenne"},
        {"nomacheteur": "Syndicat", "objet": "Gymnase de SAINT-FORGE-SUR-ORSENNE"},
        {"nomacheteur": "Syndicat", "donnees": '{"FNSimple": {"organisme": {"ville": "MARS"}}}'},
        {"nomacheteur": "Syndicat", "donnees":
         '{"N": {"cac:Party": [{"cac:PostalAddress": {"cbc:CityName": {"#text": "Mars"}}}]}}'},
    ],
)  # fmt: skip
def test_a_contract_is_of_the_territory_by_buyer_subject_or_address(
    fields: dict[str, object],
) -> None:
    assert len(boamp(contract(**fields), communes=COMMUNES).items) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"nomacheteur": "Syndicat", "donnees": '{"ville": "Lyon"}'},
        {"nomacheteur": "Syndicat", "donnees": "{pas du JSON"},
        {"nomacheteur": "Ville de Valdorsenne", "code_departement": ["06"]},
    ],
)
def test_a_contract_from_elsewhere_is_left_out(fields: dict[str, object]) -> None:
    assert boamp(contract(**fields), communes=COMMUNES).items == ()


# --- other datasets


def test_any_dataset_is_read_by_its_usual_fields() -> None:
    record = {
        "code": 12,
        "intitule_du_projet": "Une halle pour le marché",
        "description": "<p>Halle &amp; étals</p>",
        "date_publication": "2026-10-07T08:30:00+02:00",
        "lien": "https://donnees.exemple.fr/halle",
        "montant": 250000,
        "actif": True,
        "geo": {"lon": 4.0},
    }

    item = only(read(answer(record), URL))

    assert item.guid == "12"
    assert item.title == "Une halle pour le marché"
    assert item.url == "https://donnees.exemple.fr/halle"
    assert item.published == datetime(2026, 10, 7, 6, 30, tzinfo=UTC)
    assert "<p>Description\u00a0: Halle &amp; étals.</p>" in item.html
    assert "<p>Montant\u00a0: 250000.</p>" in item.html


def test_a_record_without_an_address_leads_to_the_portal() -> None:
    item = only(read(answer({"nom": "Halle & étals"}), URL))

    assert item.url == (
        "https://donnees.exemple.fr/explore/dataset/projets/table/?q=%22Halle%20%26%20%C3%A9tals%22"
    )


def test_a_dataset_can_be_kept_to_the_communes_by_name_or_code() -> None:
    records = [
        {"nom": "A", "insee": "42901"},
        {"nom": "B", "commune": "PONTET HAUT (LE)"},
        {"nom": "C", "resume": "Une halle à Valdorsenne."},
        {"nom": "D", "commune": "Ailleurs"},
    ]

    items = read(answer(*records), URL, communes=COMMUNES).items

    assert [item.title for item in items] == ["A", "B", "C"]


def test_records_of_one_identity_are_told_apart() -> None:
    items = read(answer({"id": 1, "nom": "A"}, {"id": 1, "nom": "B"}), URL).items

    assert len({item.guid for item in items}) == 2


# --- answers


def test_an_answer_without_records_is_an_empty_one() -> None:
    assert bodacc().items == ()


def test_items_beyond_the_ceiling_are_counted() -> None:
    records = [announcement(id=f"A{rank}") for rank in range(MAX_ITEMS + 3)]

    collected = bodacc(*records)

    assert len(collected.items) == MAX_ITEMS
    assert collected.left_out == 3
    assert collected.method == "opendata"


@pytest.mark.parametrize(
    ("total", "offset", "following"),
    [(250, 0, 2), (250, 248, None), (2, 0, None), (50_000, 9_898, 9_900), (50_000, 9_899, None)],
)
def test_the_next_page_starts_where_this_one_ends(
    total: int, offset: int, following: int | None
) -> None:
    assert next_offset(answer({}, {}, total=total), offset=offset) == following


@pytest.mark.parametrize("total", [None, "250", 2.5])
def test_an_answer_that_does_not_count_has_no_next_page(total: object) -> None:
    body = json.dumps({"total_count": total, "results": [{}]}).encode()

    assert next_offset(body) is None


@pytest.mark.parametrize(
    ("body", "seen", "advice"),
    [
        (b" ", "sans contenu", "réessayez plus tard"),
        (b"<!doctype html><html></html>", "page HTML", "vérifiez l’adresse"),
        (b"Service Unavailable", "n’est pas du JSON", "vérifiez l’adresse"),
        (b"[" * 100_000, "n’est pas du JSON", "vérifiez l’adresse"),
        (b"\xff\xfe\x00", "n’est pas du JSON", "vérifiez l’adresse"),
        (b'{"error_code": "ODSQLError", "message": "Unknown field: vile"}',
         "Unknown field: vile", "vérifiez le nom du jeu de données et le filtre"),
        (b'{"error_code": "InternalError"}', "a refusé la demande ;", "vérifiez"),
        (b'{"errorcode": 10005, "reset_time": "2026-10-08T00:00:00Z", "error": "Exceeded"}',
         "trop de demandes", "attendez demain"),
        (b'{"type": "FeatureCollection"}', "« results »", "vérifiez l’adresse"),
        (b'{"results": {"a": 1}}', "« results »", "vérifiez l’adresse"),
        (b"[]", "« results »", "vérifiez l’adresse"),
        (b"null", "« results »", "vérifiez l’adresse"),
    ],
)  # fmt: skip
def test_a_refusal_is_one_sentence_that_says_what_to_do(
    body: bytes, seen: str, advice: str
) -> None:
    with pytest.raises(ParseError) as caught:
        read(body, URL, preset="bodacc")

    sentence = str(caught.value).replace("\u00a0", " ")
    assert seen in sentence
    assert advice in sentence
    assert sentence.count(". ") == 0
    assert sentence.endswith(".")


# --- whatever comes

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
VALUES = st.recursive(
    LEAVES | st.sampled_from(["2026-10-07", "VALDORSENNE", "collective", "dpc", "{}", "<p>", "42"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner,
                                                                max_size=3),
    max_leaves=8,
)  # fmt: skip
NAMES = st.sampled_from(
    [*announcement(), *contract(), "jugement", "acte", "depot", "donnees", "listeetablissements",
     "personne", "capital", "titre", "url", "date", "nature", "montantCapital"]
)  # fmt: skip
INNER = st.dictionaries(NAMES, VALUES, max_size=4)
FIELDS = VALUES | INNER | INNER.map(json.dumps) | st.lists(INNER, max_size=2)
RECORDS = st.dictionaries(NAMES, FIELDS, max_size=8)
ANSWERS = st.fixed_dictionaries(
    {"results": st.lists(RECORDS | VALUES, max_size=4), "total_count": LEAVES}
)


@settings(max_examples=200, deadline=None)
@given(
    body=(ANSWERS | VALUES | st.dictionaries(st.sampled_from(["error", "message"]), VALUES)).map(
        lambda value: json.dumps(value).encode()
    )
    | st.binary(max_size=50),
    name=st.sampled_from(["", *PRESETS]),
    communes=st.sampled_from([(), COMMUNES]),
)
def test_no_answer_raises_anything_but_a_parse_error(
    body: bytes, name: str, communes: tuple[tuple[str, str], ...]
) -> None:
    try:
        collected = read(body, URL, preset=name, communes=communes)
        next_offset(body)
    except ParseError as error:
        assert str(error)
    else:
        for item in collected.items:
            assert not re.search(r"<(?!/?p>)", item.html)
            normalise("source", item)


@pytest.mark.parametrize("depth", [900, 100_000])
def test_objects_within_objects_without_end_break_nothing(depth: int) -> None:
    deep = '{"ville":' * depth + '"Mars"' + "}" * depth

    items = boamp(contract(nomacheteur="", donnees=deep), communes=COMMUNES).items

    assert len(items) == 1 if depth < 1_000 else len(items) <= 1


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
