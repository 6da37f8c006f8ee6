"""What the words around a name say: a town, a department, a river, a team, a person.

A capital alone proves little: it also begins sentences, surnames and titles in capitals. Each
name found is therefore given the strength of what surrounds it, and ``resolution`` asks the
more of it the more the name is a common word.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from veille.normalise.words import fold
from veille.places.gazetteer import LINKS, Entry, Gazetteer
from veille.places.lexicon import (
    BUILDINGS,
    CLUBS,
    CONTRACTED,
    COUNTRIES,
    DE,
    DIRECTIONS,
    FIRST_NAMES,
    HONORIFICS,
    MEDIA,
    NATURE,
    SPORT,
    STREETS,
    TOWARDS,
    TOWN_NOUNS,
    TOWN_VERBS,
)
from veille.places.spotting import Spot, Words, hyphenated


class Cue(IntEnum):
    """How much the surroundings speak for a place."""

    REFUSED = 0
    START = 1
    """The name begins a sentence, or all is in capitals: its capital says nothing."""
    OPENING = 2
    """It begins the title and another capital follows: a heading, in many newspapers."""
    BARE = 3
    LINKED = 4
    """After « de », « vers », « entre »…"""
    HEADLINE = 5
    """« Roanne : … », « ROANNE. … », at the beginning of a title or of a summary."""
    SURE = 6
    """After « à », « maire de », or before the department between brackets."""


# Inhabitants from which a town is named like a country, without a word to introduce it, and is
# not taken for a surname. Some 480 communes; below, surnames and villages look alike.
BIG = 20_000
_ARTICLE_FORMS = {
    "": (),
    "le": ("le", "au", "du"),
    "la": ("la",),
    "les": ("les", "aux", "des"),
    "l": ("l",),
}
DEFINITE = frozenset(("le", "la", "les", "l", "au", "aux", "du", "des"))
_INITIAL = re.compile(r"\b(?:[A-Z]|MM|Mme|Mlle|Dr|Me|Mgr|Pr)\.\s$")
_HEADLINE = re.compile(r"\s?[:.|]\s|\s[–—|-]\s|\s?\([^()]{1,40}\)\s?[:.|–—-]")
_BRACKET = re.compile(r"\s?\(([^()]{1,40})\)")
_NORTHS = frozenset("mer gare pole train musees europe pays".split())
_DASHES = frozenset((" - ", " – ", " — ", " | "))
_SENTENCE = re.compile(r"[.!?:;…»«“”\"|\n•–—(]")
_IN_FLOOD = re.compile(
    r" (?:est |a |ont )?(?:encore )?(?:en crue|en décrue|débord|sort|monte|coule|à sec|gel)"
)
_SHOUTED_SHARE = 0.6
"""Share of capitals from which a title is written in capitals; « CHU de ROANNE » is not."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the whole text, read once."""

    shouted: tuple[bool, bool]
    """Whether title and summary are written in capitals."""
    border: int
    """Where the summary begins."""
    plain: bool
    """No accent anywhere: « a » may be « à »."""
    sport: bool


def setting_of(title: str, summary: str, words: Words) -> Setting:
    text = words.text
    return Setting(
        shouted=(_shouted(title), _shouted(summary)),
        border=len(title),
        plain=text.isascii(),
        sport=any(
            said.islower() and words.folded(rank) in SPORT
            for rank, said in enumerate(words.said)
            if len(said) > 2
        )
        or any(word in text for word in ("Ligue 1", "Ligue 2", "Top 14", "Pro D2", " Cup")),
    )


def _shouted(text: str) -> bool:
    letters = sum(sign.isalpha() for sign in text)
    return letters > 0 and sum(sign.isupper() for sign in text) > _SHOUTED_SHARE * letters


def fits(entry: Entry, words: Words, spot: Spot) -> bool:
    """Whether the article before the name, or its absence, is that of the commune."""
    before = words.before(spot.first)
    if not entry.article:
        return before not in DEFINITE
    if before in _ARTICLE_FORMS[entry.article]:
        return True
    return False


