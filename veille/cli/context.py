"""What the commands share: the home, the clock, the archive, the way to print."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from veille.errors import UsageError

if TYPE_CHECKING:
    from veille.archive import Archive
    from veille.config import Configuration, Settings

HomeOption = Annotated[
    Path, typer.Option("--home", help="Le dossier qui contient sources.yaml.", show_default=False)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Répondre en JSON.")]
NowOption = Annotated[
    str, typer.Option("--now", help="Faire comme s’il était cette heure (ISO 8601).")
]
HERE = Path()


@dataclass(frozen=True, slots=True)
class Home:
    """An open home: its files, its settings, its archive."""

    configuration: "Configuration"
    settings: "Settings"
    archive: "Archive"


def instant(now: str) -> datetime:
    """The hour to go by: ``--now``, else the clock. Without a zone, UTC is understood.

    Raises:
        UsageError: not a date.
    """
    if not now:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(now)
    except ValueError:
        raise UsageError(
            f"--now : « {now} » n’est pas une date ; écrivez 2026-11-23T07:00:00Z."
        ) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def database_url(home: Path, settings: "Settings") -> str:
    """Where the archive of a home lives."""
    return settings.database_url or f"sqlite:///{(home / 'data' / 'veille.db').resolve()}"


@contextmanager
def opened(home: Path) -> Iterator[Home]:
    """Read the files, open the archive; everything wrong in the files is said at once."""
    from veille.archive import Archive
    from veille.config import load, load_settings

    settings = load_settings()
    configuration = load(home)
    archive = Archive.open(database_url(home, settings))
    try:
        yield Home(configuration, settings, archive)
    finally:
        archive.close()


@contextmanager
def opened_archive(home: Path) -> "Iterator[Archive]":
    """The archive alone, for commands that do not need the rules."""
    from veille.archive import Archive
    from veille.config import load_settings

    if not (home / "sources.yaml").is_file():
        raise UsageError(
            f"Il n’y a pas de sources.yaml dans {home.resolve()} ; "
            "indiquez le bon dossier avec --home."
        )
    archive = Archive.open(database_url(home, load_settings()))
    try:
        yield archive
    finally:
        archive.close()


def print_json(value: Any) -> None:
    """One JSON document on the standard output, accents kept."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=None if _piped() else 2)
    sys.stdout.write("\n")


def _piped() -> bool:
    return not sys.stdout.isatty()


def terminal() -> bool:
    """Whether a person is watching: progress bars are for her only."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def iso(moment: datetime | None) -> str | None:
    """ISO 8601 UTC ending in Z, or None."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None
