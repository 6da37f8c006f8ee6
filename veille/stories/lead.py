"""Which item of a story is shown first.

The official act, then the press that tells it, then reprints; of equals the source the admin
trusts most, the earliest, the richest. An act is told apart by its source: what it publishes
is open data, or its actor is a public body. A reprint has the title of an earlier item of
another source.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import IntEnum

from veille.domain.item import StoredItem
from veille.domain.source import Source
from veille.domain.story import ClassifiedItem
from veille.normalise.words import fold


class Standing(IntEnum):
    """How near the event the one who tells it is."""

    ACT = 0
    PRESS = 1
    REPRINT = 2


# Beginnings of words of ``actor``, folded: bodies whose word is the act itself.
_PUBLIC = re.compile(
    r"\b(?:collectivite|commune|mairie|ville|agglo|metropole|departement|region\b|etat\b|"
    r"prefecture|institution|chambre|operateur public|service public|etablissement public)"
)


def ranked(
    members: Sequence[ClassifiedItem], sources: Mapping[str, Source]
) -> tuple[ClassifiedItem, ...]:
    """The items of a story, the one to show first at the head; never depends on their order."""
    first_told: dict[str, tuple[datetime, int, str]] = {}
    for one in members:
        item = one.stored.item
        told = (one.stored.date, one.stored.id, item.source_id)
        if item.title_key:
            first_told[item.title_key] = min(told, first_told.get(item.title_key, told))

    def place(one: ClassifiedItem) -> tuple[Standing, float, datetime, int, int]:
        item = one.stored.item
        source = sources.get(item.source_id)
        return (
            _standing(one.stored, source, first_told),
            -(source.weight if source else 0.0),
            one.stored.date,
            -len(item.summary),
            one.stored.id,
        )

    return tuple(sorted(members, key=place))


def _standing(
    stored: StoredItem,
    source: Source | None,
    first_told: Mapping[str, tuple[datetime, int, str]],
) -> Standing:
    if source and (source.kind == "opendata" or _PUBLIC.search(fold(source.actor))):
        return Standing.ACT
    earliest = first_told.get(stored.item.title_key)
    if earliest and earliest[1] != stored.id and earliest[2] != stored.item.source_id:
        return Standing.REPRINT
    return Standing.PRESS
