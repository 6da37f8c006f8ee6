"""Folders of documents inside the home: which files a visit finds there."""

from pathlib import Path

from veille.errors import ParseError

MOST_FILES = 500
"""Files of a folder looked at in one visit."""
LARGEST_FILE = 30_000_000
"""Bytes; as for a document fetched from the web."""
_SUFFIXES = (".pdf", ".odt", ".docx")


def is_folder(url: str) -> bool:
    """Whether a source's address names a folder of the home: « ./etudes »."""
    return url.startswith("./")


def listed_files(home: Path, url: str) -> tuple[Path, dict[str, float], int]:
    """The folder; its documents by name within it, with the time of their last change; how
    many were left out (too many, too big).

    Raises:
        ParseError: no such folder, or one outside of the home.
    """
    folder = (home / url).resolve()
    if not folder.is_relative_to(home.resolve()):
        raise ParseError(f"Le dossier {url} sort du dossier de la veille ; déplacez-le dedans.")
    if not folder.is_dir():
        raise ParseError(f"Il n’y a pas de dossier {url} à côté de sources.yaml ; créez-le.")
    found: dict[str, float] = {}
    left_out = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in _SUFFIXES or path.is_symlink() or not path.is_file():
            continue
        if not path.resolve().is_relative_to(folder):
            continue
        status = path.stat()
        if len(found) >= MOST_FILES or status.st_size > LARGEST_FILE:
            left_out += 1
            continue
        found[path.relative_to(folder).as_posix()] = status.st_mtime
    return folder, found, left_out
