"""How many jobs an item announces: created or kept above 0, cut below 0.

A number counts when its sentence says what becomes of the jobs: a noun that says it alone
(« 80 licenciements »), a verb next to it (« recruter 30 soudeurs »), the nearest word that
creates or cuts (« 120 emplois à la clé », « 230 postes menacés »), or what is said of the staff
(« 30 caristes recherchés », « 46 verriers poussés vers la sortie »). A work force that merely
exists is no news, unless the item says that the firm or the site closes. The title comes
first, then reading order; « dont 40 » is a part and never the number.
"""

import re
from collections.abc import Iterator

from veille.classify import job_cues as cues
from veille.classify.quantities import value_of
from veille.classify.trades import is_trade
from veille.domain.signal import Jobs
from veille.normalise.sentences import sentences
from veille.normalise.words import fold

# Verbs that tell jobs by themselves, whatever noun follows their number.
_HIRING = ("recrut", "embauch", "licenci", "congedi", "emplo", "salari", "separ", "delest")
# Characters of the sentence looked at before a number, and after its noun: about a clause. Chosen
# by reading some 200 hits in news articles, where a longer reach took the verb of another number.
_BEFORE, _AFTER = 90, 60
_FEWEST = 2  # « un poste » is a vacancy, or the article
# Fewer people than this, of whom no word says that they are taken on, are persons of a story
# (« deux médecins contaminent… »): read among the headlines of some 20,000 articles.
_A_STAFF = 5


def jobs_in(title: str, summary: str) -> Jobs | None:
    """The jobs that an item announces, with the sentence that says so; None for most."""
    headline = fold(title)
    item = f"{headline}\n{fold(summary)}"
    if not cues.COUNTED.search(item) and not any(verb in item for verb in _HIRING):
        return None
    read = [(sentence, fold(sentence)) for sentence in (*sentences(title), *sentences(summary))]
    for sentence, folded in read:
        count = next(_announced(folded, headline, item), None)
        if count is not None:
            return Jobs(count, sentence)
    return _by_the_subject(read, item)


def _announced(sentence: str, headline: str, item: str) -> Iterator[int]:
    """The numbers of jobs created or cut that a folded sentence tells, in reading order."""
    change = cues.CHANGE.search(sentence) or cues.CHANGED.search(sentence)
    if change:
        was, will_be = value_of(change["before"]), value_of(change["after"])
        if was and will_be and will_be != was:
            yield round(will_be - was)
    found: list[tuple[int, int]] = []
    for match in cues.DIRECT.finditer(sentence):
        count = _count(match["number"])
        if count is not None and match["whom"] not in cues.NOT_HIRED:
            found.append((match.start("number"), -count if match["fire"] else count))
    for match in cues.COUNTED.finditer(sentence):
        count = _count(match["number"])
        if count is None:
            continue
        before, after = sentence[: match.start()], sentence[match.end() :]
        if before.endswith("dont "):
            continue
        sign = _sign(match, before, after, sentence, headline, item)
        if sign:
            found.append((match.start(), sign * count))
    yield from (count for _, count in sorted(found, key=lambda one: one[0]))


def _count(number: str) -> int | None:
    value = value_of(number)
    # « 2,2 emplois » is an average.
    return int(value) if value is not None and value >= _FEWEST and value % 1 == 0 else None


def _sign(
    match: re.Match[str], before: str, after: str, sentence: str, headline: str, item: str
) -> int:
    """1 for jobs created or kept, -1 for jobs cut, 0 for those that merely exist."""
    if match["losses"]:
        return -1
    if match["leavers"]:
        return -1 if cues.LEAVES.search(item) and not cues.NO_JOB.search(after) else 0
    if match["gains"]:
        return 1
    if match["staff"] or match["trade"]:
        return _sign_of_staff(match, before, after, sentence, headline, item)
    if cues.SHARE.search(before) or cues.NO_JOB.search(after) or cues.EXISTING.search(before):
        return 0
    cut = _distance(cues.CUT, before, after)
    made = _distance(cues.MAKE, f"{before}{match[0]}", after)
    if cut is None and made is None:
        if cues.DEFINITE.search(before):
            return 0
        news = sentence in headline and not cues.OF.search(before)
        if news and not cues.STOCK.search(item):
            return 1  # What a headline counts is the news.
        return int(bool(cues.ARRIVES.search(sentence) or cues.ARRIVES.search(headline)))
    return -1 if made is None or (cut is not None and cut <= made) else 1


