"""The invented EPCI: its communes, its sources, its subscribers, its publications.

Nothing here exists: names, firms and figures are made up.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

CONTENT = Path(__file__).parent / "content"
NAME = "Communauté de communes du Val d’Orsenne"
DOMAIN = "val-orsenne.example"

COMMUNES = (
    "Orsenne-le-Château",
    "Saint-Clair-sur-Orsenne",
    "Lay-le-Pont",
    "Sens-Beauval",
    "La Tour-Vernay",
    "Montreuil-l’Étang",
    "Villars-les-Forges",
    "Chazeau",
    "Les Grandes-Haies",
    "Fontanges-le-Bas",
    "Mérigny",
    "Pont-d’Azelle",
    "Saint-Just-d’Orsenne",
    "Brévonne",
)
NEIGHBOURS = ("Vernay", "Bellecombe", "Arcy-la-Ville", "Luzenay")


@dataclass(frozen=True, slots=True)
class Site:
    """A source of the little web. ``form`` names its writer in ``feeds``, or how it fails."""

    id: str
    name: str
    form: str
    actor: str
    rights: str = "open"
    themes: tuple[str, ...] = ()
    weight: float = 1.0


SITES = (
    Site("cc-orsenne", NAME, "rss2", "collectivité", themes=("gouvernance",), weight=1.2),
    Site("echo-orsenne", "L’Écho de l’Orsenne", "rss2_content", "presse", "press"),
    Site("courrier-forges", "Le Courrier des Forges", "atom", "presse", "press"),
    Site("prefecture", "Préfecture du Haut-Vernay", "rdf_windows", "État"),
    Site("cci-haut-vernay", "CCI du Haut-Vernay", "json", "chambre consulaire"),
    Site(
        "orsenne-developpement",
        "Orsenne Développement",
        "rss092",
        "agence de développement",
        themes=("entreprises",),
        weight=1.2,
    ),
    Site("campus-forges", "Campus des Forges", "atom_relative", "technopole"),
    Site("mairie-orsenne", "Mairie d’Orsenne-le-Château", "rss2_latin", "collectivité"),
    Site("region", "Région Val-de-Brême", "rss2", "collectivité"),
    Site("observatoire", "Observatoire du Haut-Vernay", "page", "statistique"),
    Site("office-tourisme", "Office de tourisme du Val d’Orsenne", "mute", "tourisme"),
    Site("radio-brevonne", "Radio Brévonne", "broken", "presse", "press"),
    Site("pays-orsenne", "Ancien Pays d’Orsenne", "gone", "collectivité"),
)

SUBSCRIBERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Claire Vasseur", f"claire.vasseur@{DOMAIN}", ("foncier", "entreprises")),
    ("Idriss Belkacem", f"idriss.belkacem@{DOMAIN}", ("emploi",)),
    ("Maryvonne Le Guen", f"maryvonne.leguen@{DOMAIN}", ()),
)


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication of a site; ``age`` is counted from the anchor, the first run."""

    site: str
    id: str
    title: str
    summary: str
    body: tuple[str, ...]
    age: timedelta
    link: str = ""
    """Another site's page this one points to, as « site/id?query »; empty: its own."""

    @property
    def guid(self) -> str:
        """Stable on any day and port."""
        return f"tag:{DOMAIN},2026:{self.site}/{self.id}"

    def published(self, anchor: datetime) -> datetime:
        return (anchor - self.age).replace(microsecond=0)


# The region relays the community's call: one address but for its trackers, hence one story.
_RELAYED = ("region", "cc-orsenne", "appel-projets-commerces")


@lru_cache(maxsize=1)
def publications() -> dict[str, tuple[Publication, ...]]:
    """What each site publishes, newest first."""
    told = {site.id: _of(site.id) for site in SITES}
    relay, origin, name = _RELAYED
    source = next(one for one in told[origin] if one.id == name)
    relayed = Publication(
        relay,
        f"relais-{name}",
        source.title,
        source.summary,
        source.body,
        max(source.age - timedelta(hours=5), timedelta(hours=1)),
        f"{origin}/{name}?utm_source=region&utm_medium=flux",
    )
    told[relay] = tuple(sorted((*told[relay], relayed), key=lambda one: one.age))
    return told


def _of(site: str) -> tuple[Publication, ...]:
    path = CONTENT / f"{site}.yaml"
    if not path.is_file():
        return ()
    entries: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(path)
    found = (
        Publication(
            site,
            str(entry["id"]),
            str(entry["title"]),
            str(entry["summary"]),
            tuple(str(paragraph) for paragraph in entry["body"]),
            timedelta(days=float(entry["days"])),
        )
        for entry in entries
    )
    return tuple(sorted(found, key=lambda one: one.age))
