"""How far one item came, and at which gate it was set aside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from veille.archive import Archive, corrections, editions, items, sources, stories, votes
from veille.archive.stories import Spoken
from veille.config import Configuration
from veille.domain.correction import Correction
from veille.domain.edition import Digest, Edition, EditionStatus
from veille.domain.source import Source, SourceState
from veille.domain.story import ClassifiedItem
from veille.domain.vote import Tally
from veille.normalise.french import plain_date
from veille.normalise.urls import absolute_http_url, canonical_url
from veille.pipeline.compose import next_window
from veille.stories.lead import ranked


@dataclass(frozen=True, slots=True)
class Trace:
    """``gates`` are French sentences; ``same`` are the other items of its story, first shown
    first; ``story_reason`` says why it is among them; ``decisions`` are what persons said of
    it and others."""

    one: ClassifiedItem
    correction: Correction | None
    same: tuple[ClassifiedItem, ...]
    story_reason: str
    decisions: tuple[Spoken, ...]
    votes: Tally
    editions: tuple[Edition, ...]
    gates: tuple[str, ...]


def trace(
    archive: Archive, configuration: Configuration, one: ClassifiedItem, *, now: datetime
) -> Trace:
    """All that happened to an item, and what the next letters will do of it."""
    stored = one.stored
    story: tuple[ClassifiedItem, ...] = (one,)
    told: tuple[Edition, ...] = ()
    if stored.story_id is not None:
        by_id = {source.id: source for source in configuration.sources}
        story = ranked(items.neighbours(archive, stored.story_id), by_id)
        told = tuple(
            edition
            for edition in editions.telling(archive, stored.story_id)
            if edition.window.end >= stored.first_seen
        )
    return Trace(
        one=one,
        correction=corrections.every(archive).get(stored.id),
        same=tuple(other for other in story if other.stored.id != stored.id),
        story_reason=stories.why(archive, stored.id),
        decisions=stories.spoken(archive, stored.id),
        votes=votes.of_item(archive, stored.id),
        editions=told,
        gates=tuple(_gates(archive, configuration, one, story, told, now)),
    )


def _gates(
    archive: Archive,
    configuration: Configuration,
    one: ClassifiedItem,
    story: tuple[ClassifiedItem, ...],
    told: tuple[Edition, ...],
    now: datetime,
) -> Iterator[str]:
    lead = story[0].stored
    if lead.id != one.stored.id:
        same = lead.item.canonical_url == one.stored.item.canonical_url
        what = "Doublon (même adresse)" if same else "Même sujet"
        yield f"{what} que l’article {lead.id}, montré en premier\u00a0: {lead.item.title}"
    if not one.classification.rules_version:
        yield "Pas encore classé\u00a0: «\u00a0veille classify\u00a0» le fera."
        return
    if one.stored.story_id is None:
        yield "Pas encore rangé par sujet\u00a0: «\u00a0veille group\u00a0» le fera."
        return
    for digest in configuration.digests:
        mine = [edition for edition in told if edition.digest_id == digest.id]
        for edition in mine:
            draft = " (brouillon)" if edition.status is EditionStatus.DRAFT else ""
            yield f"Lettre {digest.id}\u00a0: dans le numéro {edition.week}{draft}."
        if not mine:
            yield f"Lettre {digest.id}\u00a0: {_fate(archive, digest, one, story, now)}."


def _fate(
    archive: Archive,
    digest: Digest,
    one: ClassifiedItem,
    story: tuple[ClassifiedItem, ...],
    now: datetime,
) -> str:
    span = next_window(archive, digest, now=now)
    start = plain_date(span.start, digest.timezone)
    if one.stored.first_seen <= span.start:
        seen = plain_date(one.stored.first_seen, digest.timezone)
        return f"trop ancien, vu le {seen}\u00a0; le prochain numéro part du {start}"
    if any(other.stored.first_seen <= span.start for other in story):
        return f"son sujet a commencé avant le {start}, il n’est pas raconté deux fois"
    best = max(other.classification.relevance for other in story)
    if best < digest.min_relevance:
        return f"écarté, pertinence {best} quand la lettre demande {digest.min_relevance}"
    wanted = {code for section in digest.sections for code in section.themes}
    if not wanted & {match.code for match in story[0].classification.themes}:
        return "hors de ses rubriques, retenu seulement s’il est des plus importants"
    return "candidat au prochain numéro"


def sources_of(
    archive: Archive, configuration: Configuration, url: str
) -> tuple[tuple[Source, SourceState], ...]:
    """The sources on the site of an address, with their states."""
    known = sources.states(archive)
    site = _site(url)
    return tuple(
        (source, known.get(source.id, SourceState(source.id)))
        for source in configuration.sources
        if site and _site(source.url) == site
    )


def _site(url: str) -> str:
    return urlsplit(canonical_url(absolute_http_url(url))).netloc
