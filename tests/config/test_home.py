"""A home as a whole: what load refuses, what check adds, what is borrowed."""

from pathlib import Path

import pytest

from veille.config import check, load
from veille.errors import ConfigError

from .conftest import Home

ROOT = Path(__file__).resolve().parents[2]


def shown(home: Home) -> list[str]:
    """What check says: « file:line message », plain spaces."""
    return [
        f"{mistake.path.name}:{mistake.line} {mistake.message}".replace("\u00a0", " ")
        for mistake in check(home.path)
    ]


def test_a_sound_home_loads_and_checks(home: Home) -> None:
    configuration = load(home.path)

    assert [source.id for source in configuration.sources] == ["gazette"]
    assert [theme.code for theme in configuration.rules.themes] == ["usines"]
    assert [digest.id for digest in configuration.digests] == ["mardi"]
    assert home.path / "rules" / "themes" / "usines.yaml" in configuration.paths
    assert check(home.path) == ()


def test_mistakes_of_all_files_come_at_once(home: Home) -> None:
    home.edit("sources.yaml", "id: gazette", "id: la gazette")
    home.edit("rules/themes/usines.yaml", "usine: 0.5", "usine: 5")
    home.edit("digests/mardi/digest.yaml", "mardi", "tuesday")

    with pytest.raises(ConfigError) as caught:
        load(home.path)

    names = [mistake.path.name for mistake in caught.value.mistakes]
    assert names == ["digest.yaml", "usines.yaml", "sources.yaml"]
    assert check(home.path) == caught.value.mistakes


def test_rules_and_digests_missing_are_the_projects_own(home: Home) -> None:
    for folder in ("rules", "digests"):
        (home.path / folder).rename(home.path / f"unused-{folder}")
    home.write("digests/hebdo/issues/2026-W47.html", "")  # left there by a borrowed digest

    paths = load(home.path).paths

    assert ROOT / "rules" / "territory.yaml" in paths
    assert ROOT / "digests" / "hebdo" / "digest.yaml" in paths


def test_the_projects_own_files_are_sound() -> None:
    own = [mistake for mistake in check(ROOT) if mistake.path.name != "sources.yaml"]

    assert own == []


@pytest.mark.skipif(not (ROOT / "sources.yaml").exists(), reason="no starter sources here")
def test_the_projects_own_sources_are_sound() -> None:
    assert check(ROOT) == ()


def test_an_empty_folder_lacks_its_sources(tmp_path: Path) -> None:
    [mistake] = check(tmp_path)

    assert mistake.path == tmp_path / "sources.yaml"
    assert "fichier absent" in mistake.message


def test_unknown_themes_are_told_with_the_nearest(home: Home) -> None:
    home.edit("sources.yaml", "[usines]", "[usine]")
    home.edit("digests/mardi/digest.yaml", "[usines]", "\n      - usines\n      - xyzzy")

    assert shown(home) == [
        "digest.yaml:9 themes : thème inconnu « xyzzy » ; connus : usines",
        "sources.yaml:5 themes : thème inconnu « usine » ; vouliez-vous écrire « usines » ?",
    ]
    assert load(home.path).sources[0].themes == ("usine",)  # a hint stops nothing


@pytest.mark.parametrize(
    "url", ["https://gazette.example/rss.xml", "HTTPS://Gazette.example/rss.xml#une"]
)
def test_one_address_for_two_sources_is_told(home: Home, url: str) -> None:
    home.edit("sources.yaml", "[usines]\n", f"[]\n  - id: bis\n    name: Bis\n    url: {url}\n")

    assert shown(home) == [
        (
            "sources.yaml:8 url : même adresse que « gazette » (ligne 4) ; retirez l’une des deux"
            " sources"
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "Une usine de biscuits",
            "Une boulangerie",
            (
                "10 match : « Une boulangerie s’agrandit » n’est pas retenu : aucun terme trouvé ;"
                " ajoutez à terms un mot de ce titre, avec son poids"
            ),
        ),
        (
            "Une usine de biscuits",
            "Une friche industrielle",
            "10 match : « Une friche industrielle s’agrandit » n’est pas retenu : un score de",
        ),
        (
            "Une usine de biscuits",
            "Une usine à gaz",
            (
                "10 match : « Une usine à gaz s’agrandit » n’est pas retenu : une expression de"
                " exclude l’écarte, malgré un score de"
            ),
        ),
        (
            "est une usine à gaz",
            "profite aux usines",
            "12 no_match : « La réforme profite aux usines » est retenu avec un score de",
        ),
    ],
)
def test_an_example_that_fails_says_why(home: Home, old: str, new: str, said: str) -> None:
    home.edit("rules/themes/usines.yaml", old, new)
    home.edit("rules/themes/usines.yaml", "industri*: 0.4", "industri*: 0.1")

    [mistake] = shown(home)

    assert mistake.startswith(f"usines.yaml:{said}")
    if "score" in said:
        assert "pour « " in mistake
    if "seuil" in mistake:
        assert "seuil 0.5" in mistake
