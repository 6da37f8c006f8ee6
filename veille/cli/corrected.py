"""An item before and after a person's word: how it is told, and agreed to."""

import sys
from typing import TYPE_CHECKING, Any

from veille.normalise.french import plural

if TYPE_CHECKING:
    from veille.archive.classifications import Standing
    from veille.domain.correction import Correction
    from veille.domain.theme import Classification

_SHOWN = 10


def changes(correction: "Correction") -> str:
    """« + foncier, − commerce, pertinence 2 »."""
    parts = [f"+\u00a0{code}" for code in correction.added]
    parts += [f"−\u00a0{code}" for code in correction.removed]
    if correction.relevance is not None:
        parts.append(f"pertinence {correction.relevance}")
    return ", ".join(parts)


def shown(found: "Classification") -> str:
    """« emploi, foncier · pertinence 2 »."""
    themes = ", ".join(match.code for match in found.themes) or "sans thème"
    return f"{themes} · pertinence {found.relevance}"


def state(found: "Classification") -> dict[str, Any]:
    """The same for a program."""
    return {"themes": [match.code for match in found.themes], "relevance": found.relevance}


def others(changed: "tuple[Standing, ...]") -> list[int]:
    """The numbers told of the other items that change."""
    return [one.id for one in changed[:_SHOWN]]


def announce_others(changed: "tuple[Standing, ...]") -> None:
    """Say which other items change, the first of them by name."""
    if not changed:
        print("  aucun autre article ne change")
        return
    print(f"  {plural(len(changed), 'autre article change', 'autres articles changent')}\u00a0:")
    for one in changed[:_SHOWN]:
        print(f"    {one.id}  {one.title}")


def agreed(question: str) -> bool:
    """Asked of a person at a terminal; a script has already decided."""
    if not sys.stdin.isatty():
        return True
    return input(f"{question}\u00a0? [o/N] ").strip().lower() in ("o", "oui")
