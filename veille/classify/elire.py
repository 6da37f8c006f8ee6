"""What a territory has at stake in an item: jobs, social ties, image, wealth, environment."""

from veille.classify.cues import CueBook
from veille.classify.phrases import Reading
from veille.domain.signal import AxisMatch


def axes_in(book: CueBook, reading: Reading) -> tuple[AxisMatch, ...]:
    """The axes that ``reading`` touches, best first; equal scores in the order of the rules."""
    told = sorted(book.told(reading, book.axes), key=lambda one: -one.score)
    return tuple(
        AxisMatch(
            one.cue.code,
            one.score,
            one.evidence(book, reading),
            reading.sentence(one.sentence()),
        )
        for one in told
    )
