"""``veille sources``: their state, and their list exchanged with other readers of feeds."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from veille.cli.context import (
    HERE,
    HomeOption,
    JsonOption,
    NowOption,
    instant,
    iso,
    opened,
    print_json,
)
from veille.errors import UsageError
from veille.normalise.french import plural, system_reason

if TYPE_CHECKING:
    from veille.config.append import NewSource
    from veille.config.opml import OpmlReading
    from veille.domain.source import Source

sources_app = typer.Typer(
    help="Les sources suivies.", no_args_is_help=True, subcommand_metavar="COMMANDE …"
)


@sources_app.command("status")
def status(home: HomeOption = HERE, as_json: JsonOption = False, now: NowOption = "") -> None:
    """Dire où en est chaque source, depuis quand et pourquoi."""
    from veille.archive.sources import publication_days, register, states
    from veille.normalise.urls import without_password
    from veille.rhythm import health, rhythm_of

    moment = instant(now)
    with opened(home) as one:
        configured = one.configuration.sources
        register(one.archive, configured)
        known = states(one.archive)
        days = publication_days(one.archive, moment)
    rhythms = {
        source.id: rhythm_of(days.get(source.id, ()), moment.date()) for source in configured
    }
    rows = [
        {
            "id": source.id,
            "outcome": known[source.id].outcome.value,
            "reason": known[source.id].reason,
            "since": iso(known[source.id].since),
            "next_due": iso(known[source.id].next_due),
            "checked_at": iso(known[source.id].checked_at),
            "new": known[source.id].new,
            "items": known[source.id].items,
            "health": health(known[source.id], rhythms[source.id], moment).value,
            "rhythm": rhythms[source.id].sentence,
            "url": without_password(source.url),
        }
        for source in configured
    ]
    if as_json:
        print_json(rows)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for title in ("Source", "État", "Articles", "Raison"):
        table.add_column(title, justify="right" if title == "Articles" else "left")
    for row in rows:
        table.add_row(
            str(row["id"]),
            OUTCOMES[str(row["outcome"])],
            str(row["items"]),
            str(row["reason"]),
        )
    Console().print(table)


OUTCOMES = {
    "never": "jamais visitée",
    "ok": "en ordre",
    "unchanged": "inchangée",
    "empty": "vide",
    "moved": "déplacée",
    "suspicious": "douteuse",
    "deferred": "remise à plus tard",
    "error": "en erreur",
    "blocked": "refusée",
    "gone": "disparue",
}
"""How each outcome is said to a person."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """``followed`` are titles and addresses, with the id of the source that follows them."""

    new: "tuple[NewSource, ...]"
    followed: tuple[tuple[str, str, str], ...]


@sources_app.command("import")
def import_list(
    file: Annotated[
        Path, typer.Argument(help="La liste de flux à ajouter (OPML).", metavar="FICHIER")
    ],
    home: HomeOption = HERE,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Dire ce qui serait ajouté, sans rien écrire.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Ajouter à sources.yaml les flux d’une liste OPML.

    Ce qui est déjà écrit n’est pas touché ; une adresse déjà suivie n’est pas ajoutée.
    """
    from veille.config.append import append_sources, present_sources
    from veille.config.opml import MAX_BYTES, read_opml
    from veille.normalise.urls import without_password

    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(
            f"Le fichier {file} ne peut pas être lu ({system_reason(error)})."
        ) from error
    path = home / "sources.yaml"
    reading = read_opml(data)
    plan = _plan(reading, present_sources(path), file.name)
    if not dry_run:
        append_sources(path, plan.new)
    if as_json:
        print_json(
            {
                "added": [
                    {"id": one.id, "name": one.name, "url": without_password(one.url)}
                    for one in plan.new
                ],
                "followed": [
                    {"id": identity, "name": title, "url": without_password(url)}
                    for title, url, identity in plan.followed
                ],
                "mistakes": list(reading.mistakes),
                "dry_run": dry_run,
            }
        )
        return
    _tell(plan, reading, path, dry_run=dry_run)


def _plan(reading: "OpmlReading", sources: "tuple[Source, ...]", origin: str) -> _Plan:
    """What is to be written; a comment on the first entry says where they all come from."""
    from veille.config.append import NewSource, addresses, new_id
    from veille.normalise.urls import canonical_url

    known = addresses(sources)
    taken = {source.id for source in sources}
    new: list[NewSource] = []
    followed: list[tuple[str, str, str]] = []
    for feed in reading.feeds:
        key = canonical_url(feed.url)
        if key in known:
            followed.append((feed.title, feed.url, known[key]))
            continue
        identity = new_id(feed.title, feed.url, taken)
        note = "" if new else f"importé de {origin}"
        new.append(NewSource(identity, feed.title, feed.url, tags=feed.tags, note=note))
        known[key] = identity
        taken.add(identity)
    return _Plan(tuple(new), tuple(followed))


def _tell(plan: _Plan, reading: "OpmlReading", path: Path, *, dry_run: bool) -> None:
    from veille.config import typeset

    for one in plan.new:
        print(typeset(f"  {one.id} : {one.name}"))
    for title, _, identity in plan.followed:
        print(typeset(f"  « {title} » est déjà suivi : {identity}"))
    for mistake in reading.mistakes:
        print(f"  {mistake}")
    verb = "à ajouter" if dry_run else "ajoutée"
    verbs = "à ajouter" if dry_run else "ajoutées"
    count = plural(len(plan.new), f"source {verb}", f"sources {verbs}")
    print(f"{count} dans {path}.")


@sources_app.command("export")
def export_list(
    home: HomeOption = HERE,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Le fichier à écrire.", metavar="FICHIER"),
    ] = None,
) -> None:
    """Écrire les flux suivis en OPML, pour un autre lecteur de flux.

    Les mots de passe des adresses n’y sont pas. Sans -o, sur la sortie standard.
    """
    from veille.config import load_sources
    from veille.config.opml import write_opml

    written = write_opml(load_sources(home / "sources.yaml"), "Sources de la veille")
    if output is None:
        sys.stdout.buffer.write(written)
        return
    try:
        output.write_bytes(written)
    except OSError as error:
        raise UsageError(
            f"Le fichier {output} ne peut pas être écrit ({system_reason(error)})."
        ) from error
    print(f"{output} est écrit.")
