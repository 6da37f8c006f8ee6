"""rules/: themes, relevance, territory, and the version of what they mean."""

from pathlib import Path

import pytest

from veille.config import load_rules
from veille.domain.place import Commune, Territory
from veille.domain.theme import RelevanceRules, Term, Theme

from .conftest import Home, Refused


@pytest.fixture
def rules(home: Home) -> Path:
    return home.path / "rules"


def test_all_is_read(rules: Path) -> None:
    read = load_rules(rules)

    assert read.themes == (
        Theme(
            code="usines",
            label="Usines",
            terms=(Term("usine", 0.5), Term("levée de fonds", 0.7), Term("industri*", 0.4)),
            excluded=("usine à gaz",),
            threshold=0.5,
            relevance=0.8,
            match=("Une usine de biscuits s’agrandit",),
            no_match=("La réforme est une usine à gaz",),
        ),
    )
    assert read.relevance == RelevanceRules(
        boosts=(Term("emplois", 0.3),), noise=(Term("football", 0.8),), cuts=(0.2, 0.45, 0.7)
    )
    assert read.territory == Territory(
        name="Val d’Essai",
        epci_code="200000008",
        department="01",
        region="Auvergne-Rhône-Alpes",
        aliases=("le Val",),
        communes=(
            Commune("01004", "Ambérieu-sur-Essai"),
            Commune("01005", "Saint-Rambert-d’Essai"),
        ),
        neighbours=(Commune("2A004", "Ajaccio-la-Voisine"),),
    )


def test_themes_are_sorted_by_code(home: Home, rules: Path) -> None:
    home.write("rules/themes/commerce.yaml", "label: Commerce\nterms: {boutique: 0.6}\n")

    assert [theme.code for theme in load_rules(rules).themes] == ["commerce", "usines"]


@pytest.mark.parametrize("name", [".usines.yaml", "~usines.yaml", "usines.yaml~", "note.txt"])
def test_files_of_editors_are_left_alone(home: Home, rules: Path, name: str) -> None:
    home.write(f"rules/themes/{name}", "x")

    assert len(load_rules(rules).themes) == 1


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("themes/usines.yaml", "label: Usines", "# une remarque\nlabel:   'Usines'  # autre"),
        ("themes/usines.yaml", "relevance: 0.8\nthreshold: 0.5", "threshold: .5\nrelevance: 0.80"),
        ("themes/usines.yaml", "de biscuits s’agrandit", "de gâteaux s’agrandit"),
        ("relevance.yaml", "cuts: [0.2, 0.45, 0.7]\n", ""),
    ],
)
def test_version_ignores_what_changes_no_classification(
    home: Home, rules: Path, file: str, old: str, new: str
) -> None:
    before = load_rules(rules).version
    home.edit(f"rules/{file}", old, new.replace(" .5", " 0.50"))

    assert load_rules(rules).version == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("themes/usines.yaml", "usine: 0.5", "usine: 0.6"),
        ("themes/usines.yaml", "exclude: [usine à gaz]", "exclude: [usine à rêves]"),
        ("themes/usines.yaml", "threshold: 0.5", "threshold: 0.6"),
        ("relevance.yaml", "emplois: 0.3", "emplois: 0.4"),
        ("relevance.yaml", "0.45", "0.5"),
        ("territory.yaml", "Ambérieu-sur-Essai", "Ambérieu"),
    ],
)
def test_version_follows_the_meaning(
    home: Home, rules: Path, file: str, old: str, new: str
) -> None:
    before = load_rules(rules).version
    home.edit(f"rules/{file}", old, new)

    assert load_rules(rules).version != before
    assert len(before) == 12


