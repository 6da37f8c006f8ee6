"""The tables. SQLModel rows do not validate: only ``archive`` builds them, from domain values.

The full-text index ``search`` (FTS5) has no row class: the first migration creates it over
``item_words`` together with the triggers that keep it in step, inside the same transaction
as the row itself.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Index, TypeDecorator, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlmodel import Field, SQLModel


class UTCDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python, on every database; SQLite alone would give back naive dates."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a date without a time zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None or value.tzinfo is not None:
            return value  # type: ignore[no-any-return]
        return value.replace(tzinfo=UTC)  # type: ignore[no-any-return]


def _utc(*, nullable: bool = True, index: bool = False) -> Any:
    return Field(default=None, sa_column=Column(UTCDateTime(), nullable=nullable, index=index))


class SourceRow(SQLModel, table=True):
    __tablename__ = "sources"

    id: str = Field(primary_key=True)
    name: str
    url: str
    outcome: str = "never"
    reason: str = ""
    since: datetime | None = _utc()
    checked_at: datetime | None = _utc()
    next_due: datetime | None = _utc()
    failures: int = 0
    etag: str = ""
    last_modified: str = ""
    last_new: datetime | None = _utc()
    active: bool = True
    address: str = Field(default="", sa_column_kwargs={"server_default": ""})
    new: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    pace: float | None = None
    empty_since: datetime | None = _utc()
    cursor: str = Field(default="", sa_column_kwargs={"server_default": ""})


class HostRow(SQLModel, table=True):
    """What a site asks of its visitors: robots.txt and text mining reservations."""

    __tablename__ = "hosts"

    origin: str = Field(primary_key=True)
    robots: str
    reserved: list[list[Any]] = Field(sa_column=Column(JSON, nullable=False))
    read_at: datetime = _utc(nullable=False)


class SnapshotRow(SQLModel, table=True):
    """The last good state of a page watched for changes."""

    __tablename__ = "snapshots"

    source_id: str = Field(primary_key=True, foreign_key="sources.id")
    state: str
    taken_at: datetime = _utc(nullable=False)


class ArticleVisitRow(SQLModel, table=True):
    """That the article behind an item was asked for, and how it ended: never asked twice."""

    __tablename__ = "article_visits"

    item_id: int = Field(primary_key=True, foreign_key="items.id")
    outcome: str
    read_at: datetime = _utc(nullable=False)


class ItemRow(SQLModel, table=True):
    __tablename__ = "items"
    __table_args__ = (
        UniqueConstraint("source_id", "guid"),
        Index("ix_items_story_id", "story_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    source_id: str = Field(foreign_key="sources.id")
    guid: str
    url: str
    canonical_url: str = Field(index=True)
    title: str
    summary: str
    published: datetime | None = _utc()
    author: str = ""
    language: str = ""
    categories: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    title_key: str = Field(default="", index=True)
    date: datetime = _utc(nullable=False, index=True)
    first_seen: datetime = _utc(nullable=False, index=True)
    updated_at: datetime | None = _utc()
    story_id: int | None = Field(default=None, foreign_key="stories.id")
    story_reason: str = Field(default="", sa_column_kwargs={"server_default": ""})


class ItemWordsRow(SQLModel, table=True):
    """Stems of an item, prepared once in Python; the full-text index reads them here."""

    __tablename__ = "item_words"

    item_id: int = Field(primary_key=True, foreign_key="items.id")
    title: str
    body: str


class ClassificationRow(SQLModel, table=True):
    __tablename__ = "classifications"

    item_id: int = Field(primary_key=True, foreign_key="items.id")
    rules_version: str = Field(index=True)
    relevance: int = Field(index=True)
    relevance_score: float
    why: str
    evidence: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    places: list[str] = Field(sa_column=Column(JSON, nullable=False))
    facts: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False, server_default="{}")
    )
    classified_at: datetime = _utc(nullable=False)


class ItemThemeRow(SQLModel, table=True):
    """The themes of an item again, as rows, so that search can filter and count them."""

    __tablename__ = "item_themes"
    __table_args__ = (Index("ix_item_themes_code", "code", "item_id"),)

    item_id: int = Field(primary_key=True, foreign_key="items.id")
    code: str = Field(primary_key=True)
    score: float


class CorrectionRow(SQLModel, table=True):
    """What a person said of one item; it wins over the rules, for ever."""

    __tablename__ = "corrections"

    item_id: int = Field(primary_key=True, foreign_key="items.id")
    added: list[str] = Field(sa_column=Column(JSON, nullable=False))
    removed: list[str] = Field(sa_column=Column(JSON, nullable=False))
    relevance: int | None = None
    decided_at: datetime = _utc(nullable=False)


class StoryRow(SQLModel, table=True):
    __tablename__ = "stories"

    id: int | None = Field(default=None, primary_key=True)
    created_at: datetime = _utc(nullable=False)


class StoryDecisionRow(SQLModel, table=True):
    """What a person said of two items, ``first_id`` < ``second_id``: one event, or two."""

    __tablename__ = "story_decisions"

    first_id: int = Field(primary_key=True, foreign_key="items.id")
    second_id: int = Field(primary_key=True, foreign_key="items.id")
    together: bool
    decided_at: datetime = _utc(nullable=False)
    applied: bool = False


class EditionRow(SQLModel, table=True):
    __tablename__ = "editions"
    __table_args__ = (UniqueConstraint("digest_id", "week"),)

    id: int | None = Field(default=None, primary_key=True)
    digest_id: str
    week: str
    status: str
    window_start: datetime = _utc(nullable=False)
    window_end: datetime = _utc(nullable=False)
    composed_at: datetime = _utc(nullable=False)
    subject: str
    html: str
    text: str
    stories: list[int] = Field(sa_column=Column(JSON, nullable=False))


class SubscriberRow(SQLModel, table=True):
    __tablename__ = "subscribers"

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    name: str = ""
    digests: list[str] = Field(sa_column=Column(JSON, nullable=False))
    themes: list[str] = Field(sa_column=Column(JSON, nullable=False))
    tags: list[str] = Field(sa_column=Column(JSON, nullable=False))
    active: bool = True
    created_at: datetime = _utc(nullable=False)


class VoteRow(SQLModel, table=True):
    """What a reader said of an item of her letter; gone when she leaves."""

    __tablename__ = "votes"

    item_id: int = Field(primary_key=True, foreign_key="items.id")
    subscriber_id: int = Field(primary_key=True, foreign_key="subscribers.id")
    vote: str
    voted_at: datetime = _utc(nullable=False)


class DeliveryRow(SQLModel, table=True):
    __tablename__ = "deliveries"
    __table_args__ = (UniqueConstraint("edition_id", "subscriber_id"),)

    id: int | None = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="editions.id")
    subscriber_id: int = Field(foreign_key="subscribers.id")
    status: str = "pending"
    message_id: str = ""
    attempts: int = 0
    next_attempt: datetime | None = _utc()
    sent_at: datetime | None = _utc()
    reason: str = ""
