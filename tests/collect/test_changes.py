"""Watched pages: a change is what somebody wrote, never what moves by itself."""

import random
import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.collect.change_ends import MOVES_BY_ITSELF, WRITTEN
from tests.collect.change_pages import CHANGED, SAME, Pair, page
from veille.collect.change import (
    Snapshot,
    change,
    from_text,
    masked,
    raw_item,
    snapshot,
    to_text,
)
from veille.collect.change_account import LIMIT, REWRITTEN
from veille.errors import ParseError, SuspiciousError

URL = "https://www.val-dor.example/projets/grands-pres"
MOMENT = datetime(2026, 11, 16, 8, 30, tzinfo=UTC)


def seen(text: str) -> Snapshot:
    return snapshot(text.encode(), URL, "text/html; charset=utf-8")


def of(*blocks: str) -> Snapshot:
    return Snapshot("Projet", blocks, "fr")


# --- pairs of pages


@pytest.mark.parametrize("pair", SAME, ids=lambda pair: pair.name)
def test_what_nobody_wrote_is_no_change(pair: Pair) -> None:
    before, after = seen(pair.before), seen(pair.after)

    assert change(before, after) is None
    assert change(after, before) is None


@pytest.mark.parametrize("pair", CHANGED, ids=lambda pair: pair.name)
def test_what_somebody_wrote_is_a_change(pair: Pair) -> None:
    before, after = seen(pair.before), seen(pair.after)
    found = change(before, after)

    assert found is not None
    assert pair.expected is not None
    for words in pair.expected:
        assert words in found.text
    assert len(found.added) + len(found.removed) + len(found.edited) == 1
    assert masked(before) != masked(after)
    assert change(after, before) is not None


@pytest.mark.parametrize(("before", "after"), MOVES_BY_ITSELF)
def test_what_moves_by_itself_is_no_change(before: str, after: str) -> None:
    assert change(seen(page(before)), seen(page(after))) is None


@pytest.mark.parametrize(("before", "after"), WRITTEN)
def test_small_words_of_somebody_are_a_change(before: str, after: str) -> None:
    assert change(seen(page(before)), seen(page(after))) is not None


def test_precision_and_recall_over_all_pairs() -> None:
    still = [(one.before, one.after) for one in SAME]
    still += [(page(before), page(after)) for before, after in MOVES_BY_ITSELF]
    written = [(one.before, one.after) for one in CHANGED]
    written += [(page(before), page(after)) for before, after in WRITTEN]
    false = sum(change(seen(before), seen(after)) is not None for before, after in still)
    found = sum(change(seen(before), seen(after)) is not None for before, after in written)

    assert len(still) >= 80
    assert len(written) >= 65
    assert found / (found + false) >= 0.97
    assert found / len(written) >= 0.97


# --- what is read of a page


def test_the_text_of_the_page_without_its_furniture() -> None:
    found = seen(page("<p>1 245 vues</p>", head="<p>Le Val d’Or</p>", foot="<p>© 2026</p>"))

    assert found.title == "Extension de la zone d’activités des Grands Prés"
    assert found.language == "fr"
    assert found.blocks[0] == found.title
    assert found.blocks[-6:] == (
        "Date limite : 12 janvier 2027",
        "Contact : Service économie",
        "Lot | Surface | État",
        "Lot 1 | 2 400 m² | Réservé",
        "Lot 2 | 1 800 m² | Disponible",
        "1 245 vues",
    )
    assert len(found.blocks) == 12


def test_a_page_wrapped_in_one_form_is_read() -> None:
    text = page("<p>Le permis est accordé.</p>").replace("<main>", "<form><main>")
    found = seen(text.replace("</main>", "</main></form>"))

    assert "Le permis est accordé." in found.blocks


def test_a_class_never_takes_the_whole_page_away() -> None:
    found = seen(
        page().replace("<main>", "<main><div class='sidebar'>").replace("</main>", "</div></main>")
    )

    assert len(found.blocks) == 11


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            "<title>Connexion</title><form><p>Mot de passe</p><input type=password></form>",
            "se connecter",
        ),
        ("<title>Vérification</title><p>Confirmez que vous n’êtes pas un robot.</p>", "robot"),
        ("<title>Site en maintenance</title><p>De retour très vite.</p>", "maintenance"),
        ("<title>Val d’Or</title><h1>Page introuvable</h1><p>Désolé.</p>", "introuvable"),
        (
            (
                "<title>Val d’Or</title><div id=root></div><script src=a.js></script>"
                "<noscript>Veuillez activer JavaScript.</noscript>"
            ),
            "JavaScript",
        ),
        (
            (
                "<p>Nous respectons votre vie privée : des cookies sont déposés.</p>"
                "<a>Tout accepter</a> <a>Continuer sans accepter</a>"
            ),
            "cookies",
        ),
    ],
)
def test_a_wall_is_never_a_snapshot(body: str, sentence: str) -> None:
    with pytest.raises(SuspiciousError, match=sentence):
        seen(f"<html><body>{body}</body></html>")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"%PDF-1.7",
        b"<html><body><nav>Accueil</nav></body></html>",
        b"<html><body><h1>Projet</h1></body></html>",
        "<body><main><h1>Projet</h1><p>Chargement en cours…</p></main></body>".encode(),
    ],
)
def test_a_page_without_text_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError):
        snapshot(body, URL, "text/html")


def test_an_error_page_between_two_good_ones_is_no_change_at_the_return() -> None:
    last_good = seen(page("<p>99 vues</p>"))
    reported = []
    for body in (
        "<title>Erreur 503</title><h1>Service unavailable</h1>",
        "<html><body></body></html>",
        page("<p>120 vues</p>"),
    ):
        try:
            now = seen(body)
        except ParseError:
            continue
        reported.append(change(last_good, now))
        last_good = now

    assert reported == [None]


