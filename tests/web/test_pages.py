"""Every page: what it shows, to whom, and how it fails."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from veille.archive import stories
from veille.domain.source import Source
from veille.errors import ArchiveError, Mistake
from veille.stories.grouping import Decision

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"
NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
PAGES = ("/", "/?q=verrerie", "/lettres", "/sources", "/aide/pertinence", "/sante")
Number = Callable[[str], int]


@pytest.mark.parametrize("path", [*PAGES, "/lettres/hebdo/2026-W46", "/static/style.css"])
def test_page_answers(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200
    assert client.head(path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_page_of_a_new_home_answers(empty: Any, path: str) -> None:
    assert empty.client.get(path).status_code == 200


def test_pages_are_in_french_and_ask_nothing_of_another_host(client: TestClient) -> None:
    for path in PAGES[:-1]:
        page = client.get(path).text
        assert '<html lang="fr">' in page
        assert "<script" not in page
        assert ' src="' not in page
        assert 'href="#contenu"' in page


def test_empty_archive_teaches(empty: Any) -> None:
    assert "Aucune source encore" in empty.client.get("/").text
    assert "sources.yaml" in empty.client.get("/sources").text
    assert "Aucune lettre" in empty.client.get("/lettres").text


def test_article_shows_provenance_evidence_and_story(client: TestClient, number_of: Number) -> None:
    page = client.get(f"/articles/{number_of('four')}").text

    assert 'href="https://valmont.example/four" rel="noopener noreferrer external"' in page
    assert "<mark>salariés</mark>" in page
    assert "Classé Emploi car" in page
    assert "Lormier : 120 salariés repris" in page
    assert "samedi 21\u00a0novembre 2026" in page


def test_article_says_what_a_person_decided_of_its_story(world: Any, number_of: Number) -> None:
    four, other, zone = (number_of(guid) for guid in ("four", "four2", "zone"))
    page = world.client.get(f"/articles/{four}").text
    assert "par une personne" not in page
    stories.decide(world.archive, Decision(four, zone, together=False), now=NOW)
    stories.decide(world.archive, Decision(four, other, together=True), now=NOW)

    page = world.client.get(f"/articles/{four}").text
    alone = world.client.get(f"/articles/{zone}").text

    assert f'Séparé par une personne de «&nbsp;<a href="/articles/{zone}">' in page
    assert f'Réuni par une personne avec «&nbsp;<a href="/articles/{other}">' in page
    assert "le 23\u00a0novembre 2026." in page
    assert "Seul sur ce sujet" in alone
    assert "La verrerie Lormier rouvre" in alone


def test_rights_hold_on_the_page_of_an_article(client: TestClient, number_of: Number) -> None:
    assert "girouette" in client.get(f"/articles/{number_of('four')}").text
    assert "girouette" not in client.get(f"/articles/{number_of('four2')}").text
    assert "confidentiel" not in client.get(f"/articles/{number_of('secret')}").text


def test_rights_hold_in_results(client: TestClient) -> None:
    page = client.get("/?q=girouette").text

    assert page.count("<mark>girouette</mark>") == 1  # of two articles, the open one
    assert "confidentiel" not in client.get("/?q=réseau").text


def test_article_of_a_source_taken_away_shows_no_extract(
    world: Any, number_of: Number, tmp_path: Path
) -> None:
    world.configuration = replace(world.configuration, sources=(), home=tmp_path)

    page = world.client.get(f"/articles/{number_of('four')}").text

    assert "girouette" not in page
    assert "retirée" in page


@pytest.mark.parametrize("number", ["999999", "0", "-1", "abc", "1e3", "９", str(2**63), "9" * 400])
def test_unknown_article(client: TestClient, number: str) -> None:
    answer = client.get(f"/articles/{number}")

    assert answer.status_code == 404
    assert "<h1>Cette page n’existe pas</h1>" in answer.text


def test_foreign_text_is_escaped_everywhere(client: TestClient, number_of: Number) -> None:
    for path in ("/?q=alert", "/?source=courrier", f"/articles/{number_of('xss')}"):
        page = client.get(path).text
        assert "alert" in page
        assert "<script" not in page
        assert "<img" not in page


def test_link_of_another_scheme_is_no_link(client: TestClient, number_of: Number) -> None:
    page = client.get(f"/articles/{number_of('js')}").text

    assert "Lien piégé" in page
    assert "javascript:" not in page


def test_letters_list_only_what_was_approved(client: TestClient) -> None:
    page = client.get("/lettres").text

    assert "2026-W46" in page
    assert "2026-W47" not in page
    assert client.get("/lettres/hebdo/2026-W47").status_code == 404


def test_letter_has_its_own_policy_and_a_way_back(client: TestClient) -> None:
    answer = client.get("/lettres/hebdo/2026-W46")

    policy = answer.headers["content-security-policy"]
    assert "style-src 'unsafe-inline'" in policy
    assert "default-src 'none'" in policy
    assert answer.text.index("Toutes les lettres") < answer.text.index("À retenir")


@pytest.mark.parametrize("path", ["/lettres/hebdo/2020-W01", "/lettres/x/y", "/lettres/hebdo/%00"])
def test_unknown_letter(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_sources_in_trouble_come_first(client: TestClient) -> None:
    page = client.get("/sources").text

    order = [page.index(name) for name in ("Gazette", "Chambre", "Courrier", "Ancienne")]
    assert order == sorted(order)
    assert "Le serveur répond 503." in page
    assert "1\u00a0source demande votre attention" in page
    assert "dans 40\u00a0minutes" in page


def test_password_of_an_address_is_never_shown(client: TestClient) -> None:
    assert "secret@" not in client.get("/sources").text
    assert "https://gazette.example/rss" in client.get("/sources").text


def test_mistakes_are_told_without_the_machine_s_folders(world: Any) -> None:
    path = Path("/srv/quelque-part/rules/themes/emploi.yaml")
    world.mistakes = (Mistake(path, 4, f"clé inconnue {HOSTILE}"),)

    page = world.client.get("/sources").text

    assert "La dernière modification n’est pas appliquée" in page
    assert "rules/themes/emploi.yaml, ligne 4" in page
    assert "quelque-part" not in page
    assert "<script" not in page


def test_health(world: Any) -> None:
    answer = world.client.get("/sante")

    assert answer.json() == {
        "status": "ok",
        "last_collect": (NOW - timedelta(minutes=20)).isoformat(),
        "items": 51,
    }


def test_a_stopped_collection_shows_on_every_page_and_in_health(world: Any) -> None:
    assert "plus long que prévu" not in world.client.get("/lettres").text
    world.now = NOW + timedelta(days=2)

    answer = world.client.get("/sante")

    assert (answer.status_code, answer.json()["status"]) == (503, "late")
    for path in ("/", "/lettres", "/sources", "/aide/pertinence"):
        assert "plus long que prévu" in world.client.get(path).text


def test_relevance_is_explained_with_the_rules_in_force(client: TestClient) -> None:
    page = client.get("/aide/pertinence").text

    assert "implantation" in page
    assert page.index("Foncier économique") < page.index("Emploi")
    assert "0,45" in page


def test_unforeseen_error_is_told_in_french(world: Any) -> None:
    app = world.app

    def broken() -> None:
        raise RuntimeError("détail interne")

    def locked() -> None:
        raise ArchiveError("L’archive /srv/veille.db est occupée.")

    app.add_api_route("/panne", broken)
    app.add_api_route("/verrou", locked)
    client = TestClient(app, raise_server_exceptions=False)
    for path, status, words in (
        ("/panne", 500, "Quelque chose n’a pas fonctionné"),
        ("/verrou", 503, "L’archive ne répond pas"),
    ):
        answer = client.get(path)
        assert answer.status_code == status
        assert words in answer.text
        assert "interne" not in answer.text
        assert "/srv" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_error_page_stands_when_the_archive_does_not(world: Any) -> None:
    with world.archive.writing() as connection:
        connection.execute(text("DROP TABLE search"))

    answer = world.client.get("/?q=verrerie")

    assert answer.status_code == 503
    assert "Rien n’a été perdu" in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/sante", 200),
        ("GET", "/static/style.css", 200),
        ("GET", "/static/absent.css", 404),
        ("GET", "/nulle-part", 404),
        ("POST", "/sources", 405),
        ("GET", "/docs", 404),
        ("GET", "/openapi.json", 404),
        ("GET", "/desabonnement/faux", 404),
        ("GET", "/static/../app.py", 404),
        ("GET", "/static/%2e%2e/app.py", 404),
    ],
)
def test_headers_are_everywhere(client: TestClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)

    assert answer.status_code == status
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers


def test_error_pages_escape_the_path(client: TestClient) -> None:
    answer = client.get(f"/{HOSTILE}", headers={"X-Forwarded-Host": HOSTILE})

    assert answer.status_code == 404
    assert "<script" not in answer.text


def test_site_under_a_path(world: Any) -> None:
    world.base_url = "https://exemple.fr/veille"

    page = world.client.get("/").text

    assert 'href="/veille/static/style.css' in page
    assert 'action="/veille/"' in page
    assert 'href="/articles' not in page


def test_status_of_a_source_never_read(world: Any) -> None:
    neuve = Source("neuve", "Neuve", "https://neuve.example/", probed=False)
    world.configuration = replace(world.configuration, sources=(neuve,))

    page = world.client.get("/sources").text

    assert "pas encore lue" in page
    assert "personne n’a encore vérifiée" in page
