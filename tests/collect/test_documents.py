"""Documents: what a file is, what it says of itself, and what is refused, in French."""

from datetime import UTC, datetime
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.collect.invented_files import a_docx, a_pdf, a_zip, an_odt, odf, word
from veille.collect.document import MAX_CHARACTERS, Document, read, read_document
from veille.collect.document_title import readable_name, sensible
from veille.errors import ParseError

URL = "https://www.exemple.fr/docs/CR_conseil-municipal_2026-03-12.pdf?v=2"
SENTENCE = "La commune d’Éguilles étudie l’implantation d’une usine"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

A_PDF = a_pdf(
    [(20, "Été à Roanne"), SENTENCE], ["Deux"], info={"Title": "Été", "ModDate": "D:2026"}
)
A_DOCX = a_docx(word("Été", "Titre1"), word(SENTENCE), core={"dc:title": "Été"})
AN_ODT = an_odt(odf("Été", level=1), odf(SENTENCE), meta={"dc:title": "Été"})


@pytest.mark.parametrize(
    ("body", "method"),
    [
        pytest.param(A_PDF, "pdf", id="pdf"),
        pytest.param(b"\n junk before\n" + A_PDF, "pdf", id="pdf-after-junk"),
        pytest.param(A_DOCX, "docx", id="docx"),
        pytest.param(AN_ODT, "odt", id="odt"),
    ],
)
@pytest.mark.parametrize("claimed", ["", "application/pdf", "text/html; charset=utf-8"])
def test_the_kind_is_known_by_the_bytes_whatever_is_claimed(
    body: bytes, method: str, claimed: str
) -> None:
    collected = read(body, "https://www.exemple.fr/telecharger.php?id=3", claimed)

    assert collected.method == method
    assert SENTENCE in collected.items[0].html


