"""What the press leaves of a long official name: « Sarlat » for Sarlat-la-Canéda.

Read off the official names themselves. A large town keeps its short name even when a village
elsewhere bears it in full (« Fos », « Brive »): ``homonyms`` tells them apart. A smaller one
has it only when the name is nobody else's.
"""

from collections.abc import Collection, Iterator, Sequence

from veille.places.aliases import NOT_SHORTENED
from veille.places.lexicon import BRANDS, COMMON, FIRST_NAMES, FOREIGN, LINKS

# Inhabitants from which the press drops the end of a name (« Fos », « Brive », « Le Puy »).
# Chosen by reading the names shortened at 2,000 … 30,000: below 10,000 nearly all of them
# are the whole name of a village elsewhere.
_WORD_SHORTENED_FROM = 10_000
# The same for a name of which two words are left (« Port-Saint-Louis »), seldom another's.
SHORTENED_FROM = 5_000
_PAIR_SHORTENED_FROM = 20_000
"""The same for two names joined by a hyphen, of which the first is often a common word."""
# And for a name that no other place bears (« Florac », « Louhans »): about a thousand of them.
# Chosen by reading them all: what was a word, a river or a surname is in ``NOT_SHORTENED``.
FREE_FROM = 1_000
# How many times as many inhabitants the town needs as the next that would be shortened alike.
_MUCH_LARGER = 3
_SHORTEST = 4
"""Letters: below, what is left is a syllable (« Is », « Uz »)."""


def shortened(key: str, population: int) -> str:
    """What is left of the long name of a large town, or nothing."""
    tokens = key.split()
    head = _head(tokens)
    if len(head) == len(tokens):  # « Levallois » for Levallois-Perret
        if len(tokens) != 2 or population < _PAIR_SHORTENED_FROM:
            return ""
        head = tokens[:1]
    if " ".join(head) in NOT_SHORTENED:
        return ""
    enough = _WORD_SHORTENED_FROM if len(head) < 2 or head[0] == "saint" else SHORTENED_FROM
    return " ".join(head) if population >= enough else ""


def free(
    towns: Collection[tuple[str, str, int, str]], taken: Collection[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Short names that nobody else bears, with the code of their town.

    ``towns``: article, key, inhabitants and code. ``taken``: the names that places bear
    already, with their article: « La Baule » is not Baule.
    """
    wanted: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for article, key, population, code in towns:
        if " " not in key or population < FREE_FROM:
            continue
        tokens = key.split()
        # « Pont-de-Buis » for Pont-de-Buis-lès-Quimerch
        cuts = [rank for rank, token in enumerate(tokens) if rank and token in LINKS]
        heads = {" ".join(tokens[:rank]) for rank in (1, *cuts)}
        if tokens[0] in ("saint", "sainte") or len(tokens) > 3:  # « Saint-Lary », « Font-Romeu »
            heads.add(" ".join(tokens[:2]))
        for head in heads - {key}:
            if (article, head) not in taken and _is_distinctive(head):
                wanted.setdefault((article, head), []).append((population, code))
    for (_, head), bearers in wanted.items():
        bearers.sort(reverse=True)
        if len(bearers) < 2 or bearers[0][0] >= _MUCH_LARGER * bearers[1][0]:
            yield head, bearers[0][1]


def _head(tokens: Sequence[str]) -> Sequence[str]:
    """The words before the first « sur », « en », « l’ »…"""
    for rank, token in enumerate(tokens[1:], 1):
        if token in LINKS and token not in ("saint", "sainte"):
            return tokens[:rank]
    return tokens


def _is_distinctive(head: str) -> bool:
    if head in NOT_SHORTENED or head in BRANDS or head in FOREIGN or len(head) < _SHORTEST:
        return False
    parts = head.split()
    if len(parts) > 1 and (parts[-1] in LINKS or len(parts[-1]) < _SHORTEST):
        return False  # « Bout-du » for Le Bout-du-Pont-de-Larn
    if any(part in FIRST_NAMES for part in parts):
        return False
    return len(parts) > 2 or not any(part in COMMON for part in parts)
