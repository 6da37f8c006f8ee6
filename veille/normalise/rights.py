"""What may be shown of a source's text: the one place where rights are enforced."""

from veille.domain.source import Rights, Source
from veille.normalise.text import shorten

_PRESS_LIMIT = 200
"""Characters. Press: a short quotation at most, whatever the source's own setting."""
_SENTENCE_LIMIT = 200
"""Characters of a sentence quoted as a proof: three lines, and what press allows."""
_LEAST_EXTRACT = 60
"""Characters: of less, beside a proof, nothing can be understood."""


def visible_extract(source: Source | None, summary: str) -> str:
    """The extract that mails and public pages may carry; "" when none may.

    Open sources: all of it. Press: up to ``source.extract``, 200 characters at most.
    Internal ones, and sources no longer configured: nothing.
    """
    if source is None or source.rights is Rights.INTERNAL:
        return ""
    if source.rights is Rights.OPEN:
        return summary
    return shorten(summary, min(source.extract, _PRESS_LIMIT))


def extract_and_proof(source: Source | None, summary: str, sentence: str) -> tuple[str, str]:
    """The extract, and the sentence of it that proves something, as one page may carry them.

    Of press, both together stay within what the extract alone may take: the proof comes
    first and the extract shrinks, unless it already holds the proof.
    """
    extract = visible_extract(source, summary)
    proof = shorten(visible_extract(source, sentence), _SENTENCE_LIMIT)
    if source is not None and source.rights is Rights.PRESS and proof not in extract:
        left = min(source.extract, _PRESS_LIMIT) - len(proof)
        extract = shorten(extract, left) if left >= _LEAST_EXTRACT else ""
    return extract, proof
