"""Invented stories, and a digest to tell them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from veille.digest.compose import Composition, Counts, compose
from veille.domain.edition import Digest, Section, Window
from veille.domain.item import Item, StoredItem
from veille.domain.signal import Cue
from veille.domain.source import Rights, Source
from veille.domain.story import ClassifiedItem, Story
from veille.domain.theme import Classification, Theme, ThemeMatch

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
SOURCES = {
    "gazette": Source("gazette", "La Gazette", "https://g.example/", rights=Rights.PRESS),
    "mairie": Source("mairie", "La mairie", "https://m.example/", rights=Rights.OPEN),
}
DIGEST = Digest(
    "hebdo",
    "La veille du Val",
    sections=(
        Section("Entreprises", ("entreprises", "emploi"), limit=2),
        Section("Habitat", ("habitat",), limit=6),
    ),
    highlights=3,
    sender="La veille <veille@val.example>",
)


def told(
    number: int, title: str, theme: str, relevance: int, source: str, summary: str
) -> ClassifiedItem:
    item = Item(source, str(number), f"https://x.example/{number}", "", title, summary, NOW)
    match = ThemeMatch(theme, 0.8, ("usine", "extens*"))
    found = Classification((match,), relevance, relevance / 3, "…", ("Riorges",), "v1", NOW)
    return ClassifiedItem(StoredItem(number, item, NOW - timedelta(hours=number), number), found)


THEMES = {
    "entreprises": Theme("entreprises", "Entreprises", (), relevance=0.8),
    "habitat": Theme("habitat", "Habitat", (), relevance=0.6),
}
SIGNALS = {"extension": Cue("extension", "Extension, investissement", ())}


def _a_story(
    number: int,
    title: str = "",
    *,
    theme: str = "entreprises",
    relevance: int = 3,
    source: str = "mairie",
    summary: str = "Un résumé.",
    also: tuple[str, ...] = (),
) -> Story:
    title = title or f"Sujet {number}"
    lead = told(number, title, theme, relevance, source, summary)
    others = tuple(
        told(number * 100 + n, title, theme, relevance, one, summary) for n, one in enumerate(also)
    )
    return Story(number, lead, others)


@pytest.fixture
def a_story() -> Callable[..., Story]:
    return _a_story


@pytest.fixture
def composed() -> Callable[..., Composition]:
    def make(*stories: Story, digest: Digest = DIGEST) -> Composition:
        return compose(
            digest,
            stories,
            window=Window(NOW - timedelta(days=7), NOW),
            week="2026-W48",
            counts=Counts(received=412, kept=96, sources=58, silent=("Radio Brévonne",)),
            themes=THEMES,
            signals=SIGNALS,
            sources=SOURCES,
            now=NOW,
        )

    return make
