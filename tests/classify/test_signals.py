"""The event an item reports: phrases, their weighing, and the rules that ship."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veille.classify import CueBook, compile_cues, signal_in
from veille.classify.phrases import compile_phrases, phrase_of
from veille.config import load_rules
from veille.domain.signal import SIGNALS, Cue, Signal
from veille.domain.theme import Term
from veille.normalise.lexing import Text

RULES = load_rules(Path(__file__).parents[2] / "rules")
SHIPPED = compile_cues(RULES.signals, RULES.axes, RULES.relevance.noise)


def found(book: CueBook, title: str, summary: str = "") -> Signal | None:
    return signal_in(book, book.read(Text(title, summary)))


def a_cue(
    code: str,
    terms: Mapping[str, float],
    excluded: Sequence[str] = (),
    threshold: float = 0.5,
    priority: int = 5,
) -> Cue:
    weighted = tuple(Term(text, weight) for text, weight in terms.items())
    return Cue(code, code, weighted, tuple(excluded), threshold, priority)


@pytest.mark.parametrize(
    ("phrase", "text", "quoted"),
    [
        ("ferme ses portes", "L’usine FERME ses portes demain", "FERME ses portes"),
        ("supprim* N postes", "Il supprimera 120 postes", "supprimera 120 postes"),
        (
            "supprim* N postes",
            "Il supprime plus de 1\u202f200 postes",
            "supprime plus de 1\u202f200 postes",
        ),
        (
            "supprim* N postes",
            "Supprimer une centaine de postes",
            "Supprimer une centaine de postes",
        ),
        ("lèv* N", "Elle a levé 12,5 M€", "levé 12,5"),
        ("France 2030", "Un plan France 2030", "France 2030"),
        (
            "ouvre … magasin",
            "Il ouvre un deuxième petit magasin",
            "ouvre un deuxième petit magasin",
        ),
        ("ouvre … magasin", "Il ouvre magasin sur magasin", "ouvre magasin"),
        ("va ouvrir", "Elle va bientôt ouvrir", "va bientôt ouvrir"),
        ("recrut*", "Ils recrutent", "recrutent"),
        ("s'implante", "L’enseigne s’implante ici", "s’implante"),
        ("usine", "De l’usine d’à côté", "usine"),
        ("^ travaux de", "Travaux de voirie", "Travaux de"),
        ("cœur de ville", "COEUR DE VILLE", "COEUR DE VILLE"),
    ],
)
def test_a_phrase_is_found_and_quoted_as_printed(phrase: str, text: str, quoted: str) -> None:
    book = compile_phrases([phrase])

    for reading in (book.read(Text(text)), book.read(Text("", text))):
        [hit] = reading.hits
        assert book.quote(reading, hit) == quoted


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("ferme ses portes", "La ferme. Ses portes sont bleues"),
        ("ouvre … magasin", "Il ouvre la porte bleue du tout petit magasin"),
        ("ouvre … magasin", "Il ouvre. Le magasin"),
        ("supprim* N postes", "Il supprime des postes"),
        ("France N", "France 2030"),
        ("^ travaux de", "De gros travaux de voirie"),
        ("friche", "Défricher"),
        ("s'implante", "Il implante des haies"),
        ("recrut*", "prérecruter"),
        ("…", "mot"),
    ],
)
def test_a_phrase_is_not_found(phrase: str, text: str) -> None:
    assert not compile_phrases([phrase]).read(Text(text)).hits


def test_a_phrase_never_runs_from_the_title_to_the_summary() -> None:
    assert not compile_phrases(["ferme ses portes"]).read(Text("La ferme", "ses portes")).hits


def test_phrases_that_look_for_the_same_are_told_by_their_words() -> None:
    assert phrase_of("Va ouvrir").anchor == phrase_of("va  OUVRIR").anchor
    assert phrase_of("!!!").anchor == ""


@pytest.mark.parametrize(
    ("title", "summary", "score"),
    [
        pytest.param("", "Elle ferme", 0.5, id="alone"),
        pytest.param("Elle ferme", "", 0.75, id="title-counts-twice"),
        pytest.param("", "Elle ferme. Elle ferme.", 0.5, id="once"),
        pytest.param("", "Elle ferme : liquidation", 0.7, id="clues-add-up"),
        pytest.param("", "La liquidation", None, id="below-the-threshold"),
        pytest.param("", "Elle ferme la route", None, id="excluded"),
        pytest.param("Elle ferme", "La route", None, id="excluded-elsewhere"),
        pytest.param("Elle ferme avant le match", "", 0.6, id="noise"),
        pytest.param("", "", None, id="empty"),
    ],
)
def test_score(title: str, summary: str, score: float | None) -> None:
    cue = a_cue("fermeture", {"ferme": 0.5, "liquidation": 0.4}, ["route"])
    signal = found(compile_cues([cue], [], [Term("match", 0.2)]), title, summary)

    assert (signal and signal.score) == (score if score is None else pytest.approx(score))


@pytest.mark.parametrize("weight", [0.01, 0.07, 0.29, 0.57, 0.99])
def test_a_weight_equal_to_the_threshold_is_enough(weight: float) -> None:
    book = compile_cues([a_cue("etude", {"rapport": weight}, threshold=weight)], [])

    assert found(book, "", "Un rapport")


def test_the_surest_is_the_news_and_priority_decides_between_near_ones() -> None:
    cues = [a_cue("etude", {"étude": 0.7}), a_cue("fermeture", {"ferme": 0.6}, priority=8)]
    sure = [a_cue("etude", {"étude": 0.9}), a_cue("fermeture", {"ferme": 0.6}, priority=6)]
    text = "Elle ferme, selon une étude"

    for book, code in ((compile_cues(cues, []), "fermeture"), (compile_cues(sure, []), "etude")):
        signal = found(book, "", text)
        assert signal is not None
        assert signal.code == code


def test_the_evidence_comes_with_the_sentence_that_tells_it_best() -> None:
    signal = found(
        SHIPPED,
        "Une page se tourne",
        "Il pleut. La papeterie a été placée en liquidation judiciaire.",
    )

    assert signal is not None
    assert signal.code == "fermeture"
    assert "liquidation judiciaire" in " ".join(signal.evidence)
    assert signal.sentence == "La papeterie a été placée en liquidation judiciaire."


@pytest.mark.parametrize("cue", RULES.signals, ids=lambda cue: cue.code)
def test_the_examples_that_ship_hold(cue: Cue) -> None:
    def tells(title: str) -> bool:
        signal = found(SHIPPED, title)
        return signal is not None and signal.code == cue.code

    assert len(cue.match) >= 4
    assert len(cue.no_match) >= 4
    assert [title for title in cue.match if not tells(title)] == []
    assert [title for title in cue.no_match if tells(title)] == []


def test_every_signal_has_its_rules() -> None:
    assert {cue.code for cue in RULES.signals} == set(SIGNALS)


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("implantation", "Un chocolatier suisse pose ses valises à Riorges"),
        ("implantation", "Une salle d’escalade va bientôt ouvrir dans la zone commerciale"),
        ("implantation", "Le groupe va construire une usine de batteries près du canal"),
        ("implantation", "L’enseigne de bricolage s’implantera au sud de la ville"),
        ("extension", "La fromagerie investit 8 millions d’euros dans un nouvel atelier"),
        ("extension", "L’imprimeur double sa surface de production"),
        ("extension", "Le laboratoire s’agrandit encore"),
        ("fermeture", "Après quarante ans, la quincaillerie baisse le rideau"),
        ("fermeture", "La fonderie placée en redressement judiciaire"),
        ("fermeture", "Le dernier cinéma du centre met la clé sous la porte"),
        ("plan_social", "L’équipementier veut supprimer une centaine de postes"),
        ("plan_social", "PSE à la verrerie : 45 emplois menacés"),
        ("recrutement", "Le réseau de bus recrute 30 conducteurs"),
        ("recrutement", "Chargé(e) de mission tourisme H/F"),
        ("reprise", "La tannerie rachetée par un groupe italien"),
        ("reprise", "Trois offres de reprise déposées pour le fabricant de meubles"),
        ("levee_de_fonds", "La jeune pousse lève 4 millions d’euros"),
        ("levee_de_fonds", "Troisième levée de fonds pour le spécialiste de l’hydrogène"),
        ("appel_a_projets", "Tiers-lieux : l’appel à projets est ouvert jusqu’au 15 mai"),
        ("appel_a_projets", "La métropole lance un appel à manifestation d’intérêt sur ses halles"),
        ("marche_public", "Le constructeur de rames décroche une commande de 40 trains"),
        ("marche_public", "Avis de marché : entretien des espaces verts"),
        ("subvention", "Le Département accorde une aide de 200 000 euros à la maison de santé"),
        ("subvention", "L’État débloque 3 millions d’euros pour le pont"),
        ("chantier", "La première pierre du futur lycée a été posée"),
        ("chantier", "La place de l’Hôtel-de-Ville fait peau neuve"),
        ("chantier", "Début des travaux de la ligne de tramway"),
        ("etude", "Selon l’Insee, la population du bassin recule"),
        ("etude", "La chambre régionale des comptes étrille la station"),
        ("nomination", "Claire Vasseur nommée directrice de l’hôpital"),
        ("nomination", "Le nouveau préfet a pris ses fonctions"),
        ("evenement", "Le forum des métiers se tiendra samedi"),
        ("evenement", "Réunion publique sur le contournement lundi"),
        ("decision", "Le conseil communautaire adopte son plan climat"),
        ("decision", "Feu vert du préfet au parc éolien contesté"),
    ],
)
def test_news_of_each_kind(code: str, title: str) -> None:
    signal = found(SHIPPED, title)

    assert signal is not None
    assert signal.code == code
    assert signal.evidence
    assert signal.sentence == title


@pytest.mark.parametrize(
    "title",
    [
        "Les Verts s’inclinent en finale de la Coupe de France",
        "Trois ans de prison ferme pour le cambrioleur",
        "Orages : vigilance jaune ce soir",
        "Le chanteur annonce un nouvel album",
        "Un couple d’octogénaires raconte sa rencontre",
        "Une recette de tarte aux pralines",
        "L’attaquant prolonge son contrat au club",
        "Un homme arrêté après une agression au couteau",
        "Comment bien choisir son vélo",
        "Un chien retrouvé après trois jours d’errance",
        "Implants dentaires : ce qu’il faut savoir",
        "La météo du week-end",
    ],
)
def test_most_items_report_no_event(title: str) -> None:
    assert found(SHIPPED, title) is None


_PIECES = st.sampled_from(
    "ouvre ferme une usine 120 1\u202f200 une\u00a0centaine . ! … ^ l’ s' postes recrute N œuvre É "
    "e\u0301 \u0130 \U0001f600 \n | supprime de plus deux mille".split(" ")
)


@given(st.one_of(st.text(), st.lists(_PIECES).map(" ".join)), st.text(max_size=80))
def test_any_text_is_read(title: str, summary: str) -> None:
    cues = SHIPPED.read(Text(title, summary))
    for hit in cues.reading.hits:
        assert SHIPPED.phrases.quote(cues.reading, hit)
    signal = signal_in(SHIPPED, cues)

    assert signal is None or (0 < signal.score < 1 and signal.evidence and signal.sentence)


@given(st.text())
def test_any_text_is_a_phrase_or_finds_nothing(text: str) -> None:
    book = compile_phrases([text, "mot"])

    assert book.read(Text(text, "mot")).hits
