"""Notices of public contracts made into items; every buyer and commune below is invented."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from veille.collect.collected import Collected
from veille.collect.opendata import read
from veille.collect.opendata_places import Places
from veille.domain.item import RawItem

URL = "https://boamp.exemple.fr/api/explore/v2.1/catalog/datasets/boamp/records"
COMMUNES = (
    ("42901", "Valdorsenne"),
    ("42902", "Saint-Forge-sur-Orsenne"),
    ("42903", "Le Pontet-Haut"),
    ("42904", "Mars"),
)


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


def boamp(*records: object, communes: tuple[tuple[str, str], ...] = ()) -> Collected:
    body = json.dumps({"total_count": len(records), "results": records}).encode()
    return read(body, URL, preset="boamp", communes=communes)


def only(collected: Collected) -> RawItem:
    [item] = collected.items
    return item


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


@pytest.mark.parametrize(
    ("code", "shown"),
    [("PROCEDURE_ADAPTE", "Procédure adaptée"), ("NOUVEAU_CODE", "Nouveau code")],
)
def test_a_procedure_known_by_its_code_only_is_readable(code: str, shown: str) -> None:
    item = only(boamp(contract(procedure_libelle=None, type_procedure=code)))

    assert f"<p>Procédure\u00a0: {shown}.</p>" in item.html


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


@pytest.mark.parametrize("depth", [900, 100_000])
def test_objects_within_objects_without_end_break_nothing(depth: int) -> None:
    deep = '{"ville":' * depth + '"Mars"' + "}" * depth

    items = boamp(contract(nomacheteur="", donnees=deep), communes=COMMUNES).items

    assert len(items) == 1 if depth < 1_000 else len(items) <= 1
