"""The folder of the demonstration: its sources, its rules, its letter, as an admin would write."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from veille.config import rules_folder
from veille.sample.territory import COMMUNES, NAME, NEIGHBOURS, SITES, SUBSCRIBERS

__all__ = ["SUBSCRIBERS", "anchor", "prepare"]

_DIGEST = """\
name: La veille du Val d’Orsenne
day: lundi
at: "07:00"
timezone: Europe/Paris
max_late_days: 6
highlights: 5
min_relevance: 2
approval: no
sender: "La veille du Val d’Orsenne <veille@val-orsenne.example>"
word: "Territoire inventé, lettre véritable : tout ce qui suit a été collecté et classé ici même."
sections:
  - title: Entreprises, emploi et foncier
    themes: [entreprises, emploi, foncier, commerce]
    limit: 6
  - title: Infrastructures, énergie et numérique
    themes: [mobilites, environnement, numerique]
    limit: 6
  - title: Vivre ici
    themes: [habitat, sante, education, demographie, tourisme, agriculture]
    limit: 6
  - title: Décisions et financements
    themes: [gouvernance, financements]
    limit: 6
"""


def prepare(home: Path, *, port: int, now: datetime) -> Path:
    """Write what is missing of the home; addresses follow ``port``, the rest is left alone."""
    home.mkdir(parents=True, exist_ok=True)
    anchor(home, now)
    _write(home / "sources.yaml", _sources(port))
    if not (home / "rules").is_dir():
        own = rules_folder(home)
        for folder in ("themes", "signals"):
            shutil.copytree(own / folder, home / "rules" / folder)
        for file in ("relevance.yaml", "elire.yaml"):
            shutil.copy(own / file, home / "rules" / file)
        _write(home / "rules" / "territory.yaml", _territory())
    digest = home / "digests" / "hebdo" / "digest.yaml"
    if not digest.is_file():
        _write(digest, _DIGEST)
    return home


def anchor(home: Path, now: datetime) -> datetime:
    """The instant the publications are dated from: that of the first run, kept in the home."""
    path = home / "anchor"
    if path.is_file():
        return datetime.fromisoformat(path.read_text(encoding="ascii")).astimezone(UTC)
    _write(path, now.replace(microsecond=0).isoformat())
    return now.replace(microsecond=0)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _sources(port: int) -> str:
    lines = ["# Les sources du territoire inventé, servies par cette machine.", "sources:"]
    for site in SITES:
        lines += [
            f"  - id: {site.id}",
            f"    name: {site.name}",
            f"    url: http://127.0.0.1:{port}/{site.id}{'' if site.form == 'page' else '/flux'}",
            f"    rights: {site.rights}",
            f"    weight: {site.weight}",
            f"    actor: {site.actor}",
            "    zone: Val d’Orsenne",
        ]
        if site.form == "page":
            lines.append("    kind: page")
        if site.themes:
            lines.append(f"    themes: [{', '.join(site.themes)}]")
    return "\n".join(lines) + "\n"


def _territory() -> str:
    lines = [
        f"name: {NAME}",
        'epci: "200000990"',
        'department: "42"',
        "region: Val-de-Brême",
        "aliases: [Val d’Orsenne, Orsenne]",
        "communes:",
    ]
    lines += [_commune(number, name) for number, name in enumerate(COMMUNES, start=901)]
    lines.append("neighbours:")
    lines += [_commune(number, name) for number, name in enumerate(NEIGHBOURS, start=951)]
    return "\n".join(lines) + "\n"


def _commune(number: int, name: str) -> str:
    return f'  - {{code: "42{number}", name: "{name}"}}'
