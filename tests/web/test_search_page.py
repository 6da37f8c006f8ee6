"""« / »: words, filters, facets, paging, and whatever people paste in the box."""

import re
import time
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"
NAUGHTY = {
    "quote": '"',
    "two-quotes": '"verrerie" "',
    "apostrophes": "l'usine d’aujourd’hui ''''",
    "star": "*",
    "stars": "ver* *rie **",
    "operators": "AND OR NOT NEAR(a b, 2) ^ + - : ( ) { }",
    "column": "title:verrerie",
    "nul": "verr\x00erie\x00",
    "controls": "".join(map(chr, range(32))),
    "sql": "'; DROP TABLE items; --",
    "percent": "%s %n %00 {{7*7}} ${x}",
    "huge": "a" * 100_000,
    "5000-words": "mot " * 5_000,
    "rtl": "\u202eabc\u2066",
    "emoji": "🏭👩‍👩‍👧",
    "combining": "e" + "\u0301" * 500,
    "astral": "𝒱𝑒𝓇𝓇𝑒",
    "markup": HOSTILE,
}
FIELDS = ("q", "theme", "source", "mois", "depuis", "jusqu", "pertinence", "page", "inconnu")


@pytest.mark.parametrize("typed", NAUGHTY.values(), ids=NAUGHTY)
def test_anything_can_be_asked(client: TestClient, typed: str) -> None:
    for field in FIELDS:
        started = time.perf_counter()
        # The test client, like servers, takes no longer address.
        answer = client.get(f"/?{field}={quote(typed)[:60_000]}")

        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")
        assert "<script" not in answer.text
        assert "<img" not in answer.text
        assert time.perf_counter() - started < 2


@pytest.mark.parametrize("raw", ["q=%ff%fe", "q=%ed%a0%80", "q", "&&&=", "q=a&q=b", "%00=%00"])
def test_ill_formed_addresses(client: TestClient, raw: str) -> None:
    assert client.get(f"/?{raw}").status_code == 200


def test_words_found_are_marked_whatever_their_form(client: TestClient) -> None:
    page = client.get("/?q=verreries").text

    assert "<mark>verrerie</mark>" in page
    assert 'value="verreries"' in page
    assert "2\u00a0articles" in page


def test_without_words_the_newest_articles_that_matter(client: TestClient) -> None:
    page = client.get("/").text

    assert "Derniers articles" in page
    assert page.count("<article>") == 4
    assert "47\u00a0articles sans utilité" in page
    assert "Marché de Noël" not in page
    assert 'href="/?tout=1"' in page


def test_the_others_are_one_click_away(client: TestClient) -> None:
    page = client.get("/?tout=1").text

    assert page.count("<article>") == 20
    assert "Marché de Noël" in page


def test_nothing_classified_yet_shows_what_came(world: Any) -> None:
    with world.archive.writing() as connection:
        connection.execute(text("DELETE FROM classifications"))

    page = world.client.get("/").text

    assert page.count("<article>") == 20
    assert "sans utilité" not in page


def test_paging_walks_through_every_article_once(client: TestClient) -> None:
    seen: list[str] = []
    address = "/?tout=1"
    for _ in range(5):
        page = client.get(address).text
        seen += re.findall(r'<h3><a href="(/articles/\d+)"', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        if not following:
            break
        address = following[1].replace("&amp;", "&")

    assert len(seen) == len(set(seen)) == 51


def test_a_facet_filters_and_is_taken_away(client: TestClient) -> None:
    page = client.get("/?q=lormier").text
    assert 'href="/?q=lormier&amp;source=courrier"' in page

    filtered = client.get("/?q=lormier&source=courrier").text

    assert "1\u00a0article<" in filtered
    assert 'href="/?q=lormier"' in filtered
    assert '<input type="hidden" name="source" value="courrier">' in filtered


def test_the_address_carries_every_filter_to_the_next_page(client: TestClient) -> None:
    page = client.get("/?source=valmont&depuis=2026-11-01&jusqu=30/11/2026&mois=2026-11").text

    [following] = re.findall(r'rel="next" href="([^"]+)"', page)
    for part in ("source=valmont", "depuis=2026-11-01", "jusqu=2026-11-30", "mois=2026-11"):
        assert part in following
    assert "page=2" in following


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("theme=inconnu", "Ce thème n’existe pas"),
        ("source=inconnue", "Cette source n’existe pas"),
        ("mois=2026-13", "Le mois demandé"),
        ("depuis=hier", "La date « depuis » n’a pas été comprise"),
        ("jusqu=9999-12-31", "La date « jusqu’au » n’a pas été comprise"),
        ("depuis=0001-01-01", "n’a pas été comprise"),
        ("depuis=2026-11-30&jusqu=2026-11-01", "remises dans l’ordre"),
        ("pertinence=7", "La pertinence va de 0 à 3"),
        ("page=0", "Cette page n’existe pas"),
        ("page=100000", "Cette page n’existe pas"),
        ("tout=1&page=77", "La liste s’arrête à la page 3"),
        ("q=" + "mot+" * 200, "Recherche très longue"),
    ],
)
def test_a_wrong_parameter_is_corrected_with_a_sentence(
    client: TestClient, query: str, sentence: str
) -> None:
    answer = client.get(f"/?{query}")

    assert answer.status_code == 200
    assert sentence in answer.text.replace("\u00a0", " ")


def test_nothing_found_teaches(client: TestClient) -> None:
    page = client.get("/?q=hippopotame&theme=emploi").text

    assert "Aucun article ne répond" in page
    assert 'href="/?q=hippopotame">chercher sans aucun filtre' in page


def test_relevance_filters(client: TestClient) -> None:
    page = client.get("/?pertinence=3").text

    assert "4\u00a0articles" in page
    assert "pertinence à voir" in page


def test_a_source_taken_away_can_still_be_asked(world: Any) -> None:
    world.configuration = replace(world.configuration, sources=())

    page = world.client.get("/?source=courrier").text

    assert "3\u00a0articles" in page
    assert "n’existe pas" not in page
