"""The territory watched and its surroundings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Commune:
    """``code`` is the INSEE code, five characters, kept as text (« 01004 »)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Territory:
    """``rules/territory.yaml``: an EPCI, its communes and its neighbours."""

    name: str
    epci_code: str
    """SIREN of the EPCI, nine digits."""
    department: str = ""
    region: str = ""
    aliases: tuple[str, ...] = ()
    """Other names that mean the territory (« le Roannais »)."""
    communes: tuple[Commune, ...] = ()
    neighbours: tuple[Commune, ...] = ()
