"""Departments and regions told from the rivers, seas and ranges that gave them their names."""

import re

from veille.places.bearers import is_medium, is_team
from veille.places.lexicon import DE, DIRECTIONS, FIRST_NAMES, NATURE, TOWN_VERBS
from veille.places.spotting import HEADLINE, Spot, Words, hyphenated, is_heading

_IN_FLOOD = re.compile(
    r" (?:est |a |ont )?(?:encore )?(?:en crue|en décrue|débord|sort|monte|coule|à sec|gel)"
)
_HEADING = re.compile(r"\s?:| [A-ZÀ-Ý]")
_TERRA = re.compile(r", (?:une? |l[ea] )?(?:terre|département|région|pays|territoire)s?\b")
"""« Lozère, terre de tournages »."""
_ACRONYM = 6
"""Letters of the longest usual acronym before a region (« DREETS Bretagne »)."""
_SMALL = frozenset("en dans du des d de au aux le la les l un une et ou a sur mme mlle".split())
_CROSSED = frozenset("sur sous traverse traverser longe franchit".split())
_NORTHS = frozenset("mer gare pole train musees europe pays".split())


def names_it(words: Words, spot: Spot, *, region: bool, listed: bool) -> bool:
    """Whether the name is said of a department or a region.

    ``region``: it is a region. ``listed``: it stands in a list of departments or regions.
    """
    text, first, end = words.text, spot.first, words.ends[spot.last - 1]
    several = " " in spot.key
    if text.endswith("(", 0, words.starts[first]) and text.startswith((")", ","), end):
        return True
    if is_medium(words, first) or is_team(words, spot, first):
        return False
    tied, after = hyphenated(words, spot)
    if (tied >= 0 and words.folded[tied] not in DIRECTIONS) or after >= 0:
        return False
    before = words.before(first)
    if before in FIRST_NAMES and words.said[first - 1][0].isupper():
        return False
    far = words.before(first - 1) if before else ""
    owner = words.said[first - 1] if before else ""
    if region and (before == "region" or (owner.isupper() and 1 < len(owner) <= _ACRONYM)):
        return True  # « la Région Normandie », « l’ARS Bretagne »
    if owner.isdigit():  # « France 3 Champagne-Ardenne »
        return False
    if region and owner.islower() and before not in _SMALL:  # « l’agence de santé Occitanie »
        return not (words.gaps[spot.last] == " " and words.said[spot.last][0].isupper())
    if before in ("departement", "meteo") or spot.key == "mayotte":
        return True
    if not several:
        if _is_nature(words, spot, before, far, listed=listed):
            return False
        following = words.said[spot.last] if before and words.gaps[spot.last] == " " else ""
        if following and following[0].isupper() and not following.isupper():
            return False  # « l’Alsace Verte »: an institution, a part of it
    if before in ("en", "dans", "du", "des", "d", "de", "au", "aux", "hors"):
        return True
    if before in ("le", "la", "les", "l"):
        return several or far not in _CROSSED
    if listed or several:
        return True
    if region and words.after(spot.last - 1) in TOWN_VERBS:
        return True
    if not is_heading(words, first):
        return False
    return bool(HEADLINE.match(text, end) or _HEADING.match(text, end) or _TERRA.match(text, end))


def _is_nature(words: Words, spot: Spot, before: str, far: str, *, listed: bool) -> bool:
    """« les bords de Loire », « la Loire en crue », « le Nord de l’Italie », « la Manche »."""
    further = words.before(spot.first - 2) if far else ""
    around = {far, further} if before in ("la", "l", "le") and far in DE else {far, before}
    if before not in ("en", "dans") and around & NATURE:
        return True
    if _IN_FLOOD.match(words.text, words.ends[spot.last - 1]):
        return True
    if spot.key == "nord":
        if words.after(spot.last - 1) in ("de", "et", "au", "d") and not listed:
            return True
        if before == "du" and (far in _NORTHS or words.said[spot.first - 2][0].isupper()):
            return True
    if spot.key in ("manche", "nord") and before in ("la", "le", "au"):
        if listed or words.after(spot.last - 1) in TOWN_VERBS:
            return False
        return far not in ("dans", "de", "departement")
    return False
