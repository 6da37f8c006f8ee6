"""One record of an open data answer: its texts, its days, the JSON folded in its strings.

Nothing is sure of a record: a field may be missing, null, a list or a number, and « one
object » stands for « a list of one ». Everything here answers with an empty value instead of
failing.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from veille.normalise.dates import read_date
from veille.normalise.french import date_and_time, plain_date
from veille.normalise.text import clean, plain, shorten
from veille.normalise.words import fold

Record = Mapping[str, Any]

TITLE_LENGTH = 300
"""Characters of a title: with a buyer's longest « objet », still read in one breath."""
LINE_LENGTH = 800
"""Characters of one line of the summary: a judgment with its deadlines, not the whole act."""

_PARIS = ZoneInfo("Europe/Paris")
_DATE_LENGTH = 60  # what read_date accepts at most
# What registries write when they have nothing to say.
_NOTHING = frozenset(("", "-", ".", "neant", "non precise", "non precisee", "non renseigne"))


def texts(value: object) -> list[str]:
    """The texts of a field, plain and on one line each; a list gives its own, in order."""
    values = value if isinstance(value, list) else [value]
    return [found for one in values if (found := _text(one))]


def text(record: Record, *names: str) -> str:
    """The first of these fields that says something; a list is joined by commas."""
    for name in names:
        found = ", ".join(texts(record.get(name)))
        if found:
            return found
    return ""


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    found = plain(clean(str(value)))
    return "" if fold(found) in _NOTHING else found


def decoded(value: object) -> object:
    """The object or list that a string holds as JSON; what is no string comes back as it is."""
    if not isinstance(value, str):
        return value
    if not value.lstrip().startswith(("{", "[")):
        return None
    try:
        found: object = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return found


def objects(value: object, name: str) -> list[Record]:
    """The objects under ``name`` in a field that is JSON in a string, one or several."""
    holder = decoded(value)
    held_there = holder.get(name) if isinstance(holder, dict) else None
    several = held_there if isinstance(held_there, list) else [held_there]
    return [one for one in several if isinstance(one, dict)]


def held(value: object, *names: str) -> list[str]:
    """The texts under these keys at any depth, in order.

    Names are in lower case; « cbc:CityName » answers to « cityname ».
    """
    found: list[str] = []
    for key, inner in _walk(value):
        if key.rpartition(":")[2].lower() in names:
            named = inner.get("#text") if isinstance(inner, dict) else inner
            found += texts(named)
    return list(dict.fromkeys(found))


def _walk(value: object) -> Iterator[tuple[str, object]]:
    # A stack and no recursion: JSON may be deeper than Python's calls.
    stack = [iter([("", value)])]
    while stack:
        following = next(stack[-1], None)
        if following is None:
            stack.pop()
            continue
        yield following
        inner = following[1]
        if isinstance(inner, dict):
            stack.append(iter([(str(key), one) for key, one in inner.items()]))
        elif isinstance(inner, list):
            stack.append(iter([("", one) for one in inner]))


def day(written: str) -> datetime | None:
    """Midnight UTC of the day meant, or None.

    A day may be written alone, at midnight UTC, or at midnight in Paris once turned to UTC
    (22:00 or 23:00 of the day before): all three are that day.
    """
    moment = read_date(written[:_DATE_LENGTH])
    if moment is None or moment.time() == time(0):
        return moment
    local = moment.astimezone(_PARIS)
    return datetime(local.year, local.month, local.day, tzinfo=UTC)


def day_text(record: Record, name: str) -> str:
    """The day of a field in ISO 8601, or what is written there when it is no date."""
    written = text(record, name)
    found = day(written)
    return found.isoformat() if found else written


def shown_day(written: str) -> str:
    """« 7 octobre 2026 », or what is written when it is no date."""
    found = day(written)
    return plain_date(found) if found else written


def shown_moment(written: str) -> str:
    """« 7 octobre 2026, 14 h 00 » in Paris; the hour is left out at midnight."""
    moment = read_date(written[:_DATE_LENGTH])
    if moment is None:
        return written
    midnight = time(0) in (moment.time(), moment.astimezone(_PARIS).time())
    return shown_day(written) if midnight else date_and_time(moment)


def safe_title(written: str) -> str:
    """A title as HTML, since whoever cleans it later reads it so."""
    return escape(shorten(written, TITLE_LENGTH), quote=False)


def lines(pairs: Iterable[tuple[str, str]]) -> str:
    """The summary as HTML: « Activité : … . », one sentence per pair that says something."""
    return "".join(
        f"<p>{escape(label, quote=False)}\u00a0: {escape(_sentence(value), quote=False)}</p>"
        for label, value in pairs
        if value
    )


def _sentence(value: str) -> str:
    value = shorten(value, LINE_LENGTH)
    return value if value.endswith((".", "…", "!", "?")) else f"{value}."
