"""How many jobs an item announces: created or kept above 0, cut below 0.

A number counts when its sentence says what becomes of the jobs: a noun that says it alone
(« 80 licenciements »), a verb next to it (« recruter 30 soudeurs »), the nearest word that
creates or cuts (« 120 emplois à la clé », « 230 postes menacés »), or what is said of the staff
(« 30 caristes recherchés », « 46 verriers poussés vers la sortie »). A work force that merely
exists is no news, unless the item says that the firm or the site closes. The title comes
first, then reading order; « dont 40 » is a part and never the number. Where no expression reads a
number, the words around it are weighed (``announcing``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from veille.classify import job_cues as cues
from veille.classify import site_cues as sites
from veille.classify.announcing import Marks, weighed
from veille.classify.quantities import numbered_sentences, value_of
from veille.classify.trades import is_trade
from veille.domain.signal import Jobs
from veille.normalise.lexing import Text
from veille.normalise.words import fold
from veille.prior import Announced

# Verbs that tell jobs by themselves, whatever noun follows their number.
_HIRING = ("recrut", "embauch", "licenci", "congedi", "emplo", "salari", "separ", "delest")
# Characters of the sentence looked at before a number, and after its noun: about a clause. Chosen
# by reading some 200 hits in news articles, where a longer reach took the verb of another number.
_BEFORE, _AFTER = 90, 60
_FEWEST = 2  # « un poste » is a vacancy, or the article
# Fewer people than this, of whom no word says that they are taken on, are persons of a story
# (« deux médecins contaminent… »): read among the headlines of some 20,000 articles.
_A_STAFF = 5


class _Item:
    """What an item says on the whole, folded."""

    def __init__(self, text: Text) -> None:
        self._text = text

    @property
    def text(self) -> str:
        return self._text.folded_whole

    @cached_property
    def headline(self) -> str:
        return fold(self._text.title)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of jobs or of people in its folded sentence."""

    count: int
    kind: str
    """What it counts: losses, leavers, gains, jobs, staff, trade or crowd (« personnes »)."""
    start: int
    noun: str
    before: str
    after: str
    sentence: str


def jobs_in(text: Text, announced: Announced | None = None) -> Jobs | None:
    """The jobs that an item announces, with the sentence that says so; None for most.

    ``announced``: what the words around a number usually mean, heard where no expression reads it.
    """
    sentences = numbered_sentences(text)
    if not sentences:
        return None
    by_rules = _by_rules(text, sentences)
    if announced is None:
        return by_rules
    return weighed(text, sentences, by_rules, marks_of(text), announced)


def marks_of(text: Text) -> Marks:
    """What the expressions say of each number of a folded sentence: what it counts, what becomes
    of them."""
    item = _Item(text)

    def marks(folded: str) -> Mapping[int, Sequence[str]]:
        return {
            number.start: (f"kind:{number.kind}", f"sign:{_sign(number, item)}")
            for number in _numbers(folded)
        }

    return marks


def _by_rules(text: Text, sentences: Sequence[str]) -> Jobs | None:
    item = _Item(text)
    read = []
    for sentence in sentences:
        folded = fold(sentence)
        numbers = list(_numbers(folded))
        count = next(_announced(folded, numbers, item), None)
        if count is not None:
            return Jobs(count, sentence)
        read += [(sentence, number) for number in numbers if number.count >= _A_STAFF]
    return _by_the_subject(read, item.text) if read else None


def _kind(match: re.Match[str]) -> str:
    """What a match of ``COUNTED`` counts; nothing when it is no staff."""
    kind = match.lastgroup or ""
    if kind == "trade" and not is_trade(match["trade"]):
        return ""
    return "crowd" if kind == "staff" and match["staff"].startswith("personne") else kind


def _numbers(sentence: str) -> Iterator[_Number]:
    for match in cues.COUNTED.finditer(sentence):
        kind, count = _kind(match), _count(match["number"])
        before, after = sentence[: match.start()], sentence[match.end() :]
        if kind and count is not None and not before.endswith("dont "):
            yield _Number(count, kind, match.start(), match[0], before, after, sentence)


def _announced(sentence: str, numbers: list[_Number], item: _Item) -> Iterator[int]:
    """The numbers of jobs created or cut that a folded sentence tells, in reading order."""
    change = numbers and (cues.CHANGE.search(sentence) or cues.CHANGED.search(sentence))
    if change:
        was, will_be = value_of(change["before"]), value_of(change["after"])
        if was and will_be and will_be != was:
            yield round(will_be - was)
    found: list[tuple[int, int]] = []
    if any(verb in sentence for verb in _HIRING):
        for match in cues.DIRECT.finditer(sentence):
            count = _count(match["number"])
            if count is not None and match["whom"] not in cues.NOT_HIRED:
                found.append((match.start("number"), -count if match["fire"] else count))
    for number in numbers:
        sign = _sign(number, item)
        if sign:
            found.append((number.start, sign * number.count))
    yield from (count for _, count in sorted(found, key=lambda one: one[0]))


