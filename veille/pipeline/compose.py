"""Step 4: compose the edition that is due, from what was first seen since the last one."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from veille.archive import Archive, editions, items, sources, stories
from veille.archive.editions import NewEdition
from veille.config import Configuration
from veille.digest import compose as core
from veille.digest.due import due, iso_week, window
from veille.digest.render import render
from veille.domain.edition import Digest, Edition, EditionStatus, Window
from veille.domain.source import Outcome, Source
from veille.domain.story import ClassifiedItem, Story
from veille.stories.lead import ranked

_SILENT = (Outcome.ERROR, Outcome.BLOCKED, Outcome.GONE, Outcome.EMPTY)


def compose_due(
    archive: Archive, configuration: Configuration, base_url: str, *, now: datetime
) -> tuple[Edition, ...]:
    """Compose every digest whose hour has come and whose week has no edition yet."""
    composed = []
    for digest in configuration.digests:
        newest = editions.newest(archive, digest.id)
        wanted = due(digest, now, newest.week if newest else None)
        if wanted:
            composed.append(
                compose(archive, configuration, digest, base_url, week=wanted.week, now=now)
            )
    return tuple(composed)


def compose(
    archive: Archive,
    configuration: Configuration,
    digest: Digest,
    base_url: str,
    *,
    week: str = "",
    now: datetime,
) -> Edition:
    """Compose the edition of ``week`` (default: this one).

    A draft is composed again; a frozen edition is given back untouched. Without approval
    asked for, the edition is frozen at once.
    """
    week = week or iso_week(now, digest.timezone)
    new = draft(archive, configuration, digest, base_url, week=week, now=now)
    status = EditionStatus.DRAFT if digest.approval else EditionStatus.FROZEN
    edition = editions.add(archive, new, status)
    if edition.status is EditionStatus.DRAFT and edition.composed_at != new.composed_at:
        edition = editions.replace_draft(archive, new)
    return edition


def draft(
    archive: Archive,
    configuration: Configuration,
    digest: Digest,
    base_url: str,
    *,
    week: str,
    now: datetime,
) -> NewEdition:
    """The edition as it would be now; nothing is written."""
    previous = editions.previous(archive, digest.id, week)
    span = window(now, previous.window.end if previous else None)
    by_id = {source.id: source for source in configuration.sources}
    seen = items.first_seen_between(archive, span.start, span.end)
    told = tell(archive, seen, span, by_id)
    composition = core.compose(
        digest,
        told,
        window=span,
        week=week,
        counts=_counts(archive, seen, digest, by_id),
        themes={theme.code: theme for theme in configuration.rules.themes},
        signals={signal.code: signal for signal in configuration.rules.signals},
        sources=by_id,
        now=now,
    )
    rendered = render(composition, base_url=base_url, template_dir=digest.template_dir)
    return NewEdition(
        digest_id=digest.id,
        week=week,
        window=span,
        composed_at=now,
        subject=rendered.subject,
        html=rendered.html,
        text=rendered.text,
        stories=composition.stories,
    )


def next_window(archive: Archive, digest: Digest, *, now: datetime) -> Window:
    """What the next edition would tell, were it composed now."""
    coming = iso_week(now + timedelta(days=7), digest.timezone)
    last = editions.previous(archive, digest.id, coming)
    return window(now, last.window.end if last else None)


def tell(
    archive: Archive,
    seen: tuple[ClassifiedItem, ...],
    span: Window,
    sources: Mapping[str, Source],
) -> tuple[Story, ...]:
    """The stories that began in the window, each with the item to show first at its head.

    A story already told before the window is left out, whatever was added to it since.
    """
    by_story: dict[int, list[ClassifiedItem]] = {}
    for one in seen:
        if one.stored.story_id is not None:
            by_story.setdefault(one.stored.story_id, []).append(one)
    older = stories.begun_before(archive, list(by_story), span.start)
    told = []
    for story_id, members in by_story.items():
        if story_id in older:
            continue
        lead, *others = ranked(members, sources)
        told.append(Story(story_id, lead, tuple(others)))
    return tuple(told)


def _counts(
    archive: Archive,
    seen: tuple[ClassifiedItem, ...],
    digest: Digest,
    configured: Mapping[str, Source],
) -> core.Counts:
    states = sources.states(archive)
    silent = tuple(
        source.name
        for source in configured.values()
        if source.id in states and states[source.id].outcome in _SILENT
    )
    kept = sum(one.classification.relevance >= digest.min_relevance for one in seen)
    return core.Counts(
        received=len(seen),
        kept=kept,
        sources=len({one.stored.item.source_id for one in seen}),
        silent=silent,
    )
