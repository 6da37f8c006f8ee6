"""How many jobs an item announces: created or kept above 0, cut below 0.

A number counts when its sentence says what becomes of the jobs: a noun that says it alone
(« 80 licenciements »), a verb next to it (« recruter 30 soudeurs »), or the nearest word that
creates or cuts (« 120 emplois à la clé », « 230 postes menacés »). A work force that merely
exists is no news, unless the item says that the firm or the site closes. The title comes
first, then reading order; « dont 40 » is a part and never the number.
"""

import re
from collections.abc import Iterator

from veille.classify.quantities import NUMBER, value_of
from veille.domain.signal import Jobs
from veille.normalise.sentences import sentences
from veille.normalise.words import fold

_JOBS = r"(?:emplois?|postes?|cdi|cdd|jobs?|etp|equivalents? temps plein|offres d'emplois?)\b"
_STAFF = (
    r"(?:salarie(?:e?s?|\(e\)s|\.e\.s|·e·s)|personnes|collaborat(?:eur|rice)s|employes|agents"
    r"|ouvriers|travailleurs|saisonniers|intermittents|cadres)\b"
)
_QUALIFIED = (
    r"(?:(?:nouve(?:aux|lles)|autres|futurs?|futures|premiers|supplementaires|vrais|eventuels"
    r"|d'|de|des) ?){0,2}"
)
_LOSSES = (
    r"(?:suppressions?(?: (?:nettes?|seches?))?(?: (?:d'emplois?|de postes?))?|licenciements?"
    r"|destructions? (?:d'emplois?|de postes?)|pertes? d'emplois?"
    r"|departs (?:volontaires|contraints|forces))\b"
)
_GAINS = (
    r"(?:recrutements?|embauches?|creations? (?:nettes? )?(?:d'emplois?|de postes?)"
    r"|postes? a pourvoir|emplois? a pourvoir)\b"
)
_COUNTED = re.compile(
    rf"(?P<number>{NUMBER}) {_QUALIFIED}"
    rf"(?:(?P<losses>{_LOSSES})|(?P<gains>{_GAINS})|(?P<jobs>{_JOBS})|(?P<staff>{_STAFF}))"
)
_ABOUT = (
    r"(?:(?:plus|pres|moins) de |au moins |environ |quelque |quelques |jusqu'a |encore |aussi "
    r"|entre |a terme |de |d'|d'ici \w+ |cette annee |des |ses |leurs )*"
)
_HIRE = r"(?:recrut|embauch)(?:e|er|era|ent|eront|erait|ement|ements|es|ant)?\b"
# « Chercher » is also what the police do: only whom one hires.
_SOUGHT = (
    r"(?:saisonni|salari|apprenti|conduct|chauffeur|soignant|agents|vendang|soudeur|technicien)"
)
_DIRECT = re.compile(
    rf"\b(?:(?P<hire>{_HIRE}|(?:re)?cherche(?:nt|r)?(?= {_ABOUT}{NUMBER} {_SOUGHT}))"
    rf"|(?P<fire>licenci(?:e|er|era|eront|ement|ements)\b"
    r"|se separ(?:e|er|era) de)|(?P<future>emploiera|emploieront|va employer|vont employer"
    rf"|devrait employer|fera travailler)) {_ABOUT}(?P<number>{NUMBER}) (?P<whom>\w+)"
)
# Whom one takes on for something else than a job.
_NOT_HIRED = frozenset(
    "joueur joueurs attaquant attaquants defenseur defenseurs milieux benevole benevoles volontaire"
    " volontaires eleve eleves etudiant etudiants candidat candidats ans mois jours semaines heures"
    " euros francais patients millions milliards fois familles participants testeurs"
    " adherents".split()
)
_CHANGE = re.compile(
    rf"\b(?:pass\w+|augment\w+|port\w+|grimp\w+|redui\w+|tomb\w+|effectifs?) (?:\w+ ){{0,4}}?"
    rf"de (?P<before>{NUMBER})(?: (?:salaries|emplois|postes|personnes|collaborateurs))? a "
    rf"{_ABOUT}(?P<after>{NUMBER}) (?:{_STAFF}|{_JOBS})"
)
_CUT = re.compile(
    r"\b(?:suppr(?:im|ession)\w*|menac\w*|perd\w*|pertes?|detrui\w*|destruction\w*|licenci\w*"
    r"|dispar\w+|plan social|pse|plan de sauvegarde|casse sociale|coupes?|redui\w*|reduction"
    r"|en moins|sacrifi\w*|en danger|en peril|en jeu|condamne\w*|tailler|raye\w*|degraiss\w*"
    r"|fermeture|ferm(?:e|er|era|erait)|sur la sellette|passe\w* a la trappe|vises?|craign\w*)\b"
)
_MAKE = re.compile(
    r"\b(?:cree?(?:r|s|e|es|nt|ra|ront|rait|raient)?|creant|creations?|recrut\w*|embauch\w*"
    r"|promis|a la cle|gener(?:er|era|ant|e|ent)|promet\w*|promesses?|ouvre|ouvrir|propos\w*"
    r"|offr\w*"
    r"|recherche\w*|a prendre|a pourvoir|supplementaires|sauv\w*|preserv\w*|maint(?:ien\w*|enir)"
    r"|perenn\w*|garanti\w*|implant\w*|install\w*|agrandi\w*|attendus|prevus|annonces|envisages"
    r"|job dating|conserves|de plus|nouveaux|"
    r"nouvelles|implantation)\b"
)
_EXISTING = re.compile(
    r"(?:\b(?:compte|comptait|comptent|emploie|emploient|employait|employant|represente\w*|regroupe"
    r"|totalise|rassemble|dispose de|fort[es]? de|avec ses|sur ses|sur les|sur|parmi|dont"
    r"|representant|deja|effectif de|soit) (?:plus de |pres de |environ |quelque |actuellement )*)$"
)
_LAID_OFF = re.compile(
    r"^(?: [\w']+){0,5}? (?:licenciee?s?|sur le carreau|remercie?e?s|perd\w+ leur (?:emploi|poste"
    r"|travail)|au chomage(?! (?:partiel|technique))|sans emploi|craign\w+ pour leur|(?:menace"
    r"|concerne)e?s par (?:le|un|ce)"
    r" (?:plan|pse|licenciement)|menaces$|menaces de licenciement)"
)
_TAKEN_ON = re.compile(r"^(?: [\w']+){0,4}? (?:embauchee?s?|recrutee?s?|seront a recruter)")
_NEW = re.compile(r"\bnouve(?:aux|lles) ")
_SHARE = re.compile(
    r"\b(?:quart|tiers|moitie|dixieme|cinquieme) (?:de |des )(?:ses |leurs |les )?$"
)
_EMPLOYED = re.compile(
    r"\b(?:emploi\w*|employait|employant) (?:plus de |pres de |environ |quelque )*$"
)
_CONCERNED = re.compile(r"\b(?:concern|touch|vis|affect)\w+ (?:plus de |pres de |environ |a )*$")
_PLAN = re.compile(
    r"\b(?:pse|plan social|plan de sauvegarde|licenciement|suppression|plan de depart"
    r"|fermeture d)"
)
_CLOSES = re.compile(
    r"\b(?:ferm(?:e|era|eront|erait|er) (?:ses portes|son usine|son site|boutique|definitivement)"
    r"|ce(?:sse|ssera|sser|sse) (?:ses|son|toute|toutes) activites?"
    r"|fermeture (?:definitive |prochaine |annoncee )?(?:de l'usine|du site|de l'entreprise"
    r"|de son usine|de son site)|(?:place|mise?|en|prononce la) (?:\w+ )?liquidation)"
)
_NO_JOB = re.compile(
    r"^ (?:de (?:police|secours|controle|commandement|travail|garde|transformation|sante|depense|"
    r"tete|frontiere|radio|telephone|conseill|depute|maire|president)|informatiques?|frontieres?"
    r"|du temps|electriques?|sur (?:\d|trois|quatre|cinq|six|dix|vingt|cent))"
)
_NOUN = re.compile(
    r"emploi|poste|recrut|embauch|licenci|salarie|suppression|departs|personnes|collabora|cherche|cdi\b"
    r"|etp\b|jobs?\b"
)
# Characters of the sentence looked at before a number, and after its noun: about a clause. Chosen
# by reading some 200 hits in news articles, where a longer reach took the verb of another number.
_BEFORE, _AFTER = 90, 60
_FEWEST = 2  # « un poste » is a vacancy, or the article