@pytest.mark.parametrize(
    ("body", "seen", "to_do"),
    [
        pytest.param(b"", "vide", "navigateur", id="nothing"),
        pytest.param(b" \n\0\0\n", "vide", "navigateur", id="blanks"),
        pytest.param(b"<!DOCTYPE html><p>Connexion", "page HTML", "adresse du fichier", id="html"),
        pytest.param(b"\x89PNG\r\n", "image", "PDF", id="image"),
        pytest.param(b"{\\rtf1 Bonjour}", "RTF", "odt", id="rtf"),
        pytest.param(OLE, "ancien document Office", "docx", id="old-word"),
        pytest.param(
            OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe", "éditeur", id="word"
        ),
        pytest.param(a_zip({}), "archive", "PDF", id="empty-zip"),
        pytest.param(a_zip({"a.txt": "x"}), "archive", "PDF", id="zip"),
        pytest.param(a_zip({"xl/workbook.xml": "<a/>"}), "classeur", "PDF", id="xlsx"),
        pytest.param(a_zip({"ppt/presentation.xml": "<a/>"}), "diaporama", "PDF", id="pptx"),
        pytest.param(
            a_zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "OpenDocument sans texte", "PDF", id="ods",
        ),
        pytest.param(b"%PDF-1.7\n", "abîmé ou incomplet", "navigateur", id="pdf-without-anything"),
        pytest.param(A_PDF[:300], "abîmé ou incomplet", "plus tard", id="pdf-cut"),
        pytest.param(A_DOCX[:400], "abîmé ou incomplet", "plus tard", id="docx-cut"),
        pytest.param(AN_ODT[:-30], "abîmé ou incomplet", "plus tard", id="odt-cut"),
        pytest.param(a_pdf(["x"], password="clé"), "mot de passe", "éditeur", id="locked-pdf"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_what_to_do(body: bytes, seen: str, to_do: str) -> None:
    with pytest.raises(ParseError) as caught:
        read_document(body, "rapport.pdf", "application/pdf")

    sentence = str(caught.value)
    assert seen in sentence
    assert to_do in sentence
    assert "'" not in sentence
    assert sentence.endswith(".")


def test_an_unknown_format_quotes_what_the_server_claims() -> None:
    with pytest.raises(ParseError, match="annoncé «\u00a0image/x-odd\u00a0»"):
        read_document(b"\x01\x02\x03", "", "image/x-odd; a=b")


def test_an_unknown_format_quotes_nothing_that_is_no_media_type() -> None:
    with pytest.raises(ParseError) as caught:
        read_document(b"\x01\x02\x03", "", "<script>")

    assert "annoncé" not in str(caught.value)


def test_a_document_is_one_item_with_its_address_for_identity() -> None:
    body = a_pdf(
        [f"{SENTENCE} & <b>autres</b>"],
        info={"Title": "Usine & emplois", "Author": "Mairie <service>",
              "ModDate": "D:20260312120000+01'00'"},
        language="fr-FR",
    )  # fmt: skip

    collected = read(body, URL, "application/pdf")

    [item] = collected.items
    assert (item.guid, item.url) == (URL, URL)
    assert item.title == "Usine &amp; emplois"
    assert item.html == f"{SENTENCE} &amp; &lt;b&gt;autres&lt;/b&gt;"
    assert item.author == "Mairie &lt;service&gt;"
    assert item.published == datetime(2026, 3, 12, 11, tzinfo=UTC)
    assert item.date_text == "D:20260312120000+01'00'"
    assert item.language == "fr"
    assert collected.title == "Usine & emplois"


def test_an_item_carries_the_beginning_only() -> None:
    body = an_odt(*[odf(f"{SENTENCE} {number} < 5") for number in range(1_000)])

    [item] = read(body, URL, "").items

    assert len(unescape(item.html)) == 8_000


def test_the_warning_of_a_scan_reaches_the_collected() -> None:
    collected = read(a_pdf([]), URL, "")

    assert collected.warning.startswith("Scan")
    assert collected.items[0].html == ""
    assert collected.items[0].title == "CR conseil municipal 2026-03-12"


@pytest.mark.parametrize(
    "url", ["", "https://[", "https://www.exemple.fr", "https://www.exemple.fr/12.pdf"]
)
def test_an_address_that_names_no_file_still_gives_a_title(url: str) -> None:
    assert read(a_pdf([]), url, "").items[0].title == "Document"


@pytest.mark.parametrize(
    "title",
    [
        "", "  ", "12", "A.", "Microsoft Word - CR.doc", "Microsoft Word - Délibération 12",
        "untitled", "Sans titre", "Sans titre 1", "Document1", "DOCUMENT", "scan_0012", "Page 3",
        "Présentation PowerPoint", "Mise en page 1", "modele", "Titre du document", "(anonymous)",
        "CR conseil.docx", "plaquette finale V3.indd", "rapport.PDF", "CR_CM_2026", "PV-12-03-2026",
        "þÿ\0R\0a\0p\0p\0o\0r\0t", "\x01\x02\x03",
    ],
)  # fmt: skip
def test_a_title_that_says_nothing_is_refused(title: str) -> None:
    assert sensible(title) == ""


@pytest.mark.parametrize(
    "title",
    [
        "Compte rendu du conseil municipal", "PLUi", "Schéma 2026-2032", "Document d’orientation",
        "Saint-Étienne", "Scandale à Roanne", "Index des prix", "Page de garde du rapport",
        "Rapport d’activité 2025",
    ],
)  # fmt: skip
def test_a_title_that_says_something_is_kept(title: str) -> None:
    assert sensible(f" {title}\n") == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("/docs/CR_conseil-municipal_2026-03-12.pdf", "CR conseil municipal 2026-03-12"),
        ("r%C3%A9union%20publique.odt", "Réunion publique"),
        (r"C:\bureau\note+aux_maires.docx", "Note aux maires"),
        ("../../etc/avis-1.2.pdf", "Avis 1.2"),
        ("", "Document"),
        ("/12.pdf", "Document"),
    ],
)
def test_a_file_name_is_made_readable(name: str, title: str) -> None:
    assert readable_name(name) == title


@pytest.mark.parametrize(
    ("title", "heading", "found"),
    [
        pytest.param("Budget 2026", "Été", "Budget 2026", id="metadata"),
        pytest.param("Microsoft Word - b.doc", "Été à Roanne", "Été à Roanne", id="heading"),
        pytest.param("b.doc", "12", "Note aux maires", id="file-name"),
    ],
)
def test_the_title_is_the_first_that_says_something(title: str, heading: str, found: str) -> None:
    in_pdf = read_document(
        a_pdf([(20, heading), "1", "2"], info={"Title": title}), "note-aux-maires.pdf"
    )
    in_docx = read_document(
        a_docx(word(heading, "Titre1"), word("1"), core={"dc:title": title}), "note-aux-maires.docx"
    )
    in_odt = read_document(
        an_odt(odf(heading, level=1), odf("1"), meta={"dc:title": title}), "note-aux-maires.odt"
    )

    assert [in_pdf.title, in_docx.title, in_odt.title] == [found] * 3


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        pytest.param(
            "en-US", SENTENCE + " et les emplois de la zone", "fr", id="text-knows-better"
        ),
        pytest.param("fr-FR", "Plan 12", "fr", id="declared-when-the-text-does-not-tell"),
        pytest.param("", "Plan 12", "", id="unknown"),
        pytest.param("français", "Plan 12", "", id="no-code"),
    ],
)
def test_the_language_is_read_then_believed(declared: str, text: str, language: str) -> None:
    found = [
        read_document(a_docx(word(text), core={"dc:language": declared})).language,
        read_document(an_odt(odf(text), meta={"dc:language": declared})).language,
        read_document(a_pdf([text], language=declared if declared.isascii() else "")).language,
    ]

    assert found == [language] * 3


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            a_pdf(*[[f"{SENTENCE} {n * n}.{line}" for line in range(50)] for n in range(160)]),
            id="pdf",
        ),
        pytest.param(a_docx(*[word(SENTENCE * 40) for _ in range(300)]), id="docx"),
        pytest.param(an_odt(*[odf(SENTENCE * 40) for _ in range(300)]), id="odt"),
    ],
)
def test_a_long_document_is_cut_at_the_ceiling_and_says_so(body: bytes) -> None:
    document = read_document(body)

    assert MAX_CHARACTERS - 10_000 < len(document.text) <= MAX_CHARACTERS
    assert document.warning.startswith("Document long")
    assert document.text == "\n\n".join(page.text for page in document.pages)


