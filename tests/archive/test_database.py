"""Opening: pragmas, migrations from every past version, files that are no archive."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel

from veille.archive import Archive, migrate
from veille.archive.database import HEAD
from veille.errors import ArchiveError


def test_head_is_the_newest_revision() -> None:
    assert migrate.revisions()[-1] == HEAD


@pytest.mark.parametrize("version", [None, *migrate.revisions()])
def test_every_past_version_upgrades_to_the_tables_of_today(
    tmp_path: Path, version: str | None
) -> None:
    url = f"sqlite:///{tmp_path / 'veille.db'}"
    if version:
        past = Archive(url)
        migrate.upgrade(past._engine, None, version)
        past.close()

    archive = Archive.open(url)

    with archive.reading() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, *_: not (name or "").startswith("search")},
        )
        assert compare_metadata(context, SQLModel.metadata) == []
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    archive.close()


def test_an_archive_of_the_future_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'veille.db'}"
    archive = Archive.open(url)
    with archive.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    archive.close()

    with pytest.raises(ArchiveError, match="plus récente"):
        Archive.open(url)


def test_rubbish_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "veille.db"
    path.write_bytes(b"ceci n'est pas une base" * 100)

    with pytest.raises(ArchiveError, match="sauvegarde"):
        Archive.open(f"sqlite:///{path}")

    assert path.read_bytes().startswith(b"ceci")
