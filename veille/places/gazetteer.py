"""The official places of France by the folded words of their names.

Read from ``france.tsv.xz`` (made by ``tools/gazetteer``; see ``france.txt``). The names are
kept in a dictionary of whole names rather than in an automaton: a place is only looked for
where a word has a capital, a handful of times in a text, and the position found is that of
the text itself.
"""

import lzma
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from sys import intern
from typing import NamedTuple

from veille.normalise.words import fold
from veille.places.aliases import (
    COMMUNE_ALIASES,
    EPCI_ALIASES,
    FORMER_REGIONS,
    REGION_ALIASES,
    TRAPS,
)
from veille.places.lexicon import LINKS
from veille.places.shortening import FREE_FROM, SHORTENED_FROM, free, shortened

COMMUNE, EPCI, DEPARTMENT, REGION, TRAP = "commune", "epci", "departement", "region", ""
ARTICLES = frozenset(("le", "la", "les", "l"))
# Overseas collectivities that are regions too are listed once, as a department or a region.
_DEPARTMENTS_ONLY = frozenset(("971", "972", "973", "974", "976"))
_NOT_LISTED = frozenset(("977", "978", "984", "989"))
"""Saint-Barthélemy and Saint-Martin are met as communes; nobody lives in the others."""
_PARIS = "75"
"""A department met as a commune; the same code is that of the region Nouvelle-Aquitaine."""
_EPCI_KIND = {
    "CC": "Communauté de communes",
    "CA": "Communauté d’agglomération",
    "CU": "Communauté urbaine",
}
_EPCI_OWN_WORDS = frozenset("agglomeration agglo metropole eurometropole communaute".split())
# First words of names of EPCI that are those of a natural region, or of its scenery: only
# « communauté de communes » or the like makes an EPCI of « Mont Lozère », « Golfe du Lion ».
_LANDS = frozenset(
    """
    saint val vallee vallees golfe mont monts baie bassin plaine plateau massif lac lacs ile
    iles presqu gorges causses marais bocage cote foret sources rives deux trois quatre terres
    """.split()
)
_WORD = re.compile(r"[^\W_]+")


class Entry(NamedTuple):
    """A place under one of its names."""

    level: str
    name: str
    code: str
    population: int = 0
    epci: str = ""
    department: str = ""
    article: str = ""
    """« le », « la », « les » or « l » when its name begins with it, the key being without."""
    usual: str = ""
    """How the key comes to mean this place, when it is not its official name; French."""
    headed: bool = False
    """An EPCI told from its chief town by the words before (« communauté de communes de »)."""


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """``names``: folded words of a name, without its first article → the places so named."""

    names: dict[str, tuple[Entry, ...]]
    longest: dict[str, int]
    """First word of a name → how many words the longest name that begins so has."""
    departments: dict[str, str]
    """Code → name."""
    department_codes: dict[str, str]
    """Folded name or code → code."""

    @staticmethod
    def load() -> "Gazetteer":
        """The places of the file, read once for the life of the process."""
        return _load()


def department_of(code: str) -> str:
    """The department in the INSEE code of a commune."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def key_of(name: str) -> str:
    """« Saint-Cyr-l'École » → « saint cyr l ecole »."""
    return " ".join(_WORD.findall(fold(name)))


@lru_cache(maxsize=1)
def _load() -> Gazetteer:
    packed = files("veille.places").joinpath("france.tsv.xz").read_bytes()
    lines = lzma.decompress(packed).decode().splitlines()
    # Folded once as a whole: thirty-eight thousand calls would take most of the loading.
    written = "\n".join([line.split("\t", 3)[2] for line in lines])
    keys = fold(written).replace("-", " ").replace("'", " ").splitlines()
    departments: dict[str, str] = {}
    regions: dict[str, str] = {}
    communes: dict[str, Entry] = {}
    names: dict[str, tuple[Entry, ...]] = {}
    # The lines come in the order of their first letter: R, D, E, C, A.
    for line, key in zip(lines, keys, strict=True):
        letter, code, name, *rest = line.split("\t")
        if letter == "C":
            population, epci = rest
            article, key = _without_article(key)
            around = (intern(epci), intern(department_of(code)))
            entry = Entry(COMMUNE, name, code, int(population), *around, article)
            communes[code] = entry
            names[key] = (*names.get(key, ()), entry)
            if entry.population >= SHORTENED_FROM and (short := shortened(key, entry.population)):
                _add(names, short, entry._replace(usual=f"nom usuel de {name}"))
        elif letter == "E":
            for epci_key, entry in _epci(code, name, rest[0]):
                _add(names, epci_key, entry)
        elif letter == "A":
            _add(names, *_merged(key, communes[code]))
        elif letter == "D":
            departments[code] = name
        else:
            regions[code] = name
    for key, entry in (*_usual(communes), *_large(departments, regions)):
        names[key] = (*names.get(key, ()), entry)
    for key, entry in tuple(_free(names)):
        names[key] = (*names.get(key, ()), entry)
    for key, bearers in names.items():  # « Le Puy-en-Velay » is the town
        if len(bearers) > 1 and any(e.level == COMMUNE and not e.usual for e in bearers):
            names[key] = tuple(e._replace(headed=True) if e.level == EPCI else e for e in bearers)
    longest: dict[str, int] = {}
    for key in names:
        first = key.partition(" ")[0]
        longest[first] = max(longest.get(first, 0), key.count(" ") + 1)
    return Gazetteer(
        names=names,
        longest=longest,
        departments=departments,
        department_codes={fold(code): code for code in departments}
        | {key_of(name): code for code, name in departments.items()},
    )