def _changed(body: bytes, at: int, piece: bytes, gone: int) -> bytes:
    at %= len(body) + 1
    return body[:at] + piece + body[at + gone :]


_PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from([b"<!DOCTYPE a>", b"&a;", b"99999999", b"-1", b"<<", b"<w:tbl>", b"\xff\xfe"]),
)
_CHANGES = st.lists(
    st.tuples(st.integers(0, 5_000), _PIECES, st.integers(0, 30)), min_size=1, max_size=6
)


def _read_or_refused(body: bytes) -> None:
    try:
        document = read_document(body)
    except ParseError as error:
        assert str(error)
    else:
        assert isinstance(document, Document)
        assert document.title


@settings(max_examples=150, deadline=None)
@given(body=st.sampled_from([A_PDF, A_DOCX, AN_ODT]), changes=_CHANGES)
def test_a_mutated_file_is_read_or_refused_never_anything_else(
    body: bytes, changes: list[tuple[int, bytes, int]]
) -> None:
    for at, piece, gone in changes:
        body = _changed(body, at, piece, gone)

    _read_or_refused(body)


@settings(max_examples=100, deadline=None)
@given(body=st.sampled_from([A_PDF, A_DOCX, AN_ODT]), length=st.integers(0, 5_000))
def test_a_truncated_file_is_read_or_refused_never_anything_else(body: bytes, length: int) -> None:
    _read_or_refused(body[: length % len(body)])


@settings(max_examples=100, deadline=None)
@given(
    name=st.sampled_from(
        ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml",
         "docProps/core.xml"]
    ),
    changes=_CHANGES,
)  # fmt: skip
def test_a_docx_whose_parts_are_mutated_is_read_or_refused(
    name: str, changes: list[tuple[int, bytes, int]]
) -> None:
    part = PARTS[name]
    for at, piece, gone in changes:
        part = _changed(part, at, piece, gone)

    _read_or_refused(a_docx(word(SENTENCE), parts={name: part}))


PARTS = {
    "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="rId1" Target="word/document.xml" Type="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
    "word/document.xml": b'<w:document xmlns:w="http://schemas.openxmlformats.org/'
    b'wordprocessingml/2006/main"><w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p>'
    b"</w:tc></w:tr></w:tbl><w:p><w:r><w:t>b</w:t></w:r></w:p></w:body></w:document>",
    "word/styles.xml": b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/'
    b'2006/main"><w:style w:type="paragraph" w:styleId="a"><w:name w:val="b"/></w:style>'
    b"</w:styles>",
    "docProps/core.xml": b'<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>T</dc:title>'
    b"</a>",
}
