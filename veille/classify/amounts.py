"""The amount of the news in euros: an investment, an aid, a contract, a price paid for a firm.

Every sum is found; it counts when its sentence says that somebody puts money in, and nothing
near it says that it is a wage, a fine, a debt, a turnover, a loss or a loot. « 27 millions »
without « d'euros » is a sum when the item counts nothing else. The title comes first, then
reading order; « dont 40 millions » is a part and never the amount.
"""

import re

from veille.classify import money_cues as cues
from veille.classify.quantities import numbered_sentences, value_of
from veille.domain.signal import Amount
from veille.normalise.lexing import Text
from veille.normalise.words import fold

_SCALES = {"k": 10**3, "m": 10**6, "md": 10**9, "mds": 10**9, "mrd": 10**9, "mrds": 10**9}
# What every sum has, « 27 millions » alone included, but for its sign.
_MONEY = frozenset("eur euro euros million millions milliard milliards".split())
# Characters looked at: before a sum what one does with money may come with its subject, after
# it only what completes it; a word against it has to be near to be about it. Chosen by reading
# some 100 hits in news articles, not measured: the labelled items have too few amounts.
_BEFORE, _AFTER = 110, 70
_NEAR_BEFORE, _NEAR_AFTER = 45, 30
_PAUSE_BEFORE, _PAUSE_AFTER = re.compile(r"[,;!?]"), re.compile(r"[,:;!?]")
_LEAST = 5000  # below, on the press of the country, it is a price or what one person gets
# « À 28 millions » or « pour 300 000 euros » alone: below, it is mostly the price of a house or
# what one person gets. Chosen by reading the same articles.
_LARGE = 100_000
# From here a sum in euros is the amount unless a word near it says otherwise: of the labelled
# items with such a sum and no word that puts it in, two in three have it as their amount.
# Above the second, such a sum is of a State or of a market.
_PLAIN, _NATIONAL = 1_000_000, 1_000_000_000


def amount_in(text: Text) -> Amount | None:
    """The amount of the news, with the sentence that says so; None for most items."""
    if "€" not in text.whole and _MONEY.isdisjoint(text.folded):
        return None
    sentences = numbered_sentences(text)
    item = text.folded_whole
    if not sentences or not cues.SUM.search(item) or cues.ELSEWHERE.search(item):
        return None
    if cues.NATIONAL.search(item):
        return None
    headline = fold(text.title)
    young = cues.YOUNG_FIRM.search(item) is not None
    for sentence in sentences:
        folded = fold(sentence)
        in_title = folded in headline
        for match in cues.SUM.finditer(folded):
            euros = _euros(match)
            if euros < _LEAST or (match["bare"] is not None and not _is_money(match, item)):
                continue
            if _is_put_in(match, folded, euros) or (
                young and in_title and euros >= _LARGE and _is_free(match, folded)
            ):
                return Amount(euros, sentence)
    return None


def _euros(match: re.Match[str]) -> int:
    value = value_of(match["number"]) or 0.0
    return round(value * _SCALES.get(match["scale"] or "", 1))


def _is_money(match: re.Match[str], item: str) -> bool:
    """Whether « 27 millions » are euros: the item counts nothing else, and is not cut there."""
    return not cues.FOREIGN.search(item) and not (
        item.endswith(match[0].rstrip()) and item.index("\n") < len(item) - 1
    )


def _is_free(match: re.Match[str], sentence: str) -> bool:
    """Whether nothing near the sum says that it is no money put in."""
    before, after = sentence[: match.start()], sentence[match.end() :]
    if match["ratio"] or before.endswith("dont ") or cues.SAVING.search(sentence):
        return False
    if cues.LIMIT.search(before):
        return False
    if cues.CONVERTED.search(before) and cues.FOREIGN.search(sentence):
        return False
    # What is beyond a comma is about something else.
    before = _PAUSE_BEFORE.split(before[-_NEAR_BEFORE:])[-1]
    after = _PAUSE_AFTER.split(after[:_NEAR_AFTER], maxsplit=1)[0]
    return not (cues.OTHERWISE.search(before) or cues.OTHERWISE.search(after))


def _is_put_in(match: re.Match[str], sentence: str, euros: int) -> bool:
    if not _is_free(match, sentence):
        return False
    before, after = sentence[: match.start()][-_BEFORE:], sentence[match.end() :]
    if cues.SPENT.search(before) or cues.SPENT.search(after[:_AFTER]):
        return True
    if cues.GIVER.search(after) or cues.TAG.search(before):
        return True
    built = cues.BUILT.search(sentence)
    if built and cues.COST.search(before):
        return True
    if euros < _LARGE:
        return False
    if cues.RAISED.search(before) or cues.FOR.search(after):
        return True
    if match["bare"] is None and (built or _PLAIN <= euros < _NATIONAL):
        return True
    worth = cues.WORTH.search(before)
    apposed = before.endswith(", ") and after.startswith(",")
    return bool(built and (worth or apposed))
