"""Pages that list articles: walls instead of content, redesigns, traps, false trails."""

import json
from collections.abc import Iterator

import pytest

from tests.faults.server import Reply, Web, answer
from tests.faults.watch import DAY, NOW, TAGGED, Fault, Life, Watch, live, page

PASSWORD_FORM = "<form><input name='nom'><input type='password'><button>Entrer</button></form>"
ELSEWHERE = "Content-Type: text/html; charset=utf-8"


def html(title: str, body: str, head: str = "") -> bytes:
    text = (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    )
    return answer(text.encode(), ELSEWHERE, TAGGED)


def suspicious(reply: Reply, reason: str) -> Fault:
    return Fault(reply, "suspicious", reason)


MENU = "<ul><li><a href='/'>Accueil</a></li><li><a href='/contact'>Contact</a></li></ul>"
FAULTS = {
    # « 200 OK », but not the content.
    "consent": suspicious(
        html(
            "Bienvenue",
            "<div><p>Nous utilisons des cookies pour mesurer l’audience.</p>"
            "<button>Tout accepter</button> <button>Refuser</button></div>",
        ),
        "cookies",
    ),
    "login": suspicious(html("Connexion", f"<h1>Connexion</h1>{PASSWORD_FORM}"), "se connecter"),
    "captcha": suspicious(
        html("Just a moment...", "<p>Vérifiez que vous êtes humain : captcha</p>"), "robot"
    ),
    "soft-404": suspicious(
        html("Page introuvable", f"<h1>Oups, page introuvable</h1>{MENU}"), "introuvable"
    ),
    "maintenance": suspicious(
        html("Site en maintenance", "<p>Nous revenons bientôt.</p>"), "maintenance"
    ),
    "javascript-shell": suspicious(
        html("Actualités", "<div id='root'></div><script src='/app.js'></script>"), "JavaScript"
    ),
    "blank": suspicious(answer(b" \r\n\t ", TAGGED), "vide"),
    "pdf": suspicious(answer(b"%PDF-1.7 ...", "Content-Type: text/html", TAGGED), "PDF"),
    "image": suspicious(answer(b"\x89PNG\r\n\x1a\n" + bytes(99), TAGGED), "image"),
    "office": suspicious(
        answer(b"PK\x03\x04" + bytes(99), 'Content-Disposition: attachment; filename="../../x.sh"'),
        "archive",
    ),
    "data": suspicious(answer(b'{"erreur": "indisponible"}', TAGGED), "données"),
    # The list that was read is no longer there.
    "redesigned": suspicious(
        html("Le Val", f"<h1>Un site tout neuf</h1>{MENU}"), "La liste a disparu sur cette page"
    ),
    "error-page": Fault(answer(page("x"), status="500 Oups"), "error", "en panne"),
    # The page itself asks not to be mined, whatever the case and place of its words.
    "reserved": Fault(
        answer(page("z", head='<META NAME="TDM-Reservation" CONTENT=" 1 ">'), TAGGED),
        "blocked",
        "réserve la fouille",
    ),
}


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Life]]:
    with Web() as web:
        yield live(tmp_path_factory.mktemp("veille"), web, FAULTS, good=page, kind="page")


@pytest.mark.parametrize("name", FAULTS)
def test_a_page_that_is_not_the_content_is_told_and_deletes_nothing(
    lives: dict[str, Life], name: str
) -> None:
    fault, life = FAULTS[name], lives[name]

    assert (life.before["outcome"], life.before["new"]) == ("ok", 2)
    for told in (life.during, life.again, life.status):
        assert told["outcome"] == fault.outcome
        assert fault.reason in told["reason"]
    assert life.kept == ["a", "b"]
    # Back as it was but for one article: that one alone is new.
    assert (life.after["outcome"], life.after["new"]) == ("ok", 1)
    assert life.kept_after == ["a", "b", "c"]


def test_a_redesign_is_dated_from_its_first_day(lives: dict[str, Life]) -> None:
    assert "depuis le 24/11/2026" in lives["redesigned"].during["reason"]
    assert "depuis le 24/11/2026" in lives["redesigned"].again["reason"]


def test_a_selector_that_finds_nothing_any_more_is_told(watch: Watch) -> None:
    site = watch.site("choisie", {"/flux": answer(page("a", "b"))}, kind="page")
    watch.sources["choisie"]["selectors"] = {"item": "main article"}
    first = watch.collect()["choisie"]
    site.replies["/flux"] = answer(page("a", "b").replace(b"article>", b"section>"))
    second = watch.collect(NOW + DAY)["choisie"]

    assert (first["outcome"], first["new"]) == ("ok", 2)
    assert second["outcome"] == "suspicious"
    assert (
        "Le sélecteur ne trouve plus rien sur cette page depuis le 24/11/2026" in (second["reason"])
    )
    assert watch.kept()["choisie"] == ["a", "b"]


