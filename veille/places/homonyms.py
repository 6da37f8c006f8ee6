"""Which of the communes of one name a text means, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from veille.domain.place import Territory
from veille.places.gazetteer import Entry, Gazetteer
from veille.places.lexicon import CONTRACTED

# How many times as many inhabitants as the next one the likeliest of several homonyms needs.
# Chosen among 1.5 … 10 on 1,142 titles of local projects that name their commune, read without
# their department: below 3, as many wrong as doubts spared; at 10, 1.5 % more doubts.
_MUCH_LARGER = 3
# And inhabitants at least: between hamlets, size says nothing of which is in the news. On the
# same titles, 500 spares 1 % of doubts for 0.1 % of errors compared with 2,000.
_KNOWN_FROM = 500
# A town under its short name (« Fos ») against the village that bears it in full; 3 and 30 do
# as well on the same titles.
_SHORT_MUCH_LARGER = 10


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What decides between homonyms: the territory, the source, the rest of the text."""

    territory: frozenset[str] = frozenset()
    neighbours: frozenset[str] = frozenset()
    department: str = ""
    named: dict[str, str] = field(default_factory=dict)
    """Departments that the text names → the name."""
    nearby: dict[str, str] = field(default_factory=dict)
    """Departments and EPCI of the communes the text surely names → the commune."""

    def is_local(self, entry: Entry) -> bool:
        return (
            entry.code in self.territory
            or entry.code in self.neighbours
            or entry.department == self.department != ""
            or entry.department in self.named
        )

    def is_near(self, entry: Entry) -> bool:
        return entry.department in self.nearby or entry.epci in self.nearby


def surroundings_of(territory: Territory | None, department: str) -> Surroundings:
    if territory is None:
        return Surroundings(department=department)
    return Surroundings(
        territory=territory.own_codes,
        neighbours=territory.neighbour_codes,
        department=department,
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """``entry`` is None when nothing tells the homonyms apart."""

    entry: Entry | None
    why: str


def choose(
    gazetteer: Gazetteer,
    entries: Sequence[Entry],
    around: Surroundings,
    *,
    bracket: str = "",
    bracketed: str = "",
    said: str = "",
) -> Choice | None:
    """The commune meant, or None if the text says it is none of these.

    ``bracketed``: the department that the words between brackets (``bracket``) name.
    ``said``: the name with the word before it, as the reason quotes it (« à Roanne »).
    """
    if len(entries) > 1:  # one under its name and under a usual one is one
        entries = list({entry.code: entry for entry in reversed(entries)}.values())[::-1]
    whole = [entry for entry in entries if not entry.usual]
    if bracketed:
        there = [entry for entry in entries if entry.department == bracketed]
        return _first(there, f"précisé par ({bracket})") if there else None
    for codes, what in (
        (around.territory, "commune du territoire"),
        (around.neighbours, "commune voisine du territoire"),
    ):
        ours = [entry for entry in entries if entry.code in codes]
        if ours and not _elsewhere(ours[0], entries, around):
            return _because(ours[0], f"{said}, {what}")
    if len(entries) == 1:
        only = entries[0]
        return Choice(only, only.usual or "seule commune de ce nom")
    there = [entry for entry in entries if entry.department in around.named]
    if len({entry.department for entry in there}) == 1:
        name = around.named[there[0].department]
        return _first(there, f"précisé par «\u00a0{name}\u00a0» dans le texte")
    if there := [entry for entry in entries if entry.department == around.department != ""]:
        name = gazetteer.departments.get(around.department, around.department)
        return _first(there, f"dans le département de la source ({name})")
    there = [entry for entry in entries if around.is_near(entry)]
    if len({entry.department for entry in there}) == 1:
        near = there[0].epci if there[0].epci in around.nearby else there[0].department
        return _first(there, f"proche de {around.nearby[near]}, que nomme le texte")
    by_size = sorted(entries, key=lambda entry: (-entry.population, entry.code))
    best, second = by_size[0], by_size[1]
    ratio = _SHORT_MUCH_LARGER if best.usual and whole else _MUCH_LARGER
    if best.population >= max(_KNOWN_FROM, ratio * second.population):
        return Choice(best, best.usual or f"la plus peuplée de {len(entries)} homonymes")
    if len(whole) == 1:
        return Choice(whole[0], "seule commune de ce nom")
    return Choice(None, f"ambigu\u00a0: {len(entries)} communes de ce nom")


def _first(there: Sequence[Entry], why: str) -> Choice:
    """In one department, the whole name before a short one, then the largest."""
    ranked = sorted(there, key=lambda entry: (bool(entry.usual), -entry.population))
    whole = [entry for entry in ranked if not entry.usual]
    if len(whole) > 1 and whole[0].population < _MUCH_LARGER * whole[1].population:
        return Choice(None, f"ambigu\u00a0: {len(whole)} communes de ce nom")
    return _because(ranked[0], why)


def _because(entry: Entry, why: str) -> Choice:
    return Choice(entry, f"{why}, {entry.usual}" if entry.usual else why)


def _elsewhere(ours: Entry, entries: Sequence[Entry], around: Surroundings) -> bool:
    """Whether the text, or its source, speaks of the department of a homonym, not of ours."""
    others = {entry.department for entry in entries} - {ours.department}
    if ours.department in around.named:
        return False
    if others & around.named.keys():
        return True
    return around.department in others and around.department != ours.department


def said_with(before: str, name: str) -> str:
    """« à Roanne », « du Coteau »: the reason quotes the text in lower case."""
    if before in CONTRACTED or before in ("a", "de", "d"):
        written = {"a": "à "}.get(before, "d’" if before == "d" else f"{before} ")
        return f"«\u00a0{written}{name}\u00a0»"
    return f"«\u00a0{name}\u00a0»"
