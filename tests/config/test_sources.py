"""sources.yaml: what an entry means, and what is said of one that does not fit."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veille.config import load_sources, tree
from veille.domain.source import Rights, Source
from veille.errors import ConfigError

from .conftest import Refused

MINIMAL = "sources:\n  - id: val\n    name: Le Val\n    url: https://val.example/rss\n"


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "sources.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


Written = Callable[[str], Path]


def test_three_keys_are_enough(written: Written) -> None:
    assert load_sources(written(MINIMAL)) == (
        Source(id="val", name="Le Val", url="https://val.example/rss"),
    )


def test_every_key_is_read(written: Written) -> None:
    text = MINIMAL + (
        "    kind: feed\n    every: 30m\n    rights: open\n    themes: [emploi, foncier]\n"
        "    weight: 1.5\n    extract: 0\n    tags:\n      - presse locale\n      - 01004\n"
        "    zone: 08\n    actor: chambre consulaire\n    probed: non\n    enabled: no\n"
    )

    assert load_sources(written(text)) == (
        Source(
            id="val",
            name="Le Val",
            url="https://val.example/rss",
            kind="feed",
            every=timedelta(minutes=30),
            rights=Rights.OPEN,
            themes=("emploi", "foncier"),
            weight=1.5,
            extract=0,
            tags=("presse locale", "01004"),
            zone="08",
            actor="chambre consulaire",
            probed=False,
            enabled=False,
        ),
    )


@pytest.mark.parametrize("text", ["sources: []\n", "sources:\n", "sources:\n  # - id: val\n"])
def test_a_list_left_empty_is_read_as_such(written: Written, text: str) -> None:
    assert load_sources(written(text)) == ()


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "0 le fichier est vide ; commencez par « sources: »"),
        ("# rien\n", "0 le fichier est vide ; commencez par « sources: »"),
        ("- id: val\n", "1 des clés sont attendues ici ; commencez par « sources: »"),
        ("source:\n  - id: val\n", "1 clé inconnue « source » ; vouliez-vous écrire « sources » ?"),
        ("sources: val\n", "1 sources : une liste est attendue ; écrivez sources: [val]"),
        ("sources: [val]\n", "1 sources : des clés sont attendues ici ; écrivez - id: roannais"),
    ],
)
def test_a_file_of_another_shape(
    written: Written, refused: Refused, text: str, mistake: str
) -> None:
    assert refused(lambda: load_sources(written(text))) == [mistake]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("every: 2 heures", "every : « 2 heures » n’est pas une durée ; écrivez 2h, 30m ou 1d"),
        ("every: 60s", "every : « 60s » n’est pas une durée ; écrivez 2h, 30m ou 1d"),
        ("every: 1m", "every : « 1m » est hors des bornes ; écrivez une durée de 5m à 31d"),
        ("every: 32d", "every : « 32d » est hors des bornes ; écrivez une durée de 5m à 31d"),
        (
            "every: 999999999d",
            "every : « 999999999d » est hors des bornes ; écrivez une durée de 5m à 31d",
        ),
        ("rights: libre", "rights : « libre » n’est pas prévu ; écrivez open, press ou internal"),
        ("kind: fil", "kind : « fil » n’est pas prévu ; écrivez "),
        ("weight: 1,5", "weight : « 1,5 » a une virgule ; écrivez 1.5, avec un point"),
        (
            "weight: 0",
            "weight : « 0 » est hors des bornes ; écrivez un nombre au-dessus de 0 et jusqu’à 3",
        ),
        ("weight: 3.1", "weight : « 3.1 » est hors des bornes"),
        ("weight: nan", "weight : « nan » n’est pas un nombre"),
        ("weight: 1e400", "weight : « 1e400 » n’est pas un nombre"),
        ("extract: 201", "extract : « 201 » est hors des bornes ; écrivez un nombre de 0 à 200"),
        ("extract: 1.5", "extract : « 1.5 » n’est pas un nombre entier"),
        ("extract: ²", "extract : « ² » n’est pas un nombre entier"),
        ("probed: peut-être", "probed : « peut-être » n’est ni oui ni non ; écrivez yes ou no"),
        (
            "themes: emploi, foncier",
            "themes : une liste est attendue ; écrivez themes: [emploi, foncier]",
        ),
        ("themes: [emploi, emploi]", "themes : « emploi » y est deux fois"),
        ("themes: [économie]", "themes : « économie » ne convient pas"),
        ("tags: [[a]]", "tags : un seul texte est attendu ici, sans liste ni clés"),
        ("zone: [a]", "zone : un seul texte est attendu ici, sans liste ni clés"),
        ("zone: {Val: Nord}", "zone : un texte est attendu ; mettez-le entre guillemets : "),
        ("nom: Le Val", "clé inconnue « nom » ; vouliez-vous écrire « name » ?"),
        ("fréquence: 2h", "clé inconnue « fréquence » ; vouliez-vous écrire « every » ?"),
        ("wieght: 1", "clé inconnue « wieght » ; vouliez-vous écrire « weight » ?"),
        ("xyzzy: 1", "clé inconnue « xyzzy » ; connus : actor, articles, check_certificate"),
        ("name: Le Bis", "clé « name » écrite deux fois (lignes 3 et 5) ; gardez une seule"),
    ],
)
def test_a_value_that_does_not_fit(
    written: Written, refused: Refused, line: str, sentence: str
) -> None:
    [mistake] = refused(lambda: load_sources(written(f"{MINIMAL}    {line}\n")))

    assert mistake.startswith(f"5 {sentence}")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("www.val.example/rss", "n’est pas une adresse complète ; écrivez https://www.val.example"),
        ("//val.example/rss", "n’est pas une adresse complète ; écrivez https://val.example/rss"),
        ("val.example:8080/rss", "n’est pas une adresse complète"),
        ("https:/val.example", "n’est pas une adresse complète ; écrivez https://val.example"),
        ("ftp://val.example", "n’est pas lu ; écrivez une adresse http:// ou https://"),
        ("file:///etc/passwd", "n’est pas lu"),
        ("javascript:alert(1)", "n’est pas lu"),
        ("https:///rss", "n’a pas de nom de site"),
        ("https://val.example:99999/", "vérifiez le nom du site et le port"),
        ("https://[::1/", "vérifiez le nom du site et le port"),
        ("https://val.example/a b", "contient une espace"),
        ("https://val.example/" + "a" * 2000, "trop longue (2020 caractères) ; 2000 au plus"),
    ],
)
def test_an_address_that_does_not_fit(
    written: Written, refused: Refused, url: str, sentence: str
) -> None:
    text = MINIMAL.replace("https://val.example/rss", f'"{url}"')

    [mistake] = refused(lambda: load_sources(written(text)))

    assert mistake.startswith("4 url : ")
    assert sentence in mistake


def test_a_password_in_an_address_is_not_repeated(written: Written, refused: Refused) -> None:
    text = MINIMAL.replace("https://val", "https://moi:s3cret@val").replace("/rss", ":0x/rss")

    [mistake] = refused(lambda: load_sources(written(text)))

    assert "s3cret" not in mistake


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "🏭 Usine", "« Le Val » : l’info"])
def test_a_name_may_be_anything_that_can_be_shown(written: Written, name: str) -> None:
    [source] = load_sources(written(MINIMAL.replace("Le Val", f'"{name}"')))

    assert source.name == name


@pytest.mark.parametrize(
    "name", ["a" * 10_000, '"a\\nb"', '"\\u202Egro.elpmaxe"', '"a\\0b"'], ids=range(4)
)
def test_a_name_that_cannot_be_shown_is_refused(
    written: Written, refused: Refused, name: str
) -> None:
    [mistake] = refused(lambda: load_sources(written(MINIMAL.replace("Le Val", name))))

    assert mistake.startswith("3 name : ")
    assert len(mistake) < 200


@pytest.mark.parametrize("identity", ["../val", "a/b", "vallée", "a b", "a" * 65, "a.b"])
def test_an_id_is_safe_in_a_path_and_an_address(
    written: Written, refused: Refused, identity: str
) -> None:
    [mistake] = refused(
        lambda: load_sources(written(MINIMAL.replace("id: val", f"id: {identity}")))
    )

    assert mistake.startswith("2 id : ")


def test_the_three_required_keys_are_asked_for(written: Written, refused: Refused) -> None:
    assert refused(lambda: load_sources(written("sources:\n  - kind: feed\n    name:\n"))) == [
        "2 id : manquant ; écrivez id: un-nom-unique",
        "2 url : manquant ; écrivez url: https://exemple.fr/rss.xml",
        "3 name : manquant ; écrivez name: Nom de la source",
    ]


def test_one_id_for_two_sources_is_told_with_both_lines(written: Written, refused: Refused) -> None:
    text = MINIMAL + MINIMAL.removeprefix("sources:\n")

    assert refused(lambda: load_sources(written(text))) == [
        "5 id : « val » est déjà pris ligne 2 ; choisissez-en un autre"
    ]


def test_six_mistakes_are_six_lines_in_order(written: Written, refused: Refused) -> None:
    text = """\
