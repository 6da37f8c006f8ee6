"""One visit: the request, its redirects, its deadline, its body.

One fresh connection per request (nothing another source was sent can be mistaken for an
answer), the address checked when connecting and at every hop, the whole exchange under one
deadline, the size counted after unpacking. Built on httpcore2, the transport of httpx2:
measured, the client layer above it doubles the processor time of a « not modified ».
"""

import asyncio
import ssl
import zlib
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import httpcore2

from veille import __version__
from veille.domain.source import Validators
from veille.errors import BlockedError, FetchError
from veille.fetcher.network import GuardedBackend, Resolver, resolve
from veille.fetcher.refusals import connection_error, status_error, too_big

_ACCEPT = (
    b"application/rss+xml, application/atom+xml, application/feed+json, "
    b"application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
_GZIP = b"\x1f\x8b"


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


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave. ``body`` is unpacked; ``url`` is the last address of the chain.

    ``moved_to``: the new address when every hop was permanent (301, 308), else None.
    """

    url: str
    status: int
    body: bytes = field(repr=False)
    content_type: str
    validators: Validators
    not_modified: bool = False
    moved_to: str | None = None


class Fetcher:
    """One pass over the web; an async context manager."""

    def __init__(self, settings: FetchSettings, resolver: Resolver | None = None) -> None:
        self._settings = settings
        self._backend = GuardedBackend(settings.allow, resolver or resolve)
        self._slots = asyncio.Semaphore(settings.concurrency)
        self._hosts: dict[str, asyncio.Lock] = {}
        self._last: dict[str, float] = {}
        self._tls: ssl.SSLContext | None = None
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

    async def fetch(self, url: str, validators: Validators = Validators()) -> Answer:  # noqa: B008
        """Ask for ``url``, following redirects.

        Raises:
            BlockedError: we refuse (private address, scheme, size, redirects).
            FetchError: no usable answer; says whether trying again can help.
        """
        current, permanent = url, True
        left = self._settings.deadline
        for hop in range(self._settings.max_redirects + 1):
            host = _host_of(current)
            async with self._slots, self._hosts.setdefault(host, asyncio.Lock()):
                await self._pause(host)
                started = asyncio.get_running_loop().time()
                try:
                    async with asyncio.timeout(left):
                        answer = await self._exchange(current, validators)
                except TimeoutError:
                    raise FetchError(
                        f"Délai dépassé : le site n’a pas tout envoyé en "
                        f"{self._settings.deadline:g}\u00a0s ; nouvel essai plus tard."
                    ) from None
                finally:
                    self._last[host] = asyncio.get_running_loop().time()
                    left -= self._last[host] - started
            if isinstance(answer, Answer):
                moved = answer.url if hop and permanent and answer.url != url else None
                return Answer(
                    answer.url,
                    answer.status,
                    answer.body,
                    answer.content_type,
                    answer.validators,
                    answer.not_modified,
                    moved,
                )
            status, current = answer
            permanent = permanent and status in (301, 308)
        raise BlockedError(
            f"Le site renvoie d’adresse en adresse (plus de {self._settings.max_redirects} fois) ; "
            "vérifiez l’adresse dans un navigateur."
        )

    async def _pause(self, host: str) -> None:
        last = self._last.get(host)
        if last is not None and self._settings.host_pause:
            wait = last + self._settings.host_pause - asyncio.get_running_loop().time()
            if wait > 0:
                await asyncio.sleep(wait)

    async def _exchange(self, url: str, validators: Validators) -> "Answer | tuple[int, str]":
        parts = urlsplit(url)
        host = parts.hostname or ""
        headers = [
            (b"Host", _netloc(parts)),
            (b"User-Agent", self._agent),
            (
                b"Accept",
                _ACCEPT,
            ),
            (b"Accept-Encoding", b"gzip"),
            (b"Connection", b"close"),
        ]
        if validators.etag:
            headers.append((b"If-None-Match", validators.etag.encode("latin-1", "ignore")))
        if validators.last_modified:
            headers.append(
                (b"If-Modified-Since", validators.last_modified.encode("latin-1", "ignore"))
            )
        scheme = parts.scheme.encode()
        port = parts.port or (443 if parts.scheme == "https" else 80)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        request = httpcore2.Request(
            "GET",
            httpcore2.URL(
                scheme=scheme,
                host=_idna(host),
                port=port,
                target=_ascii(target),
            ),
            headers=headers,
        )
        connection = httpcore2.AsyncHTTPConnection(
            origin=httpcore2.Origin(scheme, _idna(host), port),
            ssl_context=self._tls_context() if parts.scheme == "https" else None,
            network_backend=self._backend,
        )
        try:
            response = await connection.handle_async_request(request)
            return await self._read(url, response, validators)
        except httpcore2.ConnectTimeout:
            raise FetchError("Délai dépassé à la connexion ; nouvel essai plus tard.") from None
        except httpcore2.ConnectError as error:
            raise connection_error(host, error) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise FetchError(
                f"Réponse interrompue ou mal formée par le site {host} ; nouvel essai plus tard."
            ) from error
        except (ssl.SSLError, OSError) as error:
            raise connection_error(host, error) from error
        finally:
            await connection.aclose()

    def _tls_context(self) -> ssl.SSLContext:
        # Reading the system's certificates takes 20 ms: once, and only when it is needed.
        if self._tls is None:
            self._tls = ssl.create_default_context()
        return self._tls

    async def _read(
        self, url: str, response: Any, validators: Validators
    ) -> "Answer | tuple[int, str]":
        headers = {name.lower(): value for name, value in response.headers}
        status: int = response.status
        if status == 304:
            if validators == Validators():
                raise FetchError("Le site dit « inchangé » à une première demande ; nouvel essai.")
            return Answer(url, status, b"", "", validators, not_modified=True)
        if status in (301, 302, 303, 307, 308):
            return status, _redirect(url, headers.get(b"location", b""))
        if status != 200:
            raise status_error(status, headers.get(b"retry-after", b""))
        body = await self._body(response, headers)
        return Answer(
            url=url,
            status=status,
            body=body,
            content_type=headers.get(b"content-type", b"").decode("latin-1"),
            validators=Validators(
                headers.get(b"etag", b"").decode("latin-1"),
                headers.get(b"last-modified", b"").decode("latin-1"),
            ),
        )

    async def _body(self, response: Any, headers: dict[bytes, bytes]) -> bytes:
        limit = self._settings.max_bytes
        declared = headers.get(b"content-length", b"")
        if declared.isdigit() and int(declared) > limit:
            raise too_big(limit)
        encoding = headers.get(b"content-encoding", b"").decode("latin-1").strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise BlockedError(
                f"Le site envoie un format comprimé que nous n’avons pas demandé ({encoding})."
            )
        taken, body = 0, bytearray()
        packed = encoding.endswith("gzip")
        head = b""
        unpack: Any = None
        async for chunk in response.aiter_stream():
            taken += len(chunk)
            if taken > limit:
                raise too_big(limit)
            if packed:
                # A server that announces gzip and sends plain text is read as plain text.
                chunk = head = head + chunk
                if len(head) < len(_GZIP):
                    continue
                packed = False
                if head.startswith(_GZIP):
                    unpack = zlib.decompressobj(31)
            if unpack is None:
                body += chunk
            else:
                try:
                    body += unpack.decompress(chunk, limit + 1 - len(body))
                except zlib.error as error:
                    raise FetchError("La réponse comprimée est abîmée ; nouvel essai.") from error
            if len(body) > limit or (unpack is not None and unpack.unconsumed_tail):
                raise too_big(limit)
        if packed:
            body += head
        if unpack is not None and not unpack.eof:
            raise FetchError("La réponse comprimée est incomplète ; nouvel essai plus tard.")
        return bytes(body)


def _host_of(url: str) -> str:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  (raises on a port that is no number)
    except ValueError:
        raise BlockedError(f"« {url[:200]} » n’est pas une adresse lisible.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BlockedError("Seules les adresses http:// et https:// peuvent être suivies.")
    return parts.hostname


def _netloc(parts: Any) -> bytes:
    host = _idna(parts.hostname or "")
    if b":" in host:
        host = b"[" + host + b"]"
    default = 443 if parts.scheme == "https" else 80
    return host if parts.port in (None, default) else host + b":%d" % parts.port


def _idna(host: str) -> bytes:
    try:
        return host.encode("ascii")
    except UnicodeEncodeError:
        try:
            return host.encode("idna")
        except UnicodeError:
            raise BlockedError(f"« {host[:100]} » n’est pas un nom de site lisible.") from None


def _ascii(target: str) -> bytes:
    return quote(target, safe="/?#[]@!$&'()*+,;=:%~-._|").encode("ascii")


def _redirect(url: str, location: bytes) -> str:
    text = location.decode("utf-8", "replace").strip()
    if not text:
        raise FetchError("Le site renvoie ailleurs sans dire où ; vérifiez l’adresse.")
    try:
        return urljoin(url, text)
    except ValueError:
        raise BlockedError("Le site renvoie à une adresse illisible.") from None
