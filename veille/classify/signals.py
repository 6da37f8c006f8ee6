"""The event an item reports, among fifteen kinds, and the words that tell it.

An item may tell several (a plant that closes cuts jobs): the one told by the title comes
before one told by the summary alone, then the one of higher ``priority``, then the surest.
"""

from veille.classify.cues import CueBook
from veille.classify.phrases import Reading
from veille.domain.signal import Signal


def signal_in(book: CueBook, reading: Reading) -> Signal | None:
    """The event that ``reading`` reports, or None: most items report none.

    One input always gives one output: equal events are parted by their code.
    """
    told = list(book.told(reading, book.signals))
    if not told:
        return None
    best = min(
        told,
        key=lambda one: (
            not any(reading.in_title(hit) for _, hit in one.hits),
            -one.cue.priority,
            -one.score,
            one.cue.code,
        ),
    )
    return Signal(
        best.cue.code,
        best.score,
        best.evidence(book, reading),
        reading.sentences[best.sentence(reading)],
    )
