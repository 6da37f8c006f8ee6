"""The French account of a change: « Ajouté : … », « Modifié : “…” devient “…” »."""

from collections.abc import Sequence

from veille.normalise.text import shorten

LIMIT = 1_500
"""Characters: what is read of one entry in a letter, and room for five changes or more."""
_QUOTE = 400
"""Characters of one added or removed sentence."""
_PART = 240
"""Characters of each half of an edited one; what differs is within."""
_BEFORE = 60
"""Characters kept before what differs, to know what it is about."""
REWRITTEN = "La page a été presque entièrement réécrite."


def account(
    added: Sequence[str],
    removed: Sequence[str],
    edited: Sequence[tuple[str, str]],
    *,
    rewritten: bool,
) -> str:
    """One line per change, in about ``LIMIT`` characters; the last says how many others."""
    lines = [_edit(*pair) for pair in edited]
    lines += [f"Ajouté\xa0: {shorten(one, _QUOTE)}" for one in added]
    lines += [f"Retiré\xa0: {shorten(one, _QUOTE)}" for one in removed]
    shown = [REWRITTEN] if rewritten else []
    length = sum(len(one) for one in shown)
    for place, line in enumerate(lines):
        length += len(line) + 1
        if place and length > LIMIT:
            others = len(lines) - place
            shown.append(
                "Et une autre modification."
                if others == 1
                else f"Et {others} autres modifications."
            )
            break
        shown.append(line)
    return "\n".join(shown)


def _edit(before: str, after: str) -> str:
    start = _first_difference(before, after)
    return f"Modifié\xa0: “{_around(before, start)}” devient “{_around(after, start)}”"


def _first_difference(before: str, after: str) -> int:
    for place, (one, two) in enumerate(zip(before, after, strict=False)):
        if one != two:
            return place
    return min(len(before), len(after))


def _around(text: str, start: int) -> str:
    """``text`` in at most about ``_PART`` characters, from a word shortly before ``start``."""
    if len(text) <= _PART or start <= _BEFORE:
        return shorten(text, _PART)
    cut = text.find(" ", start - _BEFORE, start) + 1
    return f"…\xa0{shorten(text[cut:], _PART)}" if cut else shorten(text, _PART)
