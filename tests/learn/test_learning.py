"""What is learnt from a few invented texts, and what is refused."""

import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

import veille.learn.features as features
import veille.learn.model as model_module
from veille.errors import LearningError
from veille.learn import Example, Model, combine, learn
from veille.learn.blending import Blend
from veille.learn.calibration import Sigmoids, Softmax
from veille.learn.evaluation import given_by_others, report
from veille.learn.examples import folds
from veille.learn.meanings import DIRECTIONS, meanings
from veille.learn.members import fit_members
from veille.learn.reasons import credit_of_stems
from veille.normalise.words import stem

PLACES = ("Bréval", "Lormont", "Castelnau", "Aubigny", "Mirebel", "Sancey", "Orval", "Tilly")
TRANSPORT = [Example(f"Une ligne de bus relie {one} à la gare", labels=("bus",)) for one in PLACES]
HEALTH = [
    Example(f"À {one}, l’hôpital recrute des médecins", "Les infirmières aussi.", ("santé",))
    for one in PLACES
]
LAND = [Example(f"La friche de {one} sera dépolluée", labels=("friche",)) for one in PLACES]
TOPICS = [*TRANSPORT, *HEALTH, *LAND]
NEW = [
    ("Trois autobus de plus vers la gare de Vézins", ""),
    ("Vézins cherche un médecin", "Le centre hospitalier manque d’infirmières."),
    ("Que faire des friches de Vézins ?", ""),
]


@pytest.fixture(scope="module")
def topics() -> Model:
    return learn(TOPICS)


@pytest.fixture(scope="module")
def themes() -> Model:
    both = [Example(f"Un bus pour l’hôpital de {one}", labels=("bus", "santé")) for one in PLACES]
    none = [Example(f"Le loto de {one} a fait salle comble") for one in PLACES]
    return learn([*TOPICS, *both, *none], several=True)


def test_topics_are_recognised(topics: Model) -> None:
    assert [label for label, _ in topics.best(NEW)] == ["bus", "santé", "friche"]


def test_the_scores_of_a_topic_share_one(topics: Model) -> None:
    for scores in topics.scores([*NEW, ("", "")]):
        assert sum(scores.values()) == pytest.approx(1)
        assert all(0 <= score <= 1 for score in scores.values())


def test_themes_are_scored_apart(themes: Model) -> None:
    both, none = themes.scores(
        [("Un bus dessert l’hôpital de Vézins", ""), ("Le loto de Vézins", "")]
    )

    assert both["bus"] > 0.5
    assert both["santé"] > 0.5
    assert both["friche"] < 0.5
    assert max(none.values()) < 0.5


def test_the_same_examples_give_the_same_model(topics: Model) -> None:
    assert learn(TOPICS).scores(NEW) == topics.scores(NEW)


@pytest.mark.parametrize(("rank", "label"), [(0, "bus"), (1, "santé"), (2, "friche")])
def test_reasons_are_words_of_the_text(topics: Model, rank: int, label: str) -> None:
    title, text = NEW[rank]
    reasons = topics.why(title, text, label)

    assert reasons
    assert all(reason in f"{title}\n{text}" for reason in reasons)


def test_reasons_name_the_word_that_decides(topics: Model) -> None:
    assert topics.why("Que faire des FRICHES de Vézins ?", "", "friche")[0] == "FRICHES"


def test_reasons_keep_accents_drawn_apart(topics: Model) -> None:
    title = "Un me\u0301decin pour Vézins"

    assert "me\u0301decin" in topics.why(title, "", "santé")


def test_no_reason_for_what_was_not_learnt(topics: Model) -> None:
    assert topics.why("Une friche", "", "tourisme") == ()
    assert topics.why("", "", "friche") == ()


@pytest.mark.parametrize(
    ("examples", "several", "said"),
    [
        pytest.param([], False, "aucun exemple", id="none"),
        pytest.param([], True, "aucun exemple", id="none-several"),
        pytest.param(LAND, False, "« friche »", id="one-label"),
        pytest.param(LAND, True, "« friche »", id="one-theme-everywhere"),
        pytest.param(LAND[:1], False, "« friche »", id="one-example"),
        pytest.param([Example("Sans étiquette")], True, "aucun n’a d’étiquette", id="unlabelled"),
        pytest.param(
            [Example("Deux à la fois", labels=("a", "b"))], False, "une seule", id="two-labels"
        ),
    ],
)
def test_too_little_to_learn_is_said_in_french(
    examples: list[Example], several: bool, said: str
) -> None:
    with pytest.raises(LearningError) as refused:
        learn(examples, several=several)

    assert said in str(refused.value).replace("\u00a0", " ")


def test_two_examples_are_enough_to_start() -> None:
    model = learn([LAND[0], HEALTH[0]])

    assert model.labels == ("friche", "santé")
    assert model.best([("Une friche à Vézins", "")])[0][0] == "friche"


def test_the_name_of_a_label_is_an_example() -> None:
    names = {"eau": "Inondations, digues et rivières"}
    model = learn([*TOPICS, Example("Travaux à Orval", labels=("eau",))], names=names)

    assert model.best([("La digue contre les inondations", "")])[0][0] == "eau"


