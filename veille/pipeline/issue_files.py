"""The files of each issue, under ``digests/<id>/issues/<name>/``: for reading, never read back."""

from pathlib import Path

from veille.digest.message import for_file, for_web


def write_files(home: Path, digest_id: str, name: str, html: str, text: str) -> Path:
    """Write ``lettre.html`` and ``lettre.txt``; the folder they are in."""
    folder = home / "digests" / digest_id / "issues" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lettre.html").write_text(for_web(html), encoding="utf-8")
    (folder / "lettre.txt").write_text(for_file(text), encoding="utf-8")
    return folder
