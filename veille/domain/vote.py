"""What readers say of an item of their letter, in one of three plain words."""

from dataclasses import dataclass
from enum import StrEnum


class Vote(StrEnum):
    """``KNOWN`` speaks of the reader, not of the item: it was worth telling, to someone else."""

    USEFUL = "useful"
    KNOWN = "known"
    OFF_TOPIC = "off-topic"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {Vote.USEFUL: "utile", Vote.KNOWN: "déjà su", Vote.OFF_TOPIC: "hors sujet"}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many readers said each word of one item; never who."""

    useful: int = 0
    known: int = 0
    off_topic: int = 0

    @property
    def counts(self) -> tuple[tuple[Vote, int], ...]:
        """The words said at least once, in their order."""
        every = zip(Vote, (self.useful, self.known, self.off_topic), strict=True)
        return tuple((vote, count) for vote, count in every if count)

    @property
    def verdict(self) -> Vote | None:
        """What most say of the subject; None when nobody does, or as many say the contrary.

        One « hors sujet » is enough where nobody found the item useful; two outvote one « utile ».
        """
        if self.off_topic == self.useful:
            return None
        return Vote.OFF_TOPIC if self.off_topic > self.useful else Vote.USEFUL
