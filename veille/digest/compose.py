"""From the stories of the week to all that the letter shows, in its order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from veille.domain.edition import Digest, Window
from veille.domain.signal import Cue, Signal
from veille.domain.source import Source
from veille.domain.story import Story
from veille.domain.theme import Classification, Theme, ThemeMatch
from veille.normalise.french import jobs, long_date, money, short_date, shown_term
from veille.normalise.rights import visible_extract
from veille.normalise.text import shorten

_SUBJECT_LIMIT = 90
"""Characters: what a phone shows of a subject on two lines."""
_SAME_THEME = 2
"""Stories of one theme in « À retenir » while other themes have something to say."""
_EXTRACT_LIMIT = 300
"""Characters of an extract: five lines of a phone, three of a desk."""
_EVIDENCE = 3
"""Words that say why a story is here: more would be a list, not a reason."""
_EVENT_LIMIT = 70
"""Characters of the line that tells an event: one line of a desk, two of a phone."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The footer of honesty. ``kept`` reached the letter's relevance; ``silent`` are names."""

    received: int
    kept: int
    sources: int
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A story as shown. ``also``: (source name, address) of the others that tell it;
    ``item_id``: the item shown, on which readers vote."""

    title: str
    url: str
    source: str
    date: str
    why: str
    extract: str
    also: tuple[tuple[str, str], ...]
    story_id: int
    item_id: int
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A part of the letter; ``more`` stories of it are only on the site."""

    title: str
    themes: tuple[str, ...]
    entries: tuple[Entry, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Composition:
    """A whole edition, before it becomes HTML and text."""

    digest: Digest
    week: str
    subject: str
    date_line: str
    highlights: tuple[Entry, ...]
    sections: tuple[SectionView, ...]
    counts: Counts
    shown: int
    stories: tuple[int, ...]

    @property
    def empty(self) -> bool:
        return not self.shown


def compose(
    digest: Digest,
    stories: Sequence[Story],
    *,
    window: Window,
    week: str,
    counts: Counts,
    themes: Mapping[str, Theme],
    signals: Mapping[str, Cue],
    sources: Mapping[str, Source],
    now: datetime,
) -> Composition:
    """Choose and order. Each story appears once; a week without any is said calmly."""
    del window  # the span is the caller's; kept in the signature for templates to come
    ranked = sorted(
        (story for story in stories if _relevance(story) >= digest.min_relevance),
        key=lambda story: (
            -_relevance(story),
            -max(one.classification.relevance_score for one in story.items),
            -story.lead.stored.date.timestamp(),
            story.id,
        ),
    )
    best = _highlights(ranked, digest.highlights, themes)
    chosen = {story.id for story in best}
    rest = [story for story in ranked if story.id not in chosen]

    def entry(story: Story) -> Entry:
        return _entry(story, _why(story, themes, signals), sources, digest.timezone)

    sections = []
    for section in digest.sections:
        mine = [story for story in rest if _main_code(story, themes) in section.themes]
        if mine:
            shown = tuple(entry(story) for story in mine[: section.limit])
            more = len(mine) - len(shown)
            sections.append(SectionView(section.title, section.themes, shown, more))
    highlights = tuple(entry(story) for story in best)
    told = (*highlights, *(one for section in sections for one in section.entries))
    return Composition(
        digest=digest,
        week=week,
        subject=_subject(highlights, len(told)),
        date_line=(f"{digest.name} · semaine {int(week[-2:])} · {long_date(now, digest.timezone)}"),
        highlights=highlights,
        sections=tuple(sections),
        counts=counts,
        shown=len(told),
        stories=tuple(one.story_id for one in told),
    )


def _relevance(story: Story) -> int:
    """That of the item that matters most: the act shown first may be the driest to read."""
    return max(one.classification.relevance for one in story.items)


def _main_theme(story: Story, themes: Mapping[str, Theme]) -> ThemeMatch | None:
    """The theme a story is filed under: the surest, weighed by what it matters here.

    A firm that raises funds on a campus is news of firms before it is news of education.
    """
    return max(
        story.lead.classification.themes,
        key=lambda match: match.score * _importance(match.code, themes),
        default=None,
    )


def _importance(code: str, themes: Mapping[str, Theme]) -> float:
    return themes[code].relevance if code in themes else 0.0


def _main_code(story: Story, themes: Mapping[str, Theme]) -> str:
    main = _main_theme(story, themes)
    return main.code if main else ""


def _highlights(ranked: Sequence[Story], limit: int, themes: Mapping[str, Theme]) -> list[Story]:
    """The best stories, not all of one theme: a third of a theme waits for other themes."""
    chosen: list[Story] = []
    waiting: list[Story] = []
    count: dict[str, int] = {}
    for story in ranked:
        theme = _main_code(story, themes)
        if count.get(theme, 0) < _SAME_THEME:
            count[theme] = count.get(theme, 0) + 1
            chosen.append(story)
        else:
            waiting.append(story)
        if len(chosen) == limit:
            break
    return [*chosen, *waiting][:limit]


def _entry(
    story: Story,
    why: str,
    sources: Mapping[str, Source],
    timezone: str,
) -> Entry:
    lead = story.lead
    item, found = lead.stored.item, lead.classification
    source = sources.get(item.source_id)
    also = {
        other.stored.item.source_id: other.stored.item.url
        for other in story.others
        if other.stored.item.source_id != item.source_id
    }
    return Entry(
        title=item.title,
        url=item.url,
        source=source.name if source else item.source_id,
        date=short_date(lead.stored.date, timezone),
        why=why,
        extract=shorten(visible_extract(source, item.summary), _EXTRACT_LIMIT),
        also=tuple(
            (sources[key].name if key in sources else key, url) for key, url in also.items()
        ),
        story_id=story.id,
        item_id=lead.stored.id,
        themes=tuple(match.code for match in found.themes),
    )


def _why(story: Story, themes: Mapping[str, Theme], signals: Mapping[str, Cue]) -> str:
    """« Extension · 40 emplois · Roanne »; without an event, the theme and its words."""
    found = story.lead.classification
    main = _main_theme(story, themes)
    label = themes[main.code].label if main and main.code in themes else ""
    if found.facts.signal:
        return _told(found, found.facts.signal, signals, label)
    evidence = main.evidence if main else ()
    whole = [term for term in evidence if "*" not in term]
    words = ", ".join(shown_term(term) for term in (whole or evidence)[:_EVIDENCE])
    return _joined(label, words, ", ".join(found.places[:2]))


def _told(found: Classification, signal: Signal, signals: Mapping[str, Cue], theme: str) -> str:
    """The event, its jobs, its amount, its places; the theme when no figure says what it is.

    What counts least goes when space lacks.
    """
    event = signals[signal.code].short if signal.code in signals else signal.code
    count = jobs(found.facts.jobs.count) if found.facts.jobs else ""
    amount = money(found.facts.amount.euros) if found.facts.amount else ""
    theme = "" if count or amount else theme
    both, place = ", ".join(found.places[:2]), ", ".join(found.places[:1])
    ways = (
        _joined(event, count, amount, both, theme),
        _joined(event, count, amount, place, theme),
        _joined(event, count, place),
    )
    return next((way for way in ways if len(way) <= _EVENT_LIMIT), ways[-1])


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _subject(highlights: Sequence[Entry], shown: int) -> str:
    if not highlights:
        return "Rien à signaler cette semaine"
    others = shown - 1
    tail = f", et {others} autre{'s' if others > 1 else ''} sujet{'s' if others > 1 else ''}"
    tail = tail if others else ""
    title = " ".join(highlights[0].title.split())
    if len(title) + len(tail) <= _SUBJECT_LIMIT:
        return title + tail
    return shorten(title, _SUBJECT_LIMIT)
