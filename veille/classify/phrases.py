"""Phrases looked for in the sentences of an item, all at once.

A phrase is one or several words; case, accents and plurals do not matter. It may hold

- ``supprim*``: any word that begins so, wherever it stands in the phrase;
- ``N``: a number or a quantity (« 1 200 », « une centaine », « plus de 30 »);
- ``…``: up to ``GAP`` words (« ouvre … magasin » finds « ouvre un deuxième magasin »);
- ``^`` first: the beginning of the title or of the summary.

One automaton finds the longest bare words of every phrase in one reading (Aho-Corasick); an
expression then looks at the sentence, only where a phrase has more than bare words. A phrase
never runs over the end of a sentence.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from veille.normalise.lexing import Text, composed
from veille.normalise.memory import Memory
from veille.normalise.words import singular

# An article, two adjectives and a name between a verb and its object. Chosen by reading; the
# labelled items hardly tell 2 from 6 (``python -m tests.quality.signals``).
GAP = 4
START = "^"
_ANY = "…"
_NUMBER = "n"
_ELIDED = frozenset("c d j l m n t qu jusqu lorsqu puisqu quoiqu".split())
# Adverbs that come between the words of a phrase without changing what it says.
_SKIPPED = frozenset(
    "ainsi aussi bientot definitivement deja desormais donc egalement encore enfin finalement"
    " notamment officiellement prochainement tres vraiment".split()
)
_QUANTITIES = frozenset(
    "dizaine quinzaine vingtaine trentaine quarantaine cinquantaine soixantaine centaine millier"
    " cent mille million milliard deux trois quatre cinq six sept huit dix onze douze treize"
    " quatorze quinze seize vingt trente quarante cinquante soixante".split()
)
# What comes before a number without changing that it is one.
_ABOUT = (("plus", "de"), ("pres", "de"), ("moins", "de"), ("au", "moins"))
_ABOUT_WORDS = frozenset(("environ", "quelque", "un", "une", "plusieurs", "jusque"))
# A year is no quantity: « France 2030 » and « Capitale 2028 » are names.
_YEAR = re.compile(r"(?:19|20)\d\d")
_first = itemgetter(0)


class Hit(NamedTuple):
    """A phrase found: its rank, the sentences that hold it."""

    rank: int
    sentences: tuple[int, ...]


class Reading:
    """One item read: its sentences as phrases hear them, the phrases found.

    ``heard``: each word of the item as phrases hear it, empty when it is not spoken; ``spoken``:
    the same joined, sentence by sentence.
    """

    __slots__ = ("_origins", "heard", "hits", "spoken", "text")

    def __init__(
        self, text: Text, heard: Sequence[str], spoken: Sequence[str], hits: Sequence[Hit]
    ) -> None:
        self.text = text
        self.heard = heard
        self.spoken = spoken
        self.hits = hits
        self._origins: dict[int, Sequence[int]] = {}

    def in_title(self, hit: Hit) -> bool:
        return self.text.sentences[hit.sentences[0]].in_title

    def sentence(self, rank: int) -> str:
        return self.text.sentences[rank].text

    def origins_in(self, rank: int) -> Sequence[int]:
        """Where the spoken words of a sentence begin, among all of its words."""
        known = self._origins.get(rank)
        if known is None:
            _, first, last, _ = self.text.sentences[rank]
            known = self._origins[rank] = _origins(self.heard[first:last])
        return known


@dataclass(frozen=True, slots=True, eq=False)
class PhraseBook:
    """Phrases made ready: build with ``compile_phrases``, share freely between threads."""

    phrases: tuple["Phrase", ...]
    _automaton: AhoCorasick = field(repr=False)
    _ranks_of: tuple[tuple[int, ...], ...] = field(repr=False)
    _patterns: list[re.Pattern[str] | None] = field(repr=False)
    """Those compiled so far: most phrases are never met."""

    def read(self, text: Text) -> Reading:
        """Find every phrase of an item in one pass."""
        sentences = text.sentences
        heard = _HEARD.of(text.marked)
        spoken = [_joined(heard[first:last]) for _, first, last, _ in sentences]
        before = None
        for rank, (_, _, _, in_title) in enumerate(sentences):
            if in_title is not before:
                spoken[rank] = START + spoken[rank]
                before = in_title
        starts = list(accumulate(map(len, spoken), initial=0))
        tried: set[tuple[int, int]] = set()
        found: list[tuple[int, int]] = []
        ranks_of, phrases = self._ranks_of, self.phrases
        for index, start, _ in self._automaton.find_matches_as_indexes(
            "".join(spoken), overlapping=True
        ):
            sentence = bisect_right(starts, start) - 1
            for rank in ranks_of[index]:
                one = (rank, sentence)
                if one not in tried:
                    tried.add(one)
                    if not phrases[rank].expression or self._pattern(rank).search(spoken[sentence]):
                        found.append(one)
        found.sort()
        by_rank = groupby(found, _first)
        hits = [Hit(rank, tuple([at for _, at in group])) for rank, group in by_rank]
        return Reading(text, heard, spoken, hits)

    def _pattern(self, rank: int) -> re.Pattern[str]:
        known = self._patterns[rank]
        if known is None:
            known = self._patterns[rank] = re.compile(self.phrases[rank].expression)
        return known

    def quote(self, reading: Reading, hit: Hit) -> str:
        """The words of the item that a hit found, as they are printed."""
        text, rank = reading.text, hit.sentences[0]
        phrase = self.phrases[hit.rank]
        spoken = reading.spoken[rank]
        if not phrase.expression:
            start = spoken.find(phrase.anchor)
            end = start + len(phrase.anchor)
        else:
            match = self._pattern(hit.rank).search(spoken)
            start, end = match.span() if match else (0, len(spoken))
        # Each word has a space before it; the last character found may be the next one's.
        first = spoken.count(" ", 0, start)
        last = max(first, spoken.count(" ", 0, end - spoken.endswith(" ", 0, end)) - 1)
        sentence = text.sentences[rank]
        heard = reading.heard[sentence.first : sentence.last]
        origins = reading.origins_in(rank)
        after = origins[last + 1] if last + 1 < len(origins) else len(heard)
        while after - 1 > origins[last] and not heard[after - 1]:
            after -= 1
        start = text.starts[sentence.first + origins[first]]
        return text.whole[start : text.ends[sentence.first + after - 1]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as the automaton and the expression look for it."""

    text: str
    anchor: str
    """Its longest bare words, spaces included; empty when it has no word."""
    expression: str
    """Of the whole phrase; empty when it is its anchor and nothing more."""