sources:
  - id: val
    nom: Le Val
    name: Le Val
    url: www.val.example
    every: 2 heures
  - id: val
    name: La Gazette
    url: https://gazette.example/
    weight: 1,5
    rights: press
    rights: open
"""

    assert refused(lambda: load_sources(written(text))) == [
        "3 clé inconnue « nom » ; vouliez-vous écrire « name » ?",
        (
            "5 url : « www.val.example » n’est pas une adresse complète ; écrivez"
            " https://www.val.example"
        ),
        "6 every : « 2 heures » n’est pas une durée ; écrivez 2h, 30m ou 1d",
        "7 id : « val » est déjà pris ligne 2 ; choisissez-en un autre",
        "10 weight : « 1,5 » a une virgule ; écrivez 1.5, avec un point",
        "12 clé « rights » écrite deux fois (lignes 11 et 12) ; gardez une seule des deux",
    ]


def test_slips_of_writing_hide_no_other_mistake(written: Written, refused: Refused) -> None:
    text = """\
sources:
  - id: val
\tname: Le Val
    url: "https://val.example/
    every: 2 heures
  - id: gazette
    name "La Gazette"
    url: https://gazette.example/
    actor: Presse : quotidien
    themes: [emploi
    kind: @feed
    weight: 1,5
"""

    mistakes = refused(lambda: load_sources(written(text)))

    assert [int(mistake.split()[0]) for mistake in mistakes] == [3, 4, 5, 7, 9, 10, 11, 12]


_typed = st.sampled_from(
    [
        "\t",
        '"',
        "'",
        ":",
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "#",
        " #",
        "&a ",
        "*a",
        "!x ",
        "|",
        ">",
        "?",
        "%",
        "@",
        ",",
        "\n",
        " ",
        "  ",
        "\0",
        "\ufeff",
        "\u2028",
        "---\n",
        "...\n",
        "\\",
        "\r",
    ]
)


@settings(max_examples=300, deadline=None)
@given(edits=st.lists(st.tuples(st.integers(0, len(MINIMAL) - 1), _typed), max_size=4))
def test_whatever_is_typed_gives_sources_or_mistakes(edits: list[tuple[int, str]]) -> None:
    text = MINIMAL
    for at, typed in edits:
        text = text[:at] + typed + text[at:]
    with TemporaryDirectory() as folder:
        path = Path(folder, "sources.yaml")
        path.write_text(text, encoding="utf-8", newline="")
        try:
            load_sources(path)
        except ConfigError as error:
            lines = text.replace("\r", "\n").count("\n") + 1
            assert error.mistakes
            assert all(0 <= mistake.line <= lines for mistake in error.mistakes)


def test_plain_writing_never_needs_the_slow_parser(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object) -> None:
        raise AssertionError("ruamel.yaml takes ten times as long")

    monkeypatch.setattr(tree, "_compose", slow)
    entry = (
        "  - id: s{0}\n    name: Source numéro {0} d’essai\n    url: https://s{0}.example/rss?a=b\n"
        "    kind: feed\n    every: 2h\n    rights: press\n    themes: [emploi, foncier]\n"
        "    weight: 1.0\n    extract: 200\n    tags: [presse]\n    zone: Val\n"
    )
    path = written("sources:\n" + "".join(entry.format(at) for at in range(1000)))

    assert len(load_sources(path)) == 1000
