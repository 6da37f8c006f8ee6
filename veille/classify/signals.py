"""The event an item reports, among fifteen kinds, and the words that tell it.

An item may tell several (a plant that closes cuts jobs). The surest is the news, where each
point of ``priority`` is worth ``PRIORITY_STEP`` of score: a closure told as clearly as the
study that announces it comes first.
"""

from collections.abc import Iterator

from veille.classify.cues import CueBook, Cues, Told
from veille.classify.phrases import Reading
from veille.domain.signal import Cue, Signal
from veille.prior import Leanings, logistic

# Chosen on the labelled items among 0, 0.02, 0.05 and 0.1: F1 from 0.76 to 0.78, so the vocabulary
# matters far more; at 0.1 the priorities alone would nearly decide.
PRIORITY_STEP = 0.05
_SHOWN = 3


def signal_in(book: CueBook, cues: Cues, leanings: Leanings | None = None) -> Signal | None:
    """The event that an item reports, or None: most items report none.

    ``leanings``: what the words of the item say of each event, whatever the phrases. One input
    always gives one output: equal events are parted by their code.
    """
    candidates = list(_candidates(book, cues, leanings))
    if not candidates:
        return None
    score, cue, told = min(
        candidates, key=lambda one: (-(one[0] + PRIORITY_STEP * one[1].priority), one[1].code)
    )
    reading = cues.reading
    if told is not None:
        sentence = reading.sentence(told.sentence())
        return Signal(cue.code, score, book.evidence(reading, told), sentence)
    output = leanings.prior.outputs.get(f"signal:{cue.code}") if leanings else None
    words = leanings.words_for(output, _SHOWN) if leanings and output else ()
    return Signal(cue.code, score, words, _holding(reading, words)) if words else None


def _candidates(
    book: CueBook, cues: Cues, leanings: Leanings | None
) -> Iterator[tuple[float, Cue, Told | None]]:
    """The events that are likely enough, each with its score and its phrases, if it has any."""
    if leanings is None:
        for one in cues.signals:
            if one.score >= one.cue.threshold:
                yield one.score, one.cue, one
        return
    by_code = {one.cue.code: one for one in cues.signals}
    bar, said = leanings.prior.bar("signal"), leanings.said
    outputs = leanings.prior.outputs_of(book.signal_names)
    for cue, output in zip(book.signals, outputs, strict=True):
        told = by_code.get(cue.code)
        if output is None:
            if told and told.score >= cue.threshold:
                yield told.score, cue, told
            continue
        # Without a phrase the rules are against it: most are settled here.
        if told is None and output.offset + said[output.column] < bar:
            continue
        odds = leanings.odds(output, (told.score if told else 0.0) - cue.threshold)
        if odds >= bar and cue.code not in cues.silenced:
            yield logistic(odds), cue, told


def _holding(reading: Reading, words: tuple[str, ...]) -> str:
    """The first sentence that has the strongest word; the first of all if it runs over two."""
    sentences = [one.text for one in reading.text.sentences]
    return next((one for one in sentences if words[0] in one), sentences[0] if sentences else "")