def compile_phrases(texts: Iterable[str]) -> PhraseBook:
    """Make phrases ready; those without a word, which ``config`` refuses, find nothing."""
    phrases = tuple(map(phrase_of, texts))
    ranks: dict[str, list[int]] = {}
    for rank, phrase in enumerate(phrases):
        if phrase.anchor:
            ranks.setdefault(phrase.anchor, []).append(rank)
    automaton = AhoCorasick(
        list(ranks), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
    )
    ranks_of = tuple(map(tuple, ranks.values()))
    return PhraseBook(phrases, automaton, ranks_of, [None] * len(phrases))


@lru_cache(maxsize=20_000)  # read once to be checked, then compared, then compiled
def phrase_of(text: str) -> Phrase:
    """What a phrase looks for; an empty ``anchor`` when it has no word."""
    tokens = _tokens(text)
    runs = [""]
    for token in tokens:
        if token == START:
            runs[-1] += START
        elif token == _ANY:
            runs[-1] += " "
            runs.append("")
        elif token.endswith("*"):
            runs[-1] += f" {token[:-1]}"
            runs.append("")
        else:
            runs[-1] += f" {token}"
    runs[-1] += " "
    worded = [run for run in runs if run.strip(f" {START}")]
    bare = len(worded) == 1 and _ANY not in tokens
    return Phrase(text, max(worded, key=len, default=""), "" if bare else _expression(tokens))


def _expression(tokens: Sequence[str]) -> str:
    parts = []
    for token in tokens:
        if token == START:
            parts.append(r"^\^")
        elif token == _ANY:
            parts.append(rf"(?: \w+){{0,{GAP}}}?")
        elif token.endswith("*"):
            parts.append(rf" {re.escape(token[:-1])}\w*")
        else:
            parts.append(rf" {re.escape(token)}")
    return "".join(parts) + "(?= )"


def _tokens(text: str) -> list[str]:
    """The words of a phrase as ``spoken_words`` gives them, with its signs."""
    text = composed(text).replace("...", _ANY).strip()
    tokens = [START] if text.startswith(START) else []
    for piece in text.removeprefix(START).replace(_ANY, f" {_ANY} ").split():
        if piece == _ANY:
            tokens.append(_ANY)
        elif piece == "N":
            tokens.append(_NUMBER)
        elif piece.endswith("*"):
            # The beginning of a word is no plural: « process* » must not become « proces ».
            *before, last = Text(piece).marked or [""]
            if last:
                tokens += [*_joined(_HEARD.of(before)).split(), f"{last}*"]
        else:
            tokens += spoken_words(piece).split()
    return tokens


def spoken_words(text: str) -> str:
    """A text as phrases read it: folded singular words between single spaces.

    Elided articles and adverbs of mere insistence are dropped; a number of any writing,
    with what comes before it (« plus de », « une »), is one ``n``.
    """
    return _joined(_HEARD.of(Text(text).marked))


def _joined(heard: Sequence[str]) -> str:
    if _NUMBER in heard:
        heard = [word for word, _ in _merged(heard)]
    return f" {' '.join(filter(None, heard))} "


def _origins(heard: Sequence[str]) -> list[int]:
    """The rank in ``heard`` of the first word of each that is spoken."""
    if _NUMBER in heard:
        return [rank for _, rank in _merged(heard)]
    return [rank for rank, word in enumerate(heard) if word]


def _as_heard(word: str) -> str:
    """One word of ``Text.marked``; empty when it is not spoken."""
    bare = word.rstrip("'")
    if (bare != word and bare in _ELIDED) or bare in _SKIPPED:
        return "jusque" if bare == "jusqu" else ""
    if bare.isdecimal():
        return bare if _YEAR.fullmatch(bare) else _NUMBER
    read = singular(bare)
    return _NUMBER if read in _QUANTITIES or bare in _QUANTITIES else read


_HEARD = Memory(_as_heard)


def _merged(raw: Sequence[str]) -> list[tuple[str, int]]:
    """Spoken words with the rank of their first word in ``raw``; a number is one word."""
    merged: list[tuple[str, int]] = []
    for rank, word in enumerate(raw):
        if not word:
            continue
        if word != _NUMBER:
            merged.append((word, rank))
            continue
        start = rank
        while merged:
            if merged[-1][0] == _NUMBER or merged[-1][0] in _ABOUT_WORDS:
                start = merged.pop()[1]
            elif len(merged) > 1 and (merged[-2][0], merged[-1][0]) in _ABOUT:
                merged.pop()
                start = merged.pop()[1]
            else:
                break
        merged.append((_NUMBER, start))
    # « une centaine de postes » counts posts as « 100 postes » does.
    for at in range(len(merged) - 2, -1, -1):
        if merged[at][0] == _NUMBER and merged[at + 1][0] == "de" and raw[merged[at][1]]:
            del merged[at + 1]
    return merged
