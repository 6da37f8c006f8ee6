"""What a territory has at stake in an item."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veille.classify import axes_in, compile_cues
from veille.config import load_rules
from veille.domain.signal import AXES, AxisMatch, Cue
from veille.domain.theme import Term
from veille.normalise.lexing import Text

RULES = load_rules(Path(__file__).parents[2] / "rules")
SHIPPED = compile_cues(RULES.signals, RULES.axes, RULES.relevance.noise)


def stakes(title: str, summary: str = "") -> tuple[AxisMatch, ...]:
    return axes_in(SHIPPED, SHIPPED.read(Text(title, summary)))


def test_every_axis_has_its_rules() -> None:
    assert tuple(axis.code for axis in RULES.axes) == AXES


@pytest.mark.parametrize("axis", RULES.axes, ids=lambda axis: axis.code)
def test_the_examples_that_ship_hold(axis: Cue) -> None:
    def touched(title: str) -> bool:
        return axis.code in [match.code for match in stakes(title)]

    assert len(axis.match) >= 4
    assert len(axis.no_match) >= 3
    assert [title for title in axis.match if not touched(title)] == []
    assert [title for title in axis.no_match if touched(title)] == []


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("L’usine de biscuits recrute 40 salariés", {"emploi", "retour_economique"}),
        (
            "Une friche industrielle dépolluée avant l’arrivée d’une PME",
            {"environnement", "retour_economique"},
        ),
        ("Un café associatif tenu par des bénévoles", {"lien_social"}),
        ("La ville obtient un label pour son patrimoine", {"image"}),
        ("Le chômage recule chez les jeunes", {"emploi", "lien_social"}),
        ("Des panneaux photovoltaïques sur le toit du gymnase", {"environnement", "lien_social"}),
        ("Le festival attire des milliers de touristes", {"image"}),
        (
            "Une entreprise d’insertion embauche dix personnes",
            {"emploi", "lien_social", "retour_economique"},
        ),
        ("Les retombées économiques du congrès", {"image", "retour_economique"}),
        ("La piste cyclable atteint la gare", {"environnement"}),
        ("Un orage a réveillé la vallée", set()),
        ("", set()),
    ],
)
def test_axes(title: str, codes: set[str]) -> None:
    assert {match.code for match in stakes(title)} == codes
    assert all(match.evidence and match.sentence == title for match in stakes(title))


def test_they_come_best_first_with_their_own_sentence() -> None:
    book = compile_cues(
        [],
        [
            Cue("emploi", "Emploi", (Term("emplois", 0.6),)),
            Cue("environnement", "Environnement", (Term("climat", 0.9),)),
        ],
    )

    climate, jobs = axes_in(book, book.read(Text("", "Dix emplois ici. Le climat change.")))

    assert (climate.code, climate.evidence, climate.sentence) == (
        "environnement",
        ("climat",),
        "Le climat change.",
    )
    assert (jobs.code, jobs.score, jobs.sentence) == ("emploi", 0.6, "Dix emplois ici.")


@given(st.text(), st.text(max_size=80))
def test_any_text_is_read(title: str, summary: str) -> None:
    for match in stakes(title, summary):
        assert 0 < match.score < 1
        assert match.evidence
        assert match.sentence
