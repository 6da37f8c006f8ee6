"""Upgrading an archive to the tables of this version, with Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from veille.errors import ArchiveError

_FOLDER = Path(__file__).parent / "migrations"


def config() -> Config:
    """Alembic's configuration, without a file of its own."""
    configuration = Config()
    configuration.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return configuration


def revisions() -> tuple[str, ...]:
    """Every revision, oldest first."""
    script = ScriptDirectory.from_config(config())
    return tuple(reversed([revision.revision for revision in script.walk_revisions()]))


def upgrade(engine: Engine, version: str | None, target: str = "head") -> None:
    """Bring the database from ``version`` (None: empty) to ``target``, all or nothing.

    Raises:
        ArchiveError: the archive was written by a newer program.
    """
    if version is not None and version not in revisions():
        raise ArchiveError(
            f"L’archive a été écrite par une version plus récente de veille (schéma {version}) ; "
            "mettez le programme à jour."
        )
    configuration = config()
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, target)
