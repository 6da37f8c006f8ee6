"""Words of French text: folded, elisions split, then reduced for the rules or for search.

Three forms, from the closest to the text to the widest:

- ``fold``: lower case, no accents, typographic apostrophes and ligatures made plain;
- ``singular``: a folded word without its plural mark, for the terms of ``rules/``, where
  « commune » must not find « un commun accord »;
- ``stem``: Snowball French, for search, where « industrielles » must find « industriel ».

Folding comes before stemming, so that « ile-de-france » finds « Île-de-France » and a
headline without accents is read like any other.
"""

import re
import unicodedata
from threading import Lock

import Stemmer

from veille.normalise.memory import Memory

_COMBINING = re.compile(r"[\u0300-\u036f]+")
ELIDED = frozenset("c d j l m n s t qu jusqu lorsqu puisqu quoiqu".split())
"""Articles, pronouns and conjunctions, folded, as they stand before an apostrophe."""
_ELISION = re.compile(rf"\b(?:{'|'.join(sorted(ELIDED))})'")
_WORD = re.compile(r"[^\W_]+")

# Snowball French keeps the plural of words in -oi and makes « traval » of « travaux »:
# the commonest of both in territorial news. Anything else follows the stemmer.
_STEM_AS = {
    "emplois": "emploi",
    "travaux": "travail",
    "tournois": "tournoi",
    "lois": "loi",
    "convois": "convoi",
    "envois": "envoi",
    "octrois": "octroi",
    "baux": "bail",
}

# Words whose final s or x is no plural mark; only those met in place names and in the news.
_INVARIABLE = frozenset(
    "acces appos avis bois bras budgetaires campus cas choix concours corps cours croix deces "
    "dans des discours exces fois francais gaz gros index jeux lieux logis les mais mars mois "
    "moins os paix palais pas pays plus poids prix progres puis puits radis recours refus "
    "repas sans secours sens sous succes taux temps tiers toujours tres univers velours "
    "virus vers voix bus paris".split()
)

_stemmer = Stemmer.Stemmer("french", 0)
_stemmer_lock = Lock()


def fold(text: str) -> str:
    """Lower case, accents removed, « ’ » made « ' », « œ » and « æ » spelled out."""
    text = text.lower()
    if text.isascii():
        return text
    text = text.replace("’", "'").replace("œ", "oe").replace("æ", "ae")
    return _COMBINING.sub("", unicodedata.normalize("NFKD", text))


def words(text: str) -> list[str]:
    """Folded words in reading order; elided articles (« l' », « qu' ») are dropped."""
    folded = fold(text)
    if "'" in folded:
        folded = _ELISION.sub(" ", folded)
    return _WORD.findall(folded)


def singular(word: str) -> str:
    """A folded word without its plural mark: « chantiers » → « chantier »."""
    return SINGULARS[word]


def _singular(word: str) -> str:
    if len(word) < 4 or word in _INVARIABLE or word[-1] not in "sx" or word.endswith("ss"):
        return word
    if word == "travaux":  # works on a road or a building are another matter than « travail »
        return word
    if word.endswith(("eaux", "oux", "eux")):
        return word[:-1] if word.endswith("eaux") or len(word) > 5 else word
    if word.endswith("aux"):
        return word[:-3] + "al"
    return word if word[-1] == "x" else word[:-1]


def stem(word: str) -> str:
    """Snowball French stem of a folded word; safe to call from several threads."""
    return _STEMS[word]


def _stem(word: str) -> str:
    with _stemmer_lock:
        return str(_stemmer.stemWord(_STEM_AS.get(word, word)))


SINGULARS = Memory(_singular)
_STEMS = Memory(_stem)


def search_words(text: str) -> str:
    """The text as the search index holds it: stems separated by spaces."""
    return " ".join(_STEMS.of(words(text)))


def rule_words(text: str) -> str:
    """The text as rules read it: singular words, each between single spaces.

    Starts and ends with a space, so that `` friche `` finds whole words only and
    `` recrut`` finds a beginning of word.
    """
    return f" {' '.join(SINGULARS.of(words(text)))} "


def title_key(title: str) -> str:
    """Bare folded words of a title: two titles with one key are the same title."""
    return " ".join(words(title))
