"""``veille sources``: a list of feeds brought in, and given to other readers."""

import json
from pathlib import Path

import pytest

from .conftest import GOOD, Run

LIST = """\
<opml version="2.0"><head><title>Mes flux</title></head><body>
  <outline text="Presse">
    <outline type="rss" text="Le Val : l’actu" xmlUrl="https://claire:secret@val.example/rss"/>
    <outline type="rss" text="Le Val" xmlUrl="http://claire:secret@val.example/rss/"/>
  </outline>
  <outline type="rss" text="Roannais" xmlUrl="http://example.fr/feed"/>
  <outline type="rss" text="Nas" xmlUrl="http://192.168.1.5/rss"/>
</body></opml>
"""
ADDED = """\
  # importé de flux.opml
  - id: le-val-l-actu
    name: "Le Val : l’actu"
    url: https://claire:secret@val.example/rss
    tags: [Presse]
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "flux.opml"
    path.write_text(LIST, encoding="utf-8")
    return str(path)


def written(home: str) -> str:
    return (Path(home) / "sources.yaml").read_text(encoding="utf-8")


def test_what_is_new_is_added_and_the_rest_is_told(run: Run, home: str, file: str) -> None:
    code, out, err = run("sources", "import", file, "--home", home)

    assert (code, err) == (0, "")
    assert written(home) == GOOD + ADDED
    assert out.replace("\u00a0", " ").splitlines() == [
        "  le-val-l-actu : Le Val : l’actu",
        "  « Le Val » est déjà suivi : le-val-l-actu",
        "  « Roannais » est déjà suivi : roannais",
        (
            "  entrée 4 « Nas » : « http://192.168.1.5/rss » mène à une machine privée ;"
            " donnez une adresse publique"
        ),
        f"1 source ajoutée dans {home}/sources.yaml.",
    ]
    assert run("sources", "import", file, "--home", home)[1].splitlines()[-1].startswith("0")
    assert written(home) == GOOD + ADDED
    assert run("check", "--home", home)[0] == 0


def test_a_rehearsal_writes_nothing(run: Run, home: str, file: str) -> None:
    code, out, _ = run("sources", "import", file, "--dry-run", "--home", home)

    assert code == 0
    assert out.replace("\u00a0", " ").endswith(f"1 source à ajouter dans {home}/sources.yaml.\n")
    assert written(home) == GOOD


def test_the_answer_in_json(run: Run, home: str, file: str) -> None:
    code, out, _ = run("sources", "import", file, "--json", "--home", home)

    answer = json.loads(out)
    assert code == 0
    assert set(answer) == {"added", "followed", "mistakes", "dry_run"}
    assert answer["added"] == [
        {"id": "le-val-l-actu", "name": "Le Val : l’actu", "url": "https://val.example/rss"}
    ]
    assert [one["id"] for one in answer["followed"]] == ["le-val-l-actu", "roannais"]
    assert len(answer["mistakes"]) == 1
    assert answer["dry_run"] is False
    assert "secret" not in out


def test_a_first_list_makes_the_file(run: Run, tmp_path: Path, file: str) -> None:
    assert run("sources", "import", file, "--home", str(tmp_path))[0] == 0
    assert written(str(tmp_path)).startswith("sources:\n" + ADDED)


def test_mistakes_of_the_file_are_told_first(run: Run, home: str, file: str) -> None:
    broken = GOOD + "\t- id: x\n"
    (Path(home) / "sources.yaml").write_text(broken, encoding="utf-8")

    code, _, err = run("sources", "import", file, "--home", home)

    assert code == 1
    assert "sources.yaml:5 — tabulation" in err
    assert written(home) == broken


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["import", "absent.opml"], "absent.opml ne peut pas être lu"),
        (["import", __file__], "n’est pas un OPML"),
        (["export", "-o", "/absent/flux.opml"], "ne peut pas être écrit"),
    ],
)
def test_a_file_that_will_not_do_is_told(
    run: Run, home: str, words: list[str], sentence: str
) -> None:
    code, _, err = run("sources", *words, "--home", home)

    assert code == 1
    assert sentence in err
    assert written(home) == GOOD


def test_what_is_exported_comes_back(run: Run, home: str, file: str, tmp_path: Path) -> None:
    run("sources", "import", file, "--home", home)
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    given = tmp_path / "donné.opml"

    code, out, _ = run("sources", "export", "--home", home)
    assert code == 0
    assert "secret" not in out
    assert run("sources", "export", "-o", str(given), "--home", home)[:2] == (
        0,
        f"{given} est écrit.\n",
    )
    assert given.read_bytes() == out.encode()
    assert run("sources", "import", str(given), "--home", str(elsewhere))[0] == 0
    assert run("sources", "export", "--home", str(elsewhere))[1] == out
