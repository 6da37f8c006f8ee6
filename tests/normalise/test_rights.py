"""What may be shown of a source's text."""

import pytest

from veille.domain.source import Rights, Source
from veille.normalise.rights import extract_and_proof, visible_extract

FIRST = "La verrerie Lormier a tenu son assemblée à Valbrune, devant ses clients et ses banquiers."
PROOF = "Elle s’agrandit de deux halles et embauche quarante verriers d’ici au printemps."
SUMMARY = f"{FIRST} {'Le maire était là. ' * 12}{PROOF}"


def a_source(rights: Rights, extract: int = 200) -> Source:
    return Source("gazette", "La Gazette", "https://g.example/", rights=rights, extract=extract)


def test_press_never_shows_more_beside_a_proof_than_without() -> None:
    press = a_source(Rights.PRESS)

    extract, proof = extract_and_proof(press, SUMMARY, PROOF)

    assert proof == PROOF
    assert extract.startswith("La verrerie Lormier")
    assert len(extract) + len(proof) <= 200
    assert extract_and_proof(press, SUMMARY, FIRST) == (visible_extract(press, SUMMARY), FIRST)


@pytest.mark.parametrize(("limit", "shown"), [(0, ("", "")), (100, ("", PROOF))])
def test_the_limit_of_the_source_holds(limit: int, shown: tuple[str, str]) -> None:
    assert extract_and_proof(a_source(Rights.PRESS, limit), SUMMARY, PROOF) == shown


def test_an_open_source_is_shown_whole_with_a_short_proof() -> None:
    extract, proof = extract_and_proof(a_source(Rights.OPEN), SUMMARY, "mot " * 100)

    assert extract == SUMMARY
    assert len(proof) <= 200


@pytest.mark.parametrize("source", [None, a_source(Rights.INTERNAL)])
def test_nothing_of_internal_and_unknown_sources(source: Source | None) -> None:
    assert extract_and_proof(source, SUMMARY, PROOF) == ("", "")


def test_no_proof_leaves_the_extract() -> None:
    press = a_source(Rights.PRESS)

    assert extract_and_proof(press, SUMMARY, "") == (visible_extract(press, SUMMARY), "")
