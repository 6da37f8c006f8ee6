"""The locks hold names, versions, markers and hashes: nothing of one machine or one index."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ROOT / "requirements"
ADDRESS = re.compile(r"://|file:|--index|--extra-index|--find-links| @ ")
PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z0-9,._-]+\])?==([^ ;]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """Name → version of what a lock installs."""
    return dict(PINNED.findall((LOCKS / f"{lock}.lock").read_text("utf-8")))


@pytest.mark.parametrize("lock", ["core", "test", "uv"])
def test_no_line_holds_an_address(lock: str) -> None:
    lines = (LOCKS / f"{lock}.lock").read_text("utf-8").splitlines()
    assert lines
    assert [line for line in lines if ADDRESS.search(line)] == []


@pytest.mark.parametrize(
    "line",
    [
        "veille @ https://example.org/veille.whl",
        "-e file:///home/moi/veille",
        "--index-url https://example.org/simple",
        "--extra-index-url /srv/simple",
        "--find-links /srv/wheels",
    ],
)
def test_the_check_sees_an_address(line: str) -> None:
    assert ADDRESS.search(line)


@pytest.mark.parametrize("lock", ["core", "test", "uv"])
def test_every_pin_has_a_hash(lock: str) -> None:
    # One requirement a block: the pin, then its hashes on continued lines.
    text = (LOCKS / f"{lock}.lock").read_text("utf-8").replace("\\\n", " ")
    blocks = [line for line in text.splitlines() if line.strip()]
    assert blocks
    assert [block[:60] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_test_lock_holds_the_core_lock() -> None:
    core, test = pins("core"), pins("test")
    assert core
    assert {name: test.get(name) for name in core} == core


def test_everything_declared_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = {
        "core": project["project"]["dependencies"],
        "test": project["dependency-groups"]["test"],
    }
    for lock, requirements in wanted.items():
        names = {re.split(r"[<>=\[ ]", requirement)[0] for requirement in requirements}
        assert names - set(pins(lock)) == set()


def test_the_build_tool_is_locked() -> None:
    # The project is installed without build isolation: its builder comes from the lock.
    assert "setuptools" in pins("core")
    assert "uv" in pins("uv")
