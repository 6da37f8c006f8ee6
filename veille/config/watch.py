"""The configuration in force in a running service, whatever is being typed in its files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from veille.config.home import Configuration, files_of, load
from veille.config.wording import typeset
from veille.errors import ConfigError, Mistake

_Signature = tuple[tuple[Path, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class _State:
    configuration: Configuration
    signature: _Signature
    mistakes: tuple[Mistake, ...] = ()
    since: datetime | None = None


class ConfigurationWatch:
    """The last good configuration of ``home``, read again when a file has changed.

    A change with a mistake is refused as a whole and shown by ``mistakes``; so is one
    that leaves no source where there were some, which is an accident far more often than
    a wish. Safe to share between threads: while one reads, the others go on with what
    was in force.
    """

    def __init__(self, home: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Raises ConfigError when the files are wrong from the start."""
        self._home = home
        self._now = now
        self._reading = Lock()
        signature = _signature(home)
        self._state = _State(load(home), signature)

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Why the files as they are now are not in force; empty when they are."""
        return self._state.mistakes

    @property
    def since(self) -> datetime | None:
        """When the files were first seen to be wrong, UTC; None when they are in force."""
        return self._state.since

    def current(self) -> Configuration:
        """The configuration to go by now. Costs a few dozen ``stat`` when nothing changed."""
        if self._reading.acquire(blocking=False):
            try:
                self._refresh()
            finally:
                self._reading.release()
        return self._state.configuration

    def _refresh(self) -> None:
        # Taken before reading: a file that changes meanwhile is read again next time.
        signature = _signature(self._home)
        state = self._state
        if signature == state.signature:
            return
        try:
            configuration = load(self._home)
            mistakes = _emptied(state.configuration, configuration)
        except ConfigError as error:
            mistakes = error.mistakes
        if mistakes:
            since = state.since or self._now()
            self._state = _State(state.configuration, signature, mistakes, since)
        else:
            self._state = _State(configuration, signature)


def _emptied(before: Configuration, after: Configuration) -> tuple[Mistake, ...]:
    if after.sources or not before.sources:
        return ()
    sentence = (
        f"le fichier n’a plus aucune source ; les {len(before.sources)} d’avant restent en service."
        " Remettez-les ou, pour ne plus rien suivre, écrivez « enabled: no » à chacune"
    )
    return (Mistake(after.home / "sources.yaml", 0, typeset(sentence)),)


def _signature(home: Path) -> _Signature:
    """What changes when a file is written, replaced, added or removed."""
    found = []
    for path in files_of(home):
        try:
            status = path.stat()
        except OSError:
            found.append((path, 0, -1, 0))
        else:
            found.append((path, status.st_mtime_ns, status.st_size, status.st_ino))
    return tuple(found)
