"""What the archive knows of each source, and which are due."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.sqlite import insert

from veille.archive.database import Archive
from veille.archive.rows import ItemRow, SourceRow
from veille.domain.source import Outcome, Source, SourceState, Validators
from veille.rhythm import next_pause

_sources = SourceRow.__table__  # type: ignore[attr-defined]
_items = ItemRow.__table__  # type: ignore[attr-defined]


def register(archive: Archive, sources: Iterable[Source]) -> None:
    """Make the table follow ``sources.yaml``: new ones enter, missing ones are paused.

    A source whose address changed loses its validators and is due at once, even if the old
    address was gone; nothing of its archive changes.
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
                .values(
                    url=source.url,
                    outcome=Outcome.NEVER.value,
                    reason="",
                    since=None,
                    etag="",
                    last_modified="",
                    next_due=None,
                    failures=0,
                    address="",
                    cursor="",
                    empty_since=None,
                )
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
                address=row.address,
                new=row.new,
                pace=row.pace,
                empty_since=row.empty_since,
                cursor=row.cursor,
            )
            for row in connection.execute(query)
        }


_FAILED = frozenset(
    {Outcome.ERROR, Outcome.BLOCKED, Outcome.GONE, Outcome.DEFERRED, Outcome.SUSPICIOUS}
)
_SETTLED = frozenset({Outcome.OK, Outcome.UNCHANGED})
_LONGEST_PAUSE = timedelta(days=2)
"""Between two attempts at a source that fails, unless the site itself asks for more."""
_LONGEST_WISH = timedelta(days=14)
"""A server may ask us to wait two weeks at most; beyond that it is a mistake of its own."""


def next_state(
    before: SourceState,
    outcome: Outcome,
    reason: str,
    *,
    now: datetime,
    source: Source,
    retry_after: float | None = None,
    wish: float = 0.0,
) -> SourceState:
    """The state after a visit: since when, and when to come back.

    A source that answers is visited at its own rhythm, within the admin's bounds
    (``rhythm.next_pause``; ``wish``: what its TTL or max-age asks). After a failure the pause
    doubles at each further one, up to 16 times ``every`` and never more than two days; what
    the server asked by Retry-After comes first, up to two weeks.
    """
    failures = before.failures + 1 if outcome in _FAILED else 0
    if failures:
        pause = source.every
        if failures > 1:
            longest = max(source.every, _LONGEST_PAUSE)
            pause = min(source.every * 2 ** min(failures - 1, 4), longest)
        if retry_after:
            pause = max(pause, min(timedelta(seconds=retry_after), _LONGEST_WISH))
    else:
        pause = next_pause(before.pace, source.every, source.every_max, wish)
    same = before.outcome == outcome or {before.outcome, outcome} <= _SETTLED
    return replace(
        before,
        outcome=outcome,
        reason=reason,
        since=before.since if same and before.since else now,
        checked_at=now,
        next_due=None if outcome is Outcome.GONE else now + pause,
        failures=failures,
        new=0,
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
        "address": state.address,
        "new": state.new,
        "pace": state.pace,
        "empty_since": state.empty_since,
        "cursor": state.cursor,
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


_MEMORY = timedelta(days=400)
"""How far back the habits of a source are looked for: a year and its summer."""


def publication_days(archive: Archive, now: datetime) -> dict[str, list[date]]:
    """The days on which each source published, over a year, oldest first."""
    day = func.date(_items.c.date)
    query = (
        select(_items.c.source_id, day.label("day"))
        .where(_items.c.date > now - _MEMORY)
        .group_by(_items.c.source_id, day)
        .order_by(_items.c.source_id, day)
    )
    found: dict[str, list[date]] = defaultdict(list)
    with archive.reading() as connection:
        for row in connection.execute(query):
            found[row.source_id].append(date.fromisoformat(row.day))
    return dict(found)
