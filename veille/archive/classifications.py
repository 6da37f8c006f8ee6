"""What the rules said of each item."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, insert, or_, select

from veille.archive.database import Archive
from veille.archive.rows import ClassificationRow, ItemRow, ItemThemeRow
from veille.domain.place import NamedPlace
from veille.domain.signal import Amount, AxisMatch, Jobs, Signal
from veille.domain.theme import Classification, Facts, ThemeMatch

_items = ItemRow.__table__  # type: ignore[attr-defined]
_classifications = ClassificationRow.__table__  # type: ignore[attr-defined]
_item_themes = ItemThemeRow.__table__  # type: ignore[attr-defined]


def pending(archive: Archive, rules_version: str, limit: int) -> list[tuple[int, str, str, str]]:
    """Items not judged yet by these rules: (id, source, title, summary), oldest first."""
    query = (
        select(_items.c.id, _items.c.source_id, _items.c.title, _items.c.summary)
        .outerjoin(_classifications, _classifications.c.item_id == _items.c.id)
        .where(
            or_(
                _classifications.c.item_id.is_(None),
                _classifications.c.rules_version != rules_version,
            )
        )
        .order_by(_items.c.id)
        .limit(limit)
    )
    with archive.reading() as connection:
        return [tuple(row) for row in connection.execute(query)]


@dataclass(frozen=True, slots=True)
class Standing:
    """An item and what is kept of its classification; ``relevance`` is None before any."""

    id: int
    source_id: str
    title: str
    summary: str
    relevance: int | None
    themes: frozenset[str]


def standings(archive: Archive, after: int, limit: int) -> list[Standing]:
    """The items numbered above ``after``, whatever the rules they were judged by, in order."""
    query = (
        select(
            *(_items.c[name] for name in ("id", "source_id", "title", "summary")),
            _classifications.c.relevance,
            _classifications.c.evidence,
        )
        .outerjoin(_classifications, _classifications.c.item_id == _items.c.id)
        .where(_items.c.id > after)
        .order_by(_items.c.id)
        .limit(limit)
    )
    with archive.reading() as connection:
        return [
            Standing(
                row.id,
                row.source_id,
                row.title,
                row.summary,
                row.relevance,
                frozenset(match["code"] for match in row.evidence or ()),
            )
            for row in connection.execute(query)
        ]


def save(archive: Archive, judged: Sequence[tuple[int, Classification]]) -> None:
    """Keep these classifications in place of any earlier one, in one transaction."""
    if not judged:
        return
    ids = [item_id for item_id, _ in judged]
    with archive.writing() as connection:
        connection.execute(delete(_classifications).where(_classifications.c.item_id.in_(ids)))
        connection.execute(delete(_item_themes).where(_item_themes.c.item_id.in_(ids)))
        connection.execute(
            insert(_classifications), [_values(item_id, found) for item_id, found in judged]
        )
        themes = [
            {"item_id": item_id, "code": match.code, "score": match.score}
            for item_id, found in judged
            for match in found.themes
        ]
        if themes:
            connection.execute(insert(_item_themes), themes)


def _values(item_id: int, found: Classification) -> dict[str, Any]:
    return {
        "item_id": item_id,
        "rules_version": found.rules_version,
        "relevance": found.relevance,
        "relevance_score": found.relevance_score,
        "why": found.why,
        "evidence": [
            {"code": match.code, "score": match.score, "evidence": list(match.evidence)}
            for match in found.themes
        ],
        "places": list(found.places),
        "facts": facts_to_json(found.facts),
        "classified_at": found.classified_at,
    }


def facts_to_json(facts: Facts) -> dict[str, Any]:
    """The facts as the column keeps them: what is absent is left out."""
    return {name: value for name, value in asdict(facts).items() if value}


def facts_of(stored: dict[str, Any] | None) -> Facts:
    """The facts of a row; none for an item classified before there were any."""
    stored = stored or {}
    signal, jobs, amount = (stored.get(name) for name in ("signal", "jobs", "amount"))
    return Facts(
        places=tuple(NamedPlace(**one) for one in stored.get("places", ())),
        signal=Signal(**_tuples(signal)) if signal else None,
        jobs=Jobs(**jobs) if jobs else None,
        amount=Amount(**amount) if amount else None,
        axes=tuple(AxisMatch(**_tuples(one)) for one in stored.get("axes", ())),
    )


def _tuples(stored: dict[str, Any]) -> dict[str, Any]:
    return stored | {"evidence": tuple(stored["evidence"])}


def themes_of(evidence: list[dict[str, Any]] | None) -> tuple[ThemeMatch, ...]:
    """The matches as stored in the ``evidence`` column."""
    return tuple(
        ThemeMatch(match["code"], match["score"], tuple(match["evidence"]))
        for match in evidence or ()
    )


def classification_of(row: Any) -> Classification:
    """The classification of a row joined with ``classifications``."""
    if row.relevance is None:
        return Classification((), 0, 0.0, "Cet article n’est pas encore classé.")
    return Classification(
        themes=themes_of(row.evidence),
        relevance=row.relevance,
        relevance_score=row.relevance_score,
        why=row.why,
        places=tuple(row.places),
        rules_version=row.rules_version,
        classified_at=row.classified_at,
        facts=facts_of(row.facts),
    )
