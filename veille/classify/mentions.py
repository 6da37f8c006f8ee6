"""Names of the territory and its surroundings in a text, told from common words.

The automaton finds folded words; this module then looks at the original text around each
of them, for case and neighbours decide:

- a name needs its capitals (« un coteau » is not Le Coteau), whatever its accents, hyphens
  and Saint/St; « au Coteau » and « du Coteau » are Le Coteau;
- a longer name hides those inside it (Saint-Léger-sur-Roanne does not name Roanne), and a
  hyphen with a linking word makes another commune (Perreux is not Le Perreux-sur-Marne);
- a name that is also a common word (Mars, Cours, Lay) needs a cue: « à », « commune de »…;
- « Perreux (Yonne) » or « Perreux (89) » is a homonym, and so is « Mme Perreux ».

Known limit: a homonym elsewhere without its department is taken for ours.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from veille.classify.departments import DEPARTMENTS
from veille.domain.place import Commune, Territory
from veille.normalise.lexing import Text
from veille.normalise.words import rule_words


class Ring(IntEnum):
    """How near a place is; the nearest one named decides."""

    TERRITORY = 0
    NEIGHBOUR = 1
    DEPARTMENT = 2
    REGION = 3
    OTHER = 4
    """Another department: named only to keep « Loire-Atlantique » from naming the Loire."""


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name to look for. ``spellings`` feed the automaton, ``pattern`` checks the text."""

    name: str
    ring: Ring
    is_commune: bool
    spellings: tuple[str, ...]
    pattern: str
    """Regular expression, compiled the first time a text seems to hold the name."""
    department: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named by a text."""

    name: str
    ring: Ring
    is_commune: bool


# Names of French communes that are common words too: those that the running text of some
# 20,000 press articles holds more than 25 times in lower case, less the verbs and adverbs that
# no capital precedes in practice, plus the surnames among the neighbours of the starter.
_COMMON_NAMES = """
    ange armes avril bar barre bert blanc bois bonne bords borne boyer branches bras bully bus
    campagne cause centres champagne champs chandon charge chateau chaussee chemin comte confort
    contre corps cote coteau couches courant couronne cours creche croix cultures ecole etoile
    fete feux fille flotte force forge fosse fourneaux frais garde grand grave grenade hopital
    jardin joux lacs lance lay lies ligne loges long luxe machine mailly maire maisons marche
    marcoux mars mene mer mere monnaie mont montagne monte moulins murs orange palais palme parc
    passage pere pierre pierres place plaine plan planche plans plats pointe poisson pont port
    pres prince quartier racines rang reunion riche rives riviere rouge routes rue sains salle
    salles salon sarry sauvage sauvages sens serre seuil sieges signes suisse table temple
    terrasse titre tombe touches tour tours union vallee ventes vers vert vienne vif ville villers
    vue
