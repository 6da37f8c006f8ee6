"""tokens: what a text is read as before anything is weighed."""

from collections.abc import Mapping, Sequence

import pytest

from veille.normalise.lexing import Text
from veille.prior.tokens import (
    JOBS_MADE,
    MAX_WORDS,
    Span,
    Vocabulary,
    counted,
    fact_tokens,
    heard,
    subdued,
    word_token,
)

TEXTS = [
    ("Une usine ouvre", "", []),
    ("", "Une usine ouvre, une usine ferme.", []),
    ("Roanne : une usine ouvre à Roanne", "L’usine du Coteau recrute", [Span(0, 6, "commune")]),
    ("Usine usine usine", "usine usine", []),
    ("", "", []),
]


def tokens(
    title: str, summary: str, places: Sequence[Span] = (), facts: Sequence[str] = ()
) -> Mapping[str, int]:
    return counted(heard(Text(title, summary), places), facts)


def test_words_are_stems_alone_and_in_pairs_and_those_of_the_title_count_twice() -> None:
    found = tokens("Les usines ferment", "Une usine fermée")

    assert found["usin"] == 3
    assert found["le usin" if "le usin" in found else "les usin"] == 2
    assert found["une usin"] == 1
    assert "ferment une" not in found


def test_a_pair_never_runs_from_the_title_into_the_summary() -> None:
    assert "gar lyc" not in tokens("La gare", "Lycée neuf")


def test_places_are_named_by_what_they_are() -> None:
    title, summary = "Roanne : une usine ouvre", "Le site du Coteau recrute"
    spans = [Span(0, 6, "commune"), Span(len(title) + 9, len(title) + 18, "commune")]
    found = tokens(title, summary, spans)

    assert found["@commune"] == 3
    assert found["^@commune"] == 1
    assert "roann" not in found and "coteau" not in found


@pytest.mark.parametrize(
    ("word", "token"),
    [
        pytest.param("2026", "@year", id="year"),
        pytest.param("120", "@n", id="number"),
        pytest.param("3500", "@n", id="number-of-four-digits"),
        pytest.param("emplois", "emploi", id="stem"),
    ],
)
def test_numbers_and_years_are_named(word: str, token: str) -> None:
    assert word_token(word) == token


def test_a_title_alone_says_so() -> None:
    assert "@bare" in tokens("Une usine", "")
    assert "@bare" not in tokens("Une usine", "Elle ouvre")


@pytest.mark.parametrize(
    ("jobs", "euros", "expected"),
    [
        pytest.param(40, None, ["@jobs+"], id="created"),
        pytest.param(-40, 5_000_000, ["@jobs-", "@big"], id="cut-and-millions"),
        pytest.param(None, 20_000, ["@small"], id="a-small-sum"),
        pytest.param(None, None, [], id="nothing"),
    ],
)
def test_facts_are_tokens(jobs: int | None, euros: int | None, expected: list[str]) -> None:
    assert list(fact_tokens(jobs, euros)) == expected
    assert set(expected) <= tokens("Une usine", "", (), expected).keys()


def test_a_whole_report_is_not_read_to_its_end() -> None:
    found = tokens("Rapport", " ".join(f"mot{rank}" for rank in range(MAX_WORDS + 50)))

    assert word_token("mot0") in found
    assert word_token(f"mot{MAX_WORDS + 10}") not in found


def test_a_word_said_often_weighs_little_more() -> None:
    assert subdued(1) == 1
    assert 1 < subdued(2) < subdued(20) < 5


@pytest.mark.parametrize("text", ["", " ", "…", "« »", "\u202e", "😀😀", "'''", "a" * 10_000])
def test_no_text_breaks_the_reading(text: str) -> None:
    assert tokens(text, text, [Span(0, 3, "commune"), Span(2, 9, "canton")])


@pytest.mark.parametrize("rank", range(len(TEXTS)))
def test_a_vocabulary_counts_the_tokens_it_knows_and_no_other(rank: int) -> None:
    title, summary, places = TEXTS[rank]
    said = heard(Text(title, summary), places)
    every = counted(said, [JOBS_MADE])
    some = [token for at, token in enumerate(sorted(every)) if at % 3 != rank % 3]

    found = Vocabulary([*some, "never", "never said"]).counts(said, [JOBS_MADE])

    assert found == {at: every[token] for at, token in enumerate(some)}
