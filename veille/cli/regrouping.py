"""``veille together`` and ``veille apart``: what a person says of two items, against the words."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from veille.cli.context import (
    HERE,
    HomeOption,
    JsonOption,
    NowOption,
    instant,
    opened,
    print_json,
)
from veille.normalise.french import listed, plural

if TYPE_CHECKING:
    from veille.domain.story import ClassifiedItem
    from veille.pipeline.regroup import Regrouped

ItemArgument = Annotated[int, typer.Argument(help="Numéro d’un article.", metavar="NUMÉRO")]
OtherArgument = Annotated[int, typer.Argument(help="Numéro de l’autre.", metavar="AUTRE")]


def together(
    item: ItemArgument,
    other: OtherArgument,
    home: HomeOption = HERE,
    as_json: JsonOption = False,
    now: NowOption = "",
) -> None:
    """Réunir deux articles en un sujet.

    La décision est retenue pour toujours ; « veille apart » la reprend.
    """
    _decide(item, other, home, together=True, as_json=as_json, now=now)


def apart(
    item: ItemArgument,
    other: OtherArgument,
    home: HomeOption = HERE,
    as_json: JsonOption = False,
    now: NowOption = "",
) -> None:
    """Séparer deux articles réunis à tort.

    La décision est retenue pour toujours ; « veille together » la reprend.
    """
    _decide(item, other, home, together=False, as_json=as_json, now=now)


def _decide(item: int, other: int, home: Path, *, together: bool, as_json: bool, now: str) -> None:
    from veille.pipeline.regroup import regroup
    from veille.stories.grouping import Decision

    moment = instant(now)
    with opened(home) as one:
        done = regroup(
            one.archive,
            one.configuration.rules.territory,
            Decision(item, other, together),
            now=moment,
        )
    if as_json:
        print_json(_as_object(done))
    else:
        print("\n".join(_lines(done)))


def _as_object(done: "Regrouped") -> dict[str, Any]:
    return {
        "items": [done.decision.first, done.decision.second],
        "together": done.decision.together,
        "known": done.known,
        "followed": done.followed,
        "against": [list(pair) for pair in done.against],
        "moved": [
            {
                "id": one.stored.id,
                "title": one.stored.item.title,
                "before": before,
                "after": after,
            }
            for one, before, after in done.moved
        ],
        "stories": [
            {"id": number, "items": [one.stored.id for one in members]}
            for number, members in done.stories
        ],
    }


def _lines(done: "Regrouped") -> Iterator[str]:
    yield _sentence(done)
    for number, members in done.stories:
        yield f"  sujet {number}, {plural(len(members), 'article')}\u00a0:"
        for one in members:
            item = one.stored.item
            yield f"    {one.stored.id}  {item.title} · {item.source_id}{_origin(done, one)}"


def _sentence(done: "Regrouped") -> str:
    first, second = done.decision.first, done.decision.second
    numbers = f"Les articles {first} et {second}"
    if not done.followed:
        pairs = listed([f"{one} et {other}" for one, other in done.against])
        way = "\u00a0; ".join(
            f"«\u00a0veille together {one} {other}\u00a0»" for one, other in done.against
        )
        return (
            f"{numbers} restent dans deux sujets, car une personne a séparé {pairs}\u00a0; "
            f"pour revenir là-dessus\u00a0: {way}."
        )
    how = "réunis" if done.decision.together else "séparés"
    if done.known and not done.moved:
        return f"{numbers} étaient déjà {how} par une personne\u00a0: rien ne change."
    if _were_so(done):
        return f"{numbers} étaient déjà {how}\u00a0; ils le resteront."
    return f"{numbers} sont {how}."


def _were_so(done: "Regrouped") -> bool:
    first, second = (done.before[one] for one in (done.decision.first, done.decision.second))
    return (first is not None and first == second) == done.decision.together and None not in (
        first,
        second,
    )


def _origin(done: "Regrouped", one: "ClassifiedItem") -> str:
    """« (était dans le sujet 12) », for an item that changed story."""
    number, before = one.stored.id, done.before.get(one.stored.id)
    moved = any(number == other.stored.id for other, _, _ in done.moved)
    return f" (était dans le sujet {before})" if moved and before is not None else ""
