"""Quality of what is learnt, on three published French sets, as figures one can pin.

    python -m tests.quality.learning

Sentences and articles: learnt on the training part, judged on the development part. Projects:
five-fold cross-validation. Constants of ``veille/learn`` are chosen on training parts only.
"""

import json
from collections.abc import Callable
from pathlib import Path

from veille.cli.labelled import Columns, read_labelled
from veille.learn import learn
from veille.learn.evaluation import Report, given_by_others, report

TEXTS = Path(__file__).parents[2].parent / "shared/texts"
FLOORS = Path(__file__).with_name("floors.json")


def sentences() -> float:
    """Accuracy on the topic of single sentences, learnt from 701 of them."""
    folder = TEXTS / "sib200-fra/data/annotated"
    return _judged(folder / "train.tsv", folder / "dev.tsv").accuracy


def articles() -> float:
    """Macro-F1 on the topic of articles, learnt from 50 of each."""
    folder = TEXTS / "masakhanews-fra"
    few = folder / "few_shot_data/50_samples/fra/train.tsv"
    return _judged(few, folder / "data/fra/dev.tsv").macro_f1


def projects() -> float:
    """Macro-F1 on the kind of local projects, from their title alone."""
    examples = read_labelled(TEXTS / "fonds-vert/projects.jsonl", Columns("title", "measure"))
    return report([one.labels[0] for one in examples], given_by_others(examples)).macro_f1


def _judged(train: Path, test: Path) -> Report:
    model = learn(read_labelled(train, Columns()))
    tested = read_labelled(test, Columns())
    given = [label for label, _ in model.best([(one.title, one.text) for one in tested])]
    return report([one.labels[0] for one in tested], given)


FIGURES: dict[str, Callable[[], float]] = {
    "learnt_sentences_accuracy": sentences,
    "learnt_articles_macro_f1": articles,
    "learnt_projects_macro_f1": projects,
}


def measure_learning() -> dict[str, float]:
    """The pinned figures by name."""
    return {name: figure() for name, figure in FIGURES.items()}


def main() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    for name, value in measure_learning().items():
        print(f"{name:27} {value:.3f}   floor {floors.get(name, 0):.3f}")


if __name__ == "__main__":
    main()
