"""What may be shown of a source's text: the one place where rights are enforced."""

from veille.domain.source import Rights, Source
from veille.normalise.text import shorten

_PRESS_LIMIT = 200
"""Characters. Press: a short quotation at most, whatever the source's own setting."""


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
