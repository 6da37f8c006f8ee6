"""Items that tell one event."""

from dataclasses import dataclass

from veille.domain.item import StoredItem
from veille.domain.theme import Classification


@dataclass(frozen=True, slots=True)
class ClassifiedItem:
    """An item of the archive with its classification."""

    stored: StoredItem
    classification: Classification


@dataclass(frozen=True, slots=True)
class Story:
    """One event: the item shown first, and the others that tell it, best first."""

    id: int
    lead: ClassifiedItem
    others: tuple[ClassifiedItem, ...] = ()

    @property
    def items(self) -> tuple[ClassifiedItem, ...]:
        return (self.lead, *self.others)
