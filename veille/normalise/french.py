"""French as it is printed: dates, spans, numbers, plurals, lists. Pure."""

import errno
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
_NBSP = "\u00a0"
_NARROW = "\u202f"
_MILLION, _BILLION = 10**6, 10**9


def long_date(moment: datetime, timezone: str = "Europe/Paris") -> str:
    """« lundi 23 novembre 2026 », « dimanche 1ᵉʳ mars 2026 »."""
    local = moment.astimezone(ZoneInfo(timezone))
    return f"{DAYS[local.weekday()]} {plain_date(moment, timezone)}"


def plain_date(moment: datetime, timezone: str = "Europe/Paris") -> str:
    """« 23 novembre 2026 »."""
    local = moment.astimezone(ZoneInfo(timezone))
    return f"{short_date(moment, timezone)} {local.year}"


def short_date(moment: datetime, timezone: str = "Europe/Paris") -> str:
    """« 23 novembre »."""
    local = moment.astimezone(ZoneInfo(timezone))
    day = "1ᵉʳ" if local.day == 1 else str(local.day)
    return f"{day}{_NBSP}{MONTHS[local.month - 1]}"


def date_and_time(moment: datetime, timezone: str = "Europe/Paris") -> str:
    """« 23 novembre 2026, 7 h 30 »."""
    local = moment.astimezone(ZoneInfo(timezone))
    return f"{plain_date(moment, timezone)}, {local.hour}{_NBSP}h{_NBSP}{local.minute:02d}"


def month(key: str) -> str:
    """« 2026-11 » → « novembre 2026 »; anything else comes back as it is."""
    year, _, rank = key.partition("-")
    if year.isdecimal() and rank.isdecimal() and 1 <= int(rank) <= 12:
        return f"{MONTHS[int(rank) - 1]} {year}"
    return key


def span(length: timedelta) -> str:
    """The largest unit that fits: « 3 jours », « 2 heures », « moins d’une minute »."""
    minutes = int(abs(length).total_seconds()) // 60
    if minutes < 1:
        return "moins d’une minute"
    if minutes < 60:
        return plural(minutes, "minute")
    if minutes < 48 * 60:
        return plural(minutes // 60, "heure")
    return plural(minutes // 1440, "jour")


def since(date: datetime, now: datetime) -> str:
    """« il y a 3 heures »; a date ahead (a clock put right) is « à l’instant »."""
    return f"il y a {span(now - date)}" if now > date else "à l’instant"


def until(date: datetime, now: datetime) -> str:
    """« dans 2 heures », or « au prochain passage » once due."""
    return f"dans {span(date - now)}" if date > now else "au prochain passage"


def number(value: int) -> str:
    """« 12 400 », with narrow no-break spaces."""
    return f"{value:,}".replace(",", _NARROW)


def decimal(value: float) -> str:
    """0.45 → « 0,45 »."""
    return f"{value:g}".replace(".", ",")


def plural(count: int, word: str, words: str = "") -> str:
    """« 1 article », « 12 400 articles »; zero is singular in French."""
    return f"{number(count)}{_NBSP}{word if abs(count) < 2 else words or word + 's'}"


def money(euros: int) -> str:
    """« 350 000 € », « 5,4 M€ », « 1,2 Md€ »; from a million on, to three figures."""
    if euros < _MILLION:
        return f"{number(euros)}{_NBSP}€"
    step = 10 ** (len(str(euros)) - 3)
    euros = (euros + step // 2) // step * step
    unit, sign = (_BILLION, "Md€") if euros >= _BILLION else (_MILLION, "M€")
    written = decimal(euros / unit) if euros % unit else number(euros // unit)
    return f"{written}{_NBSP}{sign}"


def jobs(count: int) -> str:
    """« 40 emplois »; those lost with a real minus, « −120 emplois »."""
    return f"{'−' if count < 0 else ''}{plural(abs(count), 'emploi')}"


def shown_term(term: str) -> str:
    """A term of the rules as a reader sees it: « recrut* » is the beginning « recrut… »."""
    term = term.replace("'", "’")
    return term[:-1] + "…" if term.endswith("*") else term


def listed(parts: Sequence[str]) -> str:
    """« a, b et c »."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} et {parts[-1]}"


_SYSTEM = {
    errno.ENOENT: "il n’existe pas",
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EISDIR: "c’est un dossier",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.ENOSPC: "disque plein",
    errno.EROFS: "disque en lecture seule",
    errno.EADDRINUSE: "déjà pris",
    errno.EADDRNOTAVAIL: "adresse inconnue de cette machine",
}


def system_reason(error: OSError) -> str:
    """Why the system refused, in French; its own words for what is met once in a lifetime."""
    return _SYSTEM.get(error.errno or 0) or error.strerror or type(error).__name__
