"""Files of one JSON object a line, as several commands read them."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from veille.errors import UsageError
from veille.normalise.french import system_reason


def objects(file: str, example: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where each object is (« file:line »), and the object; ``-`` is the standard input.

    Raises:
        UsageError: the file cannot be read, or a line holds no JSON object; the sentence
            shows ``example``.
    """
    name = "l’entrée" if file == "-" else file
    try:
        stream = sys.stdin.buffer if file == "-" else Path(file).open("rb")  # noqa: SIM115
    except OSError as error:
        raise UsageError(
            f"Le fichier {file} ne peut pas être lu ({system_reason(error)})."
        ) from error
    with stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            where = f"{name}:{number}"
            try:
                entry = json.loads(line)
            except ValueError:
                entry = None
            if not isinstance(entry, dict):
                raise UsageError(
                    f"{where} — une ligne doit être un objet JSON, par exemple {example}."
                )
            yield where, entry
