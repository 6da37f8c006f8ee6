"""Searching the archive: words through FTS5, filters and counts through SQL.

The index holds stems (``normalise.words``), so the words of the person go through the same
preparation and are quoted one by one: nothing she types is ever read as an operator.
"""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from veille.archive.database import Archive
from veille.archive.items import by_ids
from veille.domain.story import ClassifiedItem
from veille.errors import SearchQueryError
from veille.normalise.words import fold, stem, words

# Beyond that a search is a paste, not a question; the first ones decide.
_MAX_WORDS = 32
_MAX_TYPED = 2_000
_MAX_LIMIT = 200
_SNIPPET = 260
"""Characters of an extract: three lines on a phone."""
_TITLE_WEIGHT, _BODY_WEIGHT = 4.0, 1.0
"""A word in the title says what the article is about; in the text, what it mentions."""
_PARIS = ZoneInfo("Europe/Paris")


# Folded words that link the others: « qu'a-t-on su de la friche ? » asks about « su friche ».
_TOOL_WORDS = frozenset(
    "a au aux avec ce ces cette dans de des du elle elles en entre est et etre eux il ils je la "
    "le les leur leurs lui mais ne nos notre nous on ont ou par pas pour qu que quel quelle "
    "quelles quels qui sa sans se ses son sont sur t ta te tes ton tu un une vos votre vous "
    "y".split()
)


@dataclass(frozen=True, slots=True)
class Query:
    """``since`` and ``until`` are days in France, both included; ``month`` is « 2026-11 »."""

    words: str = ""
    theme: str = ""
    source: str = ""
    since: date | None = None
    until: date | None = None
    month: str = ""
    min_relevance: int = 0
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """``snippet``: pieces of the extract in order; True marks a word that was searched."""

    found: ClassifiedItem
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """``total`` counts all matches, ``hits`` is the page asked for; counts are of ``total``."""

    total: int
    hits: tuple[Hit, ...]
    themes: dict[str, int]
    sources: dict[str, int]
    months: dict[str, int]
    ms: float


def search(archive: Archive, query: Query) -> SearchResult:
    """Best matches first; without words, the newest first.

    Raises:
        SearchQueryError: the dates contradict each other or the month is no month.
    """
    started = time.perf_counter()
    stems = _stems(query.words)
    if query.words.strip() and not stems:
        return SearchResult(0, (), {}, {}, {}, _since(started))
    conditions, parameters = _conditions(query)
    with archive.reading() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS temp.matches")
        connection.execute(
            text(_matches(conditions, with_words=bool(stems))),
            parameters | ({"match": " ".join(f'"{one}"' for one in stems)} if stems else {}),
        )
        total = connection.exec_driver_sql("SELECT count(*) FROM temp.matches").scalar_one()
        ids = [
            row[0]
            for row in connection.execute(
                text(
                    "SELECT id FROM temp.matches ORDER BY rank, date DESC, id DESC "
                    "LIMIT :limit OFFSET :offset"
                ),
                {"limit": max(0, min(query.limit, _MAX_LIMIT)), "offset": max(0, query.offset)},
            )
        ]
        themes = _counts(
            connection,
            "SELECT t.code, count(*) FROM temp.matches m JOIN item_themes t ON t.item_id = m.id "
            "GROUP BY 1 ORDER BY 2 DESC, 1",
        )
        sources = _counts(
            connection,
            "SELECT source_id, count(*) FROM temp.matches GROUP BY 1 ORDER BY 2 DESC, 1",
        )
        months = _counts(
            connection,
            "SELECT substr(date, 1, 7), count(*) FROM temp.matches GROUP BY 1 ORDER BY 1 DESC",
        )
        connection.exec_driver_sql("DROP TABLE temp.matches")
        connection.rollback()
    wanted = frozenset(stems)
    hits = tuple(
        Hit(found, snippet(found.stored.item.summary, wanted)) for found in by_ids(archive, ids)
    )
    return SearchResult(total, hits, themes, sources, months, _since(started))


def _stems(typed: str) -> list[str]:
    """What to look for: every word that says something, or all of them if none does."""
    typed_words = words(typed[:_MAX_TYPED])
    telling = [word for word in typed_words if word not in _TOOL_WORDS] or typed_words
    return list(dict.fromkeys(stem(word) for word in telling))[:_MAX_WORDS]


