"""One visit: manners first, then the request, its redirects and its deadline.

::

    fetch(url) ── one at a time per host, a pause between two ──┐
        │                                                       │
        ├── robots.txt, tdmrep.json of this origin, once a day ─┤── exchange ── network: the
        │       refused? BlockedError                           │               address is
        ├── the request ────────────────────────────────────────┘               checked when
        └── redirect? the same again, 10 times at most                          connecting

The whole chain has one deadline, in which waiting for one's turn does not count.
"""

import asyncio
import ssl
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from urllib.parse import urlsplit, urlunsplit

from veille import __version__
from veille.domain.host import HostRules
from veille.domain.source import Validators
from veille.errors import BlockedError, FetchError
from veille.fetcher.exchange import Answer, Redirect, Request, exchange
from veille.fetcher.manners import MAX_BYTES as ROBOTS_BYTES
from veille.fetcher.manners import Manners, origin_of
from veille.fetcher.network import GuardedBackend, Resolver, resolve

FEED_TYPES = (
    "application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
PAGE_TYPES = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
_RESERVATIONS = "/.well-known/tdmrep.json"
_RULES_HOPS = 5
"""Redirects followed for a robots.txt, as RFC 9309 asks at least."""


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """``deadline`` and ``host_pause`` in seconds; ``allow``: « host:port » though private."""

    deadline: float = 60.0
    host_pause: float = 1.0
    contact: str = ""
    allow: frozenset[str] = frozenset()
    max_bytes: int = 10_000_000
    concurrency: int = 200
    max_redirects: int = 10


class Fetcher:
    """One pass over the web; an async context manager.

    ``rules``: what earlier passes learnt of the sites; ``learnt()`` gives what this one did.
    """

    def __init__(
        self,
        settings: FetchSettings,
        resolver: Resolver | None = None,
        *,
        rules: Iterable[HostRules] = (),
        now: datetime | None = None,
    ) -> None:
        self._settings = settings
        self._now = now or datetime.now(UTC)
        self._manners = Manners(rules, self._now)
        self._backend = GuardedBackend(settings.allow, resolver or resolve)
        self._slots = asyncio.Semaphore(settings.concurrency)
        self._hosts: dict[str, asyncio.Lock] = {}
        self._last: dict[str, float] = {}
        self._meeting: dict[str, asyncio.Lock] = {}
        self._unreachable: dict[tuple[str, bool], FetchError] = {}
        self._tls: dict[bool, ssl.SSLContext] = {}
        contact = f"; {settings.contact}" if settings.contact else ""
        self._agent = f"veille/{__version__} (veille territoriale{contact})".encode(
            "ascii", "replace"
        )

    async def __aenter__(self) -> "Fetcher":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def learnt(self) -> tuple[HostRules, ...]:
        """The rules of sites read in this pass, to be kept for the next."""
        return self._manners.learnt()

    async def fetch(
        self,
        url: str,
        validators: Validators = Validators(),  # noqa: B008
        *,
        accept: str = FEED_TYPES,
        max_bytes: int = 0,
        check_certificate: bool = True,
    ) -> Answer:
        """Ask for ``url``, following redirects.

        Args:
            url: may carry « user:password@ », which no other site ever receives.
            validators: what the last answer gave.
            accept: media types, by preference.
            max_bytes: ceiling of the unpacked answer; 0 for the settings' own.
            check_certificate: False for a source whose certificate the admin excused.

        Raises:
            BlockedError: refused address or scheme, robots.txt, text mining reservation.
            FetchError: no usable answer; says whether trying again can help.
        """
        first, credentials = _without_credentials(url)
        request = Request(
            first,
            accept,
            self._agent,
            validators,
            credentials,
            max_bytes or self._settings.max_bytes,
        )
        permanent = True
        left = _Left(self._settings.deadline)
        for _hop in range(self._settings.max_redirects + 1):
            _check_address(request.url)
            await self._meet(request.url, check_certificate=check_certificate)
            self._manners.check(request.url)
            answer = await self._turn(request, left, check_certificate=check_certificate)
            if isinstance(answer, Answer):
                moved = answer.url if permanent and answer.url != first else None
                return replace(answer, moved_to=moved)
            permanent = permanent and answer.status in (301, 308)
            same = _safe_origin(answer.url) == origin_of(first)
            request = replace(request, url=answer.url, credentials=credentials if same else "")
        raise FetchError(
            f"Le site renvoie d’adresse en adresse (plus de {self._settings.max_redirects} fois) ; "
            "vérifiez l’adresse dans un navigateur.",
            transient=False,
        )

    async def _turn(
        self, request: Request, left: "_Left", *, check_certificate: bool
    ) -> Answer | Redirect:
        """One exchange, when the host's turn and a slot are free, within the deadline."""
        host = _host_key(request.url)
        loop = asyncio.get_running_loop()
        async with self._hosts.setdefault(host, asyncio.Lock()):
            await self._pause(host, request.url)
            async with self._slots:
                started = loop.time()
                try:
                    async with asyncio.timeout(left.seconds):
                        https = request.url.startswith("https:")
                        tls = self._context(check_certificate) if https else None
                        return await exchange(request, self._backend, tls, self._now)
                except TimeoutError:
                    raise FetchError(
                        f"Délai dépassé : le site n’a pas tout envoyé en "
                        f"{self._settings.deadline:g}\u00a0s (trop lent) ; nouvel essai plus tard."
                    ) from None
                finally:
                    self._last[host] = loop.time()
                    left.seconds -= self._last[host] - started

    async def _pause(self, host: str, url: str) -> None:
        last = self._last.get(host)
        pause = max(self._settings.host_pause, self._manners.pause(url))
        if last is not None and pause:
            wait = last + pause - asyncio.get_running_loop().time()
            if wait > 0:
                await asyncio.sleep(wait)

    async def _meet(self, url: str, *, check_certificate: bool) -> None:
        """Know the rules of the site before anything else is asked of it."""
        origin = origin_of(url)
        if self._manners.fresh(origin):
            return
        async with self._meeting.setdefault(origin, asyncio.Lock()):
            if self._manners.fresh(origin):
                return
            # A certificate refused for one source may be excused for another.
            asked = (origin, check_certificate)
            if asked in self._unreachable:
                raise self._unreachable[asked]
            try:
                robots = await self._rules(f"{origin}/robots.txt", check_certificate)
            except BlockedError:
                raise
            except FetchError as error:
                if self._manners.last_resort(origin):
                    return
                # RFC 9309: a robots.txt that cannot be reached forbids everything for now.
                self._unreachable[asked] = error
                raise
            reservations = b""
            with suppress(FetchError):
                reservations = await self._rules(f"{origin}{_RESERVATIONS}", check_certificate)
            self._manners.learn(origin, robots, reservations)

    async def _rules(self, url: str, check_certificate: bool) -> bytes:
        """A file of rules; empty when the site has none (4xx, or lost in redirects).

        Raises:
            FetchError: the site is down or asks to slow down: nobody knows its rules.
        """
        request = Request(url, "text/plain, application/json;q=0.9, */*;q=0.1", self._agent,
                          Validators(), max_bytes=ROBOTS_BYTES, cut=True)  # fmt: skip
        left = _Left(self._settings.deadline)
        for _hop in range(_RULES_HOPS + 1):
            try:
                _check_address(request.url)
                answer = await self._turn(request, left, check_certificate=check_certificate)
            except BlockedError:
                if request.url == url:
                    raise
                return b""
            except FetchError as error:
                down = error.status is not None and (error.status >= 500 or error.status == 429)
                if error.status is None and error.transient:
                    raise
                if not down:
                    return b""
                raise FetchError(
                    f"{error} (Sans son robots.txt, rien d’autre n’est demandé à ce site.)",
                    retry_after=error.retry_after,
                    status=error.status,
                ) from error
            if isinstance(answer, Answer):
                return answer.body
            request = replace(request, url=answer.url)
        return b""

    def _context(self, check_certificate: bool) -> ssl.SSLContext:
        # Reading the system's certificates takes 20 ms: once, and only when it is needed.
        context = self._tls.get(check_certificate)
        if context is None:
            context = self._tls[check_certificate] = ssl.create_default_context()
            if not check_certificate:
                context.check_hostname = False
                context.verify_mode = ssl.CERT_NONE
        return context


@dataclass(slots=True)
class _Left:
    """What is left of a visit's deadline, in seconds."""

    seconds: float


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  (raises on a port that is no number)
    except ValueError:
        raise BlockedError(f"« {url[:200]} » n’est pas une adresse lisible.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BlockedError("Seules les adresses http:// et https:// peuvent être suivies.")


def _host_key(url: str) -> str:
    """What requests are counted by: http and https of one name are one host."""
    parts = urlsplit(url)
    name = parts.hostname or ""
    return name if parts.port in (None, 80, 443) else f"{name}:{parts.port}"


def _safe_origin(url: str) -> str:
    try:
        return origin_of(url)
    except ValueError:
        return ""


def _without_credentials(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, ""
    credentials, at, host = parts.netloc.rpartition("@")
    return (urlunsplit(parts._replace(netloc=host)), credentials) if at else (url, "")