"""
_COMMON_WORDS = frozenset(_COMMON_NAMES.split())
_LINKS = "sur|sous|les|lez|en|la|le|de|du|des|aux|et|pres|d|l"
# Asked where a name was found: at each character of a text, it would take a third of a millisecond.
_FREE = re.compile(
    "".join(
        rf"(?<!\b{link}-)"
        for link in (*_LINKS.split("|"), "Le", "La", "Les", "Saint", "Sainte", "St")
    )
    + "".join(rf"(?<!\b{title} )" for title in (r"M\.", "Mme", "Mlle", "Dr", "Me"))
)
_NOT_AFTER = rf"(?!-(?:{_LINKS})\b)(?!\w)"
_CUE = (
    r"(?:\b(?:[AaÀà]|(?:[Cc]ommune|[Mm]aire|[Mm]airie|[Vv]ille|[Vv]illage|[Bb]ourg|habitants) de) )"
)
_BRACKET = r"(?: ?\((?P<bracket>[^()]{1,30})\))?"
_CONTRACTED = {"le": ("au", "du"), "les": ("aux", "des")}
_SMALL = frozenset(("au", *_LINKS.split("|")))
_ABBREVIATED = {"Saint": ("St", "ST"), "Sainte": ("Ste", "STE")}
_TOKEN = re.compile(r"[^\W_]+")
_COMBINING = re.compile(r"[\u0300-\u036f]+")


def place_names(territory: Territory) -> Iterator[PlaceName]:
    """Everything to look for: the territory, its communes, neighbours, departments, region."""
    for name in (territory.name, *territory.aliases):
        yield _name(name, Ring.TERRITORY)
    for commune in territory.communes:
        yield _commune(commune, Ring.TERRITORY)
    for commune in territory.neighbours:
        yield _commune(commune, Ring.NEIGHBOUR)
    for code, name in DEPARTMENTS.items():
        yield _name(name, Ring.DEPARTMENT if code == territory.department else Ring.OTHER)
    if territory.region:
        yield _name(territory.region, Ring.REGION)
    for name in _FALSE_FRIENDS:
        yield _name(name, Ring.OTHER)


# Longer names that hold the name of a department.
_FALSE_FRIENDS = (
    "Pays de la Loire",
    "Centre-Val de Loire",
    "Val de Loire",
    "châteaux de la Loire",
    "Bourgogne-Franche-Comté",
    "Nord-Pas-de-Calais",
)


def mentioned(
    names: Sequence[PlaceName],
    hits: Sequence[tuple[int, int, int]],
    text: Text,
) -> tuple[Mention, ...]:
    """The places that ``hits`` of the automaton really name, nearest first, each once.

    ``hits`` are (rank in ``names``, start, end). Names of other departments are dropped.
    """
    if not hits:
        return ()
    plain = _unaccented(text.whole)
    found: dict[str, Mention] = {}
    for rank in dict.fromkeys(rank for rank, start, end in hits if not _inside(start, end, hits)):
        name = names[rank]
        if name.ring is not Ring.OTHER and _is_named(name, plain):
            found.setdefault(name.name, Mention(name.name, name.ring, name.is_commune))
    return tuple(sorted(found.values(), key=lambda mention: mention.ring))


def _inside(start: int, end: int, hits: Sequence[tuple[int, int, int]]) -> bool:
    return any(
        first <= start and end <= last and last - first > end - start for _, first, last in hits
    )


@lru_cache(maxsize=4096)  # several territories' worth of names
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _is_named(name: PlaceName, text: str) -> bool:
    for match in _compiled(name.pattern).finditer(text):
        if not _FREE.match(text, match.start()):
            continue
        bracket = match["bracket"]
        said = _DEPARTMENT_OF.get(rule_words(bracket)) if bracket and name.department else None
        if said is None or said == name.department:
            return True
    return False


_DEPARTMENT_OF = {rule_words(code): code for code in DEPARTMENTS} | {
    rule_words(name): code for code, name in DEPARTMENTS.items()
}


def _commune(commune: Commune, ring: Ring) -> PlaceName:
    overseas = commune.code.startswith("97")
    return _name(commune.name, ring, department=commune.code[: 3 if overseas else 2])


def _name(name: str, ring: Ring, *, department: str = "") -> PlaceName:
    plain = _unaccented(name)
    tokens = _TOKEN.findall(plain)
    article = tokens[0].lower()
    if article in _CONTRACTED and len(tokens) > 1:
        heads: tuple[str, ...] = (article, *_CONTRACTED[article])
        first = "(?i:" + "|".join(heads) + ")"
        spellings = [f"{head} {' '.join(tokens[1:])}" for head in heads]
        shape = [first, *map(_shape, tokens[1:])]
    else:
        spellings = [plain, *_abbreviated(plain)]
        shape = [_shape(token) for token in tokens]
    alone = len(tokens) == 1 and bool(department) and tokens[0].lower() in _COMMON_WORDS
    body = r"[\s'’-]+".join(shape)
    cue = _CUE if alone else ""
    pattern = rf"{cue}\b{body}{_NOT_AFTER}{_BRACKET}"
    return PlaceName(name, ring, bool(department), tuple(spellings), pattern, department)


def _shape(token: str) -> str:
    """A word of a name as it may be written: its capital is required, if it has one."""
    if token.lower() in _SMALL or token[0].islower():
        return f"(?i:{token})"
    forms = [token, token.upper(), *_ABBREVIATED.get(token, ())]
    return f"(?:{'|'.join(dict.fromkeys(forms))})"


def _abbreviated(name: str) -> list[str]:
    short = re.sub(r"\bSainte\b", "Ste", re.sub(r"\bSaint\b", "St", name))
    return [short] if short != name else []


def _unaccented(text: str) -> str:
    """Accents removed, case kept."""
    if text.isascii():
        return text
    text = text.replace("œ", "oe").replace("Œ", "Oe").replace("’", "'")
    return _COMBINING.sub("", unicodedata.normalize("NFKD", text))
