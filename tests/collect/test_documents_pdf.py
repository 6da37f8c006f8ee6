"""PDF: pages, headings, dates, scans, running lines and words cut at the end of a line."""

from datetime import UTC, datetime

import pytest

from tests.collect.invented_files import Line, a_pdf
from veille.collect.document import MAX_PAGES, DocumentPage, read_document
from veille.collect.document_pages import tidy
from veille.errors import ParseError

BODY = ["Le conseil étudie l’implantation", "d’une usine à Éguilles."]


def test_each_page_has_its_number_its_anchor_its_title_and_its_text() -> None:
    document = read_document(a_pdf([(18, "Ordre du jour"), *BODY], [], ["3", "Vœux", "12 ha"]))

    assert document.pages == (
        DocumentPage(1, "#page=1", "Ordre du jour", "\n".join(["Ordre du jour", *BODY])),
        DocumentPage(2, "#page=2", "", ""),
        DocumentPage(3, "#page=3", "Vœux", "3\nVœux\n12 ha"),
    )
    assert document.text == "\n".join(["Ordre du jour", *BODY]) + "\n\n3\nVœux\n12 ha"
    assert document.warning == ""


def test_compressed_pages_read_as_the_others() -> None:
    pages: list[list[Line]] = [[(18, "Ordre du jour"), *BODY], ["Deux"]]

    assert read_document(a_pdf(*pages, compressed=True)) == read_document(a_pdf(*pages))


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        pytest.param(["Commune", (24, "Plan local"), (24, "d’urbanisme"), *BODY],
                     "Plan local d’urbanisme", id="largest-on-two-lines"),
        pytest.param([(14, "Note"), *BODY, (20, "Avis d’enquête"), *BODY], "Avis d’enquête",
                     id="largest-though-later"),
        pytest.param([(40, "12"), (16, "Budget primitif"), *BODY], "Budget primitif",
                     id="a-number-is-no-title"),
        pytest.param(["Avis au public", *BODY], "Avis au public", id="all-of-one-size"),
        pytest.param([(12, "Avis au public"), *BODY, (12, "Suite")], "Avis au public",
                     id="nearly-one-size"),
    ],
)  # fmt: skip
def test_without_metadata_the_title_is_the_largest_line(lines: list[Line], title: str) -> None:
    assert read_document(a_pdf(lines, [(40, "Annexe")])).title == title


def test_the_title_is_looked_for_on_the_first_page_that_has_text() -> None:
    assert read_document(a_pdf([], [(20, "Bilan 2026"), *BODY])).title == "Bilan 2026"


@pytest.mark.parametrize(
    ("modified", "created", "date", "date_text"),
    [
        pytest.param("D:20260131120000+01'00'", "D:20250101", datetime(2026, 1, 31, 11, tzinfo=UTC),
                     "D:20260131120000+01'00'", id="modification-first"),
        pytest.param("D:20260131120000-05'30", "", datetime(2026, 1, 31, 17, 30, tzinfo=UTC),
                     "D:20260131120000-05'30", id="west-and-no-last-quote"),
        pytest.param("", "D:20260131120000Z", datetime(2026, 1, 31, 12, tzinfo=UTC),
                     "D:20260131120000Z", id="creation-else"),
        pytest.param("bientôt", "20260131", datetime(2026, 1, 31, tzinfo=UTC), "20260131",
                     id="creation-when-modification-is-no-date"),
        pytest.param("D:2026", "", datetime(2026, 1, 1, tzinfo=UTC), "D:2026", id="year-alone"),
        pytest.param("31 janvier 2026", "", datetime(2026, 1, 31, tzinfo=UTC), "31 janvier 2026",
                     id="in-french"),
        pytest.param("D:20261399", "", None, "D:20261399", id="no-such-day"),
        pytest.param("D:00010101000000+14'00'", "", None, "D:00010101000000+14'00'", id="year-one"),
        pytest.param("", "", None, "", id="none"),
    ],
)  # fmt: skip
def test_the_date_is_that_of_the_metadata_in_utc(
    modified: str, created: str, date: datetime | None, date_text: str
) -> None:
    document = read_document(
        a_pdf(BODY, info={"Title": "Avis", "ModDate": modified, "CreationDate": created})
    )

    assert (document.date, document.date_text) == (date, date_text)


def test_the_author_is_kept_on_one_line() -> None:
    assert read_document(a_pdf(BODY, info={"Author": "Mairie\n d’Éguilles\0"})).author == (
        "Mairie d’Éguilles"
    )


@pytest.mark.parametrize(
    ("pages", "warning"),
    [
        pytest.param([[], []], "Scan, texte non lu", id="scan"),
        pytest.param([["1"], ["2"]], "", id="numbers-are-text"),
        pytest.param([BODY, [], []], "Scan en partie : 2 pages sur 3", id="mostly-scanned"),
        pytest.param([BODY, BODY, []], "", id="one-blank-page"),
    ],
)
def test_a_scan_is_a_document_with_a_warning(pages: list[list[str]], warning: str) -> None:
    document = read_document(a_pdf(*pages), "avis-enquete.pdf")

    assert document.warning.startswith(warning)
    assert bool(document.warning) == bool(warning)
    assert len(document.pages) == len(pages)
    assert bool(document.text) == any(pages)


