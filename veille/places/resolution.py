"""From a text to official codes: two readings of the same names.

    words ──► spots ──► sure ones (departments, regions, EPCI, communes of one name)
                          │
                          └──► the others, told apart by the first, the territory, the source

The first reading tells which departments the text speaks of; the second lets them decide
between homonyms, and lets in the common words that are communes of these.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from veille.domain.place import Territory
from veille.normalise.lexing import Text
from veille.places import strength
from veille.places.aliases import REGION_ALIASES
from veille.places.bearers import surnames
from veille.places.belief import BIG, KNOWN_FROM, is_common, is_enough
from veille.places.cues import (
    DEFINITE,
    bracket_after,
    commune_cue,
    department_said,
    fits,
    is_abroad,
)
from veille.places.gazetteer import (
    COMMUNE,
    DEPARTMENT,
    EPCI,
    REGION,
    TRAP,
    Entry,
    Gazetteer,
    key_of,
)
from veille.places.homonyms import Surroundings, choose, said_with, surroundings_of
from veille.places.large import names_it
from veille.places.lexicon import (
    CONTRACTED,
    DE,
    TOWN_VERBS,
)
from veille.places.listing import follows, heads, is_beside
from veille.places.setting import Setting, setting_of
from veille.places.spotting import Spot, Words, spots

# Letters of the longest common acronyms that are communes too (OMS, ARS, ASSE).
_ACRONYM = 4
_HEAD = re.compile(
    r"(?:\b(?:communauté de communes|communauté d[’']agglomération|communauté urbaine|"
    r"com ?com|cc|ca|cu|(?:euro)?métropole(?: européenne)?|agglo)"
    r"(?:,? (?:dite? )?«)? (?:de la |de l[’']|du |des |de |d[’'])?(?:les? |la |l[’'])?)$",
    re.IGNORECASE,
)
_TAIL = re.compile(r" (?:[Aa]gglo(?:mération)?|[Mm]étropole|Communauté)\b")
"""« Agglomération » in « Vienne Condrieu Agglomération »."""
_SHOUTED_WORD = re.compile(r"[A-ZÀ-Ý]{2,}")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a text names.

    ``code``: INSEE code of the commune, department or region, SIREN of the EPCI; empty when
    ``ambiguous``. ``why`` is French. ``start`` and ``end`` are where it is written in
    ``Text.whole``.
    """

    name: str
    code: str
    level: str
    why: str
    ambiguous: bool
    start: int
    end: int


def resolve(
    gazetteer: Gazetteer,
    text: Text,
    *,
    territory: Territory | None = None,
    department: str = "",
) -> tuple[Place, ...]:
    """The communes, EPCI, departments and regions that a text names, in reading order.

    The text is plain, in its original case. ``territory`` and ``department``
    (the code of that which the source covers) decide between homonyms when the text does not.
    """
    words = Words(text)
    found = [spot for spot in spots(gazetteer, words) if spot.entries[0].level != TRAP]
    if not found:
        return ()
    reading = _Reading(gazetteer, words, setting_of(text))
    around = surroundings_of(territory, department)
    places: dict[tuple[str, str], Place] = {}
    rest: list[Spot] = []
    for spot in found:
        large = reading.larger(spot)
        if large:
            places.setdefault((large.level, large.code), large)
            if large.level == EPCI:
                around.nearby.setdefault(large.code, large.name)
                if town := reading.namesake(spot, large):
                    places.setdefault((COMMUNE, town.code), town)
            if large.level == DEPARTMENT:
                around.named.setdefault(large.code, large.name)
        elif any(entry.level == COMMUNE for entry in spot.entries):
            rest.append(spot)
    for key, place in reading.communes(rest, around).items():
        places.setdefault(key, place)
    return tuple(sorted(places.values(), key=lambda place: place.start))


