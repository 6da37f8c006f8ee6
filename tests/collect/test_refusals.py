"""No feed: the sentence says what was seen and what to do."""

import pytest

from veille.collect.feed import read
from veille.errors import ParseError

URL = "https://www.exemple.fr/actus/"
PAGE = "<!doctype html><html><head><title>Actus</title>{}</head><body><p>Bonjour</p></body></html>"


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (b"", "vide"),
        (b" \n\t ", "vide"),
        (PAGE.format("").encode(), "page HTML"),
        (b"<html><body><h1>404</h1>", "page HTML"),
        (b'{"erreur": "introuvable"}', "JSON"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "JSON"),
        (b"[1, 2", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x1f\x8b\x08\x00abc", "compress"),
        (b"Acces interdit", "un texte"),
        (b"[section]\ncle = valeur", "un texte"),
        (b"<urlset><url><loc>https://a.fr/</loc></url></urlset>", "XML"),
        (b"\x00\x01\x02\x03", "un texte"),
    ],
)
def test_what_was_seen(body: bytes, seen: str) -> None:
    with pytest.raises(ParseError, match="Ce n’est pas un flux") as caught:
        read(body, URL, "")

    assert seen in str(caught.value)


@pytest.mark.parametrize(
    ("link", "proposed"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/flux?a=1&amp;b=2">',
         "https://www.exemple.fr/flux?a=1&b=2"),
        ("<LINK HREF='atom.xml' TYPE='application/atom+xml' REL='Alternate home'/>",
         "https://www.exemple.fr/actus/atom.xml"),
        ('<link rel=alternate type="application/rss+xml" href="javascript:x()">', ""),
        ('<link rel="alternate" hreflang="en" href="/en/">', ""),
    ],
)  # fmt: skip
def test_a_page_that_announces_a_feed(link: str, proposed: str) -> None:
    with pytest.raises(ParseError) as caught:
        read(PAGE.format(link).encode(), URL, "text/html")

    sentence = str(caught.value)
    assert sentence.endswith(proposed) if proposed else "annonce" not in sentence
