"""The territory watched and its surroundings."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Commune:
    """``code`` is the INSEE code, five characters, kept as text (« 01004 »)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that a text names. ``level``: commune, epci, departement or region.

    ``name`` is the official one; ``code``: INSEE or SIREN code, empty when it may be several;
    ``why`` is French.
    """

    name: str
    code: str
    level: str
    why: str
    written: str = ""
    """As the text names it (« Fos » for Fos-sur-Mer), its article restored (« au Coteau »); empty
    in what was kept before this was."""


@dataclass(frozen=True)
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

    @cached_property
    def own_codes(self) -> frozenset[str]:
        return frozenset(commune.code for commune in self.communes)

    @cached_property
    def neighbour_codes(self) -> frozenset[str]:
        return frozenset(commune.code for commune in self.neighbours)
