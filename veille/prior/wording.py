"""Tokens as the text writes them, to be shown as reasons."""

import re
from collections.abc import Iterable
from functools import lru_cache

from veille.normalise.lexing import Text
from veille.normalise.words import stem, words
from veille.prior.tokens import Heard

# What may stand between the two words of a pair that is shown: no sign that parts sentences.
_BETWEEN = re.compile(r"[\s-]*(?:\w{1,6}['’])?")
_HEAD = re.compile(r"(?<![\w,.])\d{1,3}(?:[ \u00a0\u202f.]\d{3})*[ \u00a0\u202f.,]\Z")
_TAIL = re.compile(r"(?:[ \u00a0\u202f.]\d{3}(?!\d))*(?:,\d+)?")
"""What may stand before and after the digits of a word, within one number."""
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


class Wording:
    """How one text writes its tokens."""

    def __init__(self, text: Text, heard: Heard) -> None:
        self._text = text
        self._heard = heard

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
        """The words of a token where it is first read, or "" when they are not worth showing."""
        one, _, next_ = token.partition(" ")
        if not (_tells(one) or (next_ and _tells(next_))):
            return ""
        text, (tokens, origins, in_title) = self._text, self._heard
        at = -1
        while one in tokens[at + 1 :]:
            at = tokens.index(one, at + 1)
            if not next_:
                return text.said[origins[at]] if origins[at] >= 0 else ""
            if tokens[at + 1 : at + 2] == [next_] and at + 1 != in_title:
                return self._joined(origins[at], origins[at + 1])
        return ""

    def _joined(self, first: int, last: int) -> str:
        """Two words that stand side by side, or "" when a sign parts them."""
        text = self._text
        if min(first, last) < 0:  # a place
            return ""
        start, end = text.starts[first], text.ends[last]
        if not _BETWEEN.fullmatch(text.whole, text.ends[first], text.starts[last]):
            return ""
        # A number is shown whole, « 5,4 » or « 1 200 », though it is read as several.
        if text.whole[start].isdigit() and (head := _HEAD.search(text.whole, 0, start)):
            start = head.start()
        if text.whole[end - 1].isdigit() and (tail := _TAIL.match(text.whole, end)):
            end = tail.end()
        return text.whole[start:end]


def overlaps(one: str, other: str) -> bool:
    """Whether one expression stands in the other, or is the same but for case and plural."""
    a, b = _spoken(one), _spoken(other)
    return a in b or b in a


@lru_cache(maxsize=20_000)
def _spoken(text: str) -> str:
    return f" {' '.join(map(stem, words(text)))} "


def _tells(token: str) -> bool:
    return len(token) > 1 and token not in _EMPTY and token[0] not in "@^"
