"""Addresses: what is one article, and what is no address at all."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veille.normalise.urls import absolute_http_url, canonical_url, without_password

ARTICLE = "https://www.exemple.fr/actus/usine"


@pytest.mark.parametrize(
    "same",
    [
        "http://exemple.fr/actus/usine",
        "https://exemple.fr/actus/usine/",
        "https://WWW.Exemple.FR:443/actus/usine",
        ARTICLE + "#commentaires",
        ARTICLE + "?utm_source=rss&utm_medium=feed",
        ARTICLE + "?fbclid=abc&xtor=RSS-1",
    ],
)
def test_one_article_has_one_key(same: str) -> None:
    assert canonical_url(same) == canonical_url(ARTICLE)


@pytest.mark.parametrize(
    "other",
    [
        "https://www.exemple.fr/actus/Usine",
        "https://blog.exemple.fr/actus/usine",
        ARTICLE + "?id=2",
        ARTICLE + "#!page2",
        "https://www.exemple.fr:8443/actus/usine",
    ],
)
def test_another_article_has_another_key(other: str) -> None:
    assert canonical_url(other) != canonical_url(ARTICLE)


def test_the_order_of_the_query_makes_no_difference() -> None:
    assert canonical_url(ARTICLE + "?b=2&a=1") == canonical_url(ARTICLE + "?a=1&b=2")


@given(st.one_of(st.text(), st.from_regex(r"https?://[a-z.:\[\]@?#&=/%]{0,40}", fullmatch=True)))
def test_any_text_has_a_key_that_is_its_own_key(text: str) -> None:
    key = canonical_url(text)
    assert canonical_url(key) == key


@given(st.text(), st.text())
def test_any_link_is_an_http_address_or_nothing(link: str, base: str) -> None:
    found = absolute_http_url(link, base)
    assert found == "" or found.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("/actus", "https://exemple.fr/actus"),
        ("usine?x=1", "https://exemple.fr/dossier/usine?x=1"),
        ("//autre.fr/a", "https://autre.fr/a"),
        (" https://autre.fr/a b ", "https://autre.fr/a%20b"),
        ("javascript:alert(1)", ""),
        ("mailto:maire@exemple.fr", ""),
        ("http://exemple.fr:port/", ""),
        ("", ""),
    ],
)
def test_links_found_on_a_page(link: str, found: str) -> None:
    assert absolute_http_url(link, "https://exemple.fr/dossier/page") == found


@pytest.mark.parametrize(
    ("url", "without"),
    [
        ("https://claire:secret@exemple.fr/rss?a=1", "https://exemple.fr/rss?a=1"),
        ("https://jeton@exemple.fr:8443/", "https://exemple.fr:8443/"),
        ("HTTP://claire:se@cret@exemple.fr", "HTTP://exemple.fr"),
        ("//claire:secret@exemple.fr/", "//exemple.fr/"),
        ("https://exemple.fr/@maire?a=b@c#d@e", "https://exemple.fr/@maire?a=b@c#d@e"),
        ("https://exemple.fr?a@b", "https://exemple.fr?a@b"),
        ("mailto:maire@exemple.fr", "mailto:maire@exemple.fr"),
        ("", ""),
    ],
)
def test_an_address_without_its_password(url: str, without: str) -> None:
    assert without_password(url) == without


@given(st.from_regex(r"https?://[a-z:@/.?#]{0,30}", fullmatch=True))
def test_no_password_is_left(url: str) -> None:
    shown = without_password(url)

    assert "@" not in urlsplit(shown).netloc
    assert url.endswith(shown.partition("//")[2])
