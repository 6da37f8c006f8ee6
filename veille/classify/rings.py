"""How near the places of a text are: the territory's own names, then the whole country's.

Two readings meet here. ``mentions`` knows the names an admin gave (aliases, communes that no
list has); ``places`` knows every commune of France and tells homonyms apart. A commune of
the territory that the second gives to another part of the country is dropped.
"""

from collections.abc import Sequence

from veille.classify.mentions import Mention, Ring
from veille.domain.place import NamedPlace, Territory
from veille.normalise.lexing import Text
from veille.normalise.words import fold
from veille.places import Place
from veille.places.gazetteer import department_of

_ARTICLES = ("le ", "la ", "les ", "l'")


def named_places(found: Sequence[Place], text: Text) -> tuple[NamedPlace, ...]:
    """The places found in a text, with their codes, each once, in reading order."""
    kept: dict[tuple[str, str], NamedPlace] = {}
    for place in found:
        key = (place.code or place.name, place.level)
        written = text.whole[place.start : place.end]
        if written != place.name:
            name, said = fold(place.name), fold(written)
            if any(name == article + said for article in _ARTICLES):
                written = place.name
        kept.setdefault(key, NamedPlace(place.name, place.code, place.level, place.why, written))
    return tuple(kept.values())


def nearest_first(
    territory: Territory, mentions: Sequence[Mention], places: Sequence[NamedPlace]
) -> tuple[Mention, ...]:
    """The mentions of both readings, nearest first, each name once."""
    elsewhere = {
        fold(place.name)
        for place in places
        if place.level == "commune"
        and place.code
        and place.code not in territory.own_codes
        and place.code not in territory.neighbour_codes
    }
    kept: dict[str, Mention] = {}
    for mention in mentions:
        if not (mention.is_commune and fold(mention.name) in elsewhere):
            kept.setdefault(fold(mention.name), mention)
    for place in places:
        ring = _ring(territory, place)
        if ring is not None:
            kept.setdefault(fold(place.name), Mention(place.name, ring, place.level == "commune"))
    return tuple(sorted(kept.values(), key=lambda mention: mention.ring))


def _ring(territory: Territory, place: NamedPlace) -> Ring | None:
    if place.level == "commune":
        if place.code in territory.own_codes:
            return Ring.TERRITORY
        if place.code in territory.neighbour_codes:
            return Ring.NEIGHBOUR
        if place.code and department_of(place.code) == territory.department:
            return Ring.DEPARTMENT
    if place.level == "epci" and place.code == territory.epci_code:
        return Ring.TERRITORY
    return None
