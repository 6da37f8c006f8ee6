"""The launcher: standard library only, understands its commands, and when it sets up again."""

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
START = ROOT / "start.py"


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The launcher, loaded as if it lay in a folder of its own with two small locks."""
    spec = importlib.util.spec_from_file_location("launcher_under_test", START)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    scripts = venv / "bin"
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "TOOLS", tmp_path / ".tools")
    monkeypatch.setattr(module, "LOCKS", tmp_path)
    monkeypatch.setattr(module, "MARKER", venv / "veille-ready.txt")
    monkeypatch.setattr(module, "SCRIPTS", scripts)
    monkeypatch.setattr(module, "PYTHON", scripts / "python")
    scripts.mkdir(parents=True)
    (scripts / "python").touch()
    (tmp_path / "core.lock").write_text("a==1\n")
    (tmp_path / "test.lock").write_text("a==1\nb==1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    return module


@pytest.fixture
def installed(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The locks that were installed, in order; nothing is installed for real."""
    done: list[str] = []
    monkeypatch.setattr(start, "install", done.append)
    return done


def test_imports_only_the_standard_library() -> None:
    imported: set[str] = set()
    for node in ast.walk(ast.parse(START.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add((node.module or "").split(".")[0])
    assert {"hashlib", "subprocess"} <= imported
    assert imported - set(sys.stdlib_module_names) == set()


def test_second_run_installs_nothing(start: ModuleType, installed: list[str]) -> None:
    start.prepare("core")
    start.prepare("core")
    assert installed == ["core"]


def test_tests_after_core_are_installed(start: ModuleType, installed: list[str]) -> None:
    start.prepare("core")
    start.prepare("test")
    assert installed == ["core", "test"]


def test_core_after_tests_installs_nothing(start: ModuleType, installed: list[str]) -> None:
    start.prepare("test")
    start.prepare("core")
    assert installed == ["test"]


def test_a_new_lock_keeps_the_test_tools(
    start: ModuleType, installed: list[str], tmp_path: Path
) -> None:
    start.prepare("test")
    (tmp_path / "core.lock").write_text("a==2\n")
    start.prepare("core")
    start.prepare("test")
    assert installed == ["test", "test"]


@pytest.mark.parametrize("changed", ["core.lock", "pyproject.toml"])
def test_a_change_is_installed(
    start: ModuleType, installed: list[str], tmp_path: Path, changed: str
) -> None:
    start.prepare("core")
    (tmp_path / changed).write_text("changed\n")
    start.prepare("core")
    assert installed == ["core", "core"]


def test_a_moved_tree_is_set_up_again(
    start: ModuleType, installed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The commands of an environment hold its address: copied elsewhere they run the old tree.
    start.prepare("core")
    monkeypatch.setattr(start, "ROOT", tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "pyproject.toml").write_text("[project]\n")
    start.prepare("core")
    assert installed == ["core", "core"]


def test_a_missing_interpreter_is_set_up_again(start: ModuleType, installed: list[str]) -> None:
    start.prepare("core")
    start.PYTHON.unlink()  # as when the system's Python was upgraded under the link
    start.prepare("core")
    assert installed == ["core", "core"]


def test_an_interrupted_setup_is_not_taken_for_done(
    start: ModuleType, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_lock: str) -> None:
        start.MARKER.write_text(start.UNFINISHED)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(start, "install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            start.prepare("core")
    assert not start.is_ready("core", start.read_marker())
    start.prepare("core")
    assert installed == ["core"]


def test_what_an_interrupted_setup_left_is_removed(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    leftover = start.VENV / "half-a-package.py"
    leftover.touch()
    start.MARKER.write_text(start.UNFINISHED)
    seen: list[bool] = []
    monkeypatch.setattr(start, "find_uv", lambda: "uv")
    monkeypatch.setattr(start, "install_with_uv", lambda *_: seen.append(leftover.exists()))
    start.install("core")
    assert seen == [False]


def test_pip_takes_over_when_uv_fails(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_uv: str, _lock: str) -> None:
        raise start.CommandError("no such index")

    by_pip: list[str] = []
    monkeypatch.setattr(start, "find_uv", lambda: "uv")
    monkeypatch.setattr(start, "install_with_uv", fails)
    monkeypatch.setattr(start, "install_with_pip", by_pip.append)
    start.install("test")
    assert by_pip == ["test"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("error: dns error: failed to lookup address", "accès à Internet"),
        ("ERROR: No matching distribution found for rich==15", "accès à Internet"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "l’installateur a répondu"),
    ],
)
def test_a_failure_is_told_in_french_with_its_end(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, said: str, expected: str
) -> None:
    def fails(_lock: str) -> None:
        raise start.CommandError(said)

    monkeypatch.setattr(start, "find_uv", lambda: None)
    monkeypatch.setattr(start, "install_with_pip", fails)
    with pytest.raises(start.SetupError, match=expected) as caught:
        start.install("core")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "lock", "tail"),
    [
        ([], "core", ["veille", "demo"]),
        (["demo", "--no-serve"], "core", ["veille", "demo", "--no-serve"]),
        (["serve", "--port", "80"], "core", ["veille", "serve", "--port", "80"]),
        (["veille", "search", "friche"], "core", ["veille", "search", "friche"]),
        (["test", "-k", "feed"], "test", ["python", "-m", "pytest", "-k", "feed"]),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="command names end in .exe there")
def test_commands(start: ModuleType, arguments: list[str], lock: str, tail: list[str]) -> None:
    asked = start.command_for(arguments)
    assert asked is not None
    found, (program, *rest) = asked
    assert found == lock
    assert [Path(program).name, *rest] == tail


def test_the_environment_cannot_lead_elsewhere(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", "/elsewhere")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("VEILLE_BASE_URL", "https://veille.example")
    env = start.clean_environment()
    assert "PYTHONPATH" not in env
    assert env["VIRTUAL_ENV"] == str(start.VENV)
    assert env["PATH"].split(os.pathsep)[0] == str(start.SCRIPTS)
    assert env["VEILLE_BASE_URL"] == "https://veille.example"


@pytest.mark.parametrize(("argument", "code"), [("--help", 0), ("inconnu", 2)])
def test_usage_installs_nothing(argument: str, code: int) -> None:
    done = subprocess.run(
        [sys.executable, str(START), argument], capture_output=True, check=False, timeout=30
    )
    assert done.returncode == code
    assert "démonstration" in done.stderr.decode("utf-8")


def test_an_old_python_is_told_what_to_do() -> None:
    # The guard runs on the old Python itself, so all that stands above it must parse there.
    source = START.read_text("utf-8")
    guard = source.index("if sys.version_info < (3, 11)")
    ast.parse(source[:guard], feature_version=(3, 7))
    old = source.replace("import sys\n", "import sys\nsys.version_info = (3, 8)\n", 1)
    done = subprocess.run([sys.executable, "-c", old], capture_output=True, check=False, timeout=30)
    assert done.returncode == 1
    assert "Python 3.8 ; il faut Python 3.11" in done.stderr.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="the fixture lays out a POSIX environment")
def test_compiled_modules_are_kept_though_python_is_told_not_to(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "veille"
    package.mkdir()
    for name, text in (
        ("__init__", ""),
        ("good", "VALUE = 1\n"),
        ("broken", "raise ValueError\n"),
        ("__main__", "raise SystemExit(3)\n"),
    ):
        (package / f"{name}.py").write_text(text)
    monkeypatch.setattr(start, "PYTHON", sys.executable)
    # The installer runs elsewhere and without PYTHONPATH: the real one finds an installed package.
    monkeypatch.setattr(start, "DISTURBING", ())
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")

    start.compile_once()

    kept = {path.name.split(".")[0] for path in package.rglob("*.pyc")}
    assert {"__init__", "good"} <= kept
    assert "__main__" not in kept
