"""Which items tell one event, why, and what persons decided of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, insert, not_, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from veille.archive.database import Archive
from veille.archive.rows import ClassificationRow, ItemRow, StoryDecisionRow, StoryRow
from veille.errors import NotFoundError, UsageError
from veille.stories.features import Telling
from veille.stories.grouping import Decision, Group

_items = ItemRow.__table__  # type: ignore[attr-defined]
_stories = StoryRow.__table__  # type: ignore[attr-defined]
_decisions = StoryDecisionRow.__table__  # type: ignore[attr-defined]
_classifications = ClassificationRow.__table__  # type: ignore[attr-defined]

_CHUNK = 900
_READ = ("id", "title", "summary", "date", "canonical_url", "story_id")


def waiting(archive: Archive) -> list[datetime]:
    """The dates of the items without a story, or that a person spoke of since."""
    spoken = [
        select(column).where(_decisions.c.applied.is_(False))
        for column in (_decisions.c.first_id, _decisions.c.second_id)
    ]
    query = select(_items.c.date).where(
        or_(_items.c.story_id.is_(None), *(_items.c.id.in_(one) for one in spoken))
    )
    with archive.reading() as connection:
        return [row.date for row in connection.execute(query.order_by(_items.c.date))]


def tellings(archive: Archive, first: datetime, last: datetime) -> list[Telling]:
    """The items of these dates with the stories they are in, oldest first."""
    return _tellings(archive, _items.c.date.between(first, last))


def bound(archive: Archive, first: datetime, last: datetime) -> list[Telling]:
    """Items of other dates that must be looked at with those: a person spoke of one of them
    together with an item of these dates, or they are in the story of such a one."""
    near = select(_items.c.id).where(_items.c.date.between(first, last))
    spoken = [
        select(other).where(one.in_(near))
        for one, other in (
            (_decisions.c.first_id, _decisions.c.second_id),
            (_decisions.c.second_id, _decisions.c.first_id),
        )
    ]
    named = or_(*(_items.c.id.in_(one) for one in spoken))
    theirs = select(_items.c.story_id).where(named, _items.c.story_id.is_not(None))
    return _tellings(
        archive,
        not_(_items.c.date.between(first, last)),
        or_(named, _items.c.story_id.in_(theirs)),
    )


def _tellings(archive: Archive, *conditions: ColumnElement[bool]) -> list[Telling]:
    query = (
        select(
            *(_items.c[name] for name in _READ),
            _classifications.c.places,
        )
        .outerjoin(_classifications, _classifications.c.item_id == _items.c.id)
        .where(*conditions)
        .order_by(_items.c.date, _items.c.id)
    )
    with archive.reading() as connection:
        return [
            Telling(
                row.id,
                row.title,
                row.summary,
                row.date,
                row.canonical_url,
                tuple(row.places or ()),
                row.story_id,
            )
            for row in connection.execute(query)
        ]


def decisions(archive: Archive) -> list[Decision]:
    """All that persons decided, applied or not."""
    query = select(_decisions.c.first_id, _decisions.c.second_id, _decisions.c.together)
    with archive.reading() as connection:
        return [Decision(*row) for row in connection.execute(query)]


def decide(archive: Archive, decision: Decision, *, now: datetime) -> None:
    """Remember what a person said of two items; the last word on a pair is kept.

    Raises:
        UsageError: an item cannot be compared with itself.
        NotFoundError: one of them is not in the archive.
    """
    first, second = sorted((decision.first, decision.second))
    if first == second:
        raise UsageError("Il faut deux articles différents pour les réunir ou les séparer.")
    said = {"together": decision.together, "decided_at": now, "applied": False}
    statement = upsert(_decisions).values(first_id=first, second_id=second, **said)
    with archive.writing() as connection:
        found = connection.execute(select(_items.c.id).where(_items.c.id.in_((first, second))))
        known = {row.id for row in found}
        for number in (first, second):
            if number not in known:
                raise NotFoundError(f"Aucun article ne porte le numéro {number} dans l’archive.")
        connection.execute(
            statement.on_conflict_do_update(index_elements=["first_id", "second_id"], set_=said)
        )


def assign(archive: Archive, groups: Sequence[Group], *, now: datetime) -> None:
    """Put items into their stories, making the new ones, in one transaction.

    A story that lost all its items stays, so that its number is never given again.
    """
    changes: list[tuple[int, str, int, int, str]] = []
    with archive.writing() as connection:
        number = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM stories").scalar_one()
        new_rows: list[dict[str, object]] = []
        for group in groups:
            story_id = group.story_id
            if story_id is None:
                number += 1
                story_id = number
                new_rows.append({"id": story_id, "created_at": now})
            changes += [
                (story_id, reason, item_id, story_id, reason)
                for item_id, reason in zip(group.item_ids, group.reasons, strict=True)
            ]
        if new_rows:
            connection.execute(insert(_stories), new_rows)
        if changes:
            connection.exec_driver_sql(
                "UPDATE items SET story_id = ?, story_reason = ? "
                "WHERE id = ? AND (story_id IS NOT ? OR story_reason <> ?)",
                changes,
            )


def applied(archive: Archive, *, now: datetime) -> None:
    """What persons decided until ``now`` is in the stories: nothing waits for it any more."""
    with archive.writing() as connection:
        connection.execute(
            update(_decisions)
            .where(_decisions.c.applied.is_(False), _decisions.c.decided_at <= now)
            .values(applied=True)
        )


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a person said of an item and another: one event, or two."""

    other_id: int
    other_title: str
    together: bool
    decided_at: datetime


def spoken(archive: Archive, item_id: int) -> tuple[Spoken, ...]:
    """All that persons said of an item and others, the last word first."""
    other = case(
        (_decisions.c.first_id == item_id, _decisions.c.second_id), else_=_decisions.c.first_id
    )
    query = (
        select(_items.c.id, _items.c.title, _decisions.c.together, _decisions.c.decided_at)
        .join(_decisions, _items.c.id == other)
        .where(or_(_decisions.c.first_id == item_id, _decisions.c.second_id == item_id))
        .order_by(_decisions.c.decided_at.desc(), _items.c.id)
    )
    with archive.reading() as connection:
        return tuple(Spoken(*row) for row in connection.execute(query))


def why(archive: Archive, item_id: int) -> str:
    """Why an item is in its story; "" when it is alone there."""
    query = select(_items.c.story_reason).where(_items.c.id == item_id)
    with archive.reading() as connection:
        return str(connection.execute(query).scalar() or "")


def begun_before(archive: Archive, story_ids: Sequence[int], start: datetime) -> frozenset[int]:
    """Those of the stories that had an item by ``start``."""
    found: set[int] = set()
    with archive.reading() as connection:
        for first in range(0, len(story_ids), _CHUNK):
            query = (
                select(_items.c.story_id)
                .where(
                    _items.c.story_id.in_(story_ids[first : first + _CHUNK]),
                    _items.c.first_seen <= start,
                )
                .distinct()
            )
            found.update(row[0] for row in connection.execute(query))
    return frozenset(found)
