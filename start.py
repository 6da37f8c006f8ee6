#!/usr/bin/env python3
"""Set up on first use, then run: `python3 start.py`, `… start.py test`, `… start.py veille …`.

Standard library only. The environment is `.venv/` beside this file, filled from a lock of hashes
(requirements/); a marker inside it tells that it is complete, so that the next run costs nothing.
Why it is done so: docs/decisions/0006.
"""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Everything above runs on any Python 3; below here annotations need a recent one.
if sys.version_info < (3, 11):  # noqa: UP036 - started by whatever python3 the machine has
    found = "%d.%d" % sys.version_info[:2]  # noqa: UP031
    sys.exit(
        "Cette machine a Python " + found + " ; il faut Python 3.11 ou plus récent.\n"
        "Installez-le (https://www.python.org/downloads/), puis relancez la même commande."
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
LOCKS = ROOT / "requirements"
MARKER = VENV / "veille-ready.txt"
UNFINISHED = "unfinished"
WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
# The interpreter behind an active virtual environment: that one may be what we are to rebuild.
BASE_PYTHON: str = getattr(sys, "_base_executable", None) or sys.executable

# Variables that would send the installers, or the program, to another environment than ours.
DISTURBING = (
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "PYTHONPATH",
    "PYTHONHOME",
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_REQUIRE_VIRTUALENV",
    "UV_SYSTEM_PYTHON",
    "UV_PROJECT_ENVIRONMENT",
)
# How pip, uv and the system say that nobody answers at the other end.
NO_NETWORK = (
    "name resolution",
    "dns error",
    "failed to lookup address",
    "newconnectionerror",
    "nameresolutionerror",
    "failed to establish a new connection",
    "network is unreachable",
    "error sending request",
    "connection refused",
    "timed out",
    "no matching distribution found",
)
USAGE = """\
python3 start.py                 la démonstration, avec des données d’exemple
python3 start.py serve           le service réel (sources.yaml, rules/, digests/)
python3 start.py veille …        n’importe quelle commande : veille --help
python3 start.py test […]        les tests
"""


class SetupError(Exception):
    """What stopped the set-up; the message is French and says what to do."""


class CommandError(Exception):
    """An installer failed; `output` holds what it said."""

    def __init__(self, output: str) -> None:
        super().__init__(output)
        self.output = output


def say(sentence: str) -> None:
    """Tell the user one step; on stderr, so that the output of commands stays clean."""
    print(sentence, file=sys.stderr, flush=True)


def clean_environment() -> dict[str, str]:
    """The caller's environment without what would lead astray, our `.venv` in front."""
    env = {name: value for name, value in os.environ.items() if name not in DISTURBING}
    env["VIRTUAL_ENV"] = str(VENV)
    env["PATH"] = os.pathsep.join([str(SCRIPTS), env.get("PATH", os.defpath)])
    return env


def run(*command: str | Path) -> None:
    """Run an installer, silently; raise CommandError with its output when it fails.

    It runs in an empty folder, or uv would read the project's own settings (how old a release must
    be), which are for compiling the locks and refuse private indexes that give no dates.
    """
    env = clean_environment()
    env["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    # uv reads neither pip's settings nor, unless told, the certificates that an administration
    # adds to the system for its own proxy (the second name is the one of older releases).
    env.setdefault("UV_SYSTEM_CERTS", "1")
    env.setdefault("UV_NATIVE_TLS", "1")
    if "PIP_CERT" in env:
        env.setdefault("SSL_CERT_FILE", env["PIP_CERT"])
    with tempfile.TemporaryDirectory() as empty:
        try:
            done = subprocess.run(
                [str(part) for part in command],
                cwd=empty,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
        except OSError as error:
            raise CommandError(str(error)) from error
    if done.returncode != 0:
        raise CommandError(done.stdout.decode(errors="replace"))


def works(*command: str | Path) -> bool:
    """Whether a command starts and ends well."""
    try:
        run(*command)
    except CommandError:
        return False
    return True


def fingerprint(lock: str) -> str:
    """What the environment depends on: the lock, the project file, and where the tree lies."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in (LOCKS / f"{lock}.lock", ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_marker() -> str:
    """The text of the marker, empty when there is none."""
    try:
        return MARKER.read_text("utf-8")
    except OSError:
        return ""


def marker_text(lock: str) -> str:
    """The marker of a finished set-up; the test lock holds the core lock and vouches for both."""
    held = ("core", "test") if lock == "test" else ("core",)
    return "".join(f"{name} {fingerprint(name)}\n" for name in held)


def is_ready(lock: str, marker: str) -> bool:
    """Whether a marker vouches for this lock as it is today."""
    return f"{lock} {fingerprint(lock)}" in marker.splitlines()


def lock_to_install(lock: str, marker: str) -> str:
    """The lock to install: once the test tools are there, they stay."""
    has_tests = any(line.startswith("test ") for line in marker.splitlines())
    return "test" if has_tests else lock


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Keep a second set-up of this tree waiting; the system frees the lock if we are killed."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "setup.lock").open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def find_uv() -> str | None:
    """A uv that runs: the machine's own, else ours, fetched once by pip; None for want of both."""
    own = TOOLS / "bin" / ("uv.exe" if WINDOWS else "uv")
    for candidate in (shutil.which("uv"), str(own)):
        # A name on the PATH may be a shim that leads nowhere: ask it.
        if candidate and works(candidate, "--version"):
            return candidate
    say("Préparation de l’installateur…")
    pip = (BASE_PYTHON, "-m", "pip", "install", "--quiet", "--upgrade", "--target", TOOLS)
    locked = ("--require-hashes", "--only-binary", ":all:", "-r", LOCKS / "uv.lock")
    return str(own) if works(*pip, *locked) and works(own, "--version") else None


def remove_environment() -> None:
    """Empty the place of `.venv`."""
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)


def install_with_uv(uv: str, lock: str) -> None:
    """Fill `.venv` with exactly the lock, then the project; keep an environment that runs."""
    if not works(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"):
        remove_environment()
        run(uv, "venv", "--quiet", "--python", BASE_PYTHON, VENV)
    MARKER.write_text(UNFINISHED, "utf-8")
    pip = (uv, "pip")
    hashes = ("--require-hashes", "--only-binary", ":all:")
    run(*pip, "sync", "--quiet", "--python", PYTHON, *hashes, LOCKS / f"{lock}.lock")
    project = ("--no-deps", "--no-build-isolation", "--editable", ROOT)
    run(*pip, "install", "--quiet", "--python", PYTHON, *project)


def install_with_pip(lock: str) -> None:
    """The same with what Python brings, for want of a uv that works (slower: 30 s)."""
    remove_environment()
    if works(BASE_PYTHON, "-m", "pip", "--version"):  # then Debian's python3-venv is not needed
        run(BASE_PYTHON, "-m", "venv", "--without-pip", VENV)
        pip: tuple[str | Path, ...] = (BASE_PYTHON, "-m", "pip", "--python", PYTHON)
    else:
        try:
            run(BASE_PYTHON, "-m", "venv", VENV)
        except CommandError as error:
            raise SetupError(
                "Il manque à ce Python de quoi installer des bibliothèques (pip et venv).\n"
                "Sous Debian ou Ubuntu : sudo apt install python3-venv ; "
                "puis relancez la même commande."
            ) from error
        pip = (PYTHON, "-m", "pip")
    MARKER.write_text(UNFINISHED, "utf-8")
    hashes = ("--require-hashes", "--only-binary", ":all:")
    run(*pip, "install", "--quiet", *hashes, "-r", LOCKS / f"{lock}.lock")
    run(*pip, "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT)


def compile_once() -> None:
    """Keep the compiled form of all that the program imports, which its first start would make;
    where Python is told to keep none, every start would make it again, a second each time."""
    program = (
        "import contextlib, importlib, pkgutil, sys\n"
        "sys.dont_write_bytecode = False\n"
        "import veille\n"
        "for module in pkgutil.walk_packages(veille.__path__, 'veille.'):\n"
        "    if not module.name.endswith(('__main__', '.env')):\n"  # what runs when imported
        "        with contextlib.suppress(Exception):\n"
        "            importlib.import_module(module.name)\n"
    )
    works(PYTHON, "-c", program)


def install(lock: str) -> None:
    """Set up `.venv` for a lock, by uv, else by pip. Raise SetupError with what to do."""
    if read_marker() == UNFINISHED:  # half a package may lie there under a complete name
        remove_environment()
    uv = find_uv()
    say("Installation des bibliothèques… (une seule fois, moins d’une minute)")
    try:
        if uv is not None:
            with contextlib.suppress(CommandError):  # pip may know an index that uv does not
                install_with_uv(uv, lock)
                return
            say("Nouvel essai avec pip…")
        install_with_pip(lock)
    except CommandError as error:
        raise SetupError(explain(error.output)) from error


def explain(output: str) -> str:
    """A French sentence for an installer's failure, with the end of what it said."""
    last = "\n".join(f"    {line}" for line in output.strip().splitlines()[-6:])
    if any(sign in output.lower() for sign in NO_NETWORK):
        reason = "Les bibliothèques n’ont pas pu être téléchargées : vérifiez l’accès à Internet"
        return f"{reason} (ou le serveur mandataire), puis relancez la même commande.\n{last}"
    return f"L’installation a échoué ; l’installateur a répondu :\n{last}"


def prepare(lock: str) -> None:
    """Make `.venv` hold this lock; at once when it already does."""
    if PYTHON.exists() and is_ready(lock, read_marker()):
        return
    with alone():
        marker = read_marker()  # another set-up may have ended while we waited
        if PYTHON.exists() and is_ready(lock, marker):
            return
        lock = lock_to_install(lock, marker)
        install(lock)
        compile_once()
        MARKER.write_text(marker_text(lock), "utf-8")
    say("Installation terminée.")


def command_for(arguments: list[str]) -> tuple[str, list[str]] | None:
    """(lock, command line) for what was asked; None when it is not understood."""
    veille = str(SCRIPTS / ("veille.exe" if WINDOWS else "veille"))
    match arguments:
        case []:
            return "core", [veille, "demo"]
        case ["test", *rest]:
            return "test", [str(PYTHON), "-m", "pytest", *rest]
        case ["veille", *rest]:
            return "core", [veille, *rest]
        case ["demo" | "serve", *_]:
            return "core", [veille, *arguments]
        case _:
            return None


def hand_over(command: list[str]) -> int:
    """Become the command, so that Ctrl-C and SIGTERM reach it; wait for it on Windows."""
    if not WINDOWS:
        sys.stdout.flush()
        os.execve(command[0], command, clean_environment())  # noqa: S606 - no shell is the point
    with subprocess.Popen(command, env=clean_environment()) as child:
        while True:
            with contextlib.suppress(KeyboardInterrupt):  # the child has received it as well
                return child.wait()


def main(arguments: list[str]) -> int:
    """Set up if needed, then run what was asked. The exit code."""
    asked = command_for(arguments)
    if asked is None:
        say(USAGE)
        return 0 if arguments[0] in ("-h", "--help") else 2
    lock, command = asked
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stops the installer with us
    try:
        prepare(lock)
    except KeyboardInterrupt:
        say("Installation interrompue : relancez la même commande, elle reprendra.")
        return 130
    except SetupError as error:
        say(str(error))
        return 1
    except OSError as error:
        say(f"Impossible d’écrire dans {ROOT} : {error.strerror or error}.")
        return 1
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if arguments[:1] == ["test"]:
        os.chdir(ROOT)
    return hand_over(command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
