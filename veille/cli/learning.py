"""``veille learn``: what can be learnt from labelled texts, and how well it is recognised."""

from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from veille.cli.context import JsonOption, print_json
from veille.normalise.french import plural

if TYPE_CHECKING:
    from veille.learn.evaluation import Report

_SHOWN_CONFUSIONS = 10


def learn(
    train: Annotated[
        Path,
        typer.Option(
            "--train", help="Textes étiquetés à apprendre (TSV ou JSONL).", metavar="FICHIER"
        ),
    ],
    test: Annotated[
        Path | None,
        typer.Option(
            "--test",
            help="Textes étiquetés à reconnaître ; sans eux, validation croisée en cinq parts.",
            metavar="FICHIER",
        ),
    ] = None,
    text_column: Annotated[
        str,
        typer.Option("--text-column", help="Colonne du texte, si elle a un autre nom."),
    ] = "",
    label_column: Annotated[
        str,
        typer.Option("--label-column", help="Colonne de l’étiquette, si elle a un autre nom."),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Apprendre des étiquettes et mesurer leur justesse.

    Les textes de --train sont appris, ceux de --test doivent retrouver leur étiquette.
    Un fichier TSV commence par les noms de ses colonnes ; un fichier JSONL a un objet par ligne.
    L’archive n’est ni lue ni changée.
    """
    from veille.cli.labelled import Columns, read_labelled
    from veille.learn import learn as learn_labels
    from veille.learn.evaluation import given_by_others, report

    columns = Columns(text_column, label_column)
    examples = read_labelled(train, columns)
    started = perf_counter()
    if test is None:
        tested = examples
        given = given_by_others(examples)
        fit, predict = perf_counter() - started, None
    else:
        tested = read_labelled(test, columns)
        started = perf_counter()
        model = learn_labels(examples)
        fitted = perf_counter()
        given = [label for label, _ in model.best([(one.title, one.text) for one in tested])]
        fit, predict = fitted - started, perf_counter() - fitted
    found = report([one.labels[0] for one in tested], given)
    if as_json:
        print_json(_figures(found, len(examples), len(tested), fit, predict))
    else:
        _show(found, len(examples), len(tested), fit, predict)


def _figures(
    found: "Report", learnt: int, tested: int, fit: float, predict: float | None
) -> dict[str, Any]:
    return {
        "examples": learnt,
        "tested": tested,
        "cross_validated": predict is None,
        "accuracy": found.accuracy,
        "macro_f1": found.macro_f1,
        "labels": {label: asdict(one) for label, one in found.by_label.items()},
        "fit_seconds": round(fit, 3),
        "predict_seconds": None if predict is None else round(predict, 3),
        "confusions": [
            {"expected": expected, "given": given, "count": count}
            for expected, given, count in found.confusions[:_SHOWN_CONFUSIONS]
        ],
    }


def _show(found: "Report", learnt: int, tested: int, fit: float, predict: float | None) -> None:
    seen = plural(tested, "texte reconnu", "textes reconnus")
    if predict is None:
        print(f"{seen} d’après les autres, en cinq parts ({_seconds(fit)}).")
    else:
        print(f"{plural(learnt, 'exemple appris', 'exemples appris')} en {_seconds(fit)}.")
        print(f"{seen} en {_seconds(predict)}.")
    print(f"Exactitude\u00a0: {_share(found.accuracy)}. F1 moyen\u00a0: {_share(found.macro_f1)}.")
    width = max(map(len, found.by_label))
    print(f"\n  {'étiquette':{width}}  précision  rappel     F1  textes")
    for label, one in found.by_label.items():
        print(
            f"  {label:{width}}  {_share(one.precision):>9}  {_share(one.recall):>6}"
            f"  {_share(one.f1):>5}  {one.expected:>6}"
        )
    if found.confusions:
        print("\nConfusions les plus fréquentes\u00a0:")
    for expected, given, count in found.confusions[:_SHOWN_CONFUSIONS]:
        print(f"  {count} × «\u00a0{expected}\u00a0» pris pour «\u00a0{given}\u00a0»")


def _share(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")


def _seconds(value: float) -> str:
    return f"{value:.1f}\u00a0s".replace(".", ",")
