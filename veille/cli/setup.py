"""``veille check``, ``schema``, ``sources status`` and ``subscribers``."""

from typing import Annotated

import typer

from veille.cli.context import (
    HERE,
    HomeOption,
    JsonOption,
    NowOption,
    instant,
    iso,
    opened,
    opened_archive,
    print_json,
)
from veille.errors import UsageError

sources_app = typer.Typer(
    help="Les sources suivies.", no_args_is_help=True, subcommand_metavar="COMMANDE …"
)
subscribers_app = typer.Typer(
    help="Les abonnés des lettres.", no_args_is_help=True, subcommand_metavar="COMMANDE …"
)


def check(home: HomeOption = HERE, as_json: JsonOption = False) -> None:
    """Vérifier sources.yaml, rules/ et digests/.

    Toutes les erreurs sont dites d’un coup ; les exemples des thèmes sont essayés.
    """
    from veille.config import check as check_files

    mistakes = check_files(home)
    if as_json:
        print_json(
            [{"file": str(one.path), "line": one.line, "message": one.message} for one in mistakes]
        )
    else:
        for mistake in mistakes:
            print(mistake)
        if not mistakes:
            print("Tout est en ordre.")
    if mistakes:
        raise typer.Exit(1)


def schema() -> None:
    """Écrire le schéma JSON de sources.yaml, pour l’éditeur."""
    from veille.collect import FLOWS
    from veille.config import sources_schema

    print_json(sources_schema(FLOWS))


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


@subscribers_app.command("add")
def add(
    email: Annotated[str, typer.Argument(help="Adresse électronique.", metavar="ADRESSE")],
    name: Annotated[str, typer.Option("--name", help="Nom de la personne.")] = "",
    digest: Annotated[
        list[str] | None, typer.Option("--digest", help="Lettre demandée (répétable).")
    ] = None,
    theme: Annotated[
        list[str] | None, typer.Option("--theme", help="Thème mis en tête (répétable).")
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option("--tag", help="Étiquette de public (répétable).")
    ] = None,
    home: HomeOption = HERE,
    as_json: JsonOption = False,
    now: NowOption = "",
) -> None:
    """Abonner une adresse (à toutes les lettres si aucune n’est nommée)."""
    from veille.archive import audience

    local, _, domain = email.strip().rpartition("@")
    if not local or "." not in domain or any(c.isspace() or ord(c) < 33 for c in email.strip()):
        raise UsageError(f"« {email} » n’est pas une adresse électronique ; écrivez nom@site.fr.")
    with opened(home) as one:
        digests = tuple(digest or (known.id for known in one.configuration.digests))
        _known("lettre", digests, {known.id for known in one.configuration.digests})
        _known("thème", theme or (), {known.code for known in one.configuration.rules.themes})
        subscriber = audience.add(
            one.archive,
            email,
            name=name,
            digests=digests,
            themes=tuple(theme or ()),
            tags=tuple(tag or ()),
            now=instant(now),
        )
    if as_json:
        print_json({"id": subscriber.id, "email": subscriber.email})
    else:
        print(f"{subscriber.email} est abonné(e) à : {', '.join(subscriber.digests)}.")


def _known(kind: str, named: "tuple[str, ...] | list[str]", known: set[str]) -> None:
    for one in named:
        if one not in known:
            raise UsageError(
                f"Il n’y a pas de {kind} « {one} » ; choisissez parmi : {', '.join(sorted(known))}."
            )


@subscribers_app.command("list")
def listing(home: HomeOption = HERE, as_json: JsonOption = False) -> None:
    """Montrer les abonnés."""
    from veille.archive import audience

    with opened_archive(home) as archive:
        everyone = audience.subscribers(archive)
    if as_json:
        print_json(
            [
                {
                    "id": one.id,
                    "email": one.email,
                    "name": one.name,
                    "digests": list(one.digests),
                    "themes": list(one.themes),
                    "tags": list(one.tags),
                    "active": one.active,
                }
                for one in everyone
            ]
        )
        return
    for one in everyone:
        state = "" if one.active else " (désabonné)"
        print(f"{one.email}{f' — {one.name}' if one.name else ''}{state}")
    if not everyone:
        print("Aucun abonné encore. « veille subscribers add nom@site.fr » en ajoute un.")


@subscribers_app.command("remove")
def remove(
    email: Annotated[str, typer.Argument(help="Adresse électronique.", metavar="ADRESSE")],
    home: HomeOption = HERE,
) -> None:
    """Désabonner une adresse."""
    from veille.archive import audience

    with opened_archive(home) as archive:
        audience.remove(archive, email)
    print(f"{email} ne recevra plus rien.")
