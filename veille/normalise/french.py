"""French as it is printed: dates, hours, numbers, plurals, lists. Pure."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
_NARROW = "\u202f"


def long_date(moment: datetime, timezone: str = "Europe/Paris") -> str:
    """« lundi 23 novembre 2026 », « dimanche 1ᵉʳ mars 2026 »."""
    local = moment.astimezone(ZoneInfo(timezone))
    return f"{DAYS[local.weekday()]} {_day(local.day)} {MONTHS[local.month - 1]} {local.year}"


def short_date(moment: datetime, timezone: str = "Europe/Paris") -> str:
    """« 23 novembre »."""
    local = moment.astimezone(ZoneInfo(timezone))
    return f"{_day(local.day)} {MONTHS[local.month - 1]}"


def _day(number: int) -> str:
    return "1ᵉʳ" if number == 1 else str(number)


def number(value: int) -> str:
    """« 12 400 », with narrow no-break spaces."""
    return f"{value:,}".replace(",", _NARROW)


def plural(count: int, word: str, words: str = "") -> str:
    """« 1 article », « 12 articles »; zero is singular in French."""
    return f"{number(count)} {word if abs(count) < 2 else words or word + 's'}"


def listed(parts: Sequence[str]) -> str:
    """« a, b et c »."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} et {parts[-1]}"
