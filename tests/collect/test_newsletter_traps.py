"""Emails that no emailer would send: what becomes of them, and that it takes no time."""

import time
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veille.collect.collected import Collected
from veille.collect.newsletter import TITLE_LIMIT, read_newsletter
from veille.collect.newsletter_message import MAX_NESTED, open_letter
from veille.errors import ParseError, ParseLimitError

LINK = '<a href="https://a.example/1">Une usine ouvre à Saint-Clair, été 2027</a>'
HEAD = b"From: lettre@a.example\r\nSubject: Lettre\r\n"


def raw(*headers: bytes, body: bytes = LINK.encode()) -> bytes:
    return HEAD + b"".join(header + b"\r\n" for header in headers) + b"\r\n" + body


def html(body: bytes, charset: bytes = b"utf-8") -> bytes:
    return raw(b"Content-Type: text/html; charset=" + charset, body=body)


def quickly(body: bytes) -> Collected:
    started = time.process_time()
    collected = read_newsletter(body)
    assert time.process_time() - started < 5  # each took minutes, or for ever, unguarded
    return collected


@pytest.mark.parametrize(
    ("written", "declared"),
    [
        ("utf-8", b"iso-8859-1"),
        ("utf-8", b""),
        ("utf-8", b"x-unknown"),
        ("utf-8", b"punycode"),
        ("utf-8", b"base64"),
        ("utf-8", b'"; evil'),
        ("utf-8-sig", b"utf-8"),
        ("iso-8859-1", b"iso-8859-1"),
        ("windows-1252", b"iso-8859-1"),
        ("windows-1252", b"utf-8"),
        ("windows-1252", b"us-ascii"),
        ("iso-8859-15", b"iso-8859-15"),
        ("utf-16", b"utf-16"),
    ],
)
def test_letters_are_right_whatever_is_declared(written: str, declared: bytes) -> None:
    [item] = read_newsletter(html(LINK.encode(written), declared)).items

    assert item.title == "Une usine ouvre à Saint-Clair, été 2027"


def test_a_charset_told_in_the_page_only() -> None:
    page = b'<html><head><meta charset="iso-8859-15"></head>' + LINK.encode("iso-8859-15")

    [item] = read_newsletter(raw(b"Content-Type: text/html", body=page)).items

    assert item.title.endswith("été 2027")


def test_a_letter_cut_in_two_does_not_spoil_the_others() -> None:
    [item] = read_newsletter(html(b"\xc3 " + ("é" * 30).encode() + LINK.encode())).items

    assert "été" in item.title + item.html


@pytest.mark.parametrize("before", [b"<!DOCTYPE html><html>", b"", b"<p>Bonjour.</p>"])
def test_html_called_plain_text_is_html(before: bytes) -> None:
    [item] = read_newsletter(raw(body=before + LINK.encode())).items

    assert item.title == "Une usine ouvre à Saint-Clair, été 2027"


def nested(depth: int) -> bytes:
    body = html(LINK.encode()).partition(b"Lettre\r\n")[2]
    for level in range(depth):
        mark = b"b%d" % level
        head = b'Content-Type: multipart/mixed; boundary="' + mark + b'"\r\n\r\n--'
        body = head + mark + b"\r\n" + body + b"\r\n--" + mark + b"--\r\n"
    return HEAD + body


def test_parts_within_parts_are_found() -> None:
    assert quickly(nested(10)).items[0].url == "https://a.example/1"


@pytest.mark.parametrize("newline", [b"\r\n", b"\r", b"\n"])
def test_parts_nested_without_end_are_refused(newline: bytes) -> None:
    with pytest.raises(ParseLimitError, match="emboîtées"):
        quickly(nested(MAX_NESTED + 1).replace(b"\r\n", newline))


def test_the_deepest_nesting_read_is_quick() -> None:
    filled = nested(MAX_NESTED).replace(LINK.encode(), b"\r\n" * 100_000 + LINK.encode())

    assert quickly(filled).items[0].url == "https://a.example/1"


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: " + b"x " * 500_000,
        b"Subject: " + b"=?utf-8?q?=C3=A9?= " * 50_000,
        b"Subject: " + b"(" * 500_000,
        b"Subject:" + b"\r\n x" * 200_000,
        b"From: " + b'"<,' * 300_000,
        b"From: " + b"a@b, " * 200_000,
        b"Content-Type: text/html; " + b"a=b; " * 200_000,
        b"Content-Type: " + b"(" * 500_000,
        b"Content-Disposition: " + b"a*0=" * 200_000,
        b"Message-ID: " + b"<" * 500_000,
        b"Date: " + b"1 " * 500_000,
        b"x" * 1_000_000 + b": y",
    ],
    ids=lambda header: header[:24].decode("ascii", "replace"),
)
def test_an_endless_header_takes_no_time(header: bytes) -> None:
    body = header + b"\r\nFrom: a@a.example\r\nSubject: b\r\n\r\n" + LINK.encode()

    [item] = quickly(body).items

    assert len(item.title) <= TITLE_LIMIT
    assert len(item.guid) <= 500


