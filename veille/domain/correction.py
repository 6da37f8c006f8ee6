"""What a person said of one item, against what the rules say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """Themes put on and taken off, relevance set (None: left to the rules)."""

    item_id: int
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    relevance: int | None = None
    decided_at: datetime | None = None

    def followed_by(self, newer: "Correction") -> "Correction":
        """Both together: the last word on each theme and on relevance is kept."""
        return Correction(
            item_id=self.item_id,
            added=_joined(self.added, newer.added, newer.removed),
            removed=_joined(self.removed, newer.removed, newer.added),
            relevance=self.relevance if newer.relevance is None else newer.relevance,
            decided_at=newer.decided_at,
        )


def _joined(older: Iterable[str], newer: Iterable[str], against: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*older, *newer} - {*against}))
