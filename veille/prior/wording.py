"""Tokens as the text writes them, to be shown as reasons."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from veille.normalise.words import stem, words
from veille.prior.tokens import word_token

# A word as written, accents drawn apart included; with its apostrophe, which tells an elided
# article from a letter.
_WRITTEN = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+['’]?")
# What may stand between the two words of a pair that is shown: no sign that parts sentences.
_BETWEEN = re.compile(r"[\s-]*(?:\w{1,6}['’])?")
# Words that weigh, as every word does, and tell a reader nothing.
_EMPTY = frozenset(
    stem(word)
    for word in (
        "a ai aie aient ainsi alors apres as au aucun aucune aura aurait aussi autre autres aux "
        "avaient avait avant avec avez avoir avons bien c car ce ceci cela celle celles celui ces "
        "cet cette ceux chez comme comment d dans de deja depuis des dont du elle elles en encore "
        "entre es est et etaient etait ete etre eu eux fait faire faut font furent fut hier ici il "
        "ils j je jusque l la lequel leur leurs lors lui ma mais me meme memes mes moi moins mon n "
        "ne ni nos notre nous on ont ou par parmi pas pendant peu peut peuvent plus pour pourquoi "
        "pres qu quand que quel quelle quelles quels qui quoi s sa sans se sera serait seront ses "
        "si son sont sous sur t ta te tes toi ton tous tout toute toutes tres tu un une va vers "
        "veut voici voila vont vos votre vous y jour jours lundi mardi mercredi jeudi vendredi "
        "samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre "
        "novembre decembre an ans annee annees mois semaine"
    ).split()
)


# Memory of one run, as ``veille.normalise.words`` keeps: written form → its tokens.
_CACHE_LIMIT = 300_000
_tokens: dict[str, tuple[str, ...]] = {}


class Spelling:
    """How one text writes its tokens; made when a first reason is asked of it."""

    def __init__(self, title: str, summary: str) -> None:
        self._text = text = f"{title}\n{summary}"
        self._read = [
            (token, match.start(), match.end() - match[0].endswith(("'", "’")))
            for match in _WRITTEN.finditer(text)
            for token in _tokens.get(match[0]) or _learn(match[0])
        ]
        # The first of each token and of each pair; reversed, the first is written last.
        last = len(self._read) - 1
        self._first = {one[0]: last - rank for rank, one in enumerate(reversed(self._read))}
        self._pairs = {
            f"{one[0]} {next_[0]}": rank for rank, (one, next_) in enumerate(pairwise(self._read))
        }

    def written(self, found: Iterable[str], limit: int) -> tuple[str, ...]:
        """The first ``limit`` tokens of ``found`` that are telling words, as the text writes them.

        What is no word (a place, a number, the fact that there is no summary) is left out, and
        so is a word that stands in an expression already told.
        """
        said: list[str] = []
        for token in found:
            words_said = self._of(token)
            if words_said and not any(overlaps(words_said, other) for other in said):
                said.append(words_said)
                if len(said) == limit:
                    break
        return tuple(said)

    def _of(self, token: str) -> str:
        """The words of a token, or "" when it has none worth showing."""
        one, _, next_ = token.partition(" ")
        if not (_tells(one) or (next_ and _tells(next_))) or one not in self._first:
            return ""
        if not next_:
            _, start, end = self._read[self._first[one]]
            return self._text[start:end]
        rank = self._pairs.get(token, -1)
        if rank < 0:
            return ""
        (_, start, middle), (_, begin, end) = self._read[rank : rank + 2]
        joined = _BETWEEN.fullmatch(self._text, middle, begin)
        return self._text[start:end] if joined else ""


def overlaps(one: str, other: str) -> bool:
    """Whether one expression stands in the other, or is the same but for case and plural."""
    a, b = _spoken(one), _spoken(other)
    return a in b or b in a


@lru_cache(maxsize=20_000)
def _spoken(text: str) -> str:
    return f" {' '.join(map(stem, words(text)))} "


def _learn(written: str) -> tuple[str, ...]:
    if len(_tokens) >= _CACHE_LIMIT:
        _tokens.clear()
    found = _tokens[written] = tuple(map(word_token, words(written)))
    return found


def _tells(token: str) -> bool:
    return len(token) > 1 and token not in _EMPTY and token[0] not in "@^"
