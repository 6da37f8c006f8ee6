"""A small home on disk, and the mistakes it is refused for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from veille.errors import ConfigError

SOURCES = """\
sources:
  - id: gazette
    name: La Gazette du Val
    url: https://gazette.example/rss.xml
    themes: [usines]
"""

THEME = """\
label: Usines
relevance: 0.8
threshold: 0.5
terms:
  usine: 0.5
  "levée de fonds": 0.7
  industri*: 0.4
exclude: [usine à gaz]
match:
  - Une usine de biscuits s’agrandit
no_match:
  - La réforme est une usine à gaz
"""

RELEVANCE = """\
boosts:
  emplois: 0.3
noise:
  football: 0.8
cuts: [0.2, 0.45, 0.7]
"""

TERRITORY = """\
name: Val d’Essai
epci: "200000008"
department: "01"
region: Auvergne-Rhône-Alpes
aliases: [le Val]
communes:
  - {code: 01004, name: Ambérieu-sur-Essai}
  - {code: "01005", name: Saint-Rambert-d’Essai}
neighbours:
  - {code: 2A004, name: Ajaccio-la-Voisine}
"""

DIGEST = """\
name: La lettre du Val
day: mardi
at: 17:30
sender: "Veille <veille@val.example>"
sections:
  - title: Usines
    themes: [usines]
"""


class Home:
    """A folder with ``sources.yaml``, ``rules/`` and ``digests/``, to be edited by tests."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write("sources.yaml", SOURCES)
        self.write("rules/themes/usines.yaml", THEME)
        self.write("rules/relevance.yaml", RELEVANCE)
        self.write("rules/territory.yaml", TERRITORY)
        self.write("digests/mardi/digest.yaml", DIGEST)

    def write(self, name: str, text: str) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


Refused = Callable[[Callable[[], object]], list[str]]


@pytest.fixture
def refused() -> Refused:
    """Runs a loading that must fail; its mistakes as « line message », plain spaces."""

    def run(load: Callable[[], object]) -> list[str]:
        with pytest.raises(ConfigError) as caught:
            load()
        return [
            f"{mistake.line} {mistake.message}".replace("\u00a0", " ")
            for mistake in caught.value.mistakes
        ]

    return run
