"""How much the words around a name speak for a commune.

A capital alone proves little: it also begins sentences, surnames and titles in capitals. Each
name found is therefore given the strength of what surrounds it, and ``resolution`` asks the
more of it the more the name is a common word.
"""

import re

from veille.normalise.words import fold
from veille.places import strength
from veille.places.aliases import TRAPS
from veille.places.bearers import SENTENCE, is_medium, is_person, is_team, is_tied
from veille.places.gazetteer import Entry, Gazetteer, key_of
from veille.places.lexicon import (
    BUILDINGS,
    CONTRACTED,
    COUNTRIES,
    DE,
    FACILITIES,
    FIRST_NAMES,
    STREETS,
    TOWARDS,
    TOWN_NOUNS,
    TOWN_VERBS,
)
from veille.places.setting import Setting
from veille.places.spotting import HEADLINE, Spot, Words, is_heading
from veille.places.strength import Strength

DEFINITE = frozenset(("le", "la", "les", "l", "au", "aux", "du", "des"))
_ARTICLE_FORMS = {
    "le": ("le", "au", "du"),
    "la": ("la",),
    "les": ("les", "aux", "des"),
    "l": ("l",),
}
_LOCATED = re.compile(
    r"(?:,? (?:en|au|aux)|, (?:ville|port|province) (?:du|de la|des|de)) ([A-ZÉÎ][\w-]+)"
)
_AGREEMENTS = ("(e", "·e", "/e", ".e.")
_TEAMS = frozenset("stade girondins olympique racing".split())
_BRACKET = re.compile(r"\s?\(([^()]{1,40})\)")
_OPENING_WORDS = 3
"""Words within which a noun has the capital of the title (« Gare de … »)."""
_DASHES = frozenset((" - ", " – ", " — ", " | "))


def fits(entry: Entry, words: Words, spot: Spot) -> bool:
    """Whether the article before the name, or its absence, is that of the commune."""
    before = words.before(spot.first)
    if not entry.article:
        return before not in DEFINITE
    return before in _ARTICLE_FORMS[entry.article]


def bracket_after(words: Words, spot: Spot) -> str:
    """« Loire » in « Perreux (Loire) »."""
    found = _BRACKET.match(words.text, words.ends[spot.last - 1])
    return found[1] if found else ""


def department_said(gazetteer: Gazetteer, bracket: str) -> str:
    """The department between brackets: its name, its number or a postcode."""
    head = bracket.split(",")[0].strip()
    if len(head) == 5 and head.isdigit():
        head = head[:3] if head.startswith(("97", "98")) else head[:2]
    return gazetteer.department_codes.get(key_of(head), "")


def is_abroad(words: Words, spot: Spot, bracket: str) -> bool:
    """« Valence (Espagne) », « Beaumont, au Texas »."""
    located = _LOCATED.match(words.text, words.ends[spot.last - 1])
    said = bracket or (located[1] if located else "")
    return any(word in COUNTRIES for word in key_of(said).split())


def commune_cue(
    words: Words, spot: Spot, setting: Setting, *, article: bool, big: bool, local: bool
) -> Strength:
    """How much speaks for a commune.

    ``article``: its name begins with the word before. ``big``: too known to be a surname.
    ``local``: its department is that of the text or of the source.
    """
    first = spot.first
    known = big or local or " " in spot.key
    contracted = ""
    if article:
        first -= 1
        contracted = CONTRACTED.get(words.folded[first], "")
    if (
        is_tied(words, spot, big=big, local=local)
        or is_team(words, spot, first)
        or is_medium(words, first)
    ):
        return strength.REFUSED
    if words.text.startswith(_AGREEMENTS, words.ends[spot.last - 1]):  # « Chargé(e) »
        return strength.REFUSED
    following = words.said[spot.last] if words.gaps[spot.last] == " " else ""
    if spot.key in FIRST_NAMES and following[:1].isupper():
        return strength.REFUSED
    before = contracted or words.before(first)
    far = words.before(first if contracted else first - 1) if before else ""
    if before in DE and (far in STREETS or (far in _TEAMS and _is_name(words, first - 2))):
        return strength.REFUSED
    if far and not local and f"{far} {words.folded[spot.first - 1]} {spot.key}" in TRAPS:
        return strength.REFUSED
    if before in DE and far in TOWN_NOUNS:
        return strength.NAMED
    if before == "a" and (contracted or _is_at(words, first - 1, setting)):
        return strength.SURE
    if is_person(words, spot, first, before, known=big or local):
        return strength.REFUSED
    if before in BUILDINGS and (not (big or local) or spot.key.startswith("saint")):
        return strength.REFUSED
    start = SENTENCE.search(words.gaps[first]) is not None
    if is_heading(words, first) and HEADLINE.match(words.text, words.ends[spot.last - 1]):
        # « Lens : deux recrues » is the team, « Lens. Deux recrues » a local newspaper.
        told = words.text.startswith(".", words.ends[spot.last - 1])
        return strength.REFUSED if setting.sport and not told else strength.HEADLINE
    if _stands_alone(words, first, spot.last):
        return strength.ALONE
    if before in DE or before in TOWARDS or _is_second(words, first):
        # « le président de Montségur Finance »
        if not known and following[:1].isupper():
            return strength.START
        return strength.OWNED if before in DE and _is_owned(words, first) else strength.LINKED
    if setting.sport:
        return strength.REFUSED
    shouted = setting.shouted[words.starts[first] > setting.border]
    if following[:1].isupper() and not shouted:
        return strength.OPENING if first == 0 else strength.START
    subject = start or words.gaps[first] == ", "
    if subject and not shouted and following != "à" and fold(following) in TOWN_VERBS:
        return strength.ACTING
    return strength.START if start or shouted else strength.BARE


def _is_name(words: Words, rank: int) -> bool:
    """« le Stade de Reims » is the club, « le stade de Reims » is where it plays."""
    return rank >= 0 and (words.said[rank][0].isupper() or words.folded[rank] != "stade")


def _is_second(words: Words, first: int) -> bool:
    """« la ligne entre Péronne et … »."""
    if words.before(first) != "et":
        return False
    return any(words.folded[rank] == "entre" for rank in range(max(0, first - 6), first - 2))


def _is_owned(words: Words, first: int) -> bool:
    """« le lycée professionnel de … », « le centre hospitalier de … », two words back."""
    noun = words.before(first - 1)
    if noun in FACILITIES:
        return words.said[first - 2][0].islower() or first <= _OPENING_WORDS
    return False


def _stands_alone(words: Words, first: int, last: int) -> bool:
    """« Travaux - Roanne », « un pont neuf (Roanne) »: nothing else between the dashes."""
    text = words.text
    opening, closing = words.starts[first] - 3, words.ends[last - 1]
    before = text[max(0, opening) : opening + 3]
    after = text[closing : closing + 3]
    if before.endswith("("):
        return after.startswith(")")
    return before in _DASHES and (after in _DASHES or not after.strip() or after[0] == "\n")


def _is_at(words: Words, rank: int, setting: Setting) -> bool:
    """« à », whose accent capitals and old texts leave out; not « il a »."""
    return words.said[rank] in ("à", "À", "A") or setting.plain
