"""What the sites ask of their visitors, kept from one pass to the next."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from veille.archive.database import Archive
from veille.archive.rows import HostRow
from veille.domain.host import HostRules

_hosts = HostRow.__table__  # type: ignore[attr-defined]


def all_rules(archive: Archive) -> tuple[HostRules, ...]:
    """The rules of every site met."""
    with archive.reading() as connection:
        return tuple(
            HostRules(
                row.origin,
                row.robots,
                tuple((str(pattern), bool(reserved)) for pattern, reserved in row.reserved),
                row.read_at,
            )
            for row in connection.execute(select(_hosts))
        )


def keep(archive: Archive, learnt: Iterable[HostRules]) -> None:
    """Write the rules that a pass read, in one transaction."""
    rows = [
        {
            "origin": rules.origin,
            "robots": rules.robots,
            "reserved": [list(one) for one in rules.reserved],
            "read_at": rules.read_at,
        }
        for rules in learnt
    ]
    if not rows:
        return
    statement = insert(_hosts)
    statement = statement.on_conflict_do_update(
        index_elements=["origin"],
        set_={name: statement.excluded[name] for name in ("robots", "reserved", "read_at")},
    )
    with archive.writing() as connection:
        connection.execute(statement, rows)