def bracket_after(words: Words, spot: Spot) -> str:
    """« Loire » in « Perreux (Loire) »."""
    found = _BRACKET.match(words.text, words.ends[spot.last - 1])
    return found[1] if found else ""


def department_said(gazetteer: Gazetteer, bracket: str) -> str:
    """The department between brackets: its name, its number or a postcode."""
    head = bracket.split(",")[0].strip()
    if len(head) == 5 and head.isdigit():
        head = head[:3] if head.startswith(("97", "98")) else head[:2]
    return gazetteer.department_codes.get(
        " ".join(re.findall(r"[^\W_]+", fold(head))), ""
    ) or gazetteer.department_codes.get(fold(head), "")


def is_abroad(bracket: str) -> bool:
    return any(word in COUNTRIES for word in re.findall(r"[^\W_]+", fold(bracket)))


def commune_cue(
    words: Words, spot: Spot, setting: Setting, *, article: bool, big: bool, local: bool
) -> Cue:
    """How much speaks for a commune.

    ``article``: its name begins with the word before. ``big``: too known to be a surname.
    ``local``: its department is that of the text or of the source.
    """
    first = spot.first
    known = big or local or " " in spot.key
    contracted = ""
    if article:
        first -= 1
        contracted = CONTRACTED.get(words.folded(first), "")
    if _tied(words, spot, big=big, local=local) or _team(words, spot, first) or _media(words, first):
        return Cue.REFUSED
    following = words.said[spot.last] if words.gap(spot.last) == " " else ""
    if spot.key in FIRST_NAMES and following[:1].isupper():
        return Cue.REFUSED
    before = contracted or words.before(first)
    far = words.before(first if contracted else first - 1) if before else ""
    if before in DE and (far in STREETS or far in ("stade", "girondins", "olympique", "racing")):
        return Cue.REFUSED
    if before in DE and far in TOWN_NOUNS:
        return Cue.SURE
    if before == "a" and (contracted or _is_at(words, first - 1, setting)):
        return Cue.SURE
    if _is_person(words, spot, first, before, known=big or local):
        return Cue.REFUSED
    if before in BUILDINGS and (not (big or local) or spot.key.startswith("saint")):
        return Cue.REFUSED
    start = _SENTENCE.search(words.gap(first)) is not None or first == 0
    if words.gap(first) == "\n" or first == 0:
        follows = _HEADLINE.match(words.text, words.ends[spot.last - 1])
        if follows:
            return Cue.REFUSED if setting.sport else Cue.HEADLINE
    if _stands_alone(words, first, spot.last):
        return Cue.LINKED
    if before in DE or before in TOWARDS:
        # « le président de Montségur Finance »
        longer = not known and following[:1].isupper()
        return Cue.START if longer else Cue.LINKED
    if setting.sport:
        return Cue.REFUSED
    shouted = setting.shouted[words.starts[first] > setting.border]
    if following[:1].isupper() and not shouted:
        return Cue.OPENING if first == 0 else Cue.START
    if start and not shouted and following != "à" and fold(following) in TOWN_VERBS:
        return Cue.BARE
    return Cue.START if start or shouted else Cue.BARE


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


def _tied(words: Words, spot: Spot, *, big: bool, local: bool) -> bool:
    """Whether a hyphen makes another name of it (« Perreux-sur-Marne », « Mont-blanc »).

    An unknown name that begins with that of a commune of the department is taken for its
    usual form (« Beaufort-sur-Doron »).
    """
    before, after = hyphenated(words, spot)
    if before >= 0 and len(words.said[before]) == 1:  # a model, « F-Pace »
        return True
    if before >= 0 and words.said[before][0].islower() and words.folded(before) in LINKS:
        return True
    if after >= 0 and words.folded(after) in LINKS and words.said[after][0].islower():
        return not local
    if before >= 0 and not big and words.folded(before) not in DIRECTIONS:
        return words.said[before][0].islower()
    if after >= 0 and not big and words.folded(after) not in DIRECTIONS:
        return words.said[after][0].islower()
    return False


