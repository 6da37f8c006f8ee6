"""What of a sentence can change by itself, without anybody having written anything.

Masks look at one sentence at a time, folded. The wide ones (a date, a number) need a word of
their family beside them, or nothing else at all in the sentence: « Mis à jour le 12 novembre »
is no news, « Date limite : 12 janvier » is; « 1 245 vues » is none, « 150 emplois » is.
"""

import re

from veille.normalise.words import fold

_MONTH = (
    r"(?:janv(?:ier)?|fev(?:r(?:ier)?)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?|"
    r"oct(?:obre)?|nov(?:embre)?|dec(?:embre)?)\.?"
)
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim)\.?,?"
_DATE = (
    rf"(?:(?:{_DAY} )?\d{{1,2}}(?:er)? {_MONTH}(?: \d{{4}})?|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|"
    r"\d{4}-\d\d-\d\d)"
)
_CLOCK = r"(?:\d{1,2} ?(?:h|:) ?\d{2}(?: ?(?:min|m|:) ?\d{2})?(?: ?s)?|\d{1,2} ?h)"
_MOMENT = rf"(?:{_DATE}(?:(?: a| -|,|t| \|)* ?{_CLOCK})?|{_CLOCK})"
_UNIT = r"(?:secondes?|sec|s|minutes?|mins?|mn|heures?|h|jours?|j|semaines?|mois|ans?|annees?)"
_NUMBER = r"(?<!\d)\d[\d .,]{0,14}"
# Months and years run too slowly to be a page's countdown: they are somebody's words.
_SHORT = r"(?:secondes?|minutes?|min|heures?|h|jours?|j)"
_LINK_WORDS = r"(?: ?[:,] ?| le | au | du | en date du | a | est )*\s*"