def _sign_of_staff(
    match: re.Match[str], before: str, after: str, sentence: str, headline: str, item: str
) -> int:
    """The same for people, who exist unless something is said of them."""
    trade = match["trade"]
    if (trade and not is_trade(trade)) or cues.NO_JOB.search(after):
        return 0
    crowd = match["staff"] is not None and match["staff"].startswith("personne")
    if cues.LAID_OFF.search(after) or (not crowd and cues.LAYS_OFF.search(before)):
        return -1
    if not crowd and cues.THREATENED.search(after):
        return -1
    if cues.PLAN.search(sentence) and (
        cues.CONCERNED.search(before) or after.startswith(" concern")
    ):
        return -1
    if (cues.NEW.search(match[0]) and not trade) or cues.TAKEN_ON.search(after):
        return 1
    if crowd or cues.DEFINITE.search(before) or cues.QUIET.search(item):
        return 0
    if cues.AWAITED.search(after) or cues.SEEKS.search(before):
        return 1
    if cues.FORMS.search(before) and not cues.TRAINS.search(sentence):
        return 1
    if cues.NEXT_TO_A_SUM.search(before) or cues.BEFORE_A_SUM.search(after):
        return 1
    if trade and (cues.HIRES_HERE.search(after) or cues.SOON.search(after)):
        return 1
    nominal = sentence in headline and cues.NOMINAL.search(after) and not cues.OF.search(before)
    if trade and nominal and (value_of(match["number"]) or 0) >= _A_STAFF:
        return -1 if cues.LAYING_OFF.search(item) else 1
    comes = cues.ARRIVES.search(sentence) or cues.ARRIVES.search(headline)
    return int(bool(comes and cues.WITH.search(before)))


def _distance(words: re.Pattern[str], before: str, after: str) -> int | None:
    """Characters to the nearest of ``words``; None when the clause has none."""
    tail = before[-_BEFORE:]
    near = [len(tail) - match.end() for match in words.finditer(tail)]
    following = words.search(after[:_AFTER])
    if following:
        near.append(following.start())
    return min(near) if near else None


def _by_the_subject(read: list[tuple[str, str]], item: str) -> Jobs | None:
    """The staff that an item counts, when all it tells is a closure, a plan or an arrival."""
    if cues.STAYS.search(item):
        return None
    if cues.CLOSES.search(item) or (cues.LAYING_OFF.search(item) and not cues.QUIET.search(item)):
        sign = -1
    elif cues.COMING.search(item) and not cues.QUIET.search(item):
        sign = 1
    else:
        return None
    for sentence, folded in read:
        for match in cues.COUNTED.finditer(folded):
            count = _count(match["number"])
            if count is not None and count >= _A_STAFF and _is_staff(match, folded, sign):
                return Jobs(sign * count, sentence)
    return None


def _is_staff(match: re.Match[str], sentence: str, sign: int) -> bool:
    before, after = sentence[: match.start()], sentence[match.end() :]
    if before.endswith("dont "):
        return False
    if match["staff"] and match["staff"].startswith("personne"):
        return bool(sign < 0 and cues.EMPLOYED.search(before))
    if match["trade"] and not is_trade(match["trade"]):
        return False
    if sign < 0:
        return bool(match["staff"] or match["trade"])
    return bool(match["trade"] or match["staff"] or match["jobs"]) and not (
        cues.EXISTING.search(before)
        or cues.DEFINITE.search(before)
        or cues.OF.search(before)
        or cues.NO_JOB.search(after)
        or cues.BUSY.search(after)
    )
