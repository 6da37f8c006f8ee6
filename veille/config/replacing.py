"""Put new bytes in place of a configuration file, whole or not at all."""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from veille.config.wording import typeset
from veille.errors import UsageError
from veille.normalise.french import system_reason


def replace_content(
    path: Path, before: bytes | None, after: bytes, check: Callable[[Path], None]
) -> None:
    """Write ``after`` where ``before`` was (None: no file yet).

    ``check`` is given the new file while it stands beside the old one, and raises to refuse.

    Raises:
        UsageError: a file that cannot be written or that changed meanwhile.
    """
    target = path.resolve()  # a link keeps leading to the file
    temporary = target.with_name(f".{target.name}.{token_hex(4)}")
    try:
        try:
            with temporary.open("xb") as file:
                file.write(after)
                file.flush()
                os.fsync(file.fileno())
            if before is not None:
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
            check(temporary)
            if (target.read_bytes() if target.exists() else None) != before:
                raise UsageError(
                    typeset(f"{path} a changé entre-temps : rien n’y a été écrit ; recommencez.")
                )
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        reason = system_reason(error)
        raise UsageError(
            typeset(f"{path} ne peut pas être écrit ({reason}) ; vérifiez les droits du dossier.")
        ) from error
    # The file is in place: without this, a power cut could still bring the old one back.
    with suppress(OSError):
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
