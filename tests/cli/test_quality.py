"""``stories`` and ``evaluate``: what is read, what is answered, what is refused."""

import io
import json
import sys
from pathlib import Path

import pytest

from veille.cli.application import app
from veille.errors import UsageError

ITEMS: tuple[dict[str, object], ...] = (
    {"id": "a", "title": "Duvallon reprend 120 salariés", "date": "2026-11-23T08:00:00Z"},
    {"id": 7, "title": "La médiathèque de Brécourt agrandie", "summary": None},
    {"id": "c", "title": "DUVALLON REPREND CENT VINGT SALARIES", "date": "2026-11-24"},
    {"id": "d", "title": "Duvallon reprend 120 salariés", "date": "2026-03-01"},
)


def lines(*entries: object) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in entries)


def run(*words: str) -> None:
    app(list(words), standalone_mode=False)


def test_each_line_gets_its_story_in_the_same_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text(lines(*ITEMS), encoding="utf-8")

    run("stories", str(file), "--json")

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert answers == [
        {"id": "a", "story": 1},
        {"id": 7, "story": 2},
        {"id": "c", "story": 1},
        {"id": "d", "story": 3},
    ]


def test_the_standard_input_is_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines(*ITEMS).encode())))

    run("stories", "-")

    assert capsys.readouterr().out == "4\u00a0articles, 3\u00a0sujets.\n"


@pytest.mark.parametrize(
    ("command", "line", "told"),
    [
        pytest.param(("stories",), "{", "objet JSON", id="no-json"),
        pytest.param(("stories",), '{"title": "x"}', "«\u00a0id\u00a0»", id="no-id"),
        pytest.param(("stories",), '{"id": 1}', "«\u00a0title\u00a0»", id="no-title"),
        pytest.param(
            ("stories",), '{"id": 1, "title": "x", "date": "hier"}', "pas une date", id="bad-date"
        ),
        pytest.param(
            ("evaluate", "--stories"), '{"title": "x"}', "«\u00a0cluster\u00a0»", id="no-cluster"
        ),
    ],
)
def test_a_bad_line_is_named(
    tmp_path: Path, command: tuple[str, ...], line: str, told: str
) -> None:
    file = tmp_path / "f.jsonl"
    file.write_text(lines({"id": 0, "cluster": "a", "title": "x"}) + line, encoding="utf-8")

    with pytest.raises(UsageError, match=told) as refused:
        run(*command, str(file))

    assert str(refused.value).startswith(f"{file}:2 — ")


def test_evaluate_says_precision_recall_and_f1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "titres.jsonl"
    clusters = ("x", "y", "x", "x")
    entries = [
        {"cluster": cluster, "title": one["title"]}
        for cluster, one in zip(clusters, ITEMS, strict=True)
    ]
    file.write_text(lines(*entries), encoding="utf-8")

    run("evaluate", "--stories", str(file), "--json")
    assert json.loads(capsys.readouterr().out) == {
        "items": 4,
        "expected": 2,
        "stories": 2,
        "precision": 1.0,
        "recall": 1.0,
        "f1": 1.0,
    }

    run("evaluate", "--stories", str(file))
    assert "précision 1,000, rappel 1,000, F1 1,000" in capsys.readouterr().out
