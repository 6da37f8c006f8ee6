"""A little territory, invented, in a real archive, and the site over it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.testclient import TestClient

from veille.archive import Archive, audience, classifications, editions, items
from veille.archive import sources as archived
from veille.archive.editions import NewEdition
from veille.config import Configuration, Rules
from veille.domain.audience import Subscriber
from veille.domain.edition import Digest, EditionStatus, Window
from veille.domain.item import Item
from veille.domain.place import Commune, Territory
from veille.domain.source import Outcome, Rights, Source, SourceState
from veille.domain.theme import Classification, RelevanceRules, Term, Theme, ThemeMatch
from veille.errors import Mistake
from veille.normalise.words import title_key
from veille.web.app import create_app

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
SECRET = "une clé pour les tests"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"

LONG = (
    "La verrerie Lormier reprend cent vingt salariés et rouvre son four à Valbrune. "
    + "Le conseil communautaire a voté la remise en état des accès. " * 6
    + "Le mot girouette ne vient qu’ici, tout à la fin."
)

SOURCES = (
    Source("valmont", "Valmont Agglomération", "https://valmont.example/flux", rights=Rights.OPEN),
    Source("courrier", "Le Courrier de Valmont", "https://courrier.example/rss", extract=120),
    Source("reseau", "Réseau interne", "https://reseau.example/rss", rights=Rights.INTERNAL),
    Source("muette", "Gazette des Monts", "https://moi:secret@gazette.example/rss"),
    Source("pause", "Ancienne lettre", "https://ancienne.example/rss", enabled=False),
    Source("neuve", "Chambre des métiers", "https://metiers.example/rss", probed=False),
)

THEMES = (
    Theme("entreprises", "Entreprises", (Term("reprise", 0.6), Term("industri*", 0.5))),
    Theme("emploi", "Emploi", (Term("salarié", 0.6),)),
    Theme("foncier", "Foncier économique", (Term("zone d'activités", 0.6),), relevance=0.9),
)


def an_item(source: str, guid: str, title: str, summary: str, **values: object) -> Item:
    url = f"https://{source}.example/{guid}"
    item = Item(source, guid, url, url, title, summary, language="fr", title_key=title_key(title))
    return replace(item, published=NOW - timedelta(days=2), **values)  # type: ignore[arg-type]


def a_classification(*matches: ThemeMatch, relevance: int = 2) -> Classification:
    return Classification(
        themes=matches,
        relevance=relevance,
        relevance_score=relevance / 3,
        why="Classé Emploi car « salarié » s’y trouve.",
        places=("Valbrune",),
        rules_version="v1",
        classified_at=NOW,
    )


@dataclass
class World:
    """The site and what a test may change under it."""

    archive: Archive
    configuration: Configuration
    subscriber: Subscriber
    now: datetime = NOW
    mistakes: tuple[Mistake, ...] = ()
    base_url: str = "http://127.0.0.1:8000"

    @property
    def app(self) -> FastAPI:
        return create_app(
            self.archive,
            lambda: self.configuration,
            base_url=self.base_url,
            secret_key=SECRET,
            clock=lambda: self.now,
            mistakes=lambda: self.mistakes,
        )

    @property
    def client(self) -> TestClient:
        return TestClient(self.app, raise_server_exceptions=False)


def a_configuration(home: Path, sources: tuple[Source, ...] = SOURCES) -> Configuration:
    communes = (Commune("42999", "Valbrune"), Commune("42998", "Saint-Amour-des-Prés"))
    territory = Territory("Valmont Agglomération", "200000000", communes=communes)
    relevance = RelevanceRules(boosts=(Term("implantation", 0.4),), noise=(Term("match", 0.5),))
    rules = Rules(THEMES, territory, relevance, "v1")
    return Configuration(home, sources, rules, (Digest("hebdo", "La lettre du lundi"),), ())


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[World]:
    archive = Archive.open(f"sqlite:///{tmp_path / 'veille.db'}")
    somebody = Subscriber(0, "personne@exemple.fr")
    yield World(archive, a_configuration(tmp_path, ()), somebody)
    archive.close()


@pytest.fixture
def world(empty: World, tmp_path: Path) -> World:
    empty.configuration = a_configuration(tmp_path)
    fill(empty.archive)
    empty.subscriber = audience.add(
        empty.archive, "lectrice@exemple.fr", digests=("hebdo",), now=NOW
    )
    return empty


@pytest.fixture
def client(world: World) -> TestClient:
    return world.client


@pytest.fixture
def number_of(world: World) -> Callable[[str], int]:
    """The archive's number of an item, by its guid."""

    def number(guid: str) -> int:
        with world.archive.reading() as connection:
            query = text("SELECT id FROM items WHERE guid = :guid")
            return int(connection.execute(query, {"guid": guid}).scalar_one())

    return number


