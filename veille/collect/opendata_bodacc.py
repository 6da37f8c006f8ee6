"""BODACC, the legal notices of companies: one record, one title that a person understands.

Judgments, deeds, companies and premises come as JSON in strings. The fields on managers and
on addresses are not copied: for a natural person they are a name and a home.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from veille.collect.feed_entry import Entry
from veille.collect.opendata_fields import (
    Record,
    day_text,
    decoded,
    held,
    lines,
    objects,
    safe_title,
    shown_day,
    text,
    texts,
)
from veille.collect.opendata_odsql import among, either, starting
from veille.collect.opendata_places import Places, department_marks
from veille.normalise.french import number
from veille.normalise.text import shorten
from veille.normalise.words import fold

BASE = "https://bodacc-datadila.opendatasoft.com"
DATASET = "annonces-commerciales"
ORDER = "dateparution desc,numeroannonce"
SEARCHED = ("ville", "listeetablissements", "jugement")

_PAGE = "https://www.bodacc.fr/pages/annonces-commerciales-detail/?q.id=id:"
_FAMILIES = {
    "creation": "Création",
    "immatriculation": "Immatriculation",
    "vente": "Vente et cession",
    "modification": "Modification",
    "radiation": "Radiation",
    "dpc": "Dépôt des comptes",
    "collective": "Procédure collective",
    "conciliation": "Conciliation",
    "retablissement_professionnel": "Rétablissement professionnel",
    "divers": "Annonce légale",
}
_STATUS = (("rectif", " (avis rectificatif)"), ("annul", " (avis d’annulation)"))
# « Jugement d'ouverture d'une procédure de redressement judiciaire » → « redressement… »; what
# follows is already the name of the event (« conversion en… », « clôture pour… »).
_JUDGMENT = re.compile(
    r"jugement (?:d.ouverture (?:d.une procédure )?(?:de (?:la )?|d.)|prononçant (?:la |le |l.)|"
    r"arrêtant (?:le |un )|de (?:la )?|d.)",
    re.IGNORECASE,
)
# For a judgment filed as « autre », what its own text names first: an opening may go on with
# the delay before its closure, a closure with the procedure it closes.
_EVENTS = (
    ("clotur", "Clôture de la procédure"),
    ("resolution du plan", "Résolution du plan"),
    ("conversion en liquidation", "Conversion en liquidation judiciaire"),
    ("conversion", "Conversion de la procédure"),
    ("plan de cession", "Plan de cession"),
    ("liquidation judiciaire", "Liquidation judiciaire"),
    ("redressement judiciaire", "Redressement judiciaire"),
    ("sauvegarde", "Sauvegarde"),
)
_EVENT_WITHIN = 200
"""Characters of a judgment that tell the event; addresses and deadlines follow."""
_DECISION_LENGTH = 300
"""Characters kept of a judgment: beyond it says how to appeal, the same for all."""
# The premises of a company seated elsewhere, which a judgment only tells in a sentence; other
# towns named there are those of the court and of the liquidator.
_PREMISES = re.compile(
    r"[ée]tablissement.{0,40}situ[ée].{0,100}?\b\d{5}\s+(.{1,60})", re.IGNORECASE
)
_MONEY = re.compile(r"(\d{1,15})(?:[.,](\d{1,2})0*)?", re.ASCII)


def in_departments(numbers: Sequence[str]) -> str:
    """The condition that keeps the notices of these departments.

    ``numerodepartement`` is the court's, and a company near a border may depend on the court
    of the next department: its postal code counts too.
    """
    postal = dict.fromkeys(department_marks(number)[-1] for number in numbers)
    return either(
        [among("numerodepartement", numbers), *(starting("cp", prefix) for prefix in postal)]
    )


def entry(record: Record, places: Places) -> Entry | None:
    """The notice as an entry, or None when it is of none of the ``places``."""
    people = objects(record.get("listepersonnes"), "personne")
    premises = objects(record.get("listeetablissements"), "etablissement")
    towns = [text(record, "ville"), *held([people, premises], "ville")]
    communes = places.listed(towns, _marks(record)) or _premises(record, places)
    if places and not communes:
        return None
    identity = text(record, "id")
    name = text(record, "commercant") or ", ".join(held(people, "denomination"))
    return Entry(
        id=identity,
        link=text(record, "url_complete") or (_PAGE + quote(identity) if identity else ""),
        title=safe_title(_title(_event(record), name, ", ".join(communes) or towns[0])),
        html=lines([*_company(people, premises), *_facts(record)]),
        published=day_text(record, "dateparution"),
        author=safe_title(text(record, "tribunal")),
        language="fr",
        categories=texts(record.get("familleavis_lib")),
    )


def _marks(record: Record) -> list[str]:
    codes = [text(record, "numerodepartement").zfill(2), *text(record, "cp").split(",")]
    return [mark for code in codes if code.strip("0 ") for mark in department_marks(code.strip())]


def _premises(record: Record, places: Places) -> list[str]:
    decision = " ".join(held(decoded(record.get("jugement")), "complementjugement"))
    found = _PREMISES.findall(decision)
    return [name for after_code in found for name in places.named(after_code)[:1]]


def _title(event: str, name: str, place: str) -> str:
    said = f"{event}\u00a0: {name}" if name else event
    return f"{said} ({place})" if place else said


def _event(record: Record) -> str:
    family = text(record, "familleavis")
    event = _FAMILIES.get(family) or text(record, "familleavis_lib") or "Annonce légale"
    if family == "collective":
        event = _judgment_event(record) or event
    elif family == "dpc" and _confidential(record):
        event = "Dépôt de comptes confidentiels"
    kind = fold(text(record, "typeavis", "typeavis_lib"))
    return event + next((shown for sign, shown in _STATUS if sign in kind), "")


def _judgment_event(record: Record) -> str:
    judgment = decoded(record.get("jugement"))
    nature = _nature(judgment)
    if nature:
        event = _JUDGMENT.sub("", nature, count=1)
        return event[:1].upper() + event[1:]
    said = fold(" ".join(held(judgment, "complementjugement"))[:_EVENT_WITHIN])
    named = [(said.find(sign), shown) for sign, shown in _EVENTS if sign in said]
    return min(named, key=lambda one: one[0])[1] if named else ""


def _nature(judgment: object) -> str:
    """What a judgment decides; nothing for the catch-all « Autre jugement et ordonnance »."""
    nature = _joined(held(judgment, "nature"))
    return "" if fold(nature).startswith("autre") else nature


def _company(people: list[Record], premises: list[Record]) -> list[tuple[str, str]]:
    return [
        ("Activité", _joined(held(premises, "activite") or held(people, "activite"))),
        ("Capital", _joined(_capital(one.get("capital")) for one in people)),
        ("Forme juridique", _joined(held(people, "formejuridique"))),
        ("Enseigne", _joined(held(premises, "enseigne"))),
        ("Origine du fonds", _joined(held(premises, "originefonds"))),
    ]


def _capital(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    written, currency = text(value, "montantCapital"), text(value, "devise")
    found = _MONEY.fullmatch("".join(written.split()))
    if found:
        cents = f",{found[2]:0<2}" if (found[2] or "").strip("0") else ""
        written = number(int(found[1])) + cents
    sign = "€" if currency.upper() in ("EUR", "EURO", "EUROS", "€") else currency
    return f"{written}\u00a0{sign}".strip() if written else ""


def _facts(record: Record) -> list[tuple[str, str]]:
    judgment, deed, changes, gone = (
        decoded(record.get(name))
        for name in ("jugement", "acte", "modificationsgenerales", "radiationaurcs")
    )
    return [
        ("Jugement", _nature(judgment)),
        ("Date du jugement", _days(held(judgment, "date"))),
        ("Décision", shorten(_joined(held(judgment, "complementjugement")), _DECISION_LENGTH)),
        ("Acte", _joined(held(deed, "categorievente", "categoriecreation", "descriptif"))),
        ("Début d’activité", _days(held(deed, "datecommencementactivite"))),
        ("Modification", _joined(held(changes, "descriptif"))),
        ("Radiation", _joined(held(gone, "commentaire"))),
        ("Fin d’activité", _days(held(gone, "datecessationactivitepp"))),
        *_accounts(record),
        ("Précédent propriétaire", _former(record, "listeprecedentproprietaire")),
        ("Précédent exploitant", _former(record, "listeprecedentexploitant")),
        ("Immatriculation", _registration(record)),
    ]


def _accounts(record: Record) -> list[tuple[str, str]]:
    deposit = decoded(record.get("depot"))
    part = "en tout ou en partie, à la demande de l’entreprise"
    return [
        ("Comptes déposés", _joined(held(deposit, "typedepot"))),
        ("Exercice clos le", _days(held(deposit, "datecloture"))),
        ("Comptes confidentiels", part if _confidential(record) else ""),
        ("Précision", _joined(held(deposit, "descriptif"))),
    ]


def _confidential(record: Record) -> bool:
    said = held(decoded(record.get("depot")), "descriptif", "typedepot")
    return "confidential" in fold(" ".join(said))


def _former(record: Record, field: str) -> str:
    return _joined(held(decoded(record.get(field)), "denomination"))


def _registration(record: Record) -> str:
    """The numbers as people write them: « 933 407 314 », each once."""
    spaced = {}
    for written in texts(record.get("registre")):
        digits = "".join(written.split())
        siren = len(digits) == 9
        spaced[digits] = f"{digits[:3]} {digits[3:6]} {digits[6:]}" if siren else written
    return ", ".join(spaced.values())


def _days(written: list[str]) -> str:
    return _joined(map(shown_day, written))


def _joined(values: Iterable[str]) -> str:
    return "\u00a0; ".join(dict.fromkeys(value for value in values if value))