class _Reading:
    """One text being read."""

    def __init__(self, gazetteer: Gazetteer, words: Words, setting: Setting) -> None:
        self.gazetteer = gazetteer
        self.words = words
        self.setting = setting
        self.people = surnames(words)
        self.listed_at = -1
        """End of the last department or region, for lists of them."""

    def larger(self, spot: Spot) -> Place | None:
        """The EPCI, department or region named, if it is one rather than a commune."""
        words = self.words
        start, end = words.starts[spot.first], words.ends[spot.last - 1]
        for entry in spot.entries:
            if entry.level == EPCI:
                head = _HEAD.search(words.text, max(0, start - 60), start)
                if head or not entry.headed:
                    start = head.start() if head else start
                    if tail := _TAIL.match(words.text, end):
                        end = tail.end()
                    why = entry.usual or "intercommunalité nommée"
                    return Place(entry.name, entry.code, EPCI, why, False, start, end)
            elif entry.level in (DEPARTMENT, REGION) and self._is_large(spot, entry):
                self.listed_at = end
                what = "département nommé" if entry.level == DEPARTMENT else "région nommée"
                start -= self._article_length(spot, entry)
                return Place(
                    entry.name, entry.code, entry.level, entry.usual or what, False, start, end
                )
        return None

    def namesake(self, spot: Spot, epci: Place) -> Place | None:
        """The town whose name begins that of its EPCI (« Limoges Métropole »).

        « la métropole de Bordeaux » names the town too; « la Métropole de Lyon » does not.
        """
        words = self.words
        if epci.start < words.starts[spot.first] and words.text[epci.start].isupper():
            return None
        parts = spot.key.split()
        for count in range(len(parts), 0, -1):
            for entry in self.gazetteer.names.get(" ".join(parts[:count]), ()):
                if entry.level == COMMUNE and entry.epci == epci.code and not entry.usual:
                    start, end = words.starts[spot.first], words.ends[spot.first + count - 1]
                    why = f"donne son nom à {epci.name}"
                    return Place(entry.name, entry.code, COMMUNE, why, False, start, end)
        return None

    def _is_large(self, spot: Spot, entry: Entry) -> bool:
        words = self.words
        if spot.key in REGION_ALIASES and " " not in spot.key:  # an acronym
            return spot.key == "paca" or words.said[spot.first].isupper()
        before = words.before(spot.first)
        towns = [other for other in spot.entries if other.level == COMMUNE and not other.usual]
        known = any(town.population > KNOWN_FROM for town in towns)
        if not entry.article and ((towns and before == "a") or (known and before in DE)):
            return False
        if entry.article and before != entry.article:
            return False
        if entry.article and words.before(spot.first - 1) == "" and not self._is_alone(spot):
            return False
        listed = follows(words, spot, self.listed_at) or heads(self.gazetteer, words, spot)
        return names_it(words, spot, region=entry.level == REGION, listed=listed)

    def _is_alone(self, spot: Spot) -> bool:
        """« La Réunion : … », « La Réunion passe… », not « La Réunion publique »."""
        if self.words.gaps[spot.last].strip() != "" or spot.last >= len(self.words):
            return True
        return self.words.folded[spot.last] in TOWN_VERBS

    def _article_length(self, spot: Spot, entry: Entry) -> int:
        if not entry.article:
            return 0
        return self.words.starts[spot.first] - self.words.starts[spot.first - 1]

    def communes(self, found: Sequence[Spot], around: Surroundings) -> dict[tuple[str, str], Place]:
        """The communes named: those of one name first, for they tell the others apart."""
        unsure: list[Spot] = []
        places: dict[tuple[str, str], Place] = {}
        for spot in found:
            codes = {entry.code for entry in spot.entries if entry.level == COMMUNE}
            place = None if len(codes) > 1 else self._commune(spot, around)
            if place is None:
                unsure.append(spot)
            else:
                places.setdefault((COMMUNE, place.code), place)
                entry = next(entry for entry in spot.entries if entry.code == place.code)
                around.nearby.setdefault(entry.epci, place.name)
                around.nearby.setdefault(entry.department, place.name)
        around.nearby.pop("", None)
        left: list[Spot] = []
        for spot in unsure:
            if place := self._commune(spot, around):
                places.setdefault((COMMUNE, place.code or spot.key), place)
            else:
                left.append(spot)
        if left and places:
            edges = {edge for place in places.values() for edge in (place.start, place.end)}
            for spot in left:
                if is_beside(self.words, spot, edges) and (
                    place := self._commune(spot, around, listed=True)
                ):
                    places.setdefault((COMMUNE, place.code or spot.key), place)
                    edges |= {place.start, place.end}
        return places

    def _commune(self, spot: Spot, around: Surroundings, *, listed: bool = False) -> Place | None:
        words = self.words
        entries = self._fitting(spot, around)
        if not entries:
            return None
        bracket = bracket_after(words, spot)
        bracketed = department_said(self.gazetteer, bracket) if bracket else ""
        if not bracketed and is_abroad(words, spot, bracket):
            return None
        before = words.before(spot.first)
        article = before in DEFINITE
        local = bool(bracketed) or any(around.is_local(entry) for entry in entries)
        whole = [entry.population for entry in entries if not entry.usual]
        size = max(whole or [entry.population for entry in entries])
        cue = commune_cue(words, spot, self.setting, article=article, big=size >= BIG, local=local)
        if bracketed and cue != strength.REFUSED:
            cue = max(cue, strength.SURE)
        if cue == strength.HEADLINE and size < BIG and is_common(spot) and not self._is_spelt(spot):
            cue = strength.START
        if listed and cue != strength.REFUSED:
            cue = max(cue, strength.LINKED)
        if cue < strength.HEADLINE and self._is_acronym(spot, size):
            return None
        if spot.key in self.people and cue < strength.SURE:
            return None
        own = article and before not in CONTRACTED
        capital = not article or (own and words.said[spot.first - 1][0].isupper())
        capital = capital and not _SHOUTED_WORD.fullmatch(words.said[spot.first])
        near = local or any(around.is_near(entry) for entry in entries)
        if not is_enough(spot, cue, size, local=local, near=near, capital=capital):
            return None
        first = spot.first - (own and any(entry.article for entry in entries))
        start, end = words.starts[first], words.ends[spot.last - 1]
        said = said_with(words.before(first), words.text[start:end])
        choice = choose(
            self.gazetteer, entries, around, bracket=bracket, bracketed=bracketed, said=said
        )
        if choice is None:
            return None
        if choice.entry is None:
            return Place(entries[0].name, "", COMMUNE, choice.why, True, start, end)
        return Place(choice.entry.name, choice.entry.code, COMMUNE, choice.why, False, start, end)

    def _is_spelt(self, spot: Spot) -> bool:
        """« Vitré : … » is the town, « Vitre : … » a pane."""
        said = self._said(spot)
        return self.setting.plain or any(said in _letters(entry.name) for entry in spot.entries)

    def _said(self, spot: Spot) -> str:
        words = self.words
        return _letters(words.text[words.starts[spot.first] : words.ends[spot.last - 1]])

    def _accented(self, spot: Spot, towns: list[Entry], around: Surroundings) -> list[Entry]:
        """Those written with the same accents, if any: « Vire » is not Viré."""
        if len(towns) < 2 or self.setting.plain:
            return towns
        said = self._said(spot)
        others = [e for e in towns if spot.key in key_of(e.name) and said not in _letters(e.name)]
        if any(around.is_local(entry) for entry in others):  # accents are often forgotten
            return towns
        return [entry for entry in towns if entry not in others] or towns

    def _is_acronym(self, spot: Spot, size: int) -> bool:
        """« (OMS) » among other words, or « FoS »."""
        said = self.words.said[spot.first]
        if " " in spot.key or len(said) < 2 or said[1:].islower():
            return False
        shouted = self.setting.shouted[self.words.starts[spot.first] > self.setting.border]
        return not said.isupper() or (len(said) <= _ACRONYM and not shouted and size < BIG)

    def _fitting(self, spot: Spot, around: Surroundings) -> list[Entry]:
        """The communes whose article is the one written.

        The official name of many has lost the article that people use, or the reverse: another
        is let in when the name is long, or when it is a commune of the department.
        """
        towns = self._accented(
            spot, [entry for entry in spot.entries if entry.level == COMMUNE], around
        )
        exact = [entry for entry in towns if fits(entry, self.words, spot)]
        if any(around.is_local(entry) for entry in exact):
            return exact
        near = [] if is_common(spot) else [entry for entry in towns if around.is_local(entry)]
        if near or exact or " " not in spot.key or spot.key.startswith("saint "):
            return near or exact
        return towns


def _letters(name: str) -> str:
    """The letters alone, with their accents: hyphens come and go."""
    return "".join(filter(str.isalpha, name)).lower()
