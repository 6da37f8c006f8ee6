"""What an article announces, on its page and in the lists; and how it counts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from veille.archive import classifications
from veille.domain.place import NamedPlace
from veille.domain.signal import Amount, AxisMatch, Cue, Jobs, Signal
from veille.domain.theme import Facts
from veille.web.format import importance, jobs_told, level

from .conftest import HOSTILE, LONG, a_classification

SENTENCE = "La verrerie Lormier reprend cent vingt salariés et rouvre son four à Valbrune."
FACTS = Facts(
    places=(
        NamedPlace(
            "Valbrune", "42999", "commune", "«\u00a0à Valbrune\u00a0», commune du territoire"
        ),
        NamedPlace("Valmont Agglomération", "200000000", "epci", "intercommunalité nommée"),
    ),
    signal=Signal("reprise", 0.8, ("reprend", "rouvre son four"), SENTENCE),
    jobs=Jobs(120, SENTENCE),
    amount=Amount(5_400_000, SENTENCE),
    axes=(AxisMatch("emploi", 0.8, ("salariés",), SENTENCE), AxisMatch("image", 0.6, (), "")),
)
Page = Callable[..., str]


@pytest.fixture
def page(world: Any, number_of: Callable[[str], int]) -> Page:
    """The page of an article once it is said to announce ``facts``."""
    rules = replace(
        world.configuration.rules,
        signals=(
            Cue("reprise", "Reprise, rachat, fusion", ()),
            Cue("evenement", "Événement", ()),
        ),
        axes=(Cue("emploi", "Emploi", ()),),
    )
    world.configuration = replace(world.configuration, rules=rules)

    def show(guid: str, facts: Facts = FACTS, path: str = "") -> str:
        found = replace(a_classification(), facts=facts)
        classifications.save(world.archive, [(number_of(guid), found)])
        return str(world.client.get(path or f"/articles/{number_of(guid)}").text)

    return show


def test_article_says_what_it_announces_and_what_proves_it(page: Page) -> None:
    shown = page("four")

    assert '<dt>Événement</dt><dd>Reprise, rachat, fusion&nbsp;: <bdi><span class="term">' in shown
    assert (
        "Lormier <mark>reprend</mark> cent vingt salariés et <mark>rouvre son four</mark>" in shown
    )
    assert "120\u00a0emplois annoncés" in shown
    assert "5,4\u00a0M€" in shown
    assert "<li>Emploi</li><li>image</li>" in shown  # a code no longer in the rules stays itself
    assert 'Valbrune</bdi> <span class="quiet">(commune)' in shown
    assert "«\u00a0à Valbrune\u00a0», commune du territoire" in shown
    assert "(intercommunalité)" in shown


def test_nothing_is_said_of_what_is_absent(page: Page) -> None:
    shown = page("four", Facts())

    for title in ("Événement", "Emplois", "Montant", "Enjeu", "Lieu"):
        assert f"<dt>{title}" not in shown
    assert "<q" not in shown


def test_an_event_of_the_title_is_not_quoted_twice(page: Page) -> None:
    title = "La verrerie Lormier rouvre"
    shown = page("four", Facts(signal=Signal("reprise", 0.8, ("rouvre",), title)))

    assert "<q" not in shown
    assert "La verrerie Lormier <mark>rouvre</mark>" in shown


def test_press_is_quoted_within_its_extract(page: Page) -> None:
    shown = page("four2", Facts(signal=Signal("reprise", 0.8, ("girouette",), LONG[-45:])))

    assert "girouette</mark> ne vient qu’ici" in shown
    assert "remise en état" not in shown  # the extract gave way
    assert "girouette</mark> ne vient" not in page(
        "four2", Facts(signal=Signal("reprise", 0.8, ("girouette",), "mot " * 29 + LONG[-45:]))
    )


def test_nothing_is_quoted_of_an_internal_source(page: Page) -> None:
    facts = Facts(signal=Signal("reprise", 0.8, ("confidentiel",), "Un projet confidentiel."))
    shown = page("secret", facts)

    assert "Reprise, rachat, fusion" in shown
    assert "confidentiel" not in shown


def test_facts_are_text_never_markup(page: Page) -> None:
    facts = Facts(
        places=(NamedPlace(HOSTILE, "", HOSTILE, HOSTILE),),
        signal=Signal(HOSTILE, 0.8, (HOSTILE,), f"{HOSTILE} alert"),
        axes=(AxisMatch(HOSTILE, 0.8, (HOSTILE,), HOSTILE),),
    )

    for path in ("", "/?q=verrerie"):
        shown = page("four", facts, path)
        assert "&lt;script&gt;" in shown
        assert "<script" not in shown
        assert "<img" not in shown


def test_a_line_of_results_says_the_event_in_short(page: Page) -> None:
    shown = page("four", replace(FACTS, jobs=Jobs(-120, SENTENCE)), "/?q=verrerie")

    assert "<span>Reprise</span>\n<span>−120\u00a0emplois</span>" in shown


def test_relevance_page_says_how_events_count(page: Page) -> None:
    shown = page("four", path="/aide/pertinence")

    reprise = '<th scope="row">Reprise, rachat, fusion</th><td>moyenne</td>'
    assert shown.index(reprise) < shown.index('<th scope="row">Événement</th><td>très faible</td>')
    assert "à partir de 10 (importance moyenne)" in shown
    assert "à partir de 1\u00a0M€ (importance faible)" in shown
    assert "Les enjeux du territoire&nbsp;: emploi." in shown


def test_words_for_facts() -> None:
    assert jobs_told(1) == "1\u00a0emploi annoncé"
    assert jobs_told(-1200) == "1\u202f200\u00a0emplois supprimés"
    assert [level(one) for one in ("commune", "departement", "region", "autre")] == [
        "commune",
        "département",
        "région",
        "autre",
    ]
    assert [importance(one) for one in (0.5, 0.35, 0.15, 0.05)] == [
        "forte",
        "moyenne",
        "faible",
        "très faible",
    ]