# Anywhere in a sentence.
_ANYWHERE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bil y a (?:environ |moins d'|plus d'|pres de )?(?:\d+|une?|quelques) {_UNIT}\b",
        r"\b\d+ (?:seconds?|minutes?|hours?|days?|weeks?|months?) ago\b|\ba l'instant\b",
        # The page speaks of itself.
        (
            rf"\b(?:mise?s? a jour|maj|actualise?e?s?|derniere (?:mise a jour|modification|visite|"
            rf"connexion|actualisation)|(?:page|article|fiche|contenu|document) (?:modifiee?|"
            rf"actualisee?|generee?|consultee?|imprimee?)|last (?:updated?|modified))\b"
            rf"{_LINK_WORDS}{_MOMENT}"
        ),
        rf"^(?:modifiee?|generee?|consultee?|imprimee?|actualisee?)\b{_LINK_WORDS}{_MOMENT}",
        (
            rf"\b(?:nous sommes|aujourd'hui|date du jour|il est|heure(?: locale)?|en ce moment)\b"
            rf"{_LINK_WORDS}{_MOMENT}(?: a {_CLOCK})?"
        ),
        r"\b\d{1,2}:\d{2}:\d{2}\b",
        # Countdowns.
        rf"\b(?:plus que|il (?:vous |nous )?reste|reste(?:nt)?|encore|dans) \d+ {_SHORT}\b",
        rf"\b\d+ {_SHORT} restant(?:e?s)?\b|^j ?[-–] ?\d+\b",
        # Counters that only a page has of itself.
        (
            rf"{_NUMBER}(?:vues?|j'aime|likes?|partages|clics?|hits|commentaires?|reactions?)\b"
            rf"(?! (?:par|sur|de|d'|des|du|recueilli|depose|publi)\b)"
        ),
        rf"\b(?:vue?|lue?|consultee?|visitee?|partagee?|telechargee?)s? (?:deja )?{_NUMBER}fois\b",
        rf"\bvous etes (?:le |la )?{_NUMBER}(?:e|eme|er|ieme)? ?visiteu\w+",
        (
            rf"{_NUMBER}(?:visiteurs?|internautes?|utilisateurs?|membres?|personnes?|invites?) "
            r"(?:actuellement |sont )*(?:en ligne|connectee?s?|consultent|regardent)\b"
        ),
        (
            rf"\b(?:visiteurs?|visites?|vues?|lectures?|consultations?|telechargements?|connectes?)"
            rf"(?: (?:uniques?|en ligne|aujourd'hui|hier|ce (?:jour|mois)|au total|de (?:la|cette) "
            rf"page|depuis \d{{4}}))* ?: ?{_NUMBER}"
        ),
        rf"(?:j'aime|likes?|partages?|tweets?) ?:? {_NUMBER}$|[👁👍❤♥💬]\ufe0f? ?{_NUMBER}$",
        # What a page works out for each visit, or draws for each day.
        (
            r"\b(?:temps|duree) (?:de |d')(?:generation|reponse|chargement|execution|lecture)"
            rf"(?: estimee?)? ?:? ?{_NUMBER} ?(?:ms|s|sec\w*|min\w*|mn)\b|^lecture ?: ?\d+ min\w*"
        ),
        r"\b(?:photo|image|diapositive|vue|page) \d+ ?(?:sur|/) ?\d+\b",
        r"^actuellement (?:ouvert|ferme)e?s?\b",
        r"^note (?:moyenne )?:? ?\d(?:[.,]\d)? ?/ ?\d+(?: ?\(\d+ avis\))?$",
        r"^(?:le |la )?(?:saint|fete|dicton|citation|pensee) du jour\b.*",
        # Tokens with a name.
        (
            r"\b(?:phpsessid|jsessionid|sid|csrf(?:[ _-]?token)?|token|jeton|nonce|session"
            r"(?:[ _-]?id)?|request[ _-]?id|ray[ _-]?id|requete)\s*[=:]\s*[\w+/=.-]{4,}"
        ),
    )
)
# When it is the whole sentence, or all of it between two bars or dots.
_ALONE = re.compile(
    rf"(?:{_NUMBER}(?:visites?|visiteurs?|lectures?|consultations?|telechargements?|abonne?e?s?|"
    rf"followers?|vues?)|\d{{1,2}}:\d{{2}}|"
    rf"(?:le )?{_DATE}(?:,| a| -| –)? \d{{1,2}}:\d{{2}}(?::\d\d)?|"
    r"ensoleille|nuageux|pluvieux|couvert|averses?|eclaircies|brouillard|orageux|degage|neige)"
)
_SEPARATOR = re.compile(r"\s*(?:[|·•]|\s[–—-]\s)\s*")
_DEGREES = re.compile(r"[-−]?\d{1,2}(?:[.,]\d)? ?°\s?c?\b|[-−]?\d{1,2}(?:[.,]\d)? ?°")
_WEATHER = re.compile(
    r"\b(?:meteo|ensoleille|nuageux|pluie|pluvieux|averses?|eclaircies|couvert|brouillard|neige|"
    r"orages?|vent|humidite|ressentie?|degage|min|max|demain|aujourd'hui|actuellement)\b"
)
_WEATHER_WORDS = 12
"""Words of a sentence that may be a weather report: « Roanne : 12 °C, averses, vent 20 km/h »."""
_PLACE_WORDS = 3
"""Words beside a bare temperature that may be a town's name."""
_COPYRIGHT = re.compile(r"©|\(c\)|\bcopyright\b|\btous droits reserves\b")
_YEARS = re.compile(r"\b(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?\b")
_HEX = re.compile(
    r"\b(?=[0-9a-f-]*\d)(?=[0-9a-f-]*[a-f])(?:[0-9a-f]{12,}|[0-9a-f]{8}(?:-[0-9a-f]{4,}){2,})\b"
)
# On the text as written, whose capitals tell a token from a word.
_TOKEN = re.compile(r"\b[A-Za-z0-9+/]{16,}={0,2}(?![\w-])")
_TURNS = 4
"""Passages between letters and digits that no word, file or reference of a French page makes."""
_TURN = re.compile(r"[A-Za-z](?=\d)|\d(?=[A-Za-z])")
_THOUSANDS = re.compile(r"(?<=\d)[ .](?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"(?<=\d)[.,](?=\d)")
_SIGN = re.compile(r"(?<![\w-])[-−+](?=\d)")
_WORD = re.compile(r"(?:(?<!\w)[-+](?=\d))?[^\W_]+(?:(?<=\d)[,/](?=\d)[^\W_]+)*|[%€$°]")
_DOUBLED = re.compile(r"([a-z])\1")


def sentence_key(sentence: str) -> str:
    """What two sentences share when they say the same: folded, without volatile pieces.

    Case, accents, punctuation, spaces, and doubled letters (the commonest slip) do not count;
    digits, signs and units do. Empty when nothing but volatile pieces was there.
    """
    text = _TOKEN.sub(lambda one: " " if len(_TURN.findall(one[0])) >= _TURNS else one[0], sentence)
    text = " ".join(fold(text).split())
    for pattern in _ANYWHERE:
        text = pattern.sub(" ", text)
    text = _HEX.sub(" ", text)
    if _COPYRIGHT.search(text):
        text = _YEARS.sub(" ", text)
    if _ALONE.fullmatch(text.strip()):
        return ""
    text = " | ".join(one for one in _SEPARATOR.split(text) if not _ALONE.fullmatch(one.strip()))
    if _is_weather(text):
        return ""
    text = _DECIMAL.sub(",", _THOUSANDS.sub("", text))
    text = _SIGN.sub(lambda one: "+" if one[0] == "+" else "-", text)
    return " ".join(_DOUBLED.sub(r"\1", word) for word in _WORD.findall(text))


def _is_weather(text: str) -> bool:
    if not _DEGREES.search(text):
        return False
    rest = re.findall(r"[^\W\d_]{2,}", _DEGREES.sub(" ", text))
    if len(rest) <= _PLACE_WORDS:
        return True
    return len(rest) <= _WEATHER_WORDS and bool(_WEATHER.search(text))
