"""``veille check``, ``schema`` and ``subscribers``."""

from typing import Annotated

import typer

from veille.cli.context import (
    HERE,
    HomeOption,
    JsonOption,
    NowOption,
    instant,
    opened,
    opened_archive,
    print_json,
)
from veille.errors import UsageError

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
    print(f"{email} ne recevra plus rien\u00a0; ses avis sont effacés.")
