"""What the archive knows of each source, and which are due."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.sqlite import insert

from veille.archive.database import Archive
from veille.archive.rows import ItemRow, SourceRow
from veille.domain.source import Outcome, Source, SourceState, Validators

_sources = SourceRow.__table__  # type: ignore[attr-defined]
_items = ItemRow.__table__  # type: ignore[attr-defined]


def register(archive: Archive, sources: Iterable[Source]) -> None:
    """Make the table follow ``sources.yaml``: new ones enter, missing ones are paused.

    A source whose address changed loses its validators and is due at once; nothing of its
    archive changes.
    """
    wanted = {source.id: source for source in sources}
    with archive.reading() as connection:
        known = {
            row.id: row
            for row in connection.execute(
                select(_sources.c.id, _sources.c.name, _sources.c.url, _sources.c.active)
            )
        }
    new = [source for source in wanted.values() if source.id not in known]
    moved = [source for source in wanted.values() if _url(known, source) not in (None, source.url)]
    changed = [
        source
        for source in wanted.values()
        if source.id in known
        and (known[source.id].name != source.name or known[source.id].active != source.enabled)
    ]
    removed = [key for key, row in known.items() if key not in wanted and row.active]
    if not (new or moved or changed or removed):
        return
    with archive.writing() as connection:
        if new:
            connection.execute(
                insert(_sources).on_conflict_do_nothing(),
                [
                    _new_row(source.id, source.name, source.url, active=source.enabled)
                    for source in new
                ],
            )
        for source in changed:
            connection.execute(
                update(_sources)
                .where(_sources.c.id == source.id)
                .values(name=source.name, active=source.enabled)
            )
        for source in moved:
            connection.execute(
                update(_sources)
                .where(_sources.c.id == source.id)
                .values(url=source.url, etag="", last_modified="", next_due=None, failures=0)
            )
        if removed:
            connection.execute(
                update(_sources).where(_sources.c.id.in_(removed)).values(active=False)
            )


def _url(known: dict[str, Any], source: Source) -> str | None:
    row = known.get(source.id)
    return row.url if row else None


def _new_row(source_id: str, name: str, url: str, *, active: bool) -> dict[str, object]:
    return {
        "id": source_id,
        "name": name,
        "url": url,
        "outcome": Outcome.NEVER.value,
        "reason": "",
        "failures": 0,
        "etag": "",
        "last_modified": "",
        "active": active,
    }


def states(archive: Archive) -> dict[str, SourceState]:
    """The state of every source ever seen, by id, removed ones included."""
    count = (
        select(_items.c.source_id, func.count().label("kept")).group_by(_items.c.source_id)
    ).subquery()
    query = select(_sources, func.coalesce(count.c.kept, 0).label("kept")).outerjoin(
        count, count.c.source_id == _sources.c.id
    )
    with archive.reading() as connection:
        return {
            row.id: SourceState(
                source_id=row.id,
                outcome=Outcome(row.outcome),
                reason=row.reason,
                since=row.since,
                checked_at=row.checked_at,
                next_due=row.next_due,
                failures=row.failures,
                validators=Validators(row.etag, row.last_modified),
                items=row.kept,
                last_new=row.last_new,
                active=row.active,
            )
            for row in connection.execute(query)
        }


def next_state(
    before: SourceState,
    outcome: Outcome,
    reason: str,
    *,
    now: datetime,
    every: timedelta,
    validators: Validators,
    new: int,
    retry_after: float | None = None,
) -> SourceState:
    """The state after a visit: when it began, when to come back.

    After a failure the pause doubles at each further one, up to 16 times ``every`` and never
    more than two days; a server's own Retry-After is honoured when it is longer.
    """
    failed = outcome in (Outcome.ERROR, Outcome.BLOCKED, Outcome.GONE)
    failures = before.failures + 1 if failed else 0
    pause = every
    if failures > 1:
        pause = min(every * 2 ** min(failures - 1, 4), max(every, timedelta(days=2)))
    if retry_after:
        pause = max(pause, timedelta(seconds=retry_after))
    settled = {Outcome.OK, Outcome.UNCHANGED}
    same = before.outcome == outcome or {before.outcome, outcome} <= settled
    return SourceState(
        source_id=before.source_id,
        outcome=outcome,
        reason=reason,
        since=before.since if same and before.since else now,
        checked_at=now,
        next_due=None if outcome is Outcome.GONE else now + pause,
        failures=failures,
        validators=validators,
        items=before.items + new,
        last_new=now if new else before.last_new,
        active=before.active,
    )


def state_values(state: SourceState) -> dict[str, object]:
    """Column values of a state, for the one transaction that also stores its items."""
    return {
        "outcome": state.outcome.value,
        "reason": state.reason,
        "since": state.since,
        "checked_at": state.checked_at,
        "next_due": state.next_due,
        "failures": state.failures,
        "etag": state.validators.etag,
        "last_modified": state.validators.last_modified,
        "last_new": state.last_new,
    }


def save(archive: Archive, states: Iterable[SourceState]) -> None:
    """Write the states of visits that brought no item, in one transaction."""
    rows = list(states)
    if not rows:
        return
    with archive.writing() as connection:
        for state in rows:
            connection.execute(
                update(_sources)
                .where(_sources.c.id == state.source_id)
                .values(**state_values(state))
            )


def is_due(state: SourceState, now: datetime) -> bool:
    """Whether a visit is due; a source that is gone waits for a person (or ``--all``)."""
    if state.outcome is Outcome.GONE:
        return False
    return state.next_due is None or state.next_due <= now
