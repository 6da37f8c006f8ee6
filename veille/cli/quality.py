"""``veille stories`` and ``veille evaluate``: what the watch would say of a file, and how well."""

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from veille.cli.context import JsonOption, print_json
from veille.cli.lines import objects
from veille.errors import UsageError
from veille.normalise.french import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from veille.stories.features import Telling

_ITEM = '{"id": "1", "title": "…", "summary": "…", "date": "2026-11-23T08:00:00Z"}'
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
    stories: Annotated[
        str,
        typer.Option(
            "--stories",
            help="Titres réunis à la main (JSON, un par ligne ; - : entrée).",
            metavar="FICHIER",
            show_default=False,
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    """Mesurer les sujets sur des titres réunis à la main."""
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
    if not written:
        return None
    try:
        date = datetime.fromisoformat(str(written))
    except ValueError:
        raise UsageError(
            f"{where} — «\u00a0{written}\u00a0» n’est pas une date ; écrivez 2026-11-23T08:00:00Z."
        ) from None
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
