"""How the sentences shown to an admin are set: guillemets, no-break spaces, near names."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from veille.normalise.words import fold

_BEFORE = re.compile(r" ([:;?!»])")
_SHOWN = 60  # characters of a wrong value that are repeated: enough to find it in the file
# French names that people write by reflex for the keys and codes of our files.
_FRENCH = {
    "nom": "name",
    "adresse": "url",
    "lien": "url",
    "type": "kind",
    "genre": "kind",
    "frequence": "every",
    "intervalle": "every",
    "droits": "rights",
    "poids": "weight",
    "extrait": "extract",
    "etiquettes": "tags",
    "acteur": "actor",
    "verifie": "probed",
    "actif": "enabled",
    "titre": "title",
    "libelle": "label",
    "termes": "terms",
    "seuil": "threshold",
    "pertinence": "relevance",
    "exclusions": "exclude",
    "jour": "day",
    "heure": "at",
    "fuseau": "timezone",
    "rubriques": "sections",
    "limite": "limit",
    "expediteur": "sender",
    "mot": "word",
    "voisins": "neighbours",
    "voisines": "neighbours",
}
_PASSWORD = re.compile(r"(?<=://)[^\s/@]+@")


def typeset(sentence: str) -> str:
    """The sentence with French no-break spaces, so that it is never cut before « : »."""
    return _BEFORE.sub("\u00a0\\1", sentence).replace("« ", "«\u00a0")


def quoted(value: str) -> str:
    """A value of the file between guillemets: shortened, on one line, without password."""
    value = " ".join(_PASSWORD.sub("…@", value).split())
    if len(value) > _SHOWN:
        value = value[:_SHOWN].rstrip() + "…"
    return f"« {value} »" if value else "« » (vide)"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`` ; vouliez-vous écrire « name » ?``, else `` ; connus : …``."""
    names = sorted(known)
    folded = fold(name).strip()
    near = [_FRENCH[folded]] if _FRENCH.get(folded) in names else []
    # Above 0.5, half of the letters in order: the right one of fifteen keys or themes.
    near = near or get_close_matches(folded, names, n=1, cutoff=0.55)
    if near:
        return f" ; vouliez-vous écrire {quoted(near[0])} ?"
    return f" ; connus : {', '.join(names)}" if names else ""
