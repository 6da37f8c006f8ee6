"""« l’économie » must come out right, whatever the bytes and whatever they claim."""

import pytest

from veille.collect.feed import read
from veille.collect.feed_encoding import to_utf8

TEXT = "L’économie à Nœux — « 12 € »"
LATIN = "L'économie à Noeux"


def feed(title: str, declared: str = "") -> str:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    item = f"<item><title>{title}</title></item>"
    return f"{declaration}<rss version='2.0'><channel>{item}</channel></rss>"


@pytest.mark.parametrize(
    ("body", "content_type", "title"),
    [
        pytest.param(feed(TEXT).encode(), "", TEXT, id="nothing-declared"),
        pytest.param(feed(TEXT, "utf-8").encode("utf-8-sig"), "", TEXT, id="bom"),
        pytest.param(feed(TEXT, "utf-16").encode("utf-16"), "", TEXT, id="utf-16"),
        pytest.param(feed(TEXT, "utf-16").encode("utf-16-be"), "", TEXT, id="utf-16-no-bom"),
        pytest.param(feed(TEXT, "utf-32").encode("utf-32"), "", TEXT, id="utf-32"),
        pytest.param(feed(TEXT, "utf-16").encode(), "", TEXT, id="utf-16-claimed"),
        pytest.param(feed(TEXT, "windows-1252").encode("cp1252"), "", TEXT, id="windows-1252"),
        pytest.param(feed(LATIN, "iso-8859-1").encode("latin-1"), "", LATIN, id="latin-1"),
        pytest.param(feed(TEXT, "iso-8859-1").encode("cp1252"), "", TEXT, id="1252-as-latin-1"),
        pytest.param(feed(TEXT, "iso-8859-1").encode(), "", TEXT, id="utf-8-as-latin-1"),
        pytest.param(feed(TEXT, "windows-1252").encode(), "", TEXT, id="utf-8-as-1252"),
        pytest.param(feed(TEXT, "utf-8").encode("cp1252"), "", TEXT, id="1252-as-utf-8"),
        pytest.param(feed(TEXT).encode("cp1252"), "", TEXT, id="1252-undeclared"),
        pytest.param(feed(TEXT, "x-inconnu").encode(), "", TEXT, id="unknown-name"),
        pytest.param(feed(TEXT, "zip").encode(), "", TEXT, id="no-text-encoding"),
        pytest.param(
            feed(TEXT).encode(), "text/xml; charset=iso-8859-1", TEXT, id="server-says-latin-1"
        ),
        pytest.param(feed(TEXT).encode(), "text/xml", TEXT, id="text-xml-without-charset"),
        pytest.param(
            feed(LATIN).encode("latin-1"), 'text/xml; charset="latin1"', LATIN, id="charset"
        ),
        pytest.param(feed("日本語の題", "euc-jp").encode("euc-jp"), "", "日本語の題", id="euc-jp"),
        pytest.param(feed("中文標題", "big5").encode("big5"), "", "中文標題", id="big5"),
        pytest.param(feed("한국어", "euc-kr").encode("euc-kr"), "", "한국어", id="euc-kr"),
        pytest.param(feed("Привет", "koi8-r").encode("koi8-r"), "", "Привет", id="koi8-r"),
        pytest.param(feed("中文", "gb2312").encode("gb18030"), "", "中文", id="gb2312"),
        pytest.param(
            b"\n<!-- note -->\n" + feed("日本語", "euc-jp").encode("euc-jp"), "", "日本語",
            id="declared-after-a-comment",
        ),
    ],
)  # fmt: skip
def test_titles(body: bytes, content_type: str, title: str) -> None:
    [item] = read(body, "https://a.fr/", content_type).items

    assert item.title == title


def test_one_bad_byte_damages_one_letter_at_most() -> None:
    body = feed(TEXT + "@", "utf-8").encode().replace(b"@", b"\xe9")
    found = read(body, "https://a.fr/", "")

    assert found.items[0].title == TEXT + "é"
    assert "Encodage" in found.warning


def test_one_bad_byte_in_korean_damages_one_letter_at_most() -> None:
    korean = "한국어로 된 아주 긴 제목입니다 " * 50
    body = feed(korean + "@", "euc-kr").encode("euc-kr").replace(b"@", b"\xff")
    [item] = read(body, "https://a.fr/", "").items

    assert item.title.startswith(korean[:500])


def test_doubly_encoded_text_is_put_right_as_feedparser_does() -> None:
    body = feed(LATIN.encode().decode("latin-1")).encode()

    assert read(body, "https://a.fr/", "").items[0].title == LATIN


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"\x80" * 9, bytes(range(256)), b"\xef\xbb\xbf"])
def test_no_bytes_make_decoding_fail(body: bytes) -> None:
    to_utf8(body, "text/xml; charset=\x00;;=").data.decode()