def jobs_in(title: str, summary: str) -> Jobs | None:
    """The jobs that an item announces, with the sentence that says so; None for most."""
    if not _NOUN.search(fold(title)) and not _NOUN.search(fold(summary)):
        return None
    read = [(sentence, fold(sentence)) for sentence in (*sentences(title), *sentences(summary))]
    for sentence, folded in read:
        if _NOUN.search(folded):
            count = next(_announced(folded), None)
            if count is not None:
                return Jobs(count, sentence)
    return _closing(read)


def _announced(sentence: str) -> Iterator[int]:
    """The numbers of jobs created or cut that a folded sentence tells, in reading order."""
    change = _CHANGE.search(sentence)
    if change:
        was, will_be = value_of(change["before"]), value_of(change["after"])
        if was and will_be and will_be != was:
            yield round(will_be - was)
    found: list[tuple[int, int]] = []
    for match in _DIRECT.finditer(sentence):
        count = _count(match["number"])
        if count is not None and match["whom"] not in _NOT_HIRED:
            found.append((match.start("number"), -count if match["fire"] else count))
    for match in _COUNTED.finditer(sentence):
        count = _count(match["number"])
        if count is None:
            continue
        before = sentence[: match.start()]
        sign = _sign(match, before, sentence[match.end() :], sentence)
        if sign and not before.endswith("dont "):
            found.append((match.start(), sign * count))
    yield from (count for _, count in sorted(found, key=lambda one: one[0]))


