"""compose, render, personalise: what the reader of Monday morning sees."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from veille.digest.links import Links
from veille.digest.message import UNSUBSCRIBE, VOTE, for_file, for_web, personalise
from veille.digest.render import HTML_LIMIT, render
from veille.digest.voting import Ballot, read_ballot
from veille.domain.signal import Amount, Jobs, Signal
from veille.domain.theme import Facts, ThemeMatch
from veille.domain.vote import Vote

Make = Callable[..., Any]
BASE = "https://veille.example"


def test_each_story_once_the_best_first(composed: Make, a_story: Make) -> None:
    stories = [a_story(n, relevance=3 if n < 6 else 2) for n in range(1, 9)]

    letter = composed(*stories)

    assert sorted(letter.stories) == sorted(set(letter.stories))
    assert [entry.story_id for entry in letter.highlights] == [1, 2, 3]
    assert [len(section.entries) for section in letter.sections] == [2]
    assert letter.sections[0].more == 3


def test_highlights_are_not_all_of_one_theme(composed: Make, a_story: Make) -> None:
    firms = [a_story(n) for n in range(1, 5)]
    housing = a_story(9, theme="habitat", relevance=2)

    letter = composed(*firms, housing)

    assert [entry.themes[0] for entry in letter.highlights].count("habitat") == 1


def test_a_story_is_filed_under_the_theme_that_matters_most_here(
    composed: Make, a_story: Make
) -> None:
    story = a_story(1)
    surer = ThemeMatch("habitat", 0.95, ("logement",))
    firm = ThemeMatch("entreprises", 0.9, ("s'implante",))
    found = replace(story.lead.classification, themes=(surer, firm))
    letter = composed(replace(story, lead=replace(story.lead, classification=found)))

    assert letter.highlights[0].why.startswith("Entreprises · s’implante")


def test_what_does_not_matter_enough_is_absent(composed: Make, a_story: Make) -> None:
    assert composed(a_story(1, relevance=1)).empty


def test_the_subject_is_the_strongest_story(composed: Make, a_story: Make) -> None:
    assert (
        composed(a_story(1, "Duval ouvre"), a_story(2)).subject == "Duval ouvre, et 1 autre sujet"
    )
    assert composed(a_story(1, "Duval ouvre")).subject == "Duval ouvre"
    long = composed(a_story(1, "mot " * 60), a_story(2)).subject
    assert len(long) <= 90
    assert long.endswith("mot\u00a0…")
    assert composed().subject == "Rien à signaler cette semaine"


def test_other_sources_are_named_once(composed: Make, a_story: Make) -> None:
    letter = composed(a_story(1, also=("gazette", "gazette", "mairie")))

    assert [name for name, _ in letter.highlights[0].also] == ["La Gazette"]


def test_why_is_told_in_words(composed: Make, a_story: Make) -> None:
    assert composed(a_story(1)).highlights[0].why == "Entreprises · usine · Riorges"


EXTENSION = Signal("extension", 0.8, ("s’agrandit",), "L’usine s’agrandit.")


@pytest.mark.parametrize(
    ("facts", "places", "why"),
    [
        pytest.param(Facts(signal=EXTENSION), (), "Extension · Entreprises", id="no-figure"),
        pytest.param(
            Facts(signal=EXTENSION),
            ("Saint-Nicolas-des-Hautes-Brières-en-Val-d’Or-et-Plaine",),
            "Extension · Saint-Nicolas-des-Hautes-Brières-en-Val-d’Or-et-Plaine",
            id="theme-left-out",
        ),
        pytest.param(
            Facts(signal=EXTENSION, jobs=Jobs(40, "")),
            ("Roanne",),
            "Extension · 40\u00a0emplois · Roanne",
            id="jobs",
        ),
        pytest.param(
            Facts(signal=EXTENSION, jobs=Jobs(-120, ""), amount=Amount(5_400_000, "")),
            ("Roanne", "Riorges"),
            "Extension · −120\u00a0emplois · 5,4\u00a0M€ · Roanne, Riorges",
            id="all",
        ),
        pytest.param(
            Facts(signal=EXTENSION, jobs=Jobs(40, "")),
            ("Saint-Nicolas-des-Hautes-Brières", "Sainte-Marguerite-en-Val-d’Or"),
            "Extension · 40\u00a0emplois · Saint-Nicolas-des-Hautes-Brières",
            id="second-place-left-out",
        ),
        pytest.param(
            Facts(signal=EXTENSION, jobs=Jobs(40, ""), amount=Amount(5_400_000, "")),
            ("Saint-Nicolas-des-Hautes-Brières-en-Val-d’Or",),
            "Extension · 40\u00a0emplois · Saint-Nicolas-des-Hautes-Brières-en-Val-d’Or",
            id="amount-left-out",
        ),
        pytest.param(
            Facts(signal=replace(EXTENSION, code="inconnu")),
            ("Roanne",),
            "inconnu · Roanne · Entreprises",
            id="code",
        ),
        pytest.param(
            Facts(jobs=Jobs(40, "")), ("Roanne",), "Entreprises · usine · Roanne", id="no-event"
        ),
    ],
)
def test_why_begins_with_the_event(
    composed: Make, a_story: Make, facts: Facts, places: tuple[str, ...], why: str
) -> None:
    story = a_story(1)
    found = replace(story.lead.classification, facts=facts, places=places)
    letter = composed(replace(story, lead=replace(story.lead, classification=found)))

    assert letter.highlights[0].why == why


def test_press_extracts_stay_short(composed: Make, a_story: Make) -> None:
    long = "mot " * 200

    assert len(composed(a_story(1, source="gazette", summary=long)).highlights[0].extract) <= 200
    assert len(composed(a_story(1, source="mairie", summary=long)).highlights[0].extract) <= 300


@pytest.fixture
def letter(composed: Make, a_story: Make) -> Any:
    stories = [a_story(n) for n in range(1, 6)] + [a_story(9, theme="habitat", relevance=2)]
    stories += [a_story(10, theme="habitat", relevance=2)]
    return render(composed(*stories), base_url=BASE)


def test_both_parts_say_the_same(letter: Any) -> None:
    for title in ("Sujet 1", "Sujet 4", "Sujet 10"):
        assert title in letter.html
        assert title in letter.text
    assert "412\u00a0articles reçus de 58\u00a0sources, 96 retenus, 6 ici." in letter.text
    assert "Radio Brévonne" in letter.html
    assert max(len(line) for line in letter.text.splitlines()) <= 76


def test_the_reader_s_own_themes_come_first(letter: Any) -> None:
    html, text = personalise(
        letter.html, letter.text, themes=["habitat"], unsubscribe_url=f"{BASE}/desabonnement/x"
    )

    assert html.index(">Habitat<") < html.index(">Entreprises<")
    assert text.index("\nHabitat\n") < text.index("\nEntreprises\n")
    for part in (html, text):
        assert f"{BASE}/desabonnement/x" in part
        assert UNSUBSCRIBE not in part
        assert "section" not in re.sub(r"<style>.*?</style>", "", part, flags=re.DOTALL)


def mailed(letter: Any, *, subscriber: int = 7) -> tuple[str, str]:
    return personalise(
        letter.html,
        letter.text,
        themes=["habitat"],
        unsubscribe_url=f"{BASE}/desabonnement/x",
        vote_url=partial(Links(BASE, "clé").vote, subscriber),
    )


def ballots(part: str) -> list[Ballot]:
    read = [read_ballot("clé", token) for token in re.findall(rf"{BASE}/avis/([\w.-]+)", part)]
    return [one for one in read if one]


def test_three_plain_words_follow_each_story(letter: Any) -> None:
    html, text = mailed(letter)

    shown = (9, 1, 2, 3, 4, 10)
    assert sorted((one.item_id, one.vote) for one in ballots(html)) == sorted(
        (item, vote) for item in shown for vote in Vote
    )
    assert {one.subscriber_id for one in ballots(html)} == {7}
    words = [f'text-decoration-color: #cfcabf;">{vote.label}</a>' for vote in Vote]
    assert [html.count(word) for word in words] == [6, 6, 6]
    assert sorted(one.item_id for one in ballots(text)) == sorted(shown)
    assert {one.vote for one in ballots(text)} == {None}
    assert text.count("  utile, déjà su ou hors sujet\u00a0?\n  https://") == 6
    for part in (html, text):
        assert VOTE not in part
        assert "votes]]" not in part
        assert "<!--" not in part


def test_pages_and_files_carry_no_one_s_links(letter: Any) -> None:
    for part in (for_web(letter.html), for_file(letter.text)):
        assert "invalid" not in part
        assert "hors sujet" not in part
        assert "[[" not in part
        assert "Sujet 10" in part


def test_a_letter_to_nobody_asks_for_no_vote(letter: Any) -> None:
    html, text = personalise(letter.html, letter.text, themes=[], unsubscribe_url=f"{BASE}/x")

    assert VOTE not in html + text
    assert "hors sujet" not in html + text


def test_an_article_that_calls_itself_as_our_links_is_never_signed(
    composed: Make, a_story: Make
) -> None:
    title = f"[[votes]] {VOTE}5/useful <!--votes-->{VOTE}5/useful<!--/votes-->"
    letter = render(composed(a_story(1, title)), base_url=BASE)

    html, text = mailed(letter)

    assert {one.item_id for one in (*ballots(html), *ballots(text))} == {1}


def test_the_page_has_no_way_out_of_a_list(letter: Any) -> None:
    page = for_web(letter.html)

    assert UNSUBSCRIBE not in page
    assert "Se désabonner" not in page
    assert "<!--" not in page


def test_nothing_is_loaded_from_elsewhere(letter: Any) -> None:
    assert not re.search(r"<(img|link|script|iframe|object)\b|url\(|@import", letter.html)


def test_titles_are_text_never_markup(composed: Make, a_story: Make) -> None:
    letter = render(composed(a_story(1, "<script>alert(1)</script> {{ 7*7 }}")), base_url=BASE)

    assert "<script>" not in letter.html
    assert "{{ 7*7 }}" in letter.html


def test_a_huge_week_stays_under_what_mail_programs_cut(composed: Make, a_story: Make) -> None:
    base = composed(a_story(1)).digest
    wide = replace(
        base, sections=tuple(replace(one, limit=400) for one in base.sections), highlights=5
    )

    letter = render(
        composed(*(a_story(n, "Un titre assez long " * 5) for n in range(1, 400)), digest=wide),
        base_url=BASE,
    )

    html, _ = mailed(letter, subscriber=10**9)
    assert HTML_LIMIT * 0.9 <= len(html.encode()) <= HTML_LIMIT
    assert "autres sur le site" in letter.html


def test_an_empty_week_is_said_calmly(composed: Make) -> None:
    letter = render(composed(), base_url=BASE)

    assert "Rien à signaler cette semaine" in letter.html
    assert "412\u00a0articles reçus" in letter.text


def test_an_admin_s_own_template_is_used_in_a_sandbox(
    composed: Make, a_story: Make, tmp_path: Path
) -> None:
    (tmp_path / "edition.txt").write_text("Bonjour {{ letter.subject }}", encoding="utf-8")

    letter = render(composed(a_story(1, "Duval ouvre")), base_url=BASE, template_dir=str(tmp_path))

    assert letter.text == "Bonjour Duval ouvre\n"
    assert "Duval ouvre" in letter.html