def test_endless_pages_are_read_up_to_a_ceiling(watch: Watch) -> None:
    site = watch.site("longue", {}, kind="page")
    for number in range(1, 9):
        following = f'<a rel="next" href="/flux?page={number + 1}">Suivant</a>'
        path = "/flux" if number == 1 else f"/flux?page={number}"
        site.replies[path] = answer(page(f"a{number}", f"b{number}", extra=following))

    first = watch.collect()["longue"]
    site.asked.clear()
    second = watch.collect(NOW + DAY)["longue"]

    assert (first["outcome"], first["new"]) == ("ok", 6)
    assert (second["outcome"], second["new"], site.paths) == ("ok", 0, ["/flux"])


FOLLOWING = {
    "dedans": "http://127.0.0.3:{}/",
    "dedans-aussi": "//127.0.0.3:{}/",
    "elle-meme": "/flux",
    "absente": "/absente",
    "script": "javascript:alert(1)",
}


def test_a_next_page_that_leads_nowhere_loses_nothing(watch: Watch) -> None:
    for name, following in FOLLOWING.items():
        address = following.format(watch.canary.port)
        first = page("a", "b", extra=f'<a rel="next" href="{address}">Suivant</a>')
        watch.site(name, {"/flux": answer(first)}, kind="page")

    report = watch.collect()

    for name in FOLLOWING:
        assert (report[name]["outcome"], report[name]["new"]) == ("ok", 2), report[name]


POINTERS = {
    "base": '<base href="http://127.0.0.3:{}/">',
    "refresh": '<meta http-equiv="refresh" content="0; url=http://127.0.0.3:{}/">',
    "canonical": '<link rel="canonical" href="http://127.0.0.3:{}/">',
    "image": '<meta property="og:image" content="http://127.0.0.3:{}/i.png">',
    "icon": '<link rel="icon" href="http://127.0.0.3:{}/f.ico">',
    "feed": '<link rel="alternate" type="application/rss+xml" href="http://127.0.0.3:{}/flux">',
}


def test_what_a_page_points_at_is_not_followed(watch: Watch) -> None:
    sites = {}
    for name, head in POINTERS.items():
        written = page("a", "b", head=head.format(watch.canary.port))
        sites[name] = watch.site(name, {"/flux": answer(written)}, kind="page")

    watch.collect()

    rows = watch.export()
    for name, site in sites.items():
        assert site.paths == ["/flux"]
        links = [row["url"] for row in rows if row["source"] == name]
        assert links == [site.url("/actus/a"), site.url("/actus/b")]


CHARSETS = {
    # The encoding of the page, what its header says, what it says itself.
    "latin": ("iso-8859-1", "text/html", "iso-8859-1"),
    "contradiction": ("utf-8", "text/html; charset=iso-8859-1", "iso-8859-1"),
    "inconnu": ("windows-1252", "text/html; charset=inconnu", "utf-8"),
    "utf-16": ("utf-16", "text/html", "utf-16"),
}


def test_accents_are_right_whatever_is_declared(watch: Watch) -> None:
    for name, (encoding, media, declared) in CHARSETS.items():
        text = page("a", "b").decode().replace('charset="utf-8"', f'charset="{declared}"')
        body = text.replace("’", "'").encode(encoding)
        watch.site(name, {"/flux": answer(body, f"Content-Type: {media}")}, kind="page")
    # One damaged letter does not make another alphabet of all the others.
    damaged = page("a", "b").replace("communauté".encode(), b"communaut\xe9", 1)
    watch.site("abime", {"/flux": answer(damaged)}, kind="page")

    watch.collect()

    titles = {row["source"]: row["title"].replace("’", "'") for row in reversed(watch.export())}
    for name in (*CHARSETS, "abime"):
        assert titles[name] == "Une usine de vélos s'installe au bourg (a)"


def test_active_content_of_a_page_is_never_kept_as_such(watch: Watch) -> None:
    hostile = page("a", "b").decode().replace("usine de", "usine <b onclick=x()>de</b>")
    hostile = hostile.replace(
        "quarante", "<script>MARQUE()</script>&lt;img src=x onerror=MARQUE()&gt;"
    )
    watch.site("active", {"/flux": answer(hostile.encode())}, kind="page")

    assert watch.collect()["active"]["new"] == 2
    [row, _] = [row for row in watch.export() if row["source"] == "active"]
    assert "<script" not in json.dumps(row)
    assert "onclick" not in json.dumps(row)
    assert row["title"].startswith("Une usine de vélos")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"<div>" * 100_000, id="100000-levels"),
        pytest.param(b"<html><body>" + b"<p>x" * 480_000, id="half-a-million-elements"),
        pytest.param(b"<html><body " + b"a='' " * 300_000 + b">", id="300000-attributes"),
        pytest.param(page("a").replace(b"<main>", b"<main>" + b"<ul><li><a href=x>y</a>" * 60_000),
                     id="60000-nested-lists"),
    ],
)  # fmt: skip
def test_a_monstrous_page_costs_a_bounded_time(watch: Watch, body: bytes) -> None:
    watch.site("monstre", {"/flux": answer(body)}, kind="page")

    told = watch.collect()["monstre"]

    assert told["outcome"] in ("error", "suspicious", "empty", "ok")
    assert told["seconds"] < 15