def _count(number: str) -> int | None:
    value = value_of(number)
    # « 2,2 emplois » is an average.
    return int(value) if value is not None and value >= _FEWEST and value % 1 == 0 else None


def _sign(number: _Number, item: _Item) -> int:
    """1 for jobs created or kept, -1 for jobs cut, 0 for those that merely exist."""
    if number.kind == "losses":
        return -1
    if number.kind == "gains":
        return 1
    if cues.NO_JOB.search(number.after):
        return 0
    if number.kind == "leavers":
        return -1 if sites.LEAVES.search(item.text) else 0
    return _sign_of_jobs(number, item) if number.kind == "jobs" else _sign_of_staff(number, item)


def _sign_of_jobs(number: _Number, item: _Item) -> int:
    before, after = number.before, number.after
    if cues.SHARE.search(before) or cues.EXISTING.search(before):
        return 0
    cut = _distance(cues.CUT, before, after)
    made = _distance(cues.MAKE, f"{before}{number.noun}", after)
    if cut is not None or made is not None:
        return -1 if made is None or (cut is not None and cut <= made) else 1
    if cues.DEFINITE.search(before):
        return 0
    if number.sentence in item.headline and not cues.OF.search(before):
        # What a headline counts is the news.
        return 0 if sites.STOCK.search(item.text) else 1
    return int(_arrives(number, item))


def _sign_of_staff(number: _Number, item: _Item) -> int:
    """The same for people, who exist unless something is said of them."""
    before, after = number.before, number.after
    crowd = number.kind == "crowd"
    if cues.LAID_OFF.search(after):
        return -1
    if not crowd and (cues.LAYS_OFF.search(before) or cues.THREATENED.search(after)):
        return -1
    if cues.PLAN.search(number.sentence) and (
        cues.CONCERNED.search(before) or after.startswith(" concern")
    ):
        return -1
    if (number.kind != "trade" and cues.NEW.search(number.noun)) or cues.TAKEN_ON.search(after):
        return 1
    if crowd or cues.DEFINITE.search(before) or sites.QUIET.search(item.text):
        return 0
    if cues.AWAITED.search(after) or cues.SEEKS.search(before):
        return 1
    if cues.FORMS.search(before) and not cues.TRAINS.search(number.sentence):
        return 1
    if cues.NEXT_TO_A_SUM.search(before) or cues.BEFORE_A_SUM.search(after):
        return 1
    if cues.WITH.search(before) and _arrives(number, item):
        return 1
    return _sign_of_trade(number, item) if number.kind == "trade" else 0


def _sign_of_trade(number: _Number, item: _Item) -> int:
    """The same for a trade that no word of hiring touches."""
    if cues.HIRES_HERE.search(number.after) or cues.SOON.search(number.after):
        return 1
    if number.count < _A_STAFF:
        return 0
    if cues.WILL.search(number.after):
        return 1
    nominal = cues.NOMINAL.search(number.after) and not cues.OF.search(number.before)
    if nominal and number.sentence in item.headline:
        return -1 if sites.LAYING_OFF.search(item.text) else 1
    return 0


def _arrives(number: _Number, item: _Item) -> bool:
    return bool(sites.ARRIVES.search(number.sentence) or sites.ARRIVES.search(item.headline))


def _distance(words: re.Pattern[str], before: str, after: str) -> int | None:
    """Characters to the nearest of ``words``; None when the clause has none."""
    tail = before[-_BEFORE:]
    near = [len(tail) - match.end() for match in words.finditer(tail)]
    following = words.search(after[:_AFTER])
    if following:
        near.append(following.start())
    return min(near) if near else None


def _by_the_subject(read: list[tuple[str, _Number]], text: str) -> Jobs | None:
    """The staff that an item counts, when all it tells is a closure, a plan or an arrival."""
    for sentence, number in read:
        if _may_close(number) and not sites.STAYS.search(text):
            quiet = sites.QUIET.search(text)
            if sites.CLOSES.search(text) or (not quiet and sites.LAYING_OFF.search(text)):
                return Jobs(-number.count, sentence)
    for sentence, number in read:
        if _may_come(number) and sites.COMING.search(text):
            closes = sites.CLOSES.search(text) or sites.LAYING_OFF.search(text)
            if not (closes or sites.STAYS.search(text) or sites.QUIET.search(text)):
                return Jobs(number.count, sentence)
    return None


def _may_close(number: _Number) -> bool:
    if number.kind == "crowd":
        return cues.EMPLOYED.search(number.before) is not None
    return number.kind in ("staff", "trade")


def _may_come(number: _Number) -> bool:
    told_of = (cues.EXISTING, cues.DEFINITE, cues.OF)
    return (
        number.kind in ("staff", "trade", "jobs")
        and not any(words.search(number.before) for words in told_of)
        and not cues.NO_JOB.search(number.after)
        and not cues.BUSY.search(number.after)
    )
