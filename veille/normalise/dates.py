"""Dates as sources write them: RFC 822, ISO 8601, and French, in digits or in words.

Two speeds: ``fast_date`` knows by heart the two forms of nearly all feeds; ``read_date`` tries
everything, down to dateparser, which is loaded only then. A date without a zone is taken as
UTC, as feedparser does. A year outside 1970..2100 is no date of publication.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

_EARLIEST, _LATEST = 1970, 2100

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv",
            "february feb fevrier fevr fev",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil",
            "august aug aout aou",
            "september sep sept septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec decembre",
        ),
        start=1,
    )
    for name in names.split()
}

# Hours east of UTC. The American names are RFC 822's; the European ones are what French and
# neighbouring sources write (feedparser takes CET and CEST for UTC, one or two hours off).
_ZONES = {
    "gmt": 0, "utc": 0, "ut": 0, "z": 0, "wet": 0, "west": 1, "bst": 1,
    "cet": 1, "cest": 2, "met": 1, "mest": 2, "eet": 2, "eest": 3,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip

_RFC822_SHORT = {name.title(): n for name, n in _MONTHS.items() if len(name) == 3}
_RFC822 = re.compile(
    r"(?:[A-Z][a-z]{2},? )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) "
    r"([01]\d|2[0-3]):([0-5]\d):([0-5]\d) (?:(GMT)|([+-])(\d\d)([0-5]\d))",
    re.ASCII,
)
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.\d+)?"
    r"(?:(Z)|([+-])(\d\d):([0-5]\d))",
    re.ASCII,
)

_ZONE = r"(?:\s*\(?(?P<zone>[a-z]{1,4}|(?:gmt|utc)?\s*[+-]\d{1,2}:?\d{2})\)?)?"
_CLOCK = (
    r"(?:(?:\s*(?:,|-|–|t|à|a)\s*|\s+)(?P<hour>\d{1,2})\s*(?:[:h]\s*(?P<minute>\d{2})?)"
    r"(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?:\s*(?P<half>[ap])\.?m\.?\b)?" + _ZONE + r")?"
)
_WEEKDAY = r"(?:[^\W\d_]+\.?,?\s+)?"
_WORDED = re.compile(
    _WEEKDAY
    + r"(?P<day>\d{1,2})(?:er)?[\s-]+(?P<month>[^\W\d_]+)\.?,?[\s-]+(?P<year>\d{4}|\d{2})"
    + _CLOCK
)
_MONTH_FIRST = re.compile(
    _WEEKDAY + r"(?P<month>[^\W\d_]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})" + _CLOCK
)
_DIGITS = re.compile(
    _WEEKDAY + r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d{2})" + _CLOCK
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})" + _CLOCK)
_FORMS = (_WORDED, _YEAR_FIRST, _DIGITS, _MONTH_FIRST)

_PREFIX = re.compile(
    r"^(?:publi[ée]e?s?|mis(?:e)? en ligne|mis(?:e)? à jour|modifi[ée]e?|post[ée]e?|paru(?:e)?|"
    r"date)\s*(?:le|:|,)*\s*:?\s*",
    re.IGNORECASE,
)
_ACCENTS = str.maketrans("éèêûôàç", "eeeuoac")

# The longest real date met has 40 characters; beyond that it is a sentence, in which a guess
# would be an invention.
_LONGEST = 60


def fast_date(text: str) -> datetime | None:
    """The instant of « Mon, 16 Nov 2026 08:30:00 +0100 » or of « 2026-11-16T08:30:00Z ».

    None for every other form, even right, and outside 1970..2100: ``read_date`` knows more.
    """
    found = _RFC822.fullmatch(text)
    if found:
        day, name, year, *rest = found.groups()
        month = _RFC822_SHORT.get(name, 0)
    else:
        found = _ISO.fullmatch(text)
        if not found:
            return None
        year, number, day, *rest = found.groups()
        month = int(number)
    hour, minute, second, utc, sign, hours, minutes = rest
    try:
        moment = datetime(
            int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=UTC
        )
        if not utc:
            offset = timedelta(hours=int(hours), minutes=int(minutes))
            moment = moment + offset if sign == "-" else moment - offset
    except (ValueError, OverflowError):
        return None
    return plausible(moment)


def plausible(moment: datetime) -> datetime | None:
    """``moment`` in UTC, or None when no publication can bear that year."""
    return moment if _EARLIEST <= moment.year <= _LATEST else None


def read_date(text: str) -> datetime | None:
    """The instant that ``text`` (one isolated date) names, aware and in UTC, or None.

    A date without an hour is its midnight UTC; day comes before month, as in French.

    >>> read_date("lun. 16 nov. 2026 à 8h30")
    datetime.datetime(2026, 11, 16, 8, 30, tzinfo=datetime.timezone.utc)
    """
    text = " ".join(text.split())
    known = fast_date(text)
    if known:
        return known
    text = _PREFIX.sub("", text).strip(" .")
    if not text or len(text) > _LONGEST or not any(char.isdigit() for char in text):
        return None
    lowered = text.lower()
    for form in _FORMS:
        found = form.fullmatch(lowered)
        if found:
            return _from_parts(found.groupdict())
    return _last_resort(text)


def month_first_date(text: str) -> datetime | None:
    """The day of « 2/10/2026 » as American pages write it; None for every other form."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip(), re.ASCII)
    if not found:
        return None
    month, day, year = (int(part) for part in found.groups())
    try:
        return plausible(datetime(year, month, day, tzinfo=UTC))
    except ValueError:
        return None


