"""The places of France, read once, and a small territory."""

from collections.abc import Callable

import pytest

from veille.domain.place import Commune, Territory
from veille.normalise.lexing import Text
from veille.places import Gazetteer, Place, resolve

TERRITORY = Territory(
    name="Roannais Agglomération",
    epci_code="200035731",
    department="42",
    region="Auvergne-Rhône-Alpes",
    aliases=("Roannais",),
    communes=(
        Commune("42187", "Roanne"),
        Commune("42071", "Le Coteau"),
        Commune("42158", "Les Noës"),
        Commune("42170", "Perreux"),
        Commune("42253", "Saint-Léger-sur-Roanne"),
    ),
    neighbours=(
        Commune("42052", "Charlieu"),
        Commune("42141", "Mars"),
        Commune("69066", "Cours"),
    ),
)


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture
def places_of(gazetteer: Gazetteer) -> Callable[..., tuple[Place, ...]]:
    """``places_of(title, summary="", territory=…, department="")``."""

    def find(
        title: str, summary: str = "", *, territory: Territory | None = None, department: str = ""
    ) -> tuple[Place, ...]:
        return resolve(gazetteer, Text(title, summary), territory=territory, department=department)

    return find


@pytest.fixture
def territory() -> Territory:
    return TERRITORY
