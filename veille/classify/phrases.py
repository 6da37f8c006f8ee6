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
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from veille.normalise.sentences import sentences
from veille.normalise.words import fold, singular

# An article, two adjectives and a name between a verb and its object. Chosen by reading; the
# labelled items hardly tell 2 from 6 (``python -m tests.quality.signals``).
GAP = 4
START = "^"
_ANY = "…"
_NUMBER = "n"
_WORD = re.compile(r"[^\W_]+['’]?")
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
_CACHE_LIMIT = 300_000  # as veille.normalise.words: one run, then started afresh
_read_as: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: its rank, the sentences that hold it."""

    rank: int
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One item read: its sentences, how many are the title's, the phrases found."""

    sentences: tuple[str, ...]
    of_title: int
    spoken: tuple[str, ...] = field(repr=False)
    hits: tuple[Hit, ...] = ()

    def in_title(self, hit: Hit) -> bool:
        return hit.sentences[0] < self.of_title


@dataclass(frozen=True, slots=True, eq=False)
class PhraseBook:
    """Phrases made ready: build with ``compile_phrases``, share freely between threads."""

    phrases: tuple["Phrase", ...]
    _automaton: AhoCorasick = field(repr=False)
    _ranks_of: tuple[tuple[int, ...], ...] = field(repr=False)

    def read(self, title: str, summary: str) -> Reading:
        """Find every phrase of ``title`` and ``summary`` in one pass."""
        of_title = sentences(_composed(title))
        whole = [*of_title, *sentences(_composed(summary))]
        spoken = [spoken_words(sentence) for sentence in whole]
        for first in {0, len(of_title)} if len(whole) > len(of_title) else {0}:
            if spoken:
                spoken[first] = START + spoken[first]
        starts: list[int] = []
        at = 0
        for words in spoken:
            starts.append(at)
            at += len(words)
        found: dict[int, dict[int, None]] = {}
        refused: set[tuple[int, int]] = set()
        ranks_of, phrases = self._ranks_of, self.phrases
        for index, start, _ in self._automaton.find_matches_as_indexes(
            "".join(spoken), overlapping=True
        ):
            sentence = bisect_right(starts, start) - 1
            for rank in ranks_of[index]:
                known = found.get(rank)
                if (known is not None and sentence in known) or (rank, sentence) in refused:
                    continue
                pattern = phrases[rank].pattern
                if pattern is not None and not pattern.search(spoken[sentence]):
                    refused.add((rank, sentence))
                    continue
                found.setdefault(rank, {})[sentence] = None
        hits = tuple(Hit(rank, tuple(sorted(found[rank]))) for rank in sorted(found))
        return Reading(tuple(whole), len(of_title), tuple(spoken), hits)

    def quote(self, reading: Reading, hit: Hit) -> str:
        """The words of the item that a hit found, as they are printed."""
        sentence = hit.sentences[0]
        phrase = self.phrases[hit.rank]
        spoken = reading.spoken[sentence]
        if phrase.pattern is not None:
            match = phrase.pattern.search(spoken)
            start, end = match.span() if match else (0, len(spoken))
        else:
            start = spoken.find(phrase.anchor)
            end = start + len(phrase.anchor)
        first = len(spoken[:start].replace(START, "").split())
        last = max(first, len(spoken[:end].replace(START, "").split()) - 1)
        text = reading.sentences[sentence]
        spans, raw, origins = _laid_out(text)
        after = origins[last + 1] if last + 1 < len(origins) else len(raw)
        while after - 1 > origins[last] and not raw[after - 1]:
            after -= 1
        return text[spans[origins[first]][0] : spans[after - 1][1]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as the automaton and the expression look for it."""

    text: str
    anchor: str
    pattern: re.Pattern[str] | None


def compile_phrases(texts: Iterable[str]) -> PhraseBook:
    """Make phrases ready; those without a word, which ``config`` refuses, find nothing."""
    phrases = tuple(map(phrase_of, texts))
    ranks: dict[str, list[int]] = {}
    for rank, phrase in enumerate(phrases):
        if phrase.anchor:
            ranks.setdefault(phrase.anchor, []).append(rank)
    automaton = AhoCorasick(
        list(ranks), matchkind=MatchKind.Standard, implementation=Implementation.DFA
    )
    return PhraseBook(phrases, automaton, tuple(map(tuple, ranks.values())))


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
    if not worded:
        return Phrase(text, "", None)
    bare = len(worded) == 1 and _ANY not in tokens
    return Phrase(text, max(worded, key=len), None if bare else re.compile(_expression(tokens)))


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
    text = _composed(text).replace("...", _ANY).strip()
    tokens = [START] if text.startswith(START) else []
    for piece in text.removeprefix(START).replace(_ANY, f" {_ANY} ").split():
        if piece == _ANY:
            tokens.append(_ANY)
        elif piece == "N":
            tokens.append(_NUMBER)
        elif piece.endswith("*"):
            *before, last = [word.rstrip("'’") for word in _WORD.findall(piece)] or [""]
            # The beginning of a word is no plural: « process* » must not become « proces ».
            if last:
                tokens += [*spoken_words(" ".join(before)).split(), fold(last) + "*"]
        else:
            tokens += spoken_words(piece).split()
    return tokens


def spoken_words(sentence: str) -> str:
    """A sentence as phrases read it: folded singular words between single spaces.

    Elided articles and adverbs of mere insistence are dropped; a number of any writing,
    with what comes before it (« plus de », « une »), is one ``n``.
    """
    raw = _raw(sentence)
    if _NUMBER in raw:
        return " " + " ".join([word for word, _ in _merged(raw)]) + " "
    return " " + " ".join([word for word in raw if word]) + " "


@lru_cache(maxsize=16)
def _laid_out(text: str) -> tuple[list[tuple[int, int]], list[str], list[int]]:
    """Where the words of a sentence are, how each is read, and the first of each spoken word.

    Several phrases are quoted of one sentence, one after the other. Not to be changed.
    """
    raw = _raw(text)
    origins = [origin for _, origin in _merged(raw)]
    return [match.span() for match in _WORD.finditer(text)], raw, origins


def _raw(sentence: str) -> list[str]:
    """One entry a word of the sentence, empty when the word is not spoken."""
    known = _read_as.get
    return [
        _learn(word) if (read := known(word)) is None else read for word in _WORD.findall(sentence)
    ]


def _learn(word: str) -> str:
    if len(_read_as) >= _CACHE_LIMIT:
        _read_as.clear()
    folded = fold(word)
    bare = folded.rstrip("'")
    if (bare != folded and bare in _ELIDED) or bare in _SKIPPED:
        read = "jusque" if bare == "jusqu" else ""
    elif bare.isdecimal():
        read = bare if _YEAR.fullmatch(bare) else _NUMBER
    else:
        read = singular(bare)
        read = _NUMBER if read in _QUANTITIES or bare in _QUANTITIES else read
    _read_as[word] = read
    return read


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


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)