def _matches(conditions: list[str], *, with_words: bool) -> str:
    tables, rank = "items i", "0"
    if with_words:
        tables = "search JOIN items i ON i.id = search.rowid"
        rank = f"bm25(search, {_TITLE_WEIGHT}, {_BODY_WEIGHT})"
        conditions = ["search MATCH :match", *conditions]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return (  # every part is written here; what the person typed travels as parameters
        "CREATE TEMP TABLE matches AS SELECT i.id AS id, i.source_id AS source_id, "  # noqa: S608
        f"i.date AS date, {rank} AS rank FROM {tables}{where}"
    )


def _conditions(query: Query) -> tuple[list[str], dict[str, Any]]:
    conditions: list[str] = []
    parameters: dict[str, Any] = {}
    if query.theme:
        conditions.append("i.id IN (SELECT item_id FROM item_themes WHERE code = :theme)")
        parameters["theme"] = query.theme
    if query.source:
        conditions.append("i.source_id = :source")
        parameters["source"] = query.source
    if query.min_relevance:
        conditions.append(
            "i.id IN (SELECT item_id FROM classifications WHERE relevance >= :relevance)"
        )
        parameters["relevance"] = query.min_relevance
    if query.since and query.until and query.since > query.until:
        raise SearchQueryError(
            f"La date de début ({query.since:%d/%m/%Y}) est après la date de fin "
            f"({query.until:%d/%m/%Y}) ; échangez-les."
        )
    if query.since:
        conditions.append("i.date >= :since")
        parameters["since"] = _midnight(query.since)
    if query.until:
        conditions.append("i.date < :until")
        parameters["until"] = _midnight(query.until + timedelta(days=1))
    if query.month:
        try:
            datetime.strptime(query.month, "%Y-%m")  # noqa: DTZ007  (only its form is checked)
        except ValueError:
            raise SearchQueryError(
                f"« {query.month} » n’est pas un mois ; écrivez par exemple 2026-11."
            ) from None
        conditions.append("substr(i.date, 1, 7) = :month")
        parameters["month"] = query.month
    return conditions, parameters


def _midnight(day: date) -> str:
    """Midnight in France as the database writes it (UTC, without zone)."""
    local = datetime(day.year, day.month, day.day, tzinfo=_PARIS)
    return local.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _counts(connection: Connection, statement: str) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(text(statement))}


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)


def snippet(summary: str, stems: frozenset[str]) -> tuple[tuple[str, bool], ...]:
    """An extract of about 260 characters around the first word found, cut at words."""
    tokens = _tokens(summary, stems)
    first = next((start for start, _, found in tokens if found), 0)
    begin = 0 if first < _SNIPPET * 2 // 3 else first - _SNIPPET // 3
    inside = [token for token in tokens if token[0] >= begin and token[1] <= begin + _SNIPPET]
    if not inside:
        return ()
    pieces: list[tuple[str, bool]] = []
    position = inside[0][0] if begin else 0
    if begin:
        pieces.append(("… ", False))
    for start, end, found in inside:
        if found:
            if start > position:
                pieces.append((summary[position:start], False))
            pieces.append((summary[start:end], True))
            position = end
    last = inside[-1][1] if begin + _SNIPPET < len(summary) else len(summary)
    if last > position:
        pieces.append((summary[position:last], False))
    if last < len(summary):
        pieces.append((" …", False))
    return tuple(pieces)


def _tokens(summary: str, stems: frozenset[str]) -> list[tuple[int, int, bool]]:
    """Words of the text as typed: (start, end, whether it was searched)."""
    tokens = []
    start = None
    for position, character in enumerate(f"{summary} "):
        if character.isalnum():
            start = position if start is None else start
        elif start is not None:
            word = fold(summary[start:position])
            tokens.append((start, position, stem(word) in stems))
            start = None
    return tokens


def rebuild(archive: Archive) -> None:
    """Make the index again from the prepared words (after a restored or damaged copy)."""
    with archive.writing() as connection:
        connection.exec_driver_sql("INSERT INTO search(search) VALUES ('rebuild')")