def _add(names: dict[str, tuple[Entry, ...]], key: str, entry: Entry) -> None:
    """Another bearer of a name, unless it has it already."""
    bearers = names.get(key, ())
    if all(entry.code != other.code for other in bearers):
        names[key] = (*bearers, entry)


def _merged(key: str, today: Entry) -> tuple[str, Entry]:
    """A former commune; the one that gave its name to that of today is that town still."""
    article, key = _without_article(key)
    usual = f"aujourd’hui dans {today.name}"
    population = today.population if f" {key} " in f" {key_of(today.name)} " else 0
    return key, today._replace(population=population, article=article, usual=usual)


def _free(names: Mapping[str, Sequence[Entry]]) -> Iterator[tuple[str, Entry]]:
    """Short names of smaller towns, where nobody else bears them."""
    towns = {
        entry.code: (key, entry)
        for key, entries in names.items()
        if " " in key
        for entry in entries
        if entry.population >= FREE_FROM and not entry.usual
    }
    taken = {(entry.article, key) for key, entries in names.items() for entry in entries}
    rows = [(entry.article, key, entry.population, code) for code, (key, entry) in towns.items()]
    for key, code in free(rows, taken):
        entry = towns[code][1]
        yield key, entry._replace(usual=f"nom usuel de {entry.name}")


def _usual(communes: Mapping[str, Entry]) -> Iterator[tuple[str, Entry]]:
    for alias, code in COMMUNE_ALIASES.items():
        article, key = _without_article(alias)
        usual = f"nom usuel de {communes[code].name}"
        yield key, communes[code]._replace(article=article, usual=usual)


def _without_article(key: str) -> tuple[str, str]:
    first, _, rest = key.partition(" ")
    return (first, rest) if rest and first in ARTICLES else ("", key)


def _epci(code: str, name: str, kind: str) -> Iterator[tuple[str, Entry]]:
    """The names of an EPCI, its legal form apart."""
    bare = re.sub(r"\(.*?\)|''.*?''", "", name).strip()
    if kind in _EPCI_KIND:
        bare = bare.removeprefix(f"{kind} ")
        shown = f"{_EPCI_KIND[kind]} {bare}"
    else:
        shown = bare
    tokens = key_of(bare).split()
    if _EPCI_OWN_WORDS & set(tokens):
        shown = bare
    entry = Entry(EPCI, " ".join(shown.split()), code)
    headed = entry._replace(headed=True)
    if tokens[0] in ("metropole", "eurometropole"):
        rest = tokens[1:]
        while rest and rest[0] in ("de", "d", "du", "europeenne"):
            rest = rest[1:]
        yield " ".join(rest), entry if rest[0] == "grand" else headed
        yield " ".join(tokens), entry
        return
    while tokens[0] in LINKS and tokens[0] not in ("saint", "sainte") and len(tokens) > 1:
        tokens = tokens[1:]
    if kind in ("METRO", "MET69"):  # « métropole de Bordeaux »: Bordeaux Métropole
        yield tokens[0], headed
    speaking = [token for token in tokens if token not in LINKS]
    own = bool(_EPCI_OWN_WORDS & set(tokens)) or tokens[0] == "grand"
    alone = len(speaking) > 1 and (own or tokens[0] not in _LANDS)
    yield " ".join(tokens), entry if alone else headed
    if tokens[0] == "grand" and tokens[-1] in _EPCI_OWN_WORDS:  # « Grand Besançon »
        yield " ".join(tokens[:-1]), entry


def _large(departments: dict[str, str], regions: dict[str, str]) -> Iterator[tuple[str, Entry]]:
    for code, name in departments.items():
        if (
            code != _PARIS
            and code not in _NOT_LISTED
            and (code in _DEPARTMENTS_ONLY or len(code) == 2)
        ):
            article, key = _without_article(key_of(name))
            yield key, Entry(DEPARTMENT, name, code, department=code, article=article)
    taken = {departments[code] for code in _DEPARTMENTS_ONLY}
    for code, name in regions.items():
        if name not in taken and code not in _NOT_LISTED:
            yield key_of(name), Entry(REGION, name, code)
    for alias, code in REGION_ALIASES.items():
        yield alias, Entry(REGION, regions[code], code, usual=f"nom usuel de {regions[code]}")
    for name, code in FORMER_REGIONS.items():
        usual = f"ancienne région, aujourd’hui {regions[code]}"
        yield key_of(name), Entry(REGION, name, code, usual=usual)
    for alias, (code, name) in EPCI_ALIASES.items():
        yield alias, Entry(EPCI, name, code, usual=f"nom usuel de {name}")
    for trap in TRAPS:
        yield trap, Entry(TRAP, trap, "")
