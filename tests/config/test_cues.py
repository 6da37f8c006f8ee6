"""rules/signals/ and rules/elire.yaml: what is read, and what is refused."""

from pathlib import Path

import pytest

from veille.config import check, load_rules
from veille.domain.signal import Cue
from veille.domain.theme import Term

from .conftest import Home, Refused

SIGNAL = """\
label: Fermeture
priority: 8
threshold: 0.6
terms:
  ferme ses portes: 0.7
  "fermeture … usine": 0.6
  licenci* N salariés: 0.5
exclude: [prison ferme]
match:
  - La papeterie ferme ses portes
no_match:
  - Deux ans de prison ferme
"""

AXES = """\
emploi:
  label: Emploi
  terms: {emplois: 0.6}
  match:
    - Vingt emplois
environnement:
  label: Environnement
  terms: {climat*: 0.6}
"""


@pytest.fixture
def rules(home: Home) -> Path:
    home.write("rules/signals/fermeture.yaml", SIGNAL)
    home.write("rules/elire.yaml", AXES)
    return home.path / "rules"


def test_all_is_read(rules: Path) -> None:
    read = load_rules(rules)

    assert read.signals == (
        Cue(
            code="fermeture",
            label="Fermeture",
            terms=(
                Term("ferme ses portes", 0.7),
                Term("fermeture … usine", 0.6),
                Term("licenci* N salariés", 0.5),
            ),
            excluded=("prison ferme",),
            threshold=0.6,
            priority=8,
            match=("La papeterie ferme ses portes",),
            no_match=("Deux ans de prison ferme",),
        ),
    )
    assert [(axis.code, axis.label) for axis in read.axes] == [
        ("emploi", "Emploi"),
        ("environnement", "Environnement"),
    ]


def test_a_home_without_them_has_none(home: Home) -> None:
    read = load_rules(home.path / "rules")

    assert (read.signals, read.axes) == ((), ())


@pytest.mark.parametrize(
    ("file", "old", "new", "changes"),
    [
        ("signals/fermeture.yaml", "0.7", "0.8", True),
        ("signals/fermeture.yaml", "priority: 8", "priority: 7", True),
        ("signals/fermeture.yaml", "La papeterie", "La verrerie", False),
        ("elire.yaml", "climat*: 0.6", "climat: 0.6", True),
        ("elire.yaml", "Vingt", "Trente", False),
    ],
)
def test_the_version_follows_the_meaning(
    home: Home, rules: Path, file: str, old: str, new: str, changes: bool
) -> None:
    before = load_rules(rules).version
    home.edit(f"rules/{file}", old, new)

    assert (load_rules(rules).version != before) is changes


@pytest.mark.parametrize(
    ("file", "old", "new", "mistake"),
    [
        (
            "signals/fermeture.yaml",
            "priority: 8",
            "priority: 12",
            "2 priority : « 12 » ne convient pas ; écrivez un entier de 1 à 9",
        ),
        (
            "signals/fermeture.yaml",
            "portes: 0.7",
            "portes: 7",
            "5 « ferme ses portes » : « 7 » est hors des bornes",
        ),
        (
            "signals/fermeture.yaml",
            "fermeture … usine",
            "… usine",
            "6 terms : « … usine » : les points de suspension se mettent entre deux mots",
        ),
        (
            "signals/fermeture.yaml",
            "fermeture … usine",
            "fermeture ^ usine",
            "6 terms : « fermeture ^ usine » : l’accent ^ ne se met qu’au début",
        ),
        (
            "signals/fermeture.yaml",
            "fermeture … usine",
            "fermeture bientôt",
            "6 terms : « fermeture bientôt » : « bientôt » ne compte pas dans une expression",
        ),
        (
            "signals/fermeture.yaml",
            "fermeture … usine",
            "!!!",
            "6 terms : « !!! » n’a ni lettre ni chiffre",
        ),
        (
            "signals/fermeture.yaml",
            "licenci* N",
            "li*cenci N",
            "7 terms : « li*cenci N salariés » : l’astérisque ne se met qu’à la fin d’un mot",
        ),
        (
            "signals/fermeture.yaml",
            '"fermeture … usine"',
            '"FERME SES PORTES"',
            "6 « FERME SES PORTES » se lit comme « ferme ses portes » (ligne 5)",
        ),
        (
            "signals/fermeture.yaml",
            "priority: 8",
            "relevance: 8",
            "2 clé inconnue « relevance »",
        ),
        ("elire.yaml", "environnement:", "nature:", "6 clé inconnue « nature »"),
        ("elire.yaml", "label: Emploi", "label:", "2 label : manquant ; écrivez label: Nom"),
        ("elire.yaml", "terms: {emplois: 0.6}", "threshold: 0.5", "2 terms : manquant"),
    ],
)
def test_what_does_not_fit(
    home: Home, rules: Path, refused: Refused, file: str, old: str, new: str, mistake: str
) -> None:
    home.edit(f"rules/{file}", old, new)

    mistakes = refused(lambda: load_rules(rules))

    assert mistake in [one[: len(mistake)] for one in mistakes]


@pytest.mark.parametrize(
    ("name", "mistake"),
    [
        (
            "fermetures.yaml",
            "0 signal inconnu « fermetures » ; vouliez-vous écrire « fermeture » ?",
        ),
        ("chantier.yml", "0 nom de fichier « chantier.yml » refusé ; écrivez chantier.yaml"),
    ],
)
def test_the_name_of_a_signal_file_is_its_code(
    home: Home, rules: Path, refused: Refused, name: str, mistake: str
) -> None:
    home.write(f"rules/signals/{name}", "label: X\nterms: {x1: 0.5}\n")

    assert refused(lambda: load_rules(rules)) == [mistake]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "mistake"),
    [
        ("signals/fermeture.yaml", "La papeterie ferme", "La papeterie garde", 10, "aucune expre"),
        ("signals/fermeture.yaml", "0.7", "0.3", 10, "un score de 0.51"),
        ("signals/fermeture.yaml", "prison ferme]", "papeterie]", 10, "exclude l’écarte"),
        ("signals/fermeture.yaml", "Deux ans de prison ferme", "Il ferme ses portes", 12, "retenu"),
        ("elire.yaml", "Vingt emplois", "Vingt maisons", 5, "aucune expression trouvée"),
    ],
)
def test_check_tries_the_examples(
    home: Home, rules: Path, file: str, old: str, new: str, line: int, mistake: str
) -> None:
    home.edit(f"rules/{file}", old, new)

    found = [one for one in check(home.path) if one.path == rules / file]

    assert [one.line for one in found] == [line]
    assert mistake in found[0].message


def test_check_says_which_signal_comes_before(home: Home, rules: Path) -> None:
    home.write(
        "rules/signals/plan_social.yaml",
        "label: Plan social\npriority: 9\nterms: {papeterie: 0.7}\n",
    )

    [mistake] = check(home.path)

    assert mistake.path == rules / "signals/fermeture.yaml"
    assert "«\u00a0plan_social\u00a0» passe avant" in mistake.message


def test_sound_examples_are_silent(home: Home, rules: Path) -> None:
    assert rules.is_dir()
    assert check(home.path) == ()
