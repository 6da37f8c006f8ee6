"""Opening the archive: SQLite pragmas, transactions, migrations at start."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from veille.errors import ArchiveError
from veille.normalise.french import system_reason

HEAD = "0006"
"""Revision this code expects; a test compares it with the newest file of ``migrations``."""

# A writer waits that long for another process before it gives up (a backup, another command).
_BUSY_SECONDS = 30


class Archive:
    """A handle on the database; cheap to pass around, safe to share between threads."""

    def __init__(self, url: str) -> None:
        self.url = url
        parsed = make_url(url)
        self.path = Path(parsed.database) if parsed.database else None
        self._engine = create_engine(
            parsed,
            connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
            json_serializer=lambda value: json.dumps(value, ensure_ascii=False),
        )
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)

    @classmethod
    def open(cls, url: str) -> "Archive":
        """Open, create or upgrade the archive at a SQLAlchemy ``url``.

        Raises:
            ArchiveError: the file is no archive, is newer than this program, or cannot be
                written; the sentence says what to do.
        """
        archive = cls(url)
        if archive.path:
            try:
                archive.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ArchiveError(
                    f"Le dossier {archive.path.parent} ne peut pas être créé "
                    f"({system_reason(error)}) ; "
                    "vérifiez les droits ou indiquez un autre dossier."
                ) from error
        try:
            version = archive._version()
            if version != HEAD:
                from veille.archive import migrate  # Alembic takes 0.2 s to import

                migrate.upgrade(archive._engine, version)
        except DatabaseError as error:
            raise ArchiveError(_explain(error, archive.path)) from error
        return archive

    def _version(self) -> str | None:
        with self._engine.connect() as connection:
            try:
                row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
            except OperationalError as error:
                if "no such table" in str(error.orig):
                    return None
                raise
        return row[0] if row else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view; other processes may write meanwhile."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except OperationalError as error:
            raise ArchiveError(_explain(error, self.path)) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or none. Never open while the network is used."""
        with self._engine.connect().execution_options(immediate=True) as connection:
            try:
                with connection.begin():
                    yield connection
            except DatabaseError as error:
                if isinstance(error, OperationalError):
                    raise ArchiveError(_explain(error, self.path)) from error
                raise

    def close(self) -> None:
        self._engine.dispose()


def _prepare(dbapi_connection: Any, _record: Any) -> None:
    dbapi_connection.isolation_level = None  # we say BEGIN ourselves, see _begin
    cursor = dbapi_connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",  # in WAL: a crash of the machine may lose the last commits, no more
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_SECONDS * 1000}",
        "cache_size=-32000",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads first cannot wait for a writer: ask for the lock at once.
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _explain(error: DatabaseError, path: Path | None) -> str:
    cause = str(error.orig)
    where = path or "la base"
    if "locked" in cause or "busy" in cause:
        return f"L’archive {where} est occupée par un autre programme ; réessayez dans une minute."
    if "full" in cause:
        return f"Le disque est plein : rien n’a été perdu dans {where} ; libérez de la place."
    if "readonly" in cause or "unable to open" in cause:
        return f"L’archive {where} ne peut pas être ouverte en écriture ; vérifiez les droits."
    if "not a database" in cause or "malformed" in cause:
        return (
            f"Le fichier {where} n’est pas une archive lisible ; "
            "remettez à sa place votre dernière sauvegarde."
        )
    return f"L’archive {where} a refusé l’opération ({cause})."