def _count(number: str) -> int | None:
    value = value_of(number)
    # « 2,2 emplois » is an average.
    return int(value) if value is not None and value >= _FEWEST and value % 1 == 0 else None


def _sign(match: re.Match[str], before: str, after: str, sentence: str) -> int:
    """1 for jobs created or kept, -1 for jobs cut, 0 for those that merely exist."""
    if match["losses"]:
        return -1
    if match["gains"]:
        return 1
    if match["staff"]:
        if _LAID_OFF.search(after) or (
            _PLAN.search(sentence) and (_CONCERNED.search(before) or after.startswith(" concern"))
        ):
            return -1
        return 1 if _NEW.search(match[0]) or _TAKEN_ON.search(after) else 0
    if _SHARE.search(before):
        return 0
    if _NO_JOB.search(after) or _EXISTING.search(before):
        return 0
    cut = _distance(_CUT, before, after)
    made = _distance(_MAKE, f"{before}{match[0]}", after)
    if cut is None and made is None:
        return 0
    return -1 if made is None or (cut is not None and cut <= made) else 1


def _distance(words: re.Pattern[str], before: str, after: str) -> int | None:
    """Characters to the nearest of ``words``; None when the clause has none."""
    tail = before[-_BEFORE:]
    near = [len(tail) - match.end() for match in words.finditer(tail)]
    following = words.search(after[:_AFTER])
    if following:
        near.append(following.start())
    return min(near) if near else None


def _closing(read: list[tuple[str, str]]) -> Jobs | None:
    """The work force of a firm or a site that closes for good."""
    if not any(_CLOSES.search(folded) for _, folded in read):
        return None
    for sentence, folded in read:
        for match in _COUNTED.finditer(folded):
            count = _count(match["number"])
            staff = match["staff"]
            if staff and staff.startswith("personne"):
                staff = _EMPLOYED.search(folded[: match.start()])
            if count is not None and staff:
                return Jobs(-count, sentence)
    return None