@pytest.mark.parametrize(
    ("file", "old", "new", "mistake"),
    [
        (
            "themes/usines.yaml",
            "usine: 0.5",
            "usine: 1",
            (
                "5 « usine » : « 1 » est hors des bornes ;"
                " écrivez un nombre entre 0 et 1, sans les atteindre"
            ),
        ),
        ("themes/usines.yaml", "usine: 0.5", "usine: 0,5", "5 « usine » : « 0,5 » a une virgule"),
        (
            "themes/usines.yaml",
            "usine: 0.5",
            "usine:",
            "5 « usine » : « » (vide) n’est pas un nombre",
        ),
        ("themes/usines.yaml", "usine: 0.5", "usine: [0.5]", "5 « usine » : un seul texte"),
        ("themes/usines.yaml", "usine: 0.5", "us*ine: 0.5", "5 terms : « us*ine » : l’astérisque"),
        ("themes/usines.yaml", "usine: 0.5", '"...": 0.5', "5 terms : « ... » n’a ni lettre ni"),
        (
            "themes/usines.yaml",
            "industri*: 0.4",
            "USINÉ: 0.4",
            "7 « USINÉ » se lit comme « usine » (ligne 5) ; gardez l’un des deux",
        ),
        (
            "themes/usines.yaml",
            "industri*: 0.4",
            "usine: 0.4",
            "7 clé « usine » écrite deux fois (lignes 5 et 7)",
        ),
        ("themes/usines.yaml", "threshold: 0.5", "threshold: 0", "3 threshold : « 0 » est hors"),
        (
            "themes/usines.yaml",
            "relevance: 0.8",
            "relevance: 2",
            "2 relevance : « 2 » est hors des bornes ; écrivez un nombre de 0 à 1",
        ),
        (
            "themes/usines.yaml",
            "label: Usines",
            "label:",
            "1 label : manquant ; écrivez label: Nom",
        ),
        (
            "themes/usines.yaml",
            "exclude: [usine à gaz]",
            "exclude: usine à gaz",
            "8 exclude : une liste est attendue ; écrivez exclude: [usine à gaz]",
        ),
        (
            "themes/usines.yaml",
            "  - Une usine de biscuits",
            "  - Usine : des biscuits",
            (
                "10 match : un texte est attendu ; mettez-le entre guillemets :"
                ' "Usine: des biscuits s’agrandit"'
            ),
        ),
        ("relevance.yaml", "[0.2, 0.45, 0.7]", "[0.2, 0.7, 0.45]", "5 cuts : trois nombres croiss"),
        ("relevance.yaml", "[0.2, 0.45, 0.7]", "[0.2]", "5 cuts : trois nombres croissants"),
        ("relevance.yaml", "noise:", "bruit:", "3 clé inconnue « bruit » ; connus : boosts, cuts"),
        ("territory.yaml", '"200000008"', "20000000", "2 epci : « 20000000 » n’est pas un numéro"),
        ("territory.yaml", '"01"', "1", "3 department : « 1 » n’est pas un département"),
        ("territory.yaml", "01004", "1004", "7 code : « 1004 » n’est pas un code INSEE"),
        ("territory.yaml", "01004", "01005", "8 code : « 01005 » est déjà ligne 7"),
        ("territory.yaml", "2A004", "01004", "10 code : « 01004 » est déjà dans communes"),
        ("territory.yaml", "2A004, name", "2A004, nom", "10 clé inconnue « nom »"),
    ],
)
def test_what_does_not_fit(
    home: Home, rules: Path, refused: Refused, file: str, old: str, new: str, mistake: str
) -> None:
    home.edit(f"rules/{file}", old, new)

    mistakes = refused(lambda: load_rules(rules))

    assert mistake in [one[: len(mistake)] for one in mistakes]
    assert len({one.split()[0] for one in mistakes}) == 1


@pytest.mark.parametrize("name", ["Usines.yaml", "économie.yaml", "a_b.yaml", "commerce.yml"])
def test_the_name_of_a_theme_file_is_its_code(
    home: Home, rules: Path, refused: Refused, name: str
) -> None:
    home.write(f"rules/themes/{name}", "label: X\nterms: {x1: 0.5}\n")

    [mistake] = refused(lambda: load_rules(rules))

    assert mistake.startswith(f"0 nom de fichier « {name} » refusé")


def test_missing_files_are_all_named(tmp_path: Path, refused: Refused) -> None:
    mistakes = refused(lambda: load_rules(tmp_path))

    assert [mistake.split(" ;")[0] for mistake in mistakes] == [
        "0 fichier absent",
        "0 fichier absent",
        "0 aucun thème",
    ]


def test_mistakes_of_several_files_come_together(home: Home, rules: Path, refused: Refused) -> None:
    home.edit("rules/themes/usines.yaml", "usine: 0.5", "usine: 5")
    home.edit("rules/relevance.yaml", "0.3", "3")
    home.edit("rules/territory.yaml", "01004", "x")

    assert len(refused(lambda: load_rules(rules))) == 3
