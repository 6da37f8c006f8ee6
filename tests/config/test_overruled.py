"""Examples that the terms of a theme tag, and that the whole reading does not."""

from pathlib import Path

import pytest

import veille.config.overruled as overruled
from tests.prior.tables import a_prior
from veille.config import check
from veille.prior import Prior

from .conftest import Home

THEME = """label: Entreprises
terms: {usine: 0.5, atelier: 0.3}
"""


def checked(
    home: Home, monkeypatch: pytest.MonkeyPatch, examples: str, prior: Prior | None
) -> list[str]:
    home.write("rules/themes/entreprises.yaml", f"{THEME}{examples}\n")
    monkeypatch.setattr(Prior, "load", lambda: prior)
    return [str(one).partition(" — ")[2] for one in check(home.path)]


def test_an_example_that_other_words_set_aside_is_told(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    prior = a_prior({"theme:entreprises": {"cinem": -9.0}}, offset=0.0)

    [said] = checked(home, monkeypatch, "match: [L’usine au cinéma]", prior)

    assert "«\u00a0L’usine au cinéma\u00a0» a les termes qu’il faut" in said
    assert "les mots «\u00a0cinéma\u00a0»" in said
    assert "montez un poids" in said


def test_an_example_that_other_words_let_in_is_told(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    prior = a_prior({"theme:entreprises": {"brasser": 9.0}}, offset=0.0)

    [said] = checked(home, monkeypatch, "no_match: [La brasserie du coin]", prior)

    assert said.startswith("no_match")
    assert "les mots «\u00a0brasserie\u00a0»" in said
    assert "exclude" in said


def test_an_example_that_the_terms_themselves_fail_is_told_once(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    prior = a_prior({"theme:entreprises": {"cinem": -9.0}}, offset=0.0)

    assert len(checked(home, monkeypatch, "match: [Au cinéma]", prior)) == 1


def test_all_is_well_when_words_agree(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    prior = a_prior({"theme:entreprises": {"brasser": 1.0}}, offset=0.0)

    assert checked(home, monkeypatch, "match: [L’usine de la brasserie]", prior) == []


def test_a_missing_table_is_told_with_what_to_do(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    [said] = checked(home, monkeypatch, "match: [Une usine]", None)

    assert "les règles jugent seules" in said
    assert "réinstallez" in said
    assert Path("veille/prior/weights.npz") == overruled.TABLE