def _from_parts(parts: dict[str, str | None]) -> datetime | None:
    month = parts["month"] or ""
    year = int(parts["year"] or 0)
    if len(parts["year"] or "") == 2:
        # As RFC 2822 readers do: a feed of 1999 is likelier than one of 2099.
        year += 2000 if year < 90 else 1900
    zone = _offset(parts["zone"])
    number = int(month) if month.isdigit() else _MONTHS.get(month.translate(_ACCENTS), 0)
    hour = int(parts["hour"] or 0)
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"] == "p" else 0)
    if zone is None:
        return None
    try:
        day = date(year, number, int(parts["day"] or 0))
        clock = time(hour, int(parts["minute"] or 0), int(parts["second"] or 0))
        moment = datetime.combine(day, clock, tzinfo=timezone(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return plausible(moment)


def _offset(zone: str | None) -> timedelta | None:
    """Distance from UTC of « CET », « +0100 », « gmt+01:00 »; None when unknown."""
    if not zone:
        return timedelta(0)
    zone = zone.replace(" ", "")
    if zone.isalpha():
        return timedelta(hours=_ZONES[zone]) if zone in _ZONES else None
    digits = zone.removeprefix("gmt").removeprefix("utc")
    sign, hours, minutes = digits[0], digits[1:-2].rstrip(":"), digits[-2:]
    distance = timedelta(hours=int(hours), minutes=int(minutes))
    return -distance if sign == "-" else distance


def zone_hours(text: str) -> int:
    """Hours to take off a date that ends in the name of a European zone; 0 otherwise.

    For dates that feedparser has read: it takes these names for UTC.
    """
    name = text.rpartition(" ")[2].lower()
    return _ZONES[name] if name in {"cet", "cest", "eet", "eest", "west", "bst"} else 0


def _last_resort(text: str) -> datetime | None:
    """dateparser, on what the forms above do not know; relative words are refused.

    « il y a 3 jours » would need to know what day it is, which the core does not.
    """
    if not re.search(r"\b(?:19|20)\d\d\b", text):
        return None
    from dateparser import parse  # loads 20 MB of languages: only for the odd date

    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"]}
    try:
        moment = parse(text, languages=["fr", "en"], settings=settings)
    except Exception:  # whatever a third-party guesser does on foreign text, it has no date
        return None
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return plausible(aware.astimezone(UTC))
