"""Kinds of sources other than feeds, end to end: from a page on a real server to the archive."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.collect.invented_files import a_pdf

Veille = Callable[..., Any]


TEXT = (
    "L’atelier de vélos électriques s’agrandit dans la zone des Varennes. L’entreprise prévoit "
    "quarante embauches d’ici l’été, avec une formation assurée sur place par le lycée. Les élus "
    "ont visité le chantier lundi matin, en présence de la sous-préfète et du président de la "
    "chambre de commerce, qui a rappelé l’attente des commerçants du centre."
)


def listing(*names: str, following: str = "") -> bytes:
    """A page of news with one block for each name."""
    blocks = "".join(
        f"<article><h2><a href='/actu/{name}'>Une nouvelle de la commune : {name}</a></h2>"
        f"<time datetime='2026-11-{10 + number}'>{10 + number} novembre 2026</time></article>"
        for number, name in enumerate(names)
    )
    more = f"<a rel='next' href='{following}'>Suivant</a>" if following else ""
    menu = "<nav><a href='/'>Accueil</a><a href='/contact'>Contact</a></nav>"
    return f"<html lang='fr'><body>{menu}<main>{blocks}</main>{more}</body></html>".encode()


def article(title: str) -> bytes:
    return (
        f"<html lang='fr'><head><title>{title}</title></head><body><main><article><h1>{title}</h1>"
        f"<p>{TEXT}</p><p>{TEXT}</p></article></main></body></html>"
    ).encode()


@pytest.fixture
def one_source(home: Path, web: Any) -> Any:
    """``one_source("page", "/actus")`` leaves one source in sources.yaml."""

    def write(kind: str, path: str, *lines: str) -> None:
        more = "".join(f"    {line}\n" for line in lines)
        (home / "sources.yaml").write_text(
            "sources:\n  - id: un\n    name: Un\n"
            f"    kind: {kind}\n    url: http://127.0.0.1:{web.port}{path}\n{more}",
            encoding="utf-8",
        )

    return write


def exported(veille: Veille) -> list[dict[str, Any]]:
    return [json.loads(line) for line in veille("export")]


def state(veille: Veille) -> Any:
    [one] = veille("sources", "status", "--json")
    return one


def test_a_page_is_followed_with_its_next_pages_the_first_time(
    veille: Veille, web: Any, one_source: Any
) -> None:
    one_source("page", "/actus")
    web.pages["/actus"] = (200, listing("a", "b", "c", following="/actus?page=2"))
    web.pages["/actus?page=2"] = (200, listing("d", "e", following="/actus?page=3"))
    web.pages["/actus?page=3"] = (200, listing("f", "g", following="/actus?page=4"))
    web.pages["/actus?page=4"] = (200, listing("h", "i"))

    assert veille("collect", "--json")["new"] == 7
    assert "/actus?page=4" not in web.asked
    web.pages["/actus"] = (200, listing("neuf", "a", "b", following="/actus?page=2"))
    web.asked.clear()

    assert veille("collect", "--all", "--json")["new"] == 1
    assert web.asked == ["/actus"]
    assert state(veille)["new"] == 1


def test_a_page_without_a_list_says_so(veille: Veille, web: Any, one_source: Any) -> None:
    one_source("page", "/contact")
    web.pages["/contact"] = (200, b"<html><body><h1>Contact</h1><p>Mairie.</p></body></html>")
    veille("collect", "--json")

    assert state(veille)["outcome"] == "empty"
    assert "Aucune liste trouvée" in state(veille)["reason"]


def test_a_list_that_disappears_is_told_and_deletes_nothing(
    veille: Veille, web: Any, one_source: Any
) -> None:
    one_source("page", "/actus")
    web.pages["/actus"] = (200, listing("a", "b", "c"))
    veille("collect", "--json")
    web.pages["/actus"] = (200, b"<html><body><h1>Nouveau site</h1><p>Bonjour.</p></body></html>")
    veille("collect", "--all", "--json")

    told = state(veille)
    assert (told["outcome"], told["health"], told["items"]) == ("suspicious", "changed", 3)
    assert "disparu sur cette page depuis le 23/11/2026" in told["reason"]


def test_selectors_replace_the_search(veille: Veille, web: Any, one_source: Any) -> None:
    one_source("page", "/actus", "selectors:", "  item: li.x", "  title: b")
    page = (
        b"<ul><li class=x><b>Un titre choisi</b> <a href=/1>lire</a></li>"
        b"<li><a href=/2>Un autre, que personne ne veut</a></li></ul>"
    )
    web.pages["/actus"] = (200, page)

    assert veille("collect", "--json")["new"] == 1
    assert [item["title"] for item in exported(veille)] == ["Un titre choisi"]


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_move_is_followed_told_and_remembered(
    veille: Veille, web: Any, one_source: Any, make_rss: Any, status: int
) -> None:
    one_source("feed", "/avant")
    web.pages["/avant"] = (status, b"", {"Location": "/apres"})
    web.pages["/apres"] = (200, make_rss(("a", "Une usine")))
    veille("collect", "--json")
    assert state(veille)["outcome"] == "moved"
    assert "/apres" in state(veille)["reason"]
    web.asked.clear()
    veille("collect", "--all", "--json")

    assert web.asked == ["/apres"]
    assert state(veille)["outcome"] == "moved"
    assert state(veille)["items"] == 1


def test_a_move_to_something_else_changes_nothing(
    veille: Veille, web: Any, one_source: Any, make_rss: Any
) -> None:
    one_source("feed", "/avant")
    web.pages["/avant"] = (200, make_rss(("a", "Une usine")))
    veille("collect", "--json")
    web.pages["/avant"] = (301, b"", {"Location": "/accueil"})
    web.pages["/accueil"] = (200, b"<html><body>Bienvenue</body></html>")
    veille("collect", "--all", "--json")
    assert state(veille)["outcome"] == "suspicious"
    web.asked.clear()
    veille("collect", "--all", "--json")

    assert web.asked[0] == "/avant"
    assert state(veille)["items"] == 1


def test_the_article_is_read_when_the_list_says_too_little(
    veille: Veille, web: Any, one_source: Any
) -> None:
    one_source("page", "/actus")
    web.pages["/actus"] = (200, listing("a", "b"))
    web.pages["/actu/a"] = (200, article("Une nouvelle"))
    veille("run", "--json")

    items = {item["url"].rpartition("/")[2]: item for item in exported(veille)}
    assert "quarante embauches" in items["a"]["summary"]
    assert items["b"]["summary"] == ""
    web.asked.clear()
    veille("run", "--all", "--json")
    assert web.asked == ["/actus"]
    again = {item["url"].rpartition("/")[2]: item for item in exported(veille)}
    assert again["a"]["summary"] == items["a"]["summary"]


def test_articles_can_be_left_alone(veille: Veille, web: Any, one_source: Any) -> None:
    one_source("page", "/actus", "articles: no")
    web.pages["/actus"] = (200, listing("a", "b"))
    web.pages["/actu/a"] = (200, article("Une nouvelle"))
    veille("run", "--json")

    assert "/actu/a" not in web.asked


def test_robots_are_obeyed_and_kept(veille: Veille, web: Any, one_source: Any) -> None:
    one_source("page", "/actus")
    web.pages["/robots.txt"] = (200, b"User-agent: *\nDisallow: /actus\n")
    web.pages["/actus"] = (200, listing("a", "b"))
    veille("collect", "--json")
    assert state(veille)["outcome"] == "blocked"
    assert "robots.txt, lu le 23/11/2026" in state(veille)["reason"]
    assert "/actus" not in web.asked
    web.asked.clear()
    veille("collect", "--all", "--json")

    assert web.asked == []


def test_a_site_that_asks_to_come_back_later_is_left_alone(
    veille: Veille, web: Any, one_source: Any
) -> None:
    one_source("feed", "/flux")
    web.pages["/flux"] = (429, b"", {"Retry-After": "86400"})
    veille("collect", "--json")
    told = state(veille)

    assert told["outcome"] == "deferred"
    assert told["next_due"] == "2026-11-24T08:00:00Z"
    assert veille("collect", "--json", now="2026-11-24T07:59:00Z")["sources"] == []


def test_a_site_s_wish_is_honoured_within_bounds(
    veille: Veille, web: Any, one_source: Any, make_rss: Any
) -> None:
    one_source("feed", "/flux")
    web.pages["/flux"] = (200, make_rss(("a", "Une usine")), {"Cache-Control": "max-age=18000"})
    veille("collect", "--json")
    assert state(veille)["next_due"] == "2026-11-23T13:00:00Z"


def test_a_folder_of_documents_is_read_once_a_change(
    veille: Veille, home: Path, one_source: Any
) -> None:
    one_source("document", "/")
    file = home / "sources.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"url: .*", "url: ./etudes", text), encoding="utf-8")
    folder = home / "etudes" / "2026"
    folder.mkdir(parents=True)
    (folder / "friche.pdf").write_bytes(a_pdf(["La friche des Varennes", "Vingt hectares."]))
    (folder / "notes.txt").write_text("ignoré", encoding="utf-8")
    (folder / "abime.pdf").write_bytes(b"%PDF-1.4 et puis rien")

    assert veille("collect", "--json")["new"] == 1
    [study] = exported(veille)
    assert study["url"].endswith("/documents/un/2026/friche.pdf")
    assert "Vingt hectares" in study["summary"]
    assert "abime.pdf" in state(veille)["reason"]
    assert veille("collect", "--all", "--json")["sources"][0]["outcome"] == "unchanged"


def test_a_folder_outside_of_the_home_is_refused(
    veille: Veille, home: Path, one_source: Any
) -> None:
    one_source("document", "/")
    file = home / "sources.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"url: .*", "url: ./lien", text), encoding="utf-8")
    (home / "lien").symlink_to(home.parent)
    veille("collect", "--json")

    assert state(veille)["outcome"] == "error"
    assert "sort du dossier de la veille" in state(veille)["reason"]


def test_a_document_of_the_web_is_one_article(veille: Veille, web: Any, one_source: Any) -> None:
    one_source("document", "/etude.pdf")
    web.pages["/etude.pdf"] = (200, a_pdf(["Étude sur le commerce", "Huit cents vitrines."]))

    assert veille("collect", "--json")["new"] == 1
    assert veille("collect", "--all", "--json")["sources"][0]["outcome"] == "unchanged"


def test_open_data_is_asked_for_the_territory(veille: Veille, web: Any, one_source: Any) -> None:
    one_source("opendata", "/explore/dataset/annonces-commerciales/table/")
    records = {"total_count": 0, "results": []}

    class Any200(dict[str, Any]):
        def get(self, path: str, default: Any = None) -> Any:
            return (200, json.dumps(records).encode()) if "records" in path else default

    web.pages = Any200(web.pages)
    veille("collect", "--json")

    [asked] = [unquote(path) for path in web.asked if "records" in path]
    assert "/api/explore/v2.1/catalog/datasets/annonces-commerciales/records" in asked
    assert "numerodepartement" in asked
    assert state(veille)["outcome"] == "empty"


def a_project(step: str = "Les études commencent.", clock: str = "14:32") -> tuple[int, bytes]:
    text = f"<html><body><header>Il est {clock}</header><main><h1>La piscine</h1><p>{step}</p>"
    more = "<p>Le bassin sera couvert et ouvert aux scolaires toute l’année.</p>"
    return 200, f"{text}{more}</main></body></html>".encode()


def test_a_change_becomes_one_article_and_a_clock_none(
    veille: Veille, web: Any, one_source: Any
) -> None:
    one_source("change", "/piscine")
    web.pages["/piscine"] = a_project()
    assert veille("collect", "--json")["new"] == 0
    web.pages["/piscine"] = a_project(clock="15:47")
    again = veille("collect", "--all", "--json")
    assert (again["new"], again["sources"][0]["outcome"]) == (0, "unchanged")
    web.pages["/piscine"] = a_project("Les travaux commencent en mars, pour 4 millions d’euros.")

    assert veille("collect", "--all", "--json")["new"] == 1
    assert veille("collect", "--all", "--json")["new"] == 0
    [told] = exported(veille)
    assert "La piscine" in told["title"]
    assert "4 millions d’euros" in told["summary"]


def test_an_error_page_between_two_good_ones_is_no_change(
    veille: Veille, web: Any, one_source: Any
) -> None:
    one_source("change", "/piscine")
    web.pages["/piscine"] = a_project()
    veille("collect", "--json")
    web.pages["/piscine"] = (200, b"<html><body><h1>Site en maintenance</h1></body></html>")
    assert veille("collect", "--all", "--json")["sources"][0]["outcome"] == "suspicious"
    web.pages["/piscine"] = a_project()

    assert veille("collect", "--all", "--json")["new"] == 0
    assert state(veille)["items"] == 0


def test_a_sitemap_is_followed_through_its_index_and_titled_by_the_articles(
    veille: Veille, web: Any, one_source: Any
) -> None:
    one_source("sitemap", "/plan.xml")
    base = f"http://127.0.0.1:{web.port}"
    xmlns = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    part = f"<sitemap><loc>{base}/actus.xml</loc></sitemap>"
    web.pages["/plan.xml"] = (200, f"<sitemapindex {xmlns}>{part}</sitemapindex>".encode())
    web.pages["/actus.xml"] = (
        200,
        f"<urlset {xmlns}><url><loc>{base}/actu/une-usine-ouvre</loc>"
        f"<lastmod>2026-11-20</lastmod></url></urlset>".encode(),
    )
    web.pages["/actu/une-usine-ouvre"] = (200, article("Une usine ouvre à Roanne"))

    assert veille("collect", "--json")["new"] == 1
    assert exported(veille)[0]["title"] == "Une usine ouvre"
    veille("run", "--json")
    [told] = exported(veille)
    assert told["title"] == "Une usine ouvre à Roanne"
    assert "quarante embauches" in told["summary"]
    veille("collect", "--all", "--json")
    assert exported(veille)[0]["title"] == "Une usine ouvre à Roanne"
