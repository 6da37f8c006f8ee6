"""French wording of dates, spans, counts and addresses for the templates. Pure."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

NBSP = "\u00a0"
THIN = "\u202f"
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
_RELEVANCE = ("sans utilité", "marginale", "utile", "à voir")


def number(value: int) -> str:
    """12400 → « 12 400 », with narrow no-break spaces."""
    return f"{value:,}".replace(",", THIN)


def decimal(value: float) -> str:
    """0.45 → « 0,45 »."""
    return f"{value:g}".replace(".", ",")


def count(value: int, singular: str, plural: str) -> str:
    """« 0 article », « 1 article », « 12 400 articles »."""
    return f"{number(value)}{NBSP}{singular if abs(value) < 2 else plural}"


def day(date: datetime, zone: ZoneInfo) -> str:
    """« lundi 23 novembre 2026 »."""
    local = date.astimezone(zone)
    return f"{_DAYS[local.weekday()]} {plain_day(date, zone)}"


def plain_day(date: datetime, zone: ZoneInfo) -> str:
    """« 23 novembre 2026 », « 1ᵉʳ mars 2026 »."""
    local = date.astimezone(zone)
    first = "1ᵉʳ" if local.day == 1 else str(local.day)
    return f"{first}{NBSP}{_MONTHS[local.month - 1]} {local.year}"


def moment(date: datetime, zone: ZoneInfo) -> str:
    """« 23 novembre 2026, 7 h 30 »."""
    local = date.astimezone(zone)
    return f"{plain_day(date, zone)}, {local.hour}{NBSP}h{NBSP}{local.minute:02d}"


def month(key: str) -> str:
    """« 2026-11 » → « novembre 2026 »; anything else comes back as it is."""
    year, _, rank = key.partition("-")
    if year.isdecimal() and rank.isdecimal() and 1 <= int(rank) <= 12:
        return f"{_MONTHS[int(rank) - 1]} {year}"
    return key


def span(length: timedelta) -> str:
    """The largest unit that fits: « 3 jours », « 2 heures », « moins d’une minute »."""
    minutes = int(abs(length).total_seconds()) // 60
    if minutes < 1:
        return "moins d’une minute"
    if minutes < 60:
        return count(minutes, "minute", "minutes")
    if minutes < 48 * 60:
        return count(minutes // 60, "heure", "heures")
    return count(minutes // 1440, "jour", "jours")


def since(date: datetime, now: datetime) -> str:
    """« il y a 3 heures »; a date ahead (a clock put right) is « à l’instant »."""
    return f"il y a {span(now - date)}" if now > date else "à l’instant"


def until(date: datetime, now: datetime) -> str:
    """« dans 2 heures », or « au prochain passage » once due."""
    return f"dans {span(date - now)}" if date > now else "au prochain passage"


def relevance(value: int) -> str:
    """The word for a relevance from 0 to 3."""
    return _RELEVANCE[max(0, min(value, 3))]


def web_address(address: str) -> str:
    """The address when it may be a link (http or https, no password in it), else nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def host(address: str) -> str:
    """« www.exemple.fr » → « exemple.fr », to say where a link leads."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
