"""From the text of one value to what it means; a text that does not fit says what would.

Shared by the files and by the environment: every function takes the text as written and
returns its meaning, or raises ``Misfit`` with a French sentence that goes after « key : ».
"""

import re
from collections.abc import Callable, Mapping
from datetime import time, timedelta
from difflib import get_close_matches
from email.headerregistry import Address
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from veille.config.wording import quoted

T = TypeVar("T")

_DURATION = re.compile(r"(\d{1,9})(ms|[smhd])")
_UNITS = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}
_NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,9})?")
_IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_YES = frozenset(("yes", "oui", "true", "vrai"))
_NO = frozenset(("no", "non", "false", "faux"))
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_HOUR = re.compile(r"(\d{1,2}):(\d{2})")
# Control characters and those that turn the direction of writing: no one-line text has them.
UNSHOWABLE = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]")
_MAILBOX = re.compile(r"""(?:"[^"\\]+"|[^"<>,;:@()\\]+)? ?<([^<>\s]+)>|([^<>\s,]+)""")
MAX_URL = 2000  # what browsers and servers agree to carry


class Misfit(ValueError):
    """The value does not fit; the text is a French sentence without its key."""


def line_of_text(limit: int) -> Callable[[str], str]:
    """One line of at most ``limit`` characters."""

    def read(text: str) -> str:
        text = text.strip()
        if len(text) > limit:
            raise Misfit(f"trop long ({len(text)} caractères) ; {limit} au plus")
        if UNSHOWABLE.search(text):
            raise Misfit(f"{quoted(text)} doit tenir sur une ligne, sans caractère invisible")
        return text

    return read


def paragraph(limit: int) -> Callable[[str], str]:
    """Text of several lines."""

    def read(text: str) -> str:
        text = text.strip()
        if len(text) > limit:
            raise Misfit(f"trop long ({len(text)} caractères) ; {limit} au plus")
        return text

    return read


def identifier(text: str) -> str:
    """A name safe in an address, a command and a file name: letters, digits, - and _."""
    if not _IDENTIFIER.fullmatch(text):
        raise Misfit(
            f"{quoted(text)} ne convient pas ; écrivez un mot de lettres sans accent, chiffres,"
            " - et _ (64 au plus)"
        )
    return text


def duration(
    examples: str, units: str, least: tuple[str, timedelta], most: tuple[str, timedelta]
) -> Callable[[str], timedelta]:
    """A length of time such as ``2h``; ``units`` among « ms s m h d », bounds with names."""

    def read(text: str) -> timedelta:
        found = _DURATION.fullmatch(text.strip().lower())
        if found is None or found[2] not in units.split():
            raise Misfit(f"{quoted(text)} n’est pas une durée ; écrivez {examples}")
        length = int(found[1]) * _UNITS[found[2]] if len(found[1]) < 7 else timedelta.max
        if not least[1] <= length <= most[1]:
            raise Misfit(
                f"{quoted(text)} est hors des bornes ; écrivez une durée de {least[0]} à {most[0]}"
            )
        return length

    return read


def number(bounds: str, fits: Callable[[float], bool]) -> Callable[[str], float]:
    """A decimal number with a point; ``bounds`` completes « écrivez un nombre … »."""

    def read(text: str) -> float:
        text = text.strip()
        if _NUMBER.fullmatch(text.replace(",", ".", 1)) and "," in text:
            point = text.replace(",", ".")
            raise Misfit(f"{quoted(text)} a une virgule ; écrivez {point}, avec un point")
        if not _NUMBER.fullmatch(text):
            raise Misfit(f"{quoted(text)} n’est pas un nombre ; écrivez un nombre {bounds}")
        value = float(text)
        if not fits(value):
            raise Misfit(f"{quoted(text)} est hors des bornes ; écrivez un nombre {bounds}")
        return value

    return read


def whole(low: int, high: int) -> Callable[[str], int]:
    """A whole number from ``low`` to ``high``, both included."""

    def read(text: str) -> int:
        text = text.strip()
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
            raise Misfit(
                f"{quoted(text)} n’est pas un nombre entier ; écrivez un nombre de {low} à {high}"
            )
        if not low <= int(text) <= high:
            raise Misfit(
                f"{quoted(text)} est hors des bornes ; écrivez un nombre de {low} à {high}"
            )
        return int(text)

    return read


def yes_no(text: str) -> bool:
    word = text.strip().lower()
    if word not in _YES | _NO:
        raise Misfit(f"{quoted(text)} n’est ni oui ni non ; écrivez yes ou no")
    return word in _YES


def choice(options: Mapping[str, T]) -> Callable[[str], T]:
    """One of the names of ``options``, as written there."""

    def read(text: str) -> T:
        if text not in options:
            raise Misfit(f"{quoted(text)} n’est pas prévu ; écrivez {_one_of(options)}")
        return options[text]

    return read


