"""``veille collect``, ``classify``, ``group`` and ``run``: the line, or one step of it."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from veille.cli.context import (
    HERE,
    Home,
    HomeOption,
    JsonOption,
    NowOption,
    instant,
    opened,
    print_json,
    terminal,
)
from veille.errors import UsageError
from veille.normalise.french import plural

if TYPE_CHECKING:
    from datetime import datetime

    from veille.pipeline.collect import Visit

AllOption = Annotated[
    bool, typer.Option("--all", help="Visiter toutes les sources, même avant leur heure.")
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option("--source", help="Visiter cette source seulement (répétable).", metavar="ID"),
]


def collect(
    home: HomeOption = HERE,
    everything: AllOption = False,
    source: SourceOption = None,
    as_json: JsonOption = False,
    now: NowOption = "",
) -> None:
    """Visiter les sources dont c’est l’heure."""
    with opened(home) as one:
        visits = visit(one, instant(now), everything=everything, only=source or ())
    report(visits, as_json=as_json)


def visit(
    home: Home, now: "datetime", *, everything: bool = False, only: Sequence[str] = ()
) -> "tuple[Visit, ...]":
    """Collect with a progress bar where someone watches.

    Raises:
        UsageError: ``only`` names a source that is not in sources.yaml.
    """
    from veille.pipeline.collect import HomePlace, due_sources, fetch_settings
    from veille.pipeline.collect import collect as collect_step

    known = {source.id for source in home.configuration.sources}
    if unknown := [name for name in only if name not in known]:
        raise UsageError(
            f"sources.yaml n’a pas de source « {unknown[0]} » ; "
            "« veille sources status » les montre toutes."
        )
    due = due_sources(
        home.archive,
        home.configuration.sources,
        now=now,
        everything=everything,
        only=frozenset(only),
    )
    with progress("Collecte", len(due)) as advance:
        return collect_step(
            home.archive,
            due,
            fetch_settings(home.settings),
            now=now,
            place=HomePlace(
                home.configuration.rules.territory,
                home.configuration.home,
                home.settings.base_url,
            ),
            progress=lambda _visit: advance(1),
        )


def report(visits: "tuple[Visit, ...]", *, as_json: bool) -> None:
    """Say what the visits brought."""
    new = sum(one.new for one in visits)
    if as_json:
        print_json(
            {
                "sources": [
                    {
                        "id": one.source_id,
                        "outcome": one.outcome.value,
                        "reason": one.reason,
                        "new": one.new,
                        "seen": one.seen,
                        "seconds": one.seconds,
                    }
                    for one in visits
                ],
                "new": new,
            }
        )
        return
    for one in visits:
        if one.reason:
            print(f"  {one.source_id} : {one.reason}")
    visited = plural(len(visits), "source visitée", "sources visitées")
    print(f"{visited}, {plural(new, 'article nouveau', 'articles nouveaux')}.")


@contextmanager
def progress(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on the terminal; nothing at all when nobody watches or nothing is to be done."""
    if not terminal() or not total:
        yield lambda _count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda count: bar.advance(task, count)


AnywhereOption = Annotated[
    bool,
    typer.Option("--anywhere", help="Juger comme si tous les lieux étaient dans le territoire."),
]


def classify(
    file: Annotated[
        str | None,
        typer.Argument(
            help="Articles à classer sans les garder (JSON, un par ligne ; - : entrée)."
        ),
    ] = None,
    anywhere: AnywhereOption = False,
    home: HomeOption = HERE,
    as_json: JsonOption = False,
    now: NowOption = "",
) -> None:
    """Classer les articles en attente, ou ceux d’un fichier.

    Un fichier est classé sans toucher à l’archive.
    """
    if file is not None:
        _classify_file(file, home, anywhere=anywhere)
        return
    from veille.pipeline.classify import classify as classify_step

    with opened(home) as one:
        configuration = one.configuration
        done = classify_step(
            one.archive,
            configuration.rules,
            {source.id: source for source in configuration.sources},
            now=instant(now),
        )
    if as_json:
        print_json({"classified": done})
    else:
        print(f"{plural(done, 'article classé', 'articles classés')}.")


def _classify_file(file: str, home: Path, *, anywhere: bool) -> None:
    from veille.cli.judging import as_object, judged

    for _, entry, found in judged(file, home, anywhere=anywhere):
        answer = {"id": entry.get("id")} | as_object(found)
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


def group(home: HomeOption = HERE, as_json: JsonOption = False, now: NowOption = "") -> None:
    """Réunir les articles qui racontent le même événement."""
    from veille.pipeline.group import group as group_step

    with opened(home) as one:
        done = group_step(
            one.archive, now=instant(now), territory=one.configuration.rules.territory
        )
    if as_json:
        print_json({"grouped": done})
    else:
        print(f"{plural(done, 'article rangé', 'articles rangés')} par sujet.")


def run(
    home: HomeOption = HERE,
    everything: AllOption = False,
    as_json: JsonOption = False,
    now: NowOption = "",
) -> None:
    """Faire une fois toute la chaîne, de la collecte à l’envoi."""
    from veille.pipeline.articles import read_articles
    from veille.pipeline.collect import fetch_settings
    from veille.run.jobs import after_collect

    moment = instant(now)
    with opened(home) as one:
        visits = visit(one, moment, everything=everything)
        read_articles(
            one.archive, one.configuration.sources, fetch_settings(one.settings), now=moment
        )
        rest = after_collect(one.archive, one.configuration, one.settings, now=moment)
    report(visits, as_json=as_json)
    if not as_json:
        print(rest.sentence)
