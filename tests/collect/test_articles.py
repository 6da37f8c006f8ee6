"""The text of an article: what is kept of its page, and what is refused."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veille.collect.article import TEXT_LIMIT, read_article
from veille.errors import ParseError, ReservedError, SuspiciousError

URL = "https://www.exemple.fr/actu/usine"
SENTENCE = (
    "L’atelier de vélos électriques s’agrandit dans la zone des Varennes, avec quarante "
    "embauches prévues d’ici l’été et une formation assurée par le lycée. "
)
MENU = "<nav><a href='/'>Accueil</a> <a href='/contact'>Nous contacter</a></nav>"


def a_page(body: str, head: str = "", lang: str = "fr") -> bytes:
    return (
        f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'>{head}</head>"
        f"<body>{MENU}<main>{body}</main><footer>Mentions légales</footer></body></html>"
    ).encode()


def an_article(
    *paragraphs: str, head: str = "<title>Une usine ouvre | La Gazette</title>"
) -> bytes:
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    return a_page(f"<article><h1>Une usine ouvre</h1>{text}</article>", head)


def test_title_text_and_language_are_found() -> None:
    found = read_article(an_article(SENTENCE * 2, "Les élus ont visité le chantier lundi."), URL)

    assert found.title == "Une usine ouvre"
    assert found.text.startswith("L’atelier de vélos")
    assert found.text.endswith("Les élus ont visité le chantier lundi.")
    assert "Accueil" not in found.text
    assert "Mentions" not in found.text
    assert found.language == "fr"


def test_the_headline_is_not_said_twice() -> None:
    found = read_article(an_article("Publié le 2 novembre 2026", SENTENCE * 2), URL)
    assert "Une usine ouvre" not in found.text
    assert "Publié" not in found.text


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2026-11-02T10:00:00+01:00'>",
        (
            '<script type="application/ld+json">{"@context":"https://schema.org","@type":'
            '"NewsArticle","headline":"Une usine ouvre","datePublished":"2026-11-02"}</script>'
        ),
    ],
    ids=["meta", "json-ld"],
)
def test_the_day_is_the_page_s_own(head: str) -> None:
    found = read_article(an_article(SENTENCE * 3, head=head), URL)
    assert found.date == datetime(2026, 11, 2, tzinfo=UTC)


def test_a_year_in_the_footer_is_no_date() -> None:
    page = an_article(SENTENCE * 3).replace(b"Mentions l", "© 2019 Mentions l".encode())
    assert read_article(page, URL).date is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<h1>Page introuvable</h1><p>Désolé.</p>", "introuvable"),
        ("<h1>Connexion</h1><form><input type=password></form>", "se connecter"),
        ("<h1>Site en maintenance</h1><p>De retour très vite.</p>", "maintenance"),
    ],
)
def test_a_page_that_is_no_content_is_told(body: str, reason: str) -> None:
    with pytest.raises(SuspiciousError, match=reason):
        read_article(a_page(body), URL)


def test_a_reserved_text_is_left_alone() -> None:
    head = "<meta name='tdm-reservation' content='1'>"
    with pytest.raises(ReservedError, match="TDM"):
        read_article(an_article(SENTENCE * 3, head=head), URL)


@pytest.mark.parametrize("body", [b"", b"   ", b"%PDF-1.4", b"\x89PNG\r\n"])
def test_what_is_no_page_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError):
        read_article(body, URL)


def test_a_latin_page_without_charset_keeps_its_accents() -> None:
    text = an_article(SENTENCE.replace("’", "'") * 3).decode("utf-8")
    page = text.replace("<meta charset='utf-8'>", "").encode("windows-1252")
    assert "vélos électriques" in read_article(page, URL).text


def test_an_endless_article_is_cut() -> None:
    found = read_article(an_article(*[f"{n} {SENTENCE}" for n in range(1_500)]), URL)
    assert len(found.text) <= TEXT_LIMIT


@given(st.binary(max_size=300))
def test_no_bytes_break_it(body: bytes) -> None:
    with contextlib.suppress(ParseError):
        read_article(b"<html><body><p>" + body, URL)
