"""DOCX and ODT: sections, tables, notes, metadata; archives made to harm."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_LZMA, ZIP_STORED, ZipFile

import pytest

from tests.collect.invented_files import a_docx, an_odt, odf, word, word_table
from veille.collect.document import MAX_PAGES, DocumentPage, read_document
from veille.collect.document_zip import MAX_ENTRIES, MAX_PART
from veille.errors import ParseError, ParseLimitError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BILLION_LAUGHS = (
    '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;">]>'
)
OUTSIDE = '<!DOCTYPE a SYSTEM "https://www.exemple.fr/a.dtd">'

DOCX = a_docx(
    word("Avant tout"),
    word("Règlement", "Titre1"),
    word("Sommaire 2", "TM1"),
    word("Le zonage protège les terres."),
    word_table(["Zone", "Hectares"], ["N", ""], ["UA", "12"]),
    word("Article 1", "Titre2"),
    word("Construire."),
    word("Article 1", "Titre2"),
    core={"dc:title": "Règlement du PLU", "dc:creator": "Mairie"},
)
ODT = an_odt(
    odf("Avant tout"),
    odf("Règlement", level=1),
    f"<text:table-of-content><text:index-body>{odf('Sommaire 2')}</text:index-body>"
    "</text:table-of-content>",
    odf("Le zonage protège les terres."),
    "<table:table>"
    + "".join(
        f"<table:table-row>{''.join(f'<table:table-cell>{odf(c)}</table:table-cell>' for c in row)}"
        "</table:table-row>"
        for row in (["Zone", "Hectares"], ["N", ""], ["UA", "12"])
    )
    + "</table:table>",
    odf("Article 1", level=2),
    odf("Construire."),
    odf("Article 1", level=2),
    meta={"dc:title": "Règlement du PLU", "dc:creator": "Mairie"},
)


@pytest.mark.parametrize("body", [pytest.param(DOCX, id="docx"), pytest.param(ODT, id="odt")])
def test_each_heading_opens_a_section(body: bytes) -> None:
    document = read_document(body)

    assert document.pages == (
        DocumentPage(1, "", "Avant tout", "Avant tout"),
        DocumentPage(2, "#reglement", "Règlement",
                     "Règlement\nLe zonage protège les terres.\nZone | Hectares\nN\nUA | 12"),
        DocumentPage(3, "#article-1", "Article 1", "Article 1\nConstruire."),
        DocumentPage(4, "#article-1-2", "Article 1", "Article 1"),
    )  # fmt: skip
    assert document.text == "\n\n".join(page.text for page in document.pages)
    assert (document.title, document.author) == ("Règlement du PLU", "Mairie")
    assert document.warning == ""


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(a_docx(word("Guide", "Titre"), word("Un", "Titre1")), id="docx"),
        pytest.param(an_odt(odf("Guide", style="P1"), odf("Un", level=1)), id="odt-derived-style"),
        pytest.param(an_odt(odf("Guide", style="Title"), odf("Un", level=1)), id="odt-style"),
        pytest.param(an_odt(odf("Un", level=2), odf("Guide", level=1)), id="higher-though-later"),
        pytest.param(a_docx(word("Guide")), id="first-paragraph"),
    ],
)
def test_without_metadata_the_title_is_the_highest_heading(body: bytes) -> None:
    assert read_document(body).title == "Guide"


@pytest.mark.parametrize(
    ("modified", "created", "date"),
    [
        ("2026-03-12T10:00:00Z", "2020-01-01T00:00:00Z", datetime(2026, 3, 12, 10, tzinfo=UTC)),
        ("2026-03-12T10:00:00.123456789", "", datetime(2026, 3, 12, 10, tzinfo=UTC)),
        ("hier", "2026-03-12T12:00:00+02:00", datetime(2026, 3, 12, 10, tzinfo=UTC)),
        ("", "", None),
    ],
)
def test_the_date_is_the_modification_else_the_creation(
    modified: str, created: str, date: datetime | None
) -> None:
    docx = read_document(
        a_docx(word("a"), core={"dcterms:modified": modified, "dcterms:created": created})
    )
    odt = read_document(an_odt(odf("a"), meta={"dc:date": modified, "meta:creation-date": created}))

    assert [docx.date, odt.date] == [date, date]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(
            an_odt("<text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d</text:p>"),
            "a b c\nd", id="odt-blanks",
        ),
        pytest.param(
            an_odt(f"<text:p>Vu<text:note><text:note-citation>1</text:note-citation>"
                   f"<text:note-body>{odf('Loi')}</text:note-body></text:note> la loi</text:p>",
                   odf("Fin")),
            "Vu la loi\nFin\nLoi", id="odt-note",
        ),
        pytest.param(
            an_odt(f"<text:tracked-changes>{odf('ôté')}</text:tracked-changes>",
                   f"<text:p>a<office:annotation>{odf('remarque')}</office:annotation>b</text:p>"),
            "ab", id="odt-changes-and-remarks",
        ),
        pytest.param(
            an_odt(f"<text:list><text:list-item>{odf('un')}<text:list><text:list-item>{odf('deux')}"
                   "</text:list-item></text:list></text:list-item></text:list>"),
            "un\ndeux", id="odt-lists",
        ),
        pytest.param(
            a_docx("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c &lt;d&gt;</w:t></w:r>"
                   "<w:del><w:r><w:delText>ôté</w:delText></w:r></w:del></w:p>"),
            "a b\nc <d>", id="docx-blanks-and-changes",
        ),
        pytest.param(a_docx(word("entre-\nprise")), "entreprise", id="cut-word"),
        pytest.param(a_docx(word("a\u00adb\u200b")), "ab", id="soft-hyphen"),
    ],
)  # fmt: skip
def test_what_a_reader_sees_is_kept_and_nothing_else(body: bytes, text: str) -> None:
    assert read_document(body).text == text


def test_notes_of_a_docx_come_at_the_end() -> None:
    note = (
        f'<w:footnotes {W}><w:footnote w:id="2">{word("La loi de 1985")}</w:footnote></w:footnotes>'
    )
    body = a_docx(
        '<w:p><w:r><w:t>Vu</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
        parts={"word/footnotes.xml": note},
    )

    assert read_document(body).text == "Vu[1]\nLa loi de 1985"


@pytest.mark.parametrize("body", [a_docx(), an_odt(), a_docx(word(" "))])
def test_an_empty_document_says_so(body: bytes) -> None:
    document = read_document(body, "note.docx")

    assert (document.text, document.pages, document.title) == ("", (), "Note")
    assert document.warning.startswith("Document vide")


def test_beyond_the_ceiling_of_sections_no_text_is_lost() -> None:
    document = read_document(an_odt(*[odf(f"Titre {n}", level=1) for n in range(MAX_PAGES + 2)]))

    assert len(document.pages) == MAX_PAGES
    assert document.pages[-1].text.split("\n")[-1] == f"Titre {MAX_PAGES + 1}"


def test_a_table_too_large_for_the_reader_is_cut_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("veille.collect.document_docx.MAX_ELEMENTS", 30)

    document = read_document(a_docx(word_table(*[[f"ligne {n}"] for n in range(20)])))

    assert document.warning == "Document long : seul son début a été lu."
    assert document.text == "ligne 0\nligne 1\nligne 2\nligne 3"


def test_styles_too_large_for_the_reader_are_left_out_and_the_text_is_read() -> None:
    styles = f"<w:styles {W}>{'<w:style/>' * 50_000}</w:styles>"

    document = read_document(a_docx(word("Texte"), parts={"word/styles.xml": styles}))

    assert document.text == "Texte"
    assert document.warning.startswith("Document long")


@pytest.mark.parametrize("doctype", [BILLION_LAUGHS, OUTSIDE])
@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "_rels/.rels", "docProps/core.xml"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_docx_that_declares_entities_is_refused(doctype: str, part: str, encoding: str) -> None:
    trap = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<a>&d;</a>'
    if doctype == OUTSIDE:
        trap = trap.replace("&d;", "")

    with pytest.raises(ParseError, match="entités XML"):
        read_document(a_docx(word("a"), parts={part: trap.encode(encoding)}))


@pytest.mark.parametrize("part", ["content.xml", "meta.xml"])
def test_an_odt_that_declares_entities_is_refused(part: str) -> None:
    with pytest.raises(ParseError, match="entités XML"):
        read_document(an_odt(odf("a"), parts={part: f"{BILLION_LAUGHS}<a>&d;</a>"}))


BOMB = b"<a>" + b" " * MAX_PART + b"</a>"
# Below the ceiling of one part; three are above that of all.
SWOLLEN = b"<a>" + (b" " * 9_000_000 + b"<b/>") * 2 + b"</a>"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(a_docx(word("a"), parts={"word/document.xml": BOMB}), id="docx"),
        pytest.param(a_docx(word("a"), parts={"docProps/core.xml": BOMB}), id="docx-metadata"),
        pytest.param(an_odt(odf("a"), parts={"content.xml": BOMB}), id="odt"),
        pytest.param(
            a_docx(word("a"), parts={f"word/{n}.xml": SWOLLEN for n in "abc"}),
            id="several-parts-together",
        ),
    ],
)
def test_a_bomb_is_refused_before_it_unpacks(body: bytes) -> None:
    assert len(body) < 200_000

    with pytest.raises(ParseLimitError, match=r"se déplie en plus de [25]0\u00a0Mo : c’est"):
        read_document(body)


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    body = a_docx(word("a"), parts={"word/document.xml": BOMB})
    lying = body.replace(len(BOMB).to_bytes(4, "little"), (900).to_bytes(4, "little"))
    assert lying != body

    with pytest.raises(ParseError, match="abîmé"):
        read_document(lying)


def test_a_bomb_that_nobody_reads_is_harmless() -> None:
    bomb = b"\0" * (3 * MAX_PART)

    assert read_document(a_docx(word("a"), parts={"word/media/image1.png": bomb})).text == "a"


def test_too_many_entries_are_refused() -> None:
    with pytest.raises(ParseLimitError, match=f"contient {MAX_ENTRIES + 5} fichiers"):
        read_document(a_docx(word("a"), parts={f"word/media/{n}": b"" for n in range(MAX_ENTRIES)}))


@pytest.mark.parametrize("name", ["../../../tmp/pirate.xml", "/etc/passwd", "word/../../a.xml"])
def test_names_that_climb_out_of_the_archive_are_ignored(name: str) -> None:
    assert read_document(a_docx(word("a"), parts={name: "<a/>"})).text == "a"


def test_an_image_linked_from_a_file_is_never_opened() -> None:
    linked = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/'
        '2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/'
        'drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.'
        'org/drawingml/2006/picture"><pic:blipFill><a:blip r:link="rId9"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId9" TargetMode="External" Target="file:///etc/hostname" Type="image"/>'
        "</Relationships>"
    )
    body = a_docx(word("a"), linked, parts={"word/_rels/document.xml.rels": relations})

    assert read_document(body).text == "a"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(a_docx(parts={"word/document.xml": "<w:a"}), id="docx-ill-formed"),
        pytest.param(a_docx(parts={"word/document.xml": ""}), id="docx-without-text"),
        pytest.param(an_odt(parts={"content.xml": "<a/>"}), id="odt-without-text"),
        pytest.param(an_odt(parts={"content.xml": ""}), id="odt-without-content"),
        pytest.param(
            a_docx("<w:tbl><w:tr><w:tc>" * 100 + "</w:tc></w:tr></w:tbl>" * 100), id="too-deep"
        ),
    ],
)
def test_damaged_xml_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError, match="abîmé ou incomplet"):
        read_document(body)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            an_odt(odf("a"), parts={"META-INF/manifest.xml": "<m:encryption-data/>"}), id="odt"
        ),
        pytest.param(
            an_odt(parts={"content.xml": "", "encrypted-package": b"x"}), id="odt-as-a-whole"
        ),
        pytest.param(
            DOCX.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
            id="zip",
        ),
    ],
)
def test_a_password_is_named(body: bytes) -> None:
    with pytest.raises(ParseError, match="mot de passe"):
        read_document(body)


@pytest.mark.parametrize(("method", "read"), [(ZIP_STORED, True), (ZIP_LZMA, False)])
def test_only_the_packings_of_office_programs_are_read(method: int, read: bool) -> None:
    out = BytesIO()
    with ZipFile(BytesIO(DOCX)) as source, ZipFile(out, "w", method) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))

    if read:
        assert read_document(out.getvalue()) == read_document(DOCX)
    else:
        with pytest.raises(ParseError, match="abîmé"):
            read_document(out.getvalue())
