"""``veille stories`` and ``veille evaluate``: what the watch would say of a file, and how well."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from veille.cli.context import HERE, HomeOption, JsonOption, print_json
from veille.cli.lines import objects
from veille.errors import UsageError
from veille.normalise.french import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from veille.stories.features import Telling

_ITEM = '{"id": "1", "title": "…", "summary": "…", "date": "2026-11-23T08:00:00Z"}'
_LABELLED = '{"id": "1", "title": "…", "themes": ["emploi"], "relevance": 2}'
_HEADLINE = '{"cluster": "a", "title": "…"}'


def stories(
    file: Annotated[
        str,
        typer.Argument(
            help="Articles à réunir sans les garder (JSON, un par ligne ; - : entrée).",
            metavar="FICHIER",
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    """Réunir par sujet les articles d’un fichier.

    Rien n’est gardé : l’archive n’est pas touchée.
    """
    ids: list[object] = []
    tellings: list[Telling] = []
    for where, entry in objects(file, _ITEM):
        if "id" not in entry:
            raise UsageError(f"{where} — il manque «\u00a0id\u00a0», par exemple {_ITEM}.")
        ids.append(entry["id"])
        tellings.append(_telling(len(tellings), entry, where))
    said = _story_of(tellings)
    if as_json:
        for one, story in zip(ids, said, strict=True):
            sys.stdout.write(json.dumps({"id": one, "story": story}, ensure_ascii=False) + "\n")
        return
    print(f"{plural(len(ids), 'article')}, {plural(len(set(said)), 'sujet')}.")


def evaluate(
    file: Annotated[
        str | None,
        typer.Argument(
            help="Articles étiquetés à la main (JSON, un par ligne ; - : entrée).",
            metavar="FICHIER",
            show_default=False,
        ),
    ] = None,
    stories: Annotated[
        str,
        typer.Option(
            "--stories",
            help="Titres réunis à la main (JSON, un par ligne ; - : entrée).",
            metavar="FICHIER",
            show_default=False,
        ),
    ] = "",
    by: Annotated[str, typer.Option("--by", help="Détailler par : theme.", metavar="theme")] = "",
    anywhere: Annotated[
        bool,
        typer.Option(
            "--anywhere", help="Juger comme si tous les lieux étaient dans le territoire."
        ),
    ] = False,
    home: HomeOption = HERE,
    as_json: JsonOption = False,
) -> None:
    """Mesurer le classement, ou les sujets."""
    if by not in ("", "theme"):
        raise UsageError(f"--by {by} n’est pas connu ; écrivez --by theme.")
    if file is not None:
        _evaluate_file(file, home, anywhere=anywhere, by_theme=bool(by), as_json=as_json)
    elif stories:
        _evaluate_stories(stories, as_json=as_json)
    else:
        raise UsageError("Donnez un fichier d’articles étiquetés, ou --stories FICHIER.")


def _evaluate_file(file: str, home: Path, *, anywhere: bool, by_theme: bool, as_json: bool) -> None:
    from veille.classify.evaluation import evaluate as measured
    from veille.cli.judging import judged

    pairs = []
    for where, entry, found in judged(file, home, anywhere=anywhere, example=_LABELLED):
        problem = _label_problem(entry)
        if problem:
            raise UsageError(f"{where} — {problem} ; par exemple {_LABELLED}.")
        pairs.append((entry, found))
    report = measured(pairs)
    if as_json:
        print_json(report)
        return
    _show_report(report, by_theme=by_theme)


def _label_problem(entry: dict[str, Any]) -> str:
    themes, places = entry.get("themes", []), entry.get("places", [])
    if not isinstance(themes, list) or not isinstance(places, list):
        return "«\u00a0themes\u00a0» et «\u00a0places\u00a0» sont des listes"
    if entry.get("relevance", 0) not in (0, 1, 2, 3):
        return "«\u00a0relevance\u00a0» va de 0 à 3"
    return ""


def _show_report(report: dict[str, Any], *, by_theme: bool) -> None:
    print(f"{plural(report['items'], 'article')}.")
    if themes := report.get("themes"):
        micro = _share(themes["micro"]["f1"])
        print(f"  Thèmes      F1 {micro} (moyenne des thèmes {_share(themes['macro_f1'])})")
        for code, one in themes["by_theme"].items() if by_theme else ():
            print(
                f"    {code:<14} F1 {_share(one['f1'])}  précision {_share(one['precision'])}"
                f"  rappel {_share(one['recall'])}"
            )
    if relevance := report.get("relevance"):
        print(
            f"  Pertinence  kappa {_share(relevance['kappa'])}, "
            f"précision moyenne {_share(relevance['average_precision'])}"
        )
    for name, label in (("places", "Lieux"), ("signal", "Événements")):
        if name in report:
            print(f"  {label:<11} F1 {_share(report[name]['f1'])}")
    for name, label in (("jobs", "Emplois"), ("amount_eur", "Montants")):
        if name in report:
            exact, invented = _share(report[name]["exact"]), _share(report[name]["invented"])
            print(f"  {label:<11} exacts {exact}, inventés {invented}")
    for one in report["worst"]:
        print(f"  À revoir : {one['title']}\n    {one['why']}")


def _evaluate_stories(stories: str, *, as_json: bool) -> None:
    from veille.stories.evaluation import b_cubed

    expected: list[str] = []
    tellings: list[Telling] = []
    for where, entry in objects(stories, _HEADLINE):
        if "cluster" not in entry:
            raise UsageError(f"{where} — il manque «\u00a0cluster\u00a0», par exemple {_HEADLINE}.")
        expected.append(str(entry["cluster"]))
        tellings.append(_telling(len(tellings), entry, where))
    said = _story_of(tellings)
    found = b_cubed(expected, said)
    if as_json:
        print_json(
            {
                "items": len(expected),
                "expected": len(set(expected)),
                "stories": len(set(said)),
                "precision": round(found.precision, 4),
                "recall": round(found.recall, 4),
                "f1": round(found.f1, 4),
            }
        )
        return
    print(
        f"{plural(len(expected), 'titre')}, {plural(len(set(expected)), 'événement')}, "
        f"{plural(len(set(said)), 'sujet')}\u00a0: précision {_share(found.precision)}, "
        f"rappel {_share(found.recall)}, F1 {_share(found.f1)}."
    )


def _share(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")


def _story_of(tellings: "Sequence[Telling]") -> list[int]:
    """The number of the story of each item, from 1 in the order of their first items."""
    from veille.stories.grouping import group

    story_of = {item: number for number, one in enumerate(group(tellings)) for item in one.item_ids}
    shown: dict[int, int] = {}
    return [shown.setdefault(story_of[one.id], len(shown) + 1) for one in tellings]


def _telling(number: int, entry: dict[str, Any], where: str) -> "Telling":
    from veille.normalise.text import plain
    from veille.normalise.urls import canonical_url
    from veille.stories.features import Telling

    if not isinstance(entry.get("title"), str):
        raise UsageError(f"{where} — il manque «\u00a0title\u00a0», par exemple {_ITEM}.")
    return Telling(
        id=number,
        title=plain(entry["title"]),
        summary=plain(str(entry.get("summary") or "")),
        date=_date(entry.get("date"), where),
        canonical_url=canonical_url(str(entry.get("url") or "")),
    )


def _date(written: object, where: str) -> datetime | None:
    from veille.normalise.dates import read_date

    if not written:
        return None
    date = read_date(str(written))
    if date is None:
        raise UsageError(
            f"{where} — «\u00a0{written}\u00a0» n’est pas une date ; écrivez 2026-11-23T08:00:00Z."
        )
    return date
