"""Why an item is in a story, as a reader is told: « même titre à 82 %, mêmes lieux ».

An item is explained by the other item of its story that it is most alike, the earliest of
equals. A story of one item needs no reason.
"""

import re
from collections.abc import Sequence

from veille.normalise.french import listed, span
from veille.normalise.words import stem, title_key, words
from veille.stories.features import Features
from veille.stories.likeness import dot

# Words shown: the rarest that two items share, enough to see why.
_SHOWN = 3
# Members looked at to explain one: a story of a thousand items is explained by its beginning.
_LOOKED_AT = 30
_WORD = re.compile(r"[^\W_]+")
_NBSP = "\u00a0"
DECIDED = "réunis par une personne"


def reasons(items: Sequence[Features], decided: frozenset[int]) -> tuple[str, ...]:
    """The reason of each item of a story; ``decided``: positions a person answered for."""
    if len(items) < 2:
        return ("",) * len(items)
    return tuple(
        DECIDED if position in decided else _likeness(item, _nearest(position, items))
        for position, item in enumerate(items)
    )


def _nearest(position: int, items: Sequence[Features]) -> Features:
    others = [one for number, one in enumerate(items[:_LOOKED_AT]) if number != position]
    item = items[position]
    return max(others, key=lambda one: (_same_address(item, one), dot(item.vector, one.vector)))


def _likeness(item: Features, other: Features) -> str:
    parts = [_title(item, other), _places(item, other)]
    parts.append("" if parts[1] else _words(item, other))
    if item.telling.date and other.telling.date:
        parts.append(f"à {_apart(item, other)} d’écart")
    return ", ".join(part for part in parts if part)


def _title(item: Features, other: Features) -> str:
    if _same_address(item, other):
        return "même adresse"
    if title_key(item.telling.title) == title_key(other.telling.title):
        return "même titre"
    share = dot(item.vector, other.vector) / (item.length * other.length)
    return f"même titre à {min(99, round(100 * share))}{_NBSP}%"


def _same_address(item: Features, other: Features) -> bool:
    address = item.telling.canonical_url
    return bool(address) and address == other.telling.canonical_url


def _places(item: Features, other: Features) -> str:
    there = set(other.telling.places)
    shared = [place for place in item.telling.places if place in there]
    if not shared:
        return ""
    return ("même lieu" if len(shared) == 1 else "mêmes lieux") + f" ({listed(shared[:_SHOWN])})"


def _words(item: Features, other: Features) -> str:
    """The rarest words both titles have, with the capitals of this one."""
    there = {stem(word) for word in other.title}
    shared = [word for word in item.title if stem(word) in there]
    shared.sort(key=lambda word: -item.vector.get(stem(word), 0.0))
    written = _written(item.telling.title)
    shown = [written.get(word, word) for word in shared[:_SHOWN] if len(word) > 1]
    if not shown:
        return ""
    kind = "noms" if all(word[0].isupper() for word in shown) else "mots"
    return f"mêmes {kind} ({listed(shown)})" if len(shown) > 1 else f"même mot ({shown[0]})"


def _written(title: str) -> dict[str, str]:
    """How each folded word of a title is written in it."""
    return {words(word)[-1]: word for word in _WORD.findall(title)}


def _apart(item: Features, other: Features) -> str:
    if item.telling.date is None or other.telling.date is None:
        return ""
    return span(item.telling.date - other.telling.date)
