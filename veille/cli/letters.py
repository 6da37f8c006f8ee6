"""``veille digest compose | preview | send``."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from veille.cli.context import (
    HERE,
    Home,
    HomeOption,
    JsonOption,
    NowOption,
    instant,
    iso,
    opened,
    print_json,
)
from veille.errors import NotFoundError, UsageError
from veille.normalise.french import plural

if TYPE_CHECKING:
    from veille.domain.edition import Digest, Edition

app = typer.Typer(
    help="Les lettres : composer, relire, envoyer.",
    no_args_is_help=True,
    subcommand_metavar="COMMANDE …",
)

DigestArgument = Annotated[
    str, typer.Argument(help="Identifiant de la lettre (la seule, sinon).", metavar="LETTRE")
]
WeekOption = Annotated[
    str, typer.Option("--week", help="Semaine, par exemple 2026-W48 (celle-ci, sinon).")
]


def _digest(home: Home, named: str) -> "Digest":
    known = {digest.id: digest for digest in home.configuration.digests}
    if not named and len(known) == 1:
        return next(iter(known.values()))
    if named not in known:
        choices = ", ".join(sorted(known)) or "aucune"
        raise NotFoundError(f"Il n’y a pas de lettre « {named} » ; lettres connues : {choices}.")
    return known[named]


def _week(digest: "Digest", week: str, now: datetime) -> str:
    from veille.digest.due import iso_week

    if week and not re.fullmatch(r"\d{4}-W(0[1-9]|[1-4]\d|5[0-3])", week):
        raise UsageError(f"--week : « {week} » n’est pas une semaine ; écrivez 2026-W48.")
    return week or iso_week(now, digest.timezone)


@app.command("compose")
def compose(
    digest: DigestArgument = "",
    week: WeekOption = "",
    home: HomeOption = HERE,
    as_json: JsonOption = False,
    now: NowOption = "",
) -> None:
    """Composer le numéro de la semaine et le garder.

    C’est un brouillon si la lettre demande un accord.
    """
    from veille.pipeline.compose import compose as compose_step
    from veille.pipeline.issue_files import write_files

    moment = instant(now)
    with opened(home) as one:
        letter = _digest(one, digest)
        edition = compose_step(
            one.archive,
            one.configuration,
            letter,
            one.settings.base_url,
            week=_week(letter, week, moment),
            now=moment,
        )
    folder = write_files(home, edition.digest_id, edition.week, edition.html, edition.text)
    if as_json:
        print_json(_described(edition) | {"files": str(folder)})
    else:
        print(f"{edition.week} : « {edition.subject} » ({edition.status.value}), dans {folder}.")


@app.command("preview")
def preview(
    digest: DigestArgument = "",
    week: WeekOption = "",
    home: HomeOption = HERE,
    as_json: JsonOption = False,
    now: NowOption = "",
) -> None:
    """Montrer le numéro sans rien garder ni envoyer."""
    from veille.pipeline.compose import draft
    from veille.pipeline.issue_files import write_files

    moment = instant(now)
    with opened(home) as one:
        letter = _digest(one, digest)
        new = draft(
            one.archive,
            one.configuration,
            letter,
            one.settings.base_url,
            week=_week(letter, week, moment),
            now=moment,
        )
    folder = write_files(home, new.digest_id, f"{new.week}-apercu", new.html, new.text)
    if as_json:
        print_json({"week": new.week, "subject": new.subject, "files": str(folder)})
    else:
        print(f"« {new.subject} »\nAperçu : {folder / 'lettre.html'}")


@app.command("send")
def send(
    digest: DigestArgument = "",
    week: WeekOption = "",
    home: HomeOption = HERE,
    as_json: JsonOption = False,
    now: NowOption = "",
) -> None:
    """Approuver le numéro, et l’envoyer à qui ne l’a pas reçu."""
    from veille.archive import editions
    from veille.digest.links import Links
    from veille.domain.edition import EditionStatus
    from veille.pipeline.deliver import send as send_step
    from veille.run.jobs import secret_key

    moment = instant(now)
    with opened(home) as one:
        letter = _digest(one, digest)
        if one.settings.smtp_url is None:
            raise UsageError(
                "Aucun serveur d’envoi : renseignez "
                "VEILLE_SMTP_URL=smtp://utilisateur:motdepasse@serveur:587?tls=starttls."
            )
        edition = editions.find(one.archive, letter.id, _week(letter, week, moment))
        if edition.status is EditionStatus.DRAFT:
            editions.set_status(one.archive, edition.id, EditionStatus.FROZEN)
            edition = editions.find(one.archive, letter.id, edition.week)
        links = Links(one.settings.base_url, secret_key(home, one.settings))
        done = send_step(one.archive, letter, edition, one.settings, links, now=moment)
        uncertain = [
            one_delivery.email
            for one_delivery in editions.deliveries(one.archive, edition.id)
            if one_delivery.status.value == "sending"
        ]
    if as_json:
        print_json(
            _described(edition)
            | {
                "sent": done.sent,
                "failed": done.failed,
                "waiting": done.waiting,
                "uncertain": uncertain,
                "reason": done.reason,
            }
        )
        return
    sent, failed = plural(done.sent, "envoi"), plural(done.failed, "refusé")
    print(f"{sent}, {failed}, {done.waiting} en attente.")
    if done.reason:
        print(done.reason)
    if uncertain:
        print(
            "Envoi interrompu pour : "
            + ", ".join(uncertain)
            + ". Le message est peut-être parti ; il n’est pas renvoyé de lui-même."
        )


def _described(edition: "Edition") -> dict[str, object]:
    return {
        "digest": edition.digest_id,
        "week": edition.week,
        "status": edition.status.value,
        "subject": edition.subject,
        "composed_at": iso(edition.composed_at),
        "stories": len(edition.stories),
    }
