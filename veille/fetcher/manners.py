"""What a site allows: robots.txt (RFC 9309) and text mining reservations (TDMRep).

Read once a day for each origin, kept between passes by whoever holds the archive, obeyed
before every request.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from protego import Protego

from veille.domain.host import HostRules
from veille.errors import BlockedError

AGENT = "veille"
"""The name that robots.txt files know this program by."""
MAX_BYTES = 512_000
"""Of a robots.txt: RFC 9309 asks to read 500 kibibytes at least."""
REREAD_AFTER = timedelta(hours=24)
"""RFC 9309 asks not to use a copy for more than a day."""
KEPT_FOR = timedelta(days=30)
"""An older copy stands in for a robots.txt that cannot be reached, up to this age."""
_CRAWL_DELAY_LIMIT = 30.0
"""Seconds; some sites ask for minutes between requests, which would starve their own sources."""
_RESERVATIONS = 100


class Manners:
    """The rules of all origins met, from the archive and from this pass."""

    def __init__(self, known: Iterable[HostRules], now: datetime) -> None:
        self._known = {rules.origin: rules for rules in known}
        self._now = now
        self._parsed: dict[str, Any] = {}
        self._learnt: dict[str, HostRules] = {}

    def learnt(self) -> tuple[HostRules, ...]:
        """The rules read since the beginning, to be kept."""
        return tuple(self._learnt.values())

    def fresh(self, origin: str) -> HostRules | None:
        """What is known of an origin, if it was read less than a day ago."""
        return self._younger(origin, REREAD_AFTER)

    def last_resort(self, origin: str) -> HostRules | None:
        """What was known of an origin that cannot be reached any more."""
        return self._younger(origin, KEPT_FOR)

    def _younger(self, origin: str, age: timedelta) -> HostRules | None:
        rules = self._known.get(origin)
        if rules is None or rules.read_at is None:
            return None
        # A clock set back must not make yesterday's rules eternal.
        return rules if abs(self._now - rules.read_at) < age else None

    def learn(self, origin: str, robots: bytes, reservations: bytes) -> HostRules:
        """Keep what an origin answered; unreadable files are as good as none."""
        rules = HostRules(
            origin,
            robots[:MAX_BYTES].decode("utf-8", "replace").lstrip("\ufeff").replace("\0", ""),
            read_reservations(reservations),
            self._now,
        )
        self._known[origin] = self._learnt[origin] = rules
        self._parsed.pop(origin, None)
        return rules

    def check(self, url: str) -> None:
        """Raise BlockedError when the site asks not to fetch this address."""
        origin = origin_of(url)
        rules = self._known.get(origin)
        if rules is None:
            return
        if rules.robots and not self._robots(rules).can_fetch(url, AGENT):
            raise BlockedError(
                "Le site demande aux robots de ne pas lire cette adresse (robots.txt"
                f"{_on(rules.read_at)}) ; demandez-lui l’accès, ou retirez la source."
            )
        if _is_reserved(rules.reserved, url):
            raise BlockedError(reserved_sentence(rules.read_at))

    def pause(self, url: str) -> float:
        """Seconds that the site asks between two requests; 0 when it asks nothing."""
        rules = self._known.get(origin_of(url))
        if rules is None or "crawl-delay" not in rules.robots.lower():
            return 0.0
        delay = self._robots(rules).crawl_delay(AGENT)
        return min(max(float(delay or 0.0), 0.0), _CRAWL_DELAY_LIMIT)

    def _robots(self, rules: HostRules) -> Any:
        parsed = self._parsed.get(rules.origin)
        if parsed is None:
            parsed = self._parsed[rules.origin] = Protego.parse(rules.robots)
        return parsed


def origin_of(url: str) -> str:
    """« https://exemple.fr » or « http://exemple.fr:8080 » of an http(s) address."""
    parts = urlsplit(url)
    default = 443 if parts.scheme == "https" else 80
    port = "" if parts.port in (None, default) else f":{parts.port}"
    host = parts.hostname or ""
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}"


def reserved_sentence(read_at: datetime | None = None) -> str:
    """Why a source whose text mining is reserved is not read."""
    return (
        f"Le site réserve la fouille de ses textes (TDM{_on(read_at)}) ; demandez-lui une "
        "autorisation, ou retirez la source."
    )


def read_reservations(data: bytes) -> tuple[tuple[str, bool], ...]:
    """The patterns of a tdmrep.json, most telling first; empty when it cannot be read."""
    try:
        entries = json.loads(data) if data else []
    except (ValueError, RecursionError):
        return ()
    found = []
    for entry in entries[:_RESERVATIONS] if isinstance(entries, list) else []:
        if isinstance(entry, dict) and isinstance(entry.get("location"), str):
            reserved = str(entry.get("tdm-reservation")).strip() == "1"
            found.append((entry["location"][:500], reserved))
    return tuple(found)


def _is_reserved(reserved: tuple[tuple[str, bool], ...], url: str) -> bool:
    """TDMRep: the first pattern that matches the path decides."""
    if not reserved:
        return False
    parts = urlsplit(url)
    path = unquote(parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    for pattern, answer in reserved:
        steps = [re.escape(step) for step in unquote(pattern).removesuffix("$").split("*")]
        end = "$" if pattern.endswith("$") or "*" not in pattern else ""
        # A folder holds what is under it.
        if pattern.endswith("/"):
            end = ""
        if re.match(".*?".join(steps) + end, path):
            return answer
    return False


def header_reserves(headers: Mapping[bytes, bytes]) -> bool:
    """Whether the answer itself reserves its text (TDMRep's HTTP header)."""
    return headers.get(b"tdm-reservation", b"").strip() == b"1"


def _on(moment: datetime | None) -> str:
    return f", lu le {moment:%d/%m/%Y}" if moment else ""
