"""The command line as it is typed: its words, its answers, its refusals."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from veille.cli.application import app

from .conftest import Run

SIX_MISTAKES = """\
sources:
  - id: roannais
    name: Roannais Agglomération
    url: htp://www.example.fr/feed
    kind: fedd
    every: 2 heures
    rights: opn
    themes: [entreprise]
    weigth: 1.0
"""


def commands() -> list[list[str]]:
    """Every command and group of the tree, as typed."""
    paths: list[list[str]] = [[]]
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        paths.append([name])
        paths += [[name, below] for below in getattr(command, "commands", {})]
    return paths


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_help_speaks_french(run: Run, command: list[str]) -> None:
    code, out, _ = run(*command, "--help")

    assert code == 0
    for english in ("Show", "Commands", "default:", "required", "ARGS", "..."):
        assert english not in out.replace("[ID]...", "")


def test_six_mistakes_are_six_lines(run: Run, home: str) -> None:
    (Path(home) / "sources.yaml").write_text(SIX_MISTAKES, encoding="utf-8")
    code, out, err = run("check", "--home", home)

    told = (out + err).replace("\u00a0", " ").splitlines()
    assert code == 1
    assert [line.split(" — ")[0].rpartition(":")[2] for line in told] == list("456789")
    for line, remedy in zip(
        told, ("http://", "feed", "2h", "open", "« entreprises »", "« weight »"), strict=True
    ):
        assert remedy in line


@pytest.mark.parametrize(
    "words",
    [
        ["collect"],
        ["run"],
        ["check"],
        ["search", "friche"],
        ["label", "1", "--relevance", "2"],
        ["label", "1", "--undo"],
        ["together", "1", "2"],
        ["apart", "1", "2"],
        ["why", "1"],
        ["reclassify"],
        ["export"],
        ["sources", "status"],
        ["sources", "export"],
    ],
    ids=" ".join,
)
def test_a_folder_without_sources_is_told_in_one_sentence(
    run: Run, tmp_path: Path, words: list[str]
) -> None:
    code, out, err = run(*words, "--home", str(tmp_path))

    assert code == 1
    assert (out + err).count("\n") == 1
    assert "sources.yaml" in out + err
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["collec"], 2, "Commande inconnue"),
        (["search", "--themee", "x"], 2, "vouliez-vous --theme"),
        (["search", "--limit", "beaucoup"], 2, "--limit"),
        (["collect", "--now", "demain"], 1, "n’est pas une date"),
        (["collect", "--source", "roanais"], 1, "roanais"),
        (["search", "friche", "--since", "hier"], 1, "hier"),
        (
            ["search", "friche", "--theme", "entreprise"],
            1,
            "vouliez-vous écrire «\u00a0entreprises\u00a0»",
        ),
        (["search", "friche", "--source", "roanais"], 1, "inconnu"),
        (
            ["label", "1", "--theme", "+entreprise"],
            1,
            "vouliez-vous écrire «\u00a0entreprises\u00a0»",
        ),
        (["label", "1", "--relevance", "9"], 1, "0 à 3"),
        (["label", "un", "--relevance", "1"], 2, "écrivez un nombre entier"),
        (["label", "12", "--undo"], 1, "12"),
        (["together", "12", "13"], 1, "Aucun article ne porte le numéro 12"),
        (["together", "9" * 30, "9" * 31], 1, "Aucun article ne porte le numéro 999"),
        (["apart", "12", "treize"], 2, "AUTRE\u00a0: écrivez un nombre entier"),
        (["apart", "12"], 2, "AUTRE"),
        (["why", "12"], 1, "12"),
        (["classify", "absent.jsonl"], 1, "absent.jsonl"),
        (["digest", "preview", "mensuel"], 1, "mensuel"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_wrong_word_is_answered_in_french(
    run: Run, home: str, words: list[str], code: int, sentence: str
) -> None:
    ended, out, err = run(*words, *([] if words == ["collec"] else ["--home", home]))

    assert ended == code
    assert sentence in err
    assert "Traceback" not in out + err


def test_a_file_is_classified_in_its_order(run: Run, home: str, tmp_path: Path) -> None:
    lines = [
        {"id": "b", "title": "Une usine s’implante à Roanne, 120 emplois", "summary": ""},
        {"id": "a", "title": "Rugby : victoire au Top 14", "summary": "<b>Score</b> final"},
    ]
    file = tmp_path / "articles.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")

    code, out, _ = run("classify", str(file), "--json", "--home", home)

    first, second = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert (first["id"], second["id"]) == ("b", "a")
    assert set(first) >= {"id", "themes", "relevance", "relevance_score", "why"}
    assert "entreprises" in {theme["code"] for theme in first["themes"]}
    assert all(theme["evidence"] for theme in first["themes"])
    assert first["relevance"] > second["relevance"] == 0
    assert not (tmp_path / "data").exists()


def test_a_line_that_is_no_object_is_named(run: Run, home: str, tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text('{"id": "a", "title": "x"}\n[1]\n', encoding="utf-8")

    code, _, err = run("classify", str(file), "--home", home)

    assert code == 1
    assert f"{file}:2 — une ligne doit être un objet JSON" in err


def test_json_answers_have_their_documented_keys(run: Run, home: str) -> None:
    status = json.loads(run("sources", "status", "--json", "--home", home)[1])
    found = json.loads(run("search", "friche", "--json", "--home", home)[1])

    assert [set(one) for one in status] == [
        {
            "id",
            "outcome",
            "reason",
            "since",
            "checked_at",
            "next_due",
            "new",
            "items",
            "health",
            "rhythm",
            "url",
        }
    ]
    assert status[0]["outcome"] == "never"
    assert set(found) == {"total", "items", "facets", "ms"}
    assert set(found["facets"]) == {"theme", "source", "month"}

    why = json.loads(run("why", "une friche", "--json", "--home", home)[1])
    again = json.loads(run("reclassify", "--json", "--home", home)[1])
    assert why == {"items": [], "sources": []}
    assert set(again) >= {"items", "changed", "gaining", "losing", "up", "down", "changes"}


def test_subscribers_are_added_listed_and_removed(run: Run, home: str) -> None:
    assert run("subscribers", "add", "claire@exemple.fr", "--home", home)[0] == 0
    assert "claire@exemple.fr" in run("subscribers", "list", "--home", home)[1]
    assert run("subscribers", "remove", "claire@exemple.fr", "--home", home)[0] == 0
    code, _, err = run("subscribers", "remove", "inconnue@exemple.fr", "--home", home)
    assert code == 1
    assert "inconnue@exemple.fr" in err


def test_help_loads_neither_database_nor_server() -> None:
    heavy = "sqlalchemy,fastapi,uvicorn,jinja2,apscheduler,feedparser"
    program = (
        "import sys; import veille.cli.application; "
        f"sys.exit(','.join(set({heavy!r}.split(',')) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stderr.strip() == ""
