"""The amount of the news in euros: an investment, an aid, a contract, a price paid for a firm.

Every sum is found; it counts when its sentence says that somebody puts money in, and nothing
near it says that it is a wage, a fine, a debt, a turnover, a loss or a loot. The title comes
first, then reading order; « dont 40 millions » is a part and never the amount.
"""

import re

from veille.classify.quantities import NUMBER, value_of
from veille.domain.signal import Amount
from veille.normalise.sentences import sentences
from veille.normalise.words import fold

_SCALES = {"k": 10**3, "m": 10**6, "md": 10**9, "mds": 10**9, "mrd": 10**9, "mrds": 10**9}
_SUM = re.compile(
    rf"(?P<number>{NUMBER}) ?(?P<scale>k|m|mds?|mrds?)?(?: ?(?:€|eur\b)| (?:d'|de )?euros?\b|"
    r"(?<=m) d'euros?\b)(?P<ratio> ?(?:/|par|le (?:litre|kilo|metre|m2)|la (?:tonne|nuit|place)"
    r"|l'(?:heure|unite|annee)|chacun|de l'heure|mensuel|annuel|brut|net\b))?"
)
_SPENT = re.compile(
    r"\b(?:(?:re)?invest\w*|subvention\w*|aides?|soutien|souten\w*|soutient|enveloppe|contrats?"
    r"|marches?|lev(?:e|er|era|ee|ees|ent|ant)|montant|cout (?:total|du|des|de l'operation"
    r"|estime)|achet\w*|achat|vot(?:e|er|es|ent|ee)|chantiers?|travaux"
    r"|(?:co)?financ\w*|projets?|dot(?:e|ee|es|er|ation)|mobilis\w*|allou\w*|debloqu\w*|prets?"
    r"|prete\w*|preter|rach\w+|repr(?:end|ise)\w*|acqui\w*|acquer\w*|credits?|fonds"
    r"|commandes?|inject\w*|consacr\w*|vers(?:e|er|era|es|ement)|attribu\w*|accord\w*|octro\w*"
    r"|programme|appel a projets|constru\w*|renov\w*|rehabilit\w*|modernis\w*|extension|usine"
    r"|apport\w*|recapitalis\w*|garanti\w*|ced\w+|cession|operation|amenag\w*|plan de"
    r"|mettre sur la table|met sur la table|estime a|chiffre a|budget de|relance)\b"
)
_OTHERWISE = re.compile(
    r"\b(?:salaires?|paie|paye\w*|remuner\w*|smic|mensuel\w*|amendes?|sanction\w*|condamn\w*"
    r"|chiffre d'affaires?|ca de|dettes?|endett\w*|desendett\w*|deficits?|deficitaire|benefices?"
    r"|resultat|profits?|superprofits?|pertes?|perd\w*|prix|loyers?|prejudice|vol|vole\w*|derob\w*"
    r"|butin|bijoux|escroqu\w*|fraud\w*|detourn\w*|cagnottes?|jackpot|loto|gain|gagn\w*"
    r"|remport\w* \w+ jackpot|pib|habitants?|impots?|taxes?|economies|economiser|economise\w*"
    r"|capitalisation|valoris\w*|transferts?|recettes|degats|dommages|factures?|indemnis\w*"
    r"|indemnites?|rancon|pensions?|retraites?|primes?|cheques?|fortune|patrimoine|encheres?"
    r"|billets?|tickets?|abonnement|tarifs?|a partir de|cotisations?|epargn\w*|ventes?"
    r"|exportations?"
    r"|excedent\w*|manque a gagner|reclam\w*|ardoise|caution|dividendes?|hausse|baisse"
    r"|depens\w*|mise a prix|dons?|recolt\w*|estimes? entre|budget (?:annuel|primitif|global|"
    r"de fonctionnement|de l'etat|de la securite))\b"
)
_COST = re.compile(r"\bcout(?:e|er|era|erait|eront|ent)?\b")
# What is built: « il coûtera » counts of these only.
_BUILT = re.compile(
    r"\b(?:centre|gymnase|piscine|ecole|college|lycee|hopital|pont|tunnel|gare|ligne|tram\w*|usine"
    r"|batiment|stade|salle|musee|parc|quartier|route|rocade|reseau|station|projet|halle"
    r"|equipement)s?\b"
)
# An item about one of these tells no money of a territory, whatever its sentences say.
_ELSEWHERE = re.compile(
    r"\b(?:braqu\w+|jackpot|euro ?millions|loto|mercato|transfert de|escroqu\w+|blanchiment"
    r"|cambriol\w+|rancon|cocaine|stupefiants?|detournements?|corruption|proces|prison"
    r"|mis en examen"
    r"|prud'hommes|cour d'appel|condamnee? a|diffamation|dedommage\w+|indemnis\w+|cagnotte"
    r"|garde a vue"
    r"|divorce|villa|manoir|yacht|comptes de campagne|demantel\w+|box-office|mal acquis|fisc"
    r"|fraude|pension alimentaire)\b"
)
# Characters looked at: before a sum what one does with money may come with its subject, after
# it only what completes it; a word against it has to be near to be about it. Chosen by reading
# some 100 hits in news articles, not measured: the labelled items have too few amounts.
_BEFORE, _AFTER = 110, 70
_NEAR_BEFORE, _NEAR_AFTER = 45, 30
_LEAST = 5000  # below, on the press of the country, it is a price or what one person gets


def amount_in(title: str, summary: str) -> Amount | None:
    """The amount of the news, with the sentence that says so; None for most items."""
    text = f"{title}\n{summary}"
    if "€" not in text and "euro" not in (text := text.lower()) and " eur" not in text:
        return None
    if _ELSEWHERE.search(fold(f"{title}\n{summary}")):
        return None
    for sentence in (*sentences(title), *sentences(summary)):
        folded = fold(sentence)
        for match in _SUM.finditer(folded):
            euros = _euros(match)
            if euros >= _LEAST and _is_put_in(match, folded):
                return Amount(euros, sentence)
    return None


def _euros(match: re.Match[str]) -> int:
    value = value_of(match["number"]) or 0.0
    return round(value * _SCALES.get(match["scale"] or "", 1))


def _is_put_in(match: re.Match[str], sentence: str) -> bool:
    before, after = sentence[: match.start()], sentence[match.end() :]
    if match["ratio"] or before.endswith("dont "):
        return False
    if _OTHERWISE.search(before[-_NEAR_BEFORE:]) or _OTHERWISE.search(after[:_NEAR_AFTER]):
        return False
    if _SPENT.search(before[-_BEFORE:]) or _SPENT.search(after[:_AFTER]):
        return True
    return bool(_COST.search(before[-_BEFORE:]) and _BUILT.search(sentence))
