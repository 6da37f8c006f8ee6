"""A small home, and a way to type a command."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from veille.cli import main

Run = Callable[..., tuple[int, str, str]]

GOOD = """\
sources:
  - id: roannais
    name: Roannais Agglomération
    url: https://www.example.fr/feed
"""


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


@pytest.fixture
def home(tmp_path: Path) -> str:
    (tmp_path / "sources.yaml").write_text(GOOD, encoding="utf-8")
    return str(tmp_path)
