"""What a territory has at stake in an item: jobs, social ties, image, wealth, environment."""

from veille.classify.cues import CueBook, Cues
from veille.domain.signal import AxisMatch


def axes_in(book: CueBook, cues: Cues) -> tuple[AxisMatch, ...]:
    """The axes that an item touches, best first; equal scores in the order of the rules."""
    told = [one for one in cues.axes if one.score >= one.cue.threshold]
    told.sort(key=lambda one: -one.score)
    reading = cues.reading
    return tuple(
        [
            AxisMatch(
                one.cue.code,
                one.score,
                book.evidence(reading, one),
                reading.sentence(one.sentence()),
            )
            for one in told
        ]
    )