def test_the_rules_alone_without_examples() -> None:
    assert combine(0.7, 0.1, 0) == 0.7


@pytest.mark.parametrize("count", [1, 5, 20, 100, 10_000])
def test_the_combined_score_lies_between_and_grows(count: int) -> None:
    assert 0.2 < combine(0.2, 0.9, count) < 0.9
    assert combine(0.2, 0.9, count) < combine(0.3, 0.9, count)
    assert combine(0.2, 0.8, count) < combine(0.2, 0.9, count)
    assert combine(0.2, 0.9, count) < combine(0.2, 0.9, count + 1)


def test_calibration_keeps_the_order() -> None:
    import numpy as np

    scores = np.linspace(-3, 3, 13)[:, None]
    wanted = (scores > 0.4).astype(float)
    curve = Sigmoids.fitted(scores, wanted).probabilities(scores)[:, 0]
    pairs = np.hstack([scores, -scores])
    shared = Softmax.fitted(pairs, [int(one < 0.4) for one in scores[:, 0]]).probabilities(pairs)

    for line in (curve, shared[:, 0]):
        assert (np.diff(line) > 0).all()
        assert (line >= 0).all()
        assert (line <= 1).all()


def test_each_word_is_taken_apart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: Counter[str] = Counter()

    def counted(word: str) -> list[str]:
        seen[word] += 1
        return [word]

    monkeypatch.setattr(features, "pieces", counted)
    learn(TOPICS)

    assert set(seen.values()) == {1}


@pytest.mark.parametrize(("count", "most"), [(30, 6), (model_module.ONE_PART_FROM, 2)])
def test_learning_fits_a_known_number_of_times(
    monkeypatch: pytest.MonkeyPatch, count: int, most: int
) -> None:
    fits = []

    def counted(rows: Any, wanted: Any, *, several: bool) -> Any:
        fits.append(several)
        return fit_members(rows, wanted, several=several)

    monkeypatch.setattr(model_module, "fit_members", counted)
    learn([TOPICS[rank % len(TOPICS)] for rank in range(count)])

    assert len(fits) <= most


def test_a_whole_report_is_read_up_to_a_limit() -> None:
    assert len(features.read("Rapport", "commune " * 50_000)) == features.MAX_WORDS


def test_parts_share_labels_evenly() -> None:
    parts = folds(["a"] * 10 + ["b"] * 5, 5)

    assert sorted(rank for part in parts for rank in part) == list(range(15))
    assert [sum(rank < 10 for rank in part) for part in parts] == [2] * 5


def test_the_report_counts_like_a_hand() -> None:
    found = report(["a", "a", "b", "b", "c"], ["a", "b", "b", "b", "b"])

    assert found.accuracy == pytest.approx(3 / 5)
    assert found.by_label["a"].recall == 0.5
    assert found.by_label["b"].precision == 0.5
    assert found.macro_f1 == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert found.confusions == (("a", "b", 1), ("c", "b", 1))


def test_cross_validation_gives_each_text_a_label() -> None:
    given = given_by_others(TOPICS)

    assert report([one.labels[0] for one in TOPICS], given).accuracy == 1


def test_nothing_is_imported_before_something_is_learnt() -> None:
    program = (
        "import sys; import veille.cli.application, veille.cli.learning, veille.learn; "
        "sys.exit(','.join({'sklearn', 'scipy', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stderr.strip() == ""


@pytest.mark.parametrize("label", ["bus", "santé", "friche"])
def test_credits_of_words_sum_to_the_score(topics: Model, label: str) -> None:
    title, text = NEW[1]
    kept = features.read(title, text)
    counts = topics._vocabulary.counted([kept])
    worth = topics._worth(counts, label)
    credit = credit_of_stems(topics._vocabulary, kept, worth)
    rank = topics.labels.index(label)
    members = [*topics._scorer.of_words, topics._scorer.of_meanings]
    [line] = topics._blend.averaged(topics._scorer.scores(counts))
    line = line - topics._blend.averaged([one.bias for one in members])

    assert sum(credit.values()) == pytest.approx(line[rank] - line.mean())


def test_an_unseen_word_is_read_by_its_company(topics: Model) -> None:
    assert topics.best([("La chirurgie et les soins", "")])[0][0] == "santé"


def test_meanings_know_which_words_keep_company() -> None:
    table = meanings()
    hospital, surgery, match = table.rows(
        [Counter({stem(word): 1}) for word in ("hopital", "chirurgie", "match")]
    )

    assert hospital @ surgery > 0.4 > hospital @ match
    assert table.of(Counter({"zzzz": 3})).tolist() == [0.0] * DIRECTIONS


def test_what_a_blend_believes_follows_who_is_right() -> None:
    import numpy as np

    right = np.eye(3)[np.arange(300) % 3]
    noise = np.random.default_rng(0).normal(size=right.shape)
    good, bad = right + noise / 2, noise[::-1]
    for several in (False, True):
        shares = Blend.fitted([bad, good, bad], right, several=several).shares

        assert sum(shares) == pytest.approx(1)
        assert shares[1] > max(shares[0], shares[2])