def _one_of(names: Mapping[str, T]) -> str:
    *first, last = names
    return f"{', '.join(first)} ou {last}" if first else last


def web_address(text: str) -> str:
    """An absolute http or https address with a host."""
    text = text.strip()
    if not text:
        raise Misfit("adresse vide ; écrivez-la en entier, par exemple https://exemple.fr/rss.xml")
    if len(text) > MAX_URL:
        raise Misfit(f"adresse trop longue ({len(text)} caractères) ; {MAX_URL} au plus")
    if UNSHOWABLE.search(text) or " " in text or "\u00a0" in text:
        raise Misfit(f"{quoted(text)} contient une espace ; une adresse n’en a pas")
    scheme, separator, _ = text.partition("://")
    if not separator:
        if re.match(r"(?!https?:)[a-z][a-z+.-]*:(?!\d)", text, re.IGNORECASE):
            raise Misfit(f"{quoted(text)} n’est pas lu ; écrivez une adresse http:// ou https://")
        bare = re.sub(r"^(https?:)?/*", "", text, flags=re.IGNORECASE)
        raise Misfit(f"{quoted(text)} n’est pas une adresse complète ; écrivez https://{bare}")
    if scheme.lower() not in ("http", "https"):
        raise Misfit(f"{quoted(text)} n’est pas lu ; écrivez une adresse http:// ou https://")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise Misfit(
            f"{quoted(text)} n’est pas une adresse ; vérifiez le nom du site et le port"
        ) from None
    if not host:
        raise Misfit(f"{quoted(text)} n’a pas de nom de site ; écrivez {scheme}://site/…")
    return text


def source_address(kind: str) -> Callable[[str], str]:
    """What the address of a source of this kind must be."""
    if kind == "mailbox":
        return _imap_address
    if kind == "document":
        return lambda text: _folder(text) if text.strip().startswith(".") else web_address(text)
    return web_address


def _imap_address(text: str) -> str:
    text = line_of_text(MAX_URL)(text)
    found = re.fullmatch(r"imaps?://([^/\s@]+)@([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?(/\S*)?", text)
    if found is None:
        raise Misfit(
            f"{quoted(text)} n’est pas une boîte aux lettres ; écrivez imaps://nom@serveur/INBOX"
        )
    if ":" in found[1]:
        raise Misfit(
            "un mot de passe ne s’écrit pas ici ; donnez-le dans une variable d’environnement"
        )
    return text


def _folder(text: str) -> str:
    text = line_of_text(500)(text)
    if not text.startswith("./") or ".." in text.split("/"):
        raise Misfit(f"{quoted(text)} n’est pas un dossier d’ici ; écrivez par exemple ./etudes")
    return text


def css_selector(text: str) -> str:
    """A CSS selector that can be read."""
    from soupsieve import SelectorSyntaxError, compile

    text = line_of_text(300)(text)
    try:
        compile(text)
    except (SelectorSyntaxError, ValueError, NotImplementedError):
        raise Misfit(f"{quoted(text)} n’est pas un sélecteur CSS lisible") from None
    return text


def weekday(text: str) -> int:
    """0 for « lundi »."""
    return choice({day: at for at, day in enumerate(_DAYS)})(text.strip().lower())


def sending_hour(text: str) -> time:
    """``HH:MM`` from 06:00 to 22:00: the hours that exist once on every day of the year."""
    found = _HOUR.fullmatch(text.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise Misfit(f'{quoted(text)} n’est pas une heure ; écrivez par exemple "07:00"')
    hour = time(int(found[1]), int(found[2]))
    if not time(6) <= hour <= time(22):
        raise Misfit(
            f"{quoted(text)} est hors des bornes ; choisissez une heure de 06:00 à 22:00, que les"
            " changements d’heure ne touchent pas"
        )
    return hour


def timezone_name(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        near = get_close_matches(text, available_timezones(), n=1)
        proposed = near[0] if near else "Europe/Paris"
        raise Misfit(f"fuseau {quoted(text)} inconnu ; écrivez {proposed}") from None
    return text


def mailbox(text: str) -> str:
    """``name@host`` or ``Name <name@host>``, fit for a mail header."""
    text = line_of_text(200)(text)
    found = _MAILBOX.fullmatch(text)
    try:
        parsed = Address(addr_spec=(found[1] or found[2]) if found else "")
    except Exception:  # the standard parser raises many kinds on hostile texts
        parsed = Address()
    if not (parsed.username and parsed.domain):
        raise Misfit(
            f"{quoted(text)} n’est pas une adresse électronique ; écrivez"
            ' "Veille <veille@exemple.fr>"'
        )
    return text
