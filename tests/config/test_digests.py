"""digests/<id>/digest.yaml: the calendar, the sections and the readers of a letter."""

from datetime import time
from pathlib import Path

import pytest

from veille.config import load_digests
from veille.domain.edition import Digest, Section

from .conftest import Home, Refused


@pytest.fixture
def digests(home: Home) -> Path:
    return home.path / "digests"


def test_a_short_file_takes_the_defaults(digests: Path) -> None:
    assert load_digests(digests) == (
        Digest(
            id="mardi",
            name="La lettre du Val",
            weekday=1,
            at=time(17, 30),
            sections=(Section("Usines", ("usines",), 6),),
            sender="Veille <veille@val.example>",
        ),
    )


def test_every_key_is_read(home: Home, digests: Path) -> None:
    home.write("digests/mardi/templates/mail.html", "")
    home.write(
        "digests/mardi/digest.yaml",
        'name: Lettre\nday: dimanche\nat: "06:00"\ntimezone: Indian/Reunion\nmax_late_days: 0\n'
        "highlights: 3\nmin_relevance: 1\napproval: oui\naudience: [élus, 'agents']\n"
        "sender: veille@val.example\nreply_to: contact@val.example\n"
        "word: |\n  Bonjour,\n  bonne lecture.\n"
        "sections:\n  - title: Un\n    themes: [a, b]\n    limit: 2\n",
    )

    assert load_digests(digests) == (
        Digest(
            id="mardi",
            name="Lettre",
            weekday=6,
            at=time(6, 0),
            timezone="Indian/Reunion",
            max_late_days=0,
            sections=(Section("Un", ("a", "b"), 2),),
            highlights=3,
            min_relevance=1,
            approval=True,
            audience=("élus", "agents"),
            sender="veille@val.example",
            reply_to="contact@val.example",
            word="Bonjour,\nbonne lecture.",
            template_dir=str((digests / "mardi" / "templates").resolve()),
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        (
            "day: mardi",
            "day: tuesday",
            "2 day : « tuesday » n’est pas prévu ; écrivez lundi, mardi",
        ),
        (
            "at: 17:30",
            "at: 17h30",
            '3 at : « 17h30 » n’est pas une heure ; écrivez par exemple "07',
        ),
        (
            "at: 17:30",
            "at: 02:30",
            "3 at : « 02:30 » est hors des bornes ; choisissez une heure de",
        ),
        (
            "at: 17:30",
            "timezone: Europe/Pari",
            "3 timezone : fuseau « Europe/Pari » inconnu ; écrivez Europe/Paris",
        ),
        ("at: 17:30", "jour: lundi", "3 clé inconnue « jour » ; vouliez-vous écrire « day » ?"),
        ("at: 17:30", "approval: peut-être", "3 approval : « peut-être » n’est ni oui ni non"),
        ("at: 17:30", "min_relevance: 4", "3 min_relevance : « 4 » est hors des bornes"),
        ("at: 17:30", "max_late_days: 7", "3 max_late_days : « 7 » est hors des bornes"),
        ('"Veille <veille@val.example>"', "Veille", "4 sender : « Veille » n’est pas une adresse"),
        ('sender: "Veille <veille@val.example>"', "", "1 sender : manquant ; écrivez sender: "),
        (
            "title: Usines",
            "titre: Usines",
            "6 clé inconnue « titre » ; vouliez-vous écrire « title »",
        ),
        ("    themes: [usines]", "    limit: 3", "6 themes : manquant ; écrivez themes: ["),
        ("    themes: [usines]", "    themes: []", "7 themes : manquant ; écrivez themes: ["),
        ("  - title: Usines\n    themes: [usines]\n", "", "5 sections : manquant ; écrivez"),
        ("  - title: Usines\n    themes: [usines]\n", "  - Usines\n", "6 sections : des clés sont"),
    ],
)
def test_what_does_not_fit(
    home: Home, digests: Path, refused: Refused, old: str, new: str, mistake: str
) -> None:
    home.edit("digests/mardi/digest.yaml", old, new)

    mistakes = refused(lambda: load_digests(digests))

    assert mistake in [one[: len(mistake)] for one in mistakes]


def test_the_folder_name_is_the_id(home: Home, digests: Path, refused: Refused) -> None:
    home.write("digests/l’été/digest.yaml", "x")

    assert any("nom du dossier" in mistake for mistake in refused(lambda: load_digests(digests)))


def test_issues_left_by_a_removed_digest_are_no_digest(home: Home, digests: Path) -> None:
    home.write("digests/ancien/issues/2026-W47.html", "")
    home.write("digests/README.md", "")
    home.write("digests/.git/config", "")

    assert [digest.id for digest in load_digests(digests)] == ["mardi"]


def test_a_folder_without_its_file_is_a_mistake(
    home: Home, digests: Path, refused: Refused
) -> None:
    home.write("digests/essai/templates/mail.html", "")

    [mistake] = refused(lambda: load_digests(digests))

    assert "fichier absent" in mistake


def test_no_digest_at_all_is_a_mistake(tmp_path: Path, refused: Refused) -> None:
    [mistake] = refused(lambda: load_digests(tmp_path / "digests"))

    assert mistake.startswith("0 aucune lettre")
