"""What a table of weights says of a text, and on which words."""

from pathlib import Path

import pytest

import veille.prior.model as model
from tests.prior.tables import GAIN, a_prior, table
from veille.config import load_rules
from veille.domain.signal import SIGNALS
from veille.normalise.lexing import Text
from veille.prior import RELEVANCE, Leanings, Prior, Span, logistic, overlaps
from veille.prior.model import SURE

RULES = load_rules(Path(__file__).parents[2] / "rules")
BIKES = {"theme:mobilites": {"velo": 3.0, "pist cyclabl": 2.0, "chien": -2.0}}


def odds(said: Leanings, name: str = "theme:mobilites", margin: float = 0.0) -> float:
    return said.odds(said.prior.outputs[name], margin)


def words_for(said: Leanings, name: str = "theme:mobilites", *, against: bool = False) -> list[str]:
    return list(said.words_for(said.prior.outputs[name], 5, against=against))


def test_words_lean_for_and_against() -> None:
    prior = a_prior(BIKES)

    nothing = odds(prior.read(Text("Un titre")))
    assert nothing == pytest.approx(-1)
    assert odds(prior.read(Text("Le vélo"))) == pytest.approx(2, abs=0.05)
    assert odds(prior.read(Text("Le chien"))) == pytest.approx(-3, abs=0.05)


def test_unknown_words_change_nothing() -> None:
    prior = a_prior(BIKES)

    assert odds(prior.read(Text("Le vélo"))) == odds(prior.read(Text("Le vélo xyzzy", "plugh")))


def test_rules_are_heard_within_bounds() -> None:
    said = a_prior(BIKES).read(Text("Un titre"))

    assert odds(said, margin=0.5) == pytest.approx(-1 + 0.5 * GAIN)
    assert odds(said, margin=9) == odds(said, margin=SURE)
    assert odds(said, margin=-9) == odds(said, margin=-SURE)


def test_what_was_not_learnt_is_left_to_the_rules() -> None:
    prior = a_prior(BIKES)

    assert prior.outputs_of(("theme:mobilites", "theme:voisinage"))[1] is None


def test_reasons_are_words_of_the_text_as_it_writes_them() -> None:
    said = a_prior(BIKES).read(
        Text("Le vélo, priorité de l’agglo", "Une piste cyclable, sans chien.")
    )

    assert words_for(said) == ["vélo", "piste cyclable"]
    assert words_for(said, against=True) == ["chien"]


def test_a_reason_is_never_a_word_of_grammar_a_place_or_a_number() -> None:
    weights = {"theme:mobilites": {"dans": 3.0, "@commune": 3.0, "@n": 3.0, "@bare": 3.0}}
    said = a_prior(weights).read(Text("Roanne dans 20 jours"), [Span(0, 6, "commune")])

    assert words_for(said) == []


def test_a_pair_parted_by_a_sign_is_no_reason() -> None:
    weights = {"theme:mobilites": {"pist cyclabl": 3.0}}

    assert words_for(a_prior(weights).read(Text("La piste. Cyclable"))) == []
    assert words_for(a_prior(weights).read(Text("La piste-cyclable"))) == ["piste-cyclable"]


def test_a_pair_over_an_elided_article_is_quoted_whole() -> None:
    weights = {"theme:entreprises": {"extens de": 1.0, "de usin": 3.0}}
    said = a_prior(weights).read(Text("Extension de l’usine"))

    assert words_for(said, "theme:entreprises")[0] == "de l’usine"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Hydria lève 5,4 M€", "lève 5,4"),
        ("Hydria lève 12 M€", "lève 12"),
        ("Hydria lève 1\u202f200 euros", "lève 1\u202f200"),
        ("Hydria lève 3.500 euros", "lève 3.500"),
        ("Hydria lève 20, dont 5", "lève 20"),
        ("Il faut 1 200 emplois", "1 200 emplois"),
        ("Il faut 2,5 emplois", "2,5 emplois"),
        ("De 80 à 120 emplois", "120 emplois"),
    ],
)
def test_a_number_is_quoted_whole(title: str, said: str) -> None:
    weights = {"theme:mobilites": {"lev @n": 3.0, "@n emploi": 3.0}}

    assert words_for(a_prior(weights).read(Text(title))) == [said]


def test_one_expression_is_told_once() -> None:
    weights = {"theme:mobilites": {"pist cyclabl": 3.0, "pist": 2.0, "cyclabl": 1.0}}

    assert words_for(a_prior(weights).read(Text("Une piste cyclable"))) == ["piste cyclable"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("usines", "Usine", True, id="plural-and-case"),
        pytest.param("l’usine", "fermeture de l'usine", True, id="within"),
        pytest.param("port", "sport", False, id="whole-words-only"),
        pytest.param("", "usine", False, id="nothing"),
    ],
)
def test_overlap(one: str, other: str, same: bool) -> None:
    assert overlaps(one, other) is same


@pytest.mark.parametrize("text", ["", " ", "…", "\u202e", "😀", "'" * 50, "N" * 5_000])
def test_any_text_is_read(text: str) -> None:
    said = a_prior(BIKES).read(Text(text, text))

    assert odds(said) == pytest.approx(-1)
    assert words_for(said) == []


def test_a_probability_is_never_0_nor_1() -> None:
    assert 0 < logistic(-1e9) < logistic(0) == 0.5 < logistic(1e9) < 1


def test_the_relevance_to_expect_grows_with_the_odds_of_being_useful() -> None:
    prior = a_prior(BIKES)
    expected = [prior.expected_relevance(odds) for odds in (-9, -2, 0, 2, 9)]

    assert expected == sorted(expected)
    assert 0 < expected[0] < 0.01 and 0.99 < expected[-1] < 1
    assert expected[2] == pytest.approx(0.5)


def test_the_table_that_comes_with_the_program_knows_every_shipped_theme_and_event() -> None:
    prior = Prior.load()

    assert prior is not None
    wanted = {f"theme:{theme.code}" for theme in RULES.themes}
    wanted |= {f"signal:{code}" for code in SIGNALS}
    assert wanted | {RELEVANCE} == prior.outputs.keys()
    assert all(output.gain > 1 for output in prior.outputs.values())


def test_another_table_is_another_version() -> None:
    one, other = (Prior.from_bytes(table(BIKES, offset=offset)) for offset in (-1.0, -2.0))

    assert one.version != other.version
    assert one.version == Prior.from_bytes(table(BIKES)).version


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<html>nothing here</html>", id="not-a-table"),
        pytest.param(table(BIKES)[:200], id="cut"),
        pytest.param(b"PK\x05\x06" + 18 * b"\0", id="nothing-in-it"),
    ],
)
def test_a_damaged_table_leaves_the_rules_alone(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weights.npz").write_bytes(data)
    monkeypatch.setattr(model, "files", lambda _: tmp_path)

    assert Prior.load.__wrapped__(Prior) is None


def test_a_missing_table_leaves_the_rules_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "files", lambda _: tmp_path)

    assert Prior.load.__wrapped__(Prior) is None
