"""BOAMP, the notices of public contracts: one record, one title with its buyer and deadline.

A record has no field for the commune: the buyer's name, the subject and the addresses of the
notice (``donnees``, JSON in a string, of several schemas) are looked into. Those addresses
hold the court of appeals too, so the territory of a large town also gets the notices of its
department where only that court is in town.
"""

from collections.abc import Sequence
from urllib.parse import quote

from veille.collect.feed_entry import Entry
from veille.collect.opendata_fields import (
    Record,
    day_text,
    decoded,
    held,
    lines,
    safe_title,
    shown_moment,
    text,
    texts,
)
from veille.collect.opendata_odsql import among
from veille.collect.opendata_places import Places, department_marks
from veille.normalise.words import fold

BASE = "https://boamp-datadila.opendatasoft.com"
DATASET = "boamp"
ORDER = "dateparution desc,idweb"
SEARCHED = ("objet", "nomacheteur", "donnees")

_PAGE = "https://www.boamp.fr/pages/avis/?q=idweb:"
# What a notice is, when it is no call for tenders; the first found in its nature wins.
_KINDS = (
    ("annul", "Annulation"),
    ("rectif", "Rectificatif"),
    ("attribution", "Attribution"),
    ("resultat", "Attribution"),
)
# Codes of the procedures most used, for the notices that do not spell theirs.
_PROCEDURES = {
    "OUVERT": "Procédure ouverte",
    "RESTREINT": "Procédure restreinte",
    "PROCEDURE_ADAPTE": "Procédure adaptée",
}


def in_departments(numbers: Sequence[str]) -> str:
    """The condition that keeps the notices of these departments, the buyers'."""
    return among("code_departement", numbers)


def entry(record: Record, places: Places) -> Entry | None:
    """The notice as an entry, or None when it is of none of the ``places``."""
    subject, buyer = text(record, "objet"), text(record, "nomacheteur")
    if places and not _communes(record, f"{subject}\n{buyer}", places):
        return None
    number = text(record, "idweb", "id")
    kind = _kind(record)
    title = subject or f"Avis de marché {number}".strip()
    return Entry(
        id=number,
        link=text(record, "url_avis") or (_PAGE + quote(number) if number else ""),
        title=safe_title(f"{kind}\u00a0: {title}" if kind else title),
        html=lines(
            [
                ("Acheteur", buyer),
                ("Date limite de réponse", shown_moment(text(record, "datelimitereponse"))),
                ("Procédure", _procedure(record)),
                ("Type de marché", text(record, "type_marche").lower()),
                ("Nature de l’avis", text(record, "nature_libelle", "nature_categorise_libelle")),
                ("Titulaire", text(record, "titulaire")),
            ]
        ),
        published=day_text(record, "dateparution"),
        author=safe_title(buyer),
        language="fr",
        categories=texts(record.get("descripteur_libelle")),
    )


def _communes(record: Record, sentence: str, places: Places) -> list[str]:
    near = [mark for code in texts(record.get("code_departement")) for mark in _marks(code)]
    towns = held(decoded(record.get("donnees")), "ville", "cityname", "commune")
    return places.listed(towns, near) or places.named(sentence, near)


def _marks(code: str) -> tuple[str, ...]:
    return department_marks(code.zfill(2))


def _kind(record: Record) -> str:
    nature = fold(
        " ".join(
            text(record, name)
            for name in ("nature", "nature_libelle", "nature_categorise_libelle", "etat")
        )
    )
    return next((shown for sign, shown in _KINDS if sign in nature), "")


def _procedure(record: Record) -> str:
    code = text(record, "type_procedure")
    named = _PROCEDURES.get(code) or code.replace("_", " ").capitalize()
    return text(record, "procedure_libelle") or named