def test_a_header_of_several_lines_is_one() -> None:
    subject = b"Subject: =?utf-8?q?Lettre=0D=0ABcc=3A_x=40y.example?=\r\n"
    [item] = read_newsletter(b"From: a@a.example\r\n" + subject + b"\r\nBonjour").items

    assert "\n" not in item.title + item.author + item.guid
    assert "\r" not in item.title + item.author + item.guid
    assert item.title.startswith("Lettre")


@pytest.mark.parametrize(
    "header",
    [
        b"Date: jamais",
        b"Date: Mon, 99 Nov 2026 08:30:00 +0100",
        b"Date: Mon, 16 Nov 9999999999 08:30:00 +9999",
        b"Date: 1 Jan 1960 00:00:00 +2300",
        b"Date:",
    ],
)
def test_a_date_that_is_none_is_none(header: bytes) -> None:
    assert read_newsletter(raw(header)).items[0].published is None


@pytest.mark.parametrize(
    "header",
    [
        b"From: @",
        b"From: \xff\xfe <\xe9@\xe9>",
        b'From: "',
        b"From: =?utf-8?b?////?= <",
        b"Message-ID: <>",
        b"Message-ID: <a@[1.2.3.4]",
        b"Content-Type: text",
        b"Content-Type: multipart/mixed",
        b'Content-Type: multipart/mixed; boundary=""',
        b"Content-Type: text/html; charset*0*=utf-8''%ff; charset*1=x",
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: x-uuencode",
        b"Content-Transfer-Encoding: \xff",
        b"Content-Disposition: \x00",
    ],
)
def test_a_header_that_cannot_be_read_stops_nothing(header: bytes) -> None:
    [item] = read_newsletter(header + b"\r\n" + raw()).items

    assert item.guid


def test_attached_files_are_not_read() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@a.example", "Lettre"
    message.set_content("Bonjour.")
    message.add_attachment(LINK, subtype="html", filename="page.html")

    [item] = read_newsletter(message.as_bytes()).items

    assert item.url == ""
    assert item.html == "Bonjour."


@pytest.mark.parametrize(
    "body",
    [b"", b"\r\n\r\n", b"%PDF-1.7\n", b"<html><body>Bonjour</body></html>", b"\x00" * 100],
)
def test_what_is_no_email_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError, match="courriel"):
        read_newsletter(body)


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 100_000 + LINK.encode(),
        b"<table><tr><td>" * 30_000 + LINK.encode(),
        b"<b><i>" * 50_000 + LINK.encode(),
        (LINK + "<br>").encode() * 10_000,
        b"".join(b'<p><a href="https://a.example/%d">x</a>' % number for number in range(30_000)),
        b"".join(
            b'<p>Avant <a href="https://a.example/%d">un titre de cinq mots</a> et bien plus de '
            b"mots que cela pour finir" % number
            for number in range(8_000)
        ),
        b'<a href="https://a.example/' + b"a-1" * 300_000 + b'">Un titre sans fin</a>',
        b'<a href="https://a.example/1">' + b"mot " * 300_000 + b"</a>",
        b"<p style='" + b"font-size:" * 100_000 + b"'>" + LINK.encode(),
        b"<p>\xe2\x80\x8b" * 100_000 + LINK.encode(),
        b"<!--" * 200_000,
        b"&amp" * 300_000,
        b"a" + b" " * 1_000_000 + b"b",
    ],
    ids=[
        "depth", "tables", "inline", "same", "links", "phrases", "address", "text", "style",
        "filling", "comments", "entities", "blanks",
    ],
)  # fmt: skip
def test_a_page_built_to_exhaust_takes_no_time(body: bytes) -> None:
    assert quickly(html(body)).items
    assert quickly(raw(body=body)).items


@given(st.binary(max_size=2_000))
@settings(deadline=None)
def test_random_bytes_are_read_or_refused(body: bytes) -> None:
    for message in (body, HEAD + body, html(body)):
        try:
            assert read_newsletter(message).items
        except ParseError as error:
            assert "\n" not in str(error)


TAGS = st.sampled_from(
    '<p>|</p>|<a href="https://a.example/1">|<a href="https://b.example/x1">|</a>|<h2>|</h2>|'
    "<table>|</table>|<tr>|<td>|<td style='display:none'>|<b>|</b>|<br>|<img alt='Une image'>|"
    "Un titre de cinq mots|Lire la suite|Se désabonner|mot|&nbsp;|<!--|-->|\x00|é".split("|")
)


@given(st.lists(TAGS, max_size=60).map("".join))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_heap_of_tags_gives_whole_articles(body: str) -> None:
    collected = read_newsletter(html(body.encode()))

    assert len({item.guid for item in collected.items}) == len(collected.items) >= 1
    for item in collected.items:
        assert item.guid
        assert item.url == "" or item.url.startswith("https://")
        assert item.title.strip()
        assert item.title != "Lire la suite"


def test_the_same_email_gives_the_same_identity() -> None:
    one = open_letter(raw(b"Date: Mon, 16 Nov 2026 08:30:00 +0100"))
    other = open_letter(raw(b"Date: Mon, 23 Nov 2026 08:30:00 +0100"))

    assert one.message_id.startswith("sha256:")
    assert one.message_id == open_letter(raw(b"Date: Mon, 16 Nov 2026 08:30:00 +0100")).message_id
    assert one.message_id != other.message_id
