"""What may be shown of a source's text: the one place where rights are enforced."""

from veille.domain.source import Rights, Source

_OPEN_LIMIT = 300
"""Characters of extract from open sources: three lines of a letter."""
_PRESS_LIMIT = 200
"""Press: a short quotation at most, whatever the source's own setting."""


def visible_extract(source: Source | None, summary: str) -> str:
    """The extract that mails and public pages may carry; "" when none may.

    Open sources: up to 300 characters. Press: up to ``source.extract``, 200 at most.
    Internal ones, and sources no longer configured: nothing.
    """
    if source is None or source.rights is Rights.INTERNAL:
        return ""
    limit = _OPEN_LIMIT if source.rights is Rights.OPEN else min(source.extract, _PRESS_LIMIT)
    if len(summary) <= limit:
        return summary
    cut = summary[: max(limit - 2, 0)].rsplit(" ", 1)[0].rstrip(" ,;:.")
    return f"{cut} …" if cut else ""
