"""``veille learn``: figures of a labelled file, and French sentences for a bad one."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from veille.cli import main

Run = Callable[..., tuple[int, str, str]]
ROWS = [
    ("bus", "Une ligne de bus à {}", "Elle passe à la gare."),
    ("friche", "La friche de {} est vendue", "Le terrain sera dépollué."),
]
TOWNS = ("Bréval", "Lormont", "Aubigny", "Mirebel", "Orval", "Tilly")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a command: exit code, what it printed, what it complained of."""

    def typed(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["veille", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return typed


def tsv(path: Path, *lines: str) -> str:
    rows = [f"{row[0]}\t{row[1].format(town)}\t{row[2]}" for row in ROWS for town in TOWNS]
    path.write_text("\n".join(["category\theadline\ttext", *rows, *lines]) + "\n", "utf-8")
    return str(path)


def test_figures_as_json(run: Run, tmp_path: Path) -> None:
    train, test = tsv(tmp_path / "train.tsv"), tsv(tmp_path / "test.tsv")
    code, out, _ = run("learn", "--train", train, "--test", test, "--json")

    found = json.loads(out)
    assert code == 0
    assert (found["examples"], found["tested"]) == (12, 12)
    assert found["accuracy"] == found["macro_f1"] == 1
    assert found["labels"]["bus"] == {"precision": 1, "recall": 1, "f1": 1, "expected": 6}
    assert found["confusions"] == []
    assert found["fit_seconds"] >= 0


def test_figures_in_french(run: Run, tmp_path: Path) -> None:
    odd = 'bus\t"La friche ""verte"" de Tilly"\tLe terrain sera dépollué.'
    code, out, _ = run("learn", "--train", tsv(tmp_path / "train.tsv", odd))

    assert code == 0
    told = out.replace("\u00a0", " ")
    assert "13 textes reconnus" in told
    assert "« bus » pris pour « friche »" in told


def test_json_lines_and_named_columns(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "projets.jsonl"
    lines = [{"objet": row[1].format(town), "axe": row[0]} for row in ROWS for town in TOWNS]
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    columns = ("--text-column", "objet", "--label-column", "axe")
    code, out, _ = run("learn", "--train", str(path), *columns, "--json")

    assert code == 0
    assert json.loads(out)["cross_validated"] is True
    assert run("learn", "--train", str(path))[0] == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"category\ttext\nbus\tUn\nbus\n", "f.tsv:3 — 1 colonnes", id="columns"),
        pytest.param(b"category\ttext\n\tUn texte\n", "f.tsv:2 — l’étiquette est vide", id="empty"),
        pytest.param(b"category\ttext\nbus\t\xe9t\xe9\n", "f.tsv:2 — cette ligne", id="encoding"),
        pytest.param(b"a\tb\nbus\tUn texte\n", "f.tsv:2 — aucune colonne category", id="header"),
        pytest.param(b"category\tx\nbus\tUn texte\n", "--text-column", id="no-text"),
        pytest.param(b"", "f.tsv:1 — le fichier n’a aucun texte", id="nothing"),
        pytest.param(b"category\ttext\nbus\tUn texte\n", "deux étiquettes", id="one-label"),
    ],
)
def test_a_bad_file_is_named_with_its_line(
    run: Run, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "f.tsv"
    path.write_bytes(content)
    code, _, err = run("learn", "--train", str(path))

    assert code == 1
    assert said in err.replace("\u00a0", " ")


def test_a_bad_line_of_json_and_an_absent_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text('{"title": "Un", "label": "bus"}\n[]\n', "utf-8")

    assert "f.jsonl:2 — une ligne doit être" in run("learn", "--train", str(path))[2]
    assert "ne peut pas être lu" in run("learn", "--train", str(tmp_path / "absent.tsv"))[2]
