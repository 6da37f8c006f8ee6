"""The communes of a territory, found under the many ways registries write them.

« ST LEGER S/ ROANNE CEDEX 2 » is Saint-Léger-sur-Roanne; « COTEAU (LE) » is Le Coteau. Names
are compared without case, accents, article, postal code, CEDEX nor arrondissement. The INSEE
code of a commune gives its department, so that a homonym elsewhere is left out.
"""

import re
from collections.abc import Iterable, Sequence

from veille.normalise.words import fold

Communes = Sequence[tuple[str, str]]
"""INSEE code and name; an empty code stands for any department."""

_WORD = re.compile(r"[^\W_]+")
_SEPARATOR = re.compile(r"[,;]")
_SPELLED = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "s": "sur",
            "ss": "sous", "lez": "les"}  # fmt: skip
_ARTICLES = frozenset(("le", "la", "les", "l"))
# Words that many names share: alone, they find nothing in particular.
_COMMON = frozenset(
    "le la les l de du des d en et a au aux sur sous pres saint sainte saints saintes".split()
)


class Places:
    """The communes to keep; without any, nothing is filtered."""

    def __init__(self, communes: Communes) -> None:
        self._known: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for code, name in communes:
            key = place_key(name)
            if key:
                self._known.setdefault(key, []).append((code.strip(), name.strip()))
        self._codes = {code: name for same in self._known.values() for code, name in same if code}
        self._longest = max(map(len, self._known), default=0)

    def __bool__(self) -> bool:
        return bool(self._known)

    def listed(self, towns: Iterable[str], departments: Iterable[str] = ()) -> list[str]:
        """The communes among fields that hold names of towns (« ROANNE CEDEX, Lyon »)."""
        near = set(departments)
        names = [
            name
            for written in towns
            for town in _SEPARATOR.split(written)
            for name in self._near(place_key(town), near)
        ]
        return list(dict.fromkeys(names))

    def named(self, text: str, departments: Iterable[str] = ()) -> list[str]:
        """The communes that a sentence names, each with a capital.

        « Mars » is not named by « en mars », nor Roanne by Saint-Léger-sur-Roanne.
        """
        near, found = set(departments), []
        words = [(_spelled(match[0]), match) for match in _WORD.finditer(text)]
        rank = 0
        while rank < len(words):
            length = self._longest_at(words, rank)
            if length and _stands_alone(words, rank, length, text):
                key = tuple(word for word, _ in words[rank : rank + length])
                found += self._near(key, near)
            rank += length or 1
        return list(dict.fromkeys(found))

    def coded(self, values: Iterable[str]) -> list[str]:
        """The communes whose INSEE code is one of these values."""
        return [self._codes[value] for value in values if value in self._codes]

    def _near(self, key: tuple[str, ...], departments: set[str]) -> list[str]:
        return [
            name
            for code, name in self._known.get(key, ())
            if not code or not departments or departments & set(department_marks(code))
        ]

    def _longest_at(self, words: list[tuple[str, re.Match[str]]], rank: int) -> int:
        for length in range(min(self._longest, len(words) - rank), 0, -1):
            if tuple(word for word, _ in words[rank : rank + length]) in self._known:
                return length
        return 0


def place_key(name: str) -> tuple[str, ...]:
    """The words of a name that tell it: « ST-LEGER S/ ROANNE CEDEX » → saint leger sur roanne."""
    kept: list[str] = []
    for word in _WORD.findall(fold(name)):
        if word == "cedex":
            break
        if not word[0].isdigit() and word != "arrondissement":
            kept.append(_SPELLED.get(word, word))
    if len(kept) > 1 and kept[0] in _ARTICLES:
        del kept[0]
    if len(kept) > 1 and kept[-1] in _ARTICLES:
        del kept[-1]
    return tuple(kept)


def department_marks(code: str) -> tuple[str, ...]:
    """What tells the department of an INSEE or postal code: its number, and 20 for Corsica."""
    department = code[:3] if code.startswith(("97", "98")) else code[:2]
    return (department, "20") if department in ("2A", "2B") else (department,)


def search_words(name: str) -> str:
    """The words that find a commune in a full text index, whether « Saint » is spelled or not."""
    key = place_key(name)
    return " ".join([word for word in key if word not in _COMMON] or key)


def _spelled(word: str) -> str:
    folded = fold(word)
    return _SPELLED.get(folded, folded)


def _stands_alone(
    words: list[tuple[str, re.Match[str]]], rank: int, length: int, text: str
) -> bool:
    first, last = words[rank][1], words[rank + length - 1][1]
    before, after = text[: first.start()], text[last.end() :]
    article = before[-3:].lower() in ("le-", "la-") or before[-4:].lower() == "les-"
    return (
        first[0][0].isupper()
        and (article or not before.endswith("-"))
        and not after.startswith("-")
        and (rank == 0 or words[rank - 1][0] not in ("sur", "sous"))
    )
