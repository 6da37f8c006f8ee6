"""Hostile texts, from the feed to whoever reads: shown letter for letter, never active."""

import json
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from starlette.testclient import TestClient

from tests.faults.server import Web, answer
from tests.faults.watch import NOW, Watch
from veille.archive import Archive
from veille.config import load
from veille.web.app import create_app

ACTIVE = (
    "<script>MARQUE()</script>",
    "<img src=x onerror=MARQUE()>",
    "<svg onload=MARQUE()>",
    "<a href='javascript:MARQUE()'>ici</a>",
    "<div style='position:fixed;inset:0' hx-get='/MARQUE' hx-trigger='load'>x</div>",
    "<form action='//MARQUE.example'><input name=a></form>",
    "<iframe srcdoc='<script>MARQUE()</script>'></iframe>",
    "</title></textarea></style><script>MARQUE()</script>",
    "\"'><script>MARQUE()</script>",
    "{{ 7 * 191 }}{% raw %}${7*191}#{7*191}<%= 7*191 %>",
    "Usine\r\nBcc: intrus@exemple.fr\r\n\r\nMARQUE",
    "Usine \u202eenisU\u202c \u200b \u0000 \u001b[31m rouge",
)
WORD = "usine"
"""In every article, so that a search finds them all."""
NEWS = "Une entreprise ouvre une usine et recrute 40 emplois à Roanne."
LETTER = """\
name: La veille du Val
day: lundi
at: "07:00"
min_relevance: 0
sender: "La veille <veille@val.example>"
sections:
  - title: Tout
    themes: [entreprises, emploi]
"""


def escaped(text: str) -> str:
    allowed = text.replace("\u0000", "").replace("\u001b", "")
    return allowed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def rss() -> str:
    items = "".join(
        f"<item><title>{escaped(text)} {WORD}</title><guid>{escaped(text)}{number}</guid>"
        f"<link>{escaped('javascript:MARQUE()' if number % 2 else f'http://val.example/{number}')}"
        f"</link><author>{escaped(text)}</author><category>{escaped(text)}</category>"
        f"<pubDate>{escaped(text)}</pubDate>"
        f"<description>{escaped(text)} {NEWS}</description></item>"
        for number, text in enumerate(ACTIVE)
    )
    return f"<rss><channel><title>{escaped(ACTIVE[0])}</title>{items}</channel></rss>"


def atom() -> str:
    entries = "".join(
        f"<entry><title type='text/plain'>{escaped(text)} {WORD}</title><id>{number}</id>"
        f"<link href='http://val.example/atom/{number}'/><author><name>{escaped(text)}</name>"
        f"</author><summary type='text/plain'>{escaped(text)} {NEWS}</summary></entry>"
        for number, text in enumerate(ACTIVE)
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>V</title>{entries}</feed>"


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    """A watch that has collected, classified and grouped every hostile text."""
    with Web() as web:
        one = Watch(tmp_path_factory.mktemp("veille"), web)
        (one.home / "digests" / "hebdo").mkdir(parents=True)
        (one.home / "digests" / "hebdo" / "digest.yaml").write_text(LETTER, encoding="utf-8")
        for name, text in (("rss", rss()), ("atom", atom())):
            one.site(name, {"/flux": answer(text.encode())}, rights="open", articles="no")
        report = one.collect()
        assert report["rss"]["new"] == report["atom"]["new"] == len(ACTIVE)
        one.run("run", "--now", NOW.isoformat())
        yield one


def assert_harmless(html: str) -> None:
    """Nothing of what the articles hold is an element, an attribute or an address that acts."""
    assert "1337" not in html
    for element in lxml.html.document_fromstring(html).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("script", "style", "iframe", "object", "embed", "svg"):
            assert "MARQUE" not in (element.text or "")
        for name, value in element.attrib.items():
            assert not name.startswith(("on", "hx-")), f"{element.tag} {name}"
            if name in ("href", "src", "action", "formaction", "srcdoc"):
                assert not value.strip().lower().startswith(("javascript:", "data:text"))
                assert "MARQUE.example" not in value


def test_no_page_is_made_active_by_an_article(watch: Watch) -> None:
    archive = Archive.open(f"sqlite:///{watch.home / 'data' / 'veille.db'}")
    configuration = load(watch.home)
    app = create_app(
        archive,
        lambda: configuration,
        base_url="http://127.0.0.1:8000",
        secret_key="une clé pour les tests",
        clock=lambda: NOW,
        mistakes=tuple,
    )
    client = TestClient(app, raise_server_exceptions=False)
    articles = [f"/articles/{row['id']}" for row in watch.export()]
    paths = ["/", f"/?q={WORD}", "/sources", "/lettres", *articles]
    pages = [client.get(path) for path in paths]
    archive.close()

    assert {page.status_code for page in pages} == {200}
    for page in pages:
        assert_harmless(page.text)
        assert "unsafe-inline" not in page.headers["content-security-policy"]
    assert WORD in pages[1].text
    assert any("MARQUE" in page.text for page in pages)  # shown, letter for letter


def test_no_letter_is_made_active_by_an_article(watch: Watch) -> None:
    told = json.loads(watch.run("digest", "preview", "--json", "--now", NOW.isoformat()))
    folder = Path(told["files"])
    written = [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()]

    assert WORD in "".join(written)
    for text in written:
        assert "1337" not in text
        if "<html" in text:
            assert_harmless(text)


def test_what_is_exported_is_plain_text_of_one_line(watch: Watch) -> None:
    rows = [row for row in watch.export() if row["source"] in ("rss", "atom")]

    assert len(rows) == 2 * len(ACTIVE)
    for row in rows:
        assert row["url"].startswith(("http://", "https://")) or not row["url"]
        title = row["title"].translate(dict.fromkeys(map(ord, "\u202e\u202c\u200b")))
        assert title.isprintable()
    titles = {row["title"] for row in rows}
    assert any("{{ 7 * 191 }}" in title for title in titles)
