"""Open data portals: the addresses asked, their refusals, and datasets nobody described.

Every commune and project below is invented.
"""

import json
import re
from datetime import UTC, date, datetime
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
from veille.domain.item import RawItem
from veille.errors import ParseError, UsageError
from veille.normalise.item import normalise

URL = "https://donnees.exemple.fr/api/explore/v2.1/catalog/datasets/projets/records?limit=100"
COMMUNES = (
    ("42901", "Valdorsenne"),
    ("42902", "Saint-Forge-sur-Orsenne"),
    ("42903", "Le Pontet-Haut"),
    ("42904", "Mars"),
)


def answer(*records: object, total: int | None = None) -> bytes:
    count = len(records) if total is None else total
    return json.dumps({"total_count": count, "results": records}).encode()


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
    assert read(answer(), URL).items == ()


def test_items_beyond_the_ceiling_are_counted() -> None:
    records = [{"id": rank, "nom": "Halle"} for rank in range(MAX_ITEMS + 3)]

    collected = read(answer(*records), URL)

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
    """
    acte capital commercant cp dateparution datelimitereponse denomination depot donnees etat
    familleavis id idweb jugement listeetablissements listepersonnes montantCapital nature
    nomacheteur numerodepartement objet personne registre titre titulaire type_marche typeavis
    url url_complete ville
    """.split()
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