def test_a_file_protected_against_changes_only_is_read() -> None:
    document = read_document(a_pdf(BODY, info={"Title": "Avis d’enquête"}, password=""))

    assert document.text == "\n".join(BODY)
    assert document.title == "Avis d’enquête"


def test_an_unknown_lock_is_named() -> None:
    body = a_pdf(BODY, password="").replace(b"/Filter /Standard", b"/Filter /Maison   ")

    with pytest.raises(ParseError, match="verrou que nous ne savons pas ouvrir"):
        read_document(body)


def test_a_file_without_its_end_mark_is_read_with_a_warning() -> None:
    document = read_document(a_pdf(BODY).replace(b"%%EOF", b""))

    assert document.text == "\n".join(BODY)
    assert document.warning.startswith("La fin du fichier manque")


def test_pages_beyond_the_ceiling_are_counted_in_the_warning() -> None:
    document = read_document(a_pdf(*[["Un"]] * (MAX_PAGES + 3)))

    assert len(document.pages) == MAX_PAGES
    assert document.warning == f"Document long : {MAX_PAGES} pages lues sur {MAX_PAGES + 3}."


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param(["la création d’une entre-", "prise locale"],
                     "la création d’une entreprise locale", id="a-word"),
        pytest.param(["maire de Saint-", "Étienne"], "maire de Saint-Étienne", id="a-name"),
        pytest.param(["sur 2020-", "2026"], "sur 2020-2026", id="years"),
        pytest.param(["il est peut-", "être là"], "il est peut-être là", id="a-word-after-hyphen"),
        pytest.param(["c’est-à-", "dire"], "c’est-à-dire", id="a-compound-of-three"),
        pytest.param(["le sous-préfet, un sous-", "préfet"], "le sous-préfet, un sous-préfet",
                     id="a-compound-seen-elsewhere"),
        pytest.param(["coût -", "prix"], "coût -\nprix", id="a-dash"),
        pytest.param(["- un", "- deux"], "- un\n- deux", id="a-list"),
        pytest.param(["fin-", ""], "fin-", id="at-the-end"),
    ],
)  # fmt: skip
def test_words_cut_at_the_end_of_a_line_are_made_whole(lines: list[Line], text: str) -> None:
    assert read_document(a_pdf(lines)).text == text


def test_a_compound_written_on_another_page_keeps_its_hyphen() -> None:
    document = read_document(a_pdf(["un sous-", "préfet"], ["le Sous-préfet"]))

    assert document.pages[0].text == "un sous-préfet"


def test_running_titles_stay_once_and_page_numbers_go() -> None:
    pages: list[list[Line]] = [
        ["Ville d’Éguilles", f"Lot {n * n}", f"{n * n} ha", f"{n + 4}"] for n in range(1, 5)
    ]

    assert read_document(a_pdf(*pages)).text == (
        "Ville d’Éguilles\nLot 1\n1 ha\n\nLot 4\n4 ha\n\nLot 9\n9 ha\n\nLot 16\n16 ha"
    )


def test_what_is_numbered_as_the_pages_but_is_no_page_number_stays() -> None:
    document = read_document(a_pdf(*[[f"Délibération n° {n}", "Vu", f"{n}"] for n in range(1, 5)]))

    assert [page.title for page in document.pages] == [f"Délibération n° {n}" for n in range(1, 5)]


def test_a_foot_that_counts_the_pages_stays_once() -> None:
    pages: list[list[Line]] = [
        [f"Avis {n * n}", "un", "deux", "trois", f"Procès-verbal – page {n} / 9"]
        for n in range(1, 6)
    ]

    text = read_document(a_pdf(*pages)).text

    assert text.count("Procès-verbal") == 1
    assert text.count("Avis") == 5


def test_lines_of_two_pages_are_not_taken_for_running_titles() -> None:
    assert read_document(a_pdf(["Ville", "a"], ["Ville", "b"])).text == "Ville\na\n\nVille\nb"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\0b\x07c\x1b[1m", "abc[1m"),
        ("in\u00adstalle\u200b", "installe"),
        ("\ufeffa\u202eb", "ab"),
        ("e\u0301te\u0301", "été"),
        ("oﬃce ﬁn", "office fin"),
        ("\uf0b7 point", "point"),
        ("a\t  b \r\n c\r\n\r\n\r\n\r\nd", "a b\nc\n\nd"),
        ("1. Zones . . . . . . 3", "1. Zones … 3"),
        ("2. Zones.......... 3", "2. Zones … 3"),
        ("12\u00a0000\u202f€", "12\u00a0000\u202f€"),
    ],
)
def test_text_is_made_fit_to_read(raw: str, text: str) -> None:
    assert tidy(raw) == text