# --- what is said of a change


def test_an_edit_is_told_in_one_line() -> None:
    found = change(
        of("Trois entreprises prévoient 120 emplois."),
        of("Trois entreprises prévoient 150 emplois."),
    )

    assert found is not None
    assert found.text == (
        f"{REWRITTEN}\nModifié\u00a0: “Trois entreprises prévoient 120 emplois.” devient "
        "“Trois entreprises prévoient 150 emplois.”"
    )


def test_a_long_edit_shows_where_it_differs() -> None:
    start = "la commune et ses partenaires ont longuement étudié le dossier " * 8
    found = change(of("Socle", f"{start} puis accepté"), of("Socle", f"{start} puis refusé"))

    assert found is not None
    assert "accepté" in found.text
    assert "refusé" in found.text
    assert len(found.text) < 400


def test_the_account_is_bounded_and_says_how_many_others() -> None:
    kept = [f"Le chapitre numéro {n} reste" for n in range(60)]
    new = [f"La délibération {n} {'porte sur un sujet nouveau ' * 6}" for n in range(40)]
    found = change(of(*kept), of(*kept, *new))

    assert found is not None
    assert len(found.added) == 40
    assert len(found.text) <= LIMIT + 40
    shown = found.text.count("Ajouté")
    assert found.text.endswith(f"Et {40 - shown} autres modifications.")


def test_a_rewritten_page_says_so() -> None:
    found = change(of("Une crèche ouvrira.", "Travaux."), of("Le pont est fermé.", "Déviation."))

    assert found is not None
    assert found.text.startswith(REWRITTEN)
    assert (len(found.added), len(found.removed), found.edited) == (2, 2, ())


def test_a_change_becomes_an_entry() -> None:
    before, after = of("Socle <b>"), of("Socle <b>", "Le lot <script> est vendu & payé.")
    found = change(before, after)
    assert found is not None
    item = raw_item(found, URL, MOMENT)

    assert item.title == "Page modifiée\xa0: Projet"
    assert item.html == "<p>Ajouté\u00a0: Le lot &lt;script&gt; est vendu &amp; payé.</p>"
    assert (item.url, item.published) == (URL, MOMENT)


def test_each_new_state_is_an_entry_of_its_own() -> None:
    states = [of("Socle", text) for text in ("Étude", "Chantier", "Livraison", "Livraison !")]
    found = [change(states[0], one) for one in states[1:]]
    guids = [raw_item(one, URL, MOMENT).guid for one in found if one]
    elsewhere = [raw_item(one, URL + "/2", MOMENT).guid for one in found if one]

    assert len(guids) == 3
    assert guids[1] == guids[2]
    assert len(set(guids)) == 2
    assert not set(guids) & set(elsewhere)


# --- storage


def test_a_snapshot_comes_back_from_storage() -> None:
    found = seen(page())

    assert from_text(to_text(found)) == found


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "{}", '{"title": "a", "blocks": [1], "language": ""}']
)
def test_a_damaged_snapshot_is_refused(text: str) -> None:
    with pytest.raises(ParseError, match="dernier état connu"):
        from_text(text)


# --- in general

SENTENCES = st.lists(
    st.text(st.sampled_from("abcdefghilmnoprstuvé 0123456789.,:/°©h'’-|"), min_size=1, max_size=60),
    max_size=12,
)


@given(st.binary(max_size=400), st.sampled_from([b"", b"<main><p>", b"<h1>a</h1><form><dl><dt>"]))
def test_any_bytes_are_read_or_refused(body: bytes, start: bytes) -> None:
    try:
        found = snapshot(start + body, URL, "")
    except ParseError as error:
        assert str(error)
        return
    assert change(found, found) is None
    assert from_text(to_text(found)) == found


@given(SENTENCES, st.randoms())
def test_the_same_blocks_in_any_order_are_no_change(
    blocks: list[str], chance: random.Random
) -> None:
    before = of(*blocks)
    shuffled = list(blocks)
    chance.shuffle(shuffled)

    assert change(before, before) is None
    assert change(before, of(*shuffled)) is None
    assert masked(before) == masked(of(*shuffled))


@given(SENTENCES, st.integers(0, 12))
def test_one_sentence_more_is_one_addition(blocks: list[str], place: int) -> None:
    sentence = "Le préfet a signé l’arrêté quatorze."
    assume(not any("préfet" in one for one in blocks))
    found = change(of(*blocks), of(*blocks[:place], sentence, *blocks[place:]))

    assert found is not None
    assert (found.added, found.removed, found.edited) == ((sentence,), (), ())


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<p>" + "1 " * 900_000, id="digits"),
        pytest.param("<main>" + "<div>" * 100_000 + "texte", id="deep"),
        pytest.param("<main>" + "<p>mot</p>" * 190_000, id="blocks"),
        pytest.param("<main>" + "<b>a</b>" * 240_000, id="pieces"),
        pytest.param("<main>" + "<p>il y a 3 mis à jour le 12/11 | </p>" * 50_000, id="masks"),
        pytest.param("<main>" + "<h3>À lire aussi</h3><ul><li>a</ul>" * 40_000, id="suggestions"),
    ],
)
def test_reading_and_comparing_are_bounded(body: str) -> None:
    started = time.process_time()
    with suppress(ParseError):
        change(seen(body), of("Une autre page."))

    assert time.process_time() - started < 15


def test_two_long_pages_without_anything_in_common_are_compared_at_once() -> None:
    one = of(*(f"Le sujet {n} du premier ordre du jour" for n in range(3_000)))
    two = of(*(f"La question {n} de la seconde réunion" for n in range(3_000)))

    started = time.process_time()
    assert change(one, two) is not None
    assert time.process_time() - started < 5
