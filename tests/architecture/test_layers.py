"""The shape of the house: layers, names, and a core that reads no clock and does no I/O."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import veille.errors

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "veille"
CORE = (
    "collect",
    "classify",
    "learn",
    "places",
    "prior",
    "stories",
    "digest",
    "normalise",
    "domain",
)
DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc", "tools", "shared", "lib", "core"}
# (object, attribute) of calls that read the clock.
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "monotonic"),
    ("time", "localtime"),
    ("time", "gmtime"),
}
# What the pure part never imports: the network, processes, logs, the database.
IMPURE = {
    "asyncio",
    "httpx2",
    "logging",
    "multiprocessing",
    "smtplib",
    "socket",
    "sqlalchemy",
    "sqlite3",
    "sqlmodel",
    "subprocess",
    "urllib.request",
}


def modules(*parts: str) -> list[Path]:
    """The Python files of the package, or of some of its parts."""
    if not parts:
        return sorted(PACKAGE.rglob("*.py"))
    return sorted(path for part in parts for path in (PACKAGE / part).rglob("*.py"))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def clock_reads(source: str) -> Iterator[int]:
    """The lines of a source that read the clock."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if (name, node.attr) in CLOCKS:
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (node.lineno for a in node.names if ("time", a.name) in CLOCKS)


def imports(source: str) -> Iterator[str]:
    """The dotted names a source imports, wherever it does."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_layers_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 kept, 0 broken" in done.stdout


def test_no_drawer_for_everything() -> None:
    names = {path: path.stem for path in modules()}
    names |= {path: path.name for path in PACKAGE.rglob("*") if path.is_dir()}
    assert len(names) > 20
    assert [shown(path) for path, name in names.items() if name in DRAWERS] == []


@pytest.mark.parametrize("part", CORE)
def test_the_core_reads_no_clock(part: str) -> None:
    found = [
        f"{shown(path)}:{line}"
        for path in modules(part)
        for line in clock_reads(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("part", CORE)
def test_the_core_does_no_io(part: str) -> None:
    found = {
        f"{shown(path)} imports {name}"
        for path in modules(part)
        for name in imports(path.read_text("utf-8"))
        if any(name == bad or name.startswith(f"{bad}.") for bad in IMPURE)
    }
    assert found == set()


@pytest.mark.parametrize(
    "source",
    [
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "dt.date.today()",
        "x = time.time()",
        "from time import monotonic",
        "field(default_factory=datetime.utcnow)",
    ],
)
def test_the_scan_sees_a_clock(source: str) -> None:
    assert list(clock_reads(source)) == [1]


def test_sql_lives_in_the_archive_only() -> None:
    found = {
        shown(path)
        for path in modules()
        if PACKAGE / "archive" not in path.parents
        for name in imports(path.read_text("utf-8"))
        if name.split(".")[0] in {"sqlalchemy", "sqlmodel", "sqlite3", "alembic"}
    }
    assert found == set()


def leaves(error: type[Exception]) -> Iterator[type[Exception]]:
    below = error.__subclasses__()
    if not below:
        yield error
    for child in below:
        yield from leaves(child)


def test_every_error_is_documented_and_drawn() -> None:
    tree = veille.errors.__doc__ or ""
    own = [
        error for error in leaves(veille.errors.VeilleError) if error.__module__ == "veille.errors"
    ]
    assert len(own) >= 5
    for error in own:
        assert error.__doc__, error
        assert re.search(rf"[├└]── {error.__name__} +\S", tree), f"{error.__name__} is not drawn"


def test_no_error_lives_outside_the_tree() -> None:
    # A public error derives from VeilleError, so that the command line shows it.
    known = {name for name in dir(veille.errors) if name.endswith("Error")}
    strays = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
                bases = {ast.unparse(base).split(".")[-1] for base in node.bases}
                if not bases & known and path.name != "errors.py" and node.name[0] != "_":
                    strays.append(f"{shown(path)}: {node.name}")
    assert strays == []