def fill(archive: Archive) -> None:
    archived.register(archive, SOURCES)
    emploi = ThemeMatch("emploi", 0.8, ("salarié",))
    foncier = ThemeMatch("foncier", 0.7, ("zone d'activités",))
    entreprises = ThemeMatch("entreprises", 0.6, ("reprise", "industri*"))
    told = [
        (an_item("valmont", "four", "La verrerie Lormier rouvre", LONG), (emploi, entreprises)),
        (
            an_item("valmont", "zone", "Une zone d’activités à Valbrune", "Huit hectares."),
            (foncier,),
        ),
        (an_item("courrier", "four2", "Lormier : 120 salariés repris", LONG), (emploi,)),
        (an_item("reseau", "secret", "Note du réseau", "Un projet confidentiel."), ()),
        (an_item("courrier", "xss", HOSTILE, HOSTILE, author=HOSTILE), (emploi,)),
        (an_item("courrier", "js", "Lien piégé", "…", url="javascript:alert(1)"), ()),
    ]
    told += [
        (an_item("valmont", f"n{rank}", f"Marché de Noël numéro {rank}", "Étals et vin chaud."), ())
        for rank in range(45)
    ]
    for source in ("valmont", "courrier", "reseau"):
        state = SourceState(
            source,
            outcome=Outcome.OK,
            since=NOW - timedelta(days=30),
            checked_at=NOW - timedelta(minutes=20),
            next_due=NOW + timedelta(hours=2),
        )
        mine = [item for item, _ in told if item.source_id == source]
        items.store(archive, [items.Arrival(state, mine)], now=NOW - timedelta(days=1))
    broken = SourceState(
        "muette",
        outcome=Outcome.ERROR,
        reason="Le serveur répond 503.",
        since=NOW - timedelta(days=3),
        checked_at=NOW - timedelta(minutes=20),
        next_due=NOW + timedelta(minutes=40),
        failures=5,
    )
    archived.save(archive, [broken])
    with archive.writing() as connection:
        ids = {row.guid: row.id for row in connection.execute(text("SELECT id, guid FROM items"))}
        connection.execute(
            text("INSERT INTO stories (id, created_at) VALUES (1, '2026-11-22 00:00:00.000000')")
        )
        connection.execute(text("UPDATE items SET story_id = 1 WHERE guid IN ('four', 'four2')"))
    classifications.save(
        archive,
        [
            (ids[item.guid], a_classification(*matches, relevance=3 if matches else 0))
            for item, matches in told
        ],
    )
    for week, status in (("2026-W46", EditionStatus.SENT), ("2026-W47", EditionStatus.DRAFT)):
        editions.add(
            archive,
            NewEdition(
                "hebdo",
                week,
                Window(NOW - timedelta(days=7), NOW),
                NOW,
                f"Lormier reprend 120 salariés ({week})",
                '<!doctype html><html lang="fr"><head><title>L</title></head>'
                '<body style="margin:0"><h1>À retenir</h1></body></html>',
                "À retenir",
                (1,),
            ),
            status,
        )