def _team(words: Words, spot: Spot, first: int) -> bool:
    for rank, joined in ((first - 1, words.gap(first)), (spot.last, words.gap(spot.last))):
        if 0 <= rank < len(words) and joined in (" ", "\u00a0", "-"):
            said = words.said[rank]
            if words.folded(rank) in CLUBS and (said.isupper() or said[0].isupper() and len(said) > 3):
                return True
    return False


def _media(words: Words, first: int) -> bool:
    """« BFM Toulon Var », « La Tribune Toulouse »: the name of a medium, not of a place."""
    rank = first
    while rank > 0 and words.gap(rank) in (" ", "\u00a0", "-") and words.said[rank - 1][0].isupper():
        rank -= 1
        if words.folded(rank) in MEDIA:
            return True
    return False


def _is_person(words: Words, spot: Spot, first: int, before: str, *, known: bool) -> bool:
    if _INITIAL.search(words.text, max(0, words.starts[first] - 6), words.starts[first]):
        return True
    if before in HONORIFICS:
        return True
    capital = bool(before) and words.said[first - 1][0].isupper()
    if capital and before in FIRST_NAMES and words.gap(first) != "-":
        return True
    if before in DE and words.before(first - 1) in FIRST_NAMES:  # « Geneviève de »
        return words.said[first - 2][0].isupper()
    if not capital or known or " " in spot.key or before in DE or words.gap(first) == "-":
        return False
    # An unknown word with a capital, within the sentence: a first name, or a company.
    opening = words.gap(first - 1) == "\n" or _SENTENCE.search(words.gap(first - 1)) is not None
    return not opening and not words.said[first - 1].isupper()


def surnames(words: Words) -> frozenset[str]:
    """Words that follow a first name somewhere in the text: they are people all along it."""
    found = []
    for rank in range(1, len(words)):
        said = words.said
        if said[rank][0].isupper() and said[rank - 1][0].isupper() and words.gap(rank) == " ":
            if words.folded(rank - 1) in FIRST_NAMES:
                found.append(words.folded(rank))
    return frozenset(found)


def large_cue(words: Words, spot: Spot, *, listed: bool) -> bool:
    """Whether the name is said of a department or a region, not of a river or a wine.

    ``listed``: it follows another department or region in a list.
    """
    text, first = words.text, spot.first
    several = " " in spot.key
    opens, closes = text[: words.starts[first]][-1:], text[words.ends[spot.last - 1] :][:1]
    if opens == "(" and closes in (")", ","):
        return True
    if _media(words, first) or _team(words, spot, first):
        return False
    tied, after = hyphenated(words, spot)
    if tied >= 0 and words.folded(tied) not in DIRECTIONS or after >= 0:
        return False
    before = words.before(first)
    if before in FIRST_NAMES and words.said[first - 1][0].isupper():
        return False
    far = words.before(first - 1) if before else ""
    further = words.before(first - 2) if far else ""
    nature = {far, further} if before in ("la", "l", "le") and far in DE else {far, before}
    if not several and before not in ("en", "dans") and nature & NATURE or not several and _IN_FLOOD.match(text, words.ends[spot.last - 1]):
        return False
    if spot.key == "nord" and before == "du" and (far in _NORTHS or words.said[first - 2][0].isupper()):
        return False
    if spot.key == "nord" and words.after(spot.last - 1) in ("de", "et", "au", "d"):
        return False
    if spot.key in ("manche", "nord") and before in ("la", "le", "au"):
        return far in ("dans", "de", "departement")
    if not several and words.gap(spot.last) == " " and before:
        following = words.said[spot.last]  # « l’Alsace Verte »: an institution, a part of it
        if following[0].isupper() and not following.isupper():
            return False
    if before in ("en", "dans", "du", "des", "d", "de", "au", "aux"):
        return True
    if before in ("le", "la", "les", "l"):
        return several or far not in ("sur", "sous", "traverse", "traverser", "longe", "franchit")
    if listed:
        return True
    if words.gap(first) == "\n" or first == 0:
        follows = text[words.ends[spot.last - 1] :]
        return several or bool(_HEADLINE.match(follows)) or bool(re.match(r"\s?:| [A-ZÀ-Ý]", follows))
    return several
