"""One HTTP exchange: a request, its answer, its body; no redirect is followed here.

One fresh connection per request: nothing another source was sent can be mistaken for an
answer. The size is counted after unpacking. Built on httpcore2, the transport of httpx2:
measured, the client layer above it doubles the processor time of a « not modified ».
"""

import base64
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

import httpcore2

from veille.domain.source import Validators
from veille.errors import BlockedError, FetchError
from veille.fetcher.manners import header_reserves, reserved_sentence
from veille.fetcher.network import Stream
from veille.fetcher.refusals import connection_error, freshness, status_error, too_big
from veille.normalise.urls import without_password

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave. ``body`` is unpacked; ``url`` is the last address of the chain.

    ``moved_to``: the new address when every hop was permanent (301, 308), else None.
    ``fresh_for``: seconds for which the server says nothing will change (0: not said).
    """

    url: str
    status: int
    body: bytes = field(repr=False)
    content_type: str
    validators: Validators
    not_modified: bool = False
    moved_to: str | None = None
    fresh_for: float = 0.0


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked; ``credentials`` are « user:password », sent to this address only.

    ``cut``: beyond ``max_bytes`` the beginning is kept, instead of refusing the whole.
    """

    url: str
    accept: str
    agent: bytes
    validators: Validators
    credentials: str = field(repr=False, default="")
    max_bytes: int = 10_000_000
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Redirect:
    """The server sends elsewhere; ``status``: 301, 302, 303, 307 or 308."""

    status: int
    url: str


async def exchange(
    request: Request,
    backend: httpcore2.AsyncNetworkBackend,
    tls: ssl.SSLContext | None,
    now: datetime,
) -> Answer | Redirect:
    """Ask, and read the whole answer.

    Raises:
        BlockedError: a private address, a text mining reservation.
        FetchError: no usable answer.
    """
    parts = urlsplit(request.url)
    host = parts.hostname or ""
    scheme = parts.scheme.encode()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asked = httpcore2.Request(
        "GET",
        httpcore2.URL(scheme=scheme, host=_idna(host), port=port, target=_ascii(target)),
        headers=_headers(request, parts),
    )
    connection = httpcore2.AsyncHTTPConnection(
        origin=httpcore2.Origin(scheme, _idna(host), port),
        ssl_context=tls if parts.scheme == "https" else None,
        network_backend=backend,
    )
    try:
        response = await connection.handle_async_request(asked)
        return await _read(request, response, now)
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


def _headers(request: Request, parts: Any) -> list[tuple[bytes, bytes]]:
    headers = [
        (b"Host", _netloc(parts)),
        (b"User-Agent", request.agent),
        (b"Accept", request.accept.encode("ascii")),
        (b"Accept-Language", b"fr, en;q=0.5"),
        (b"Accept-Encoding", b"gzip"),
        (b"Connection", b"close"),
    ]
    if request.credentials:
        token = base64.b64encode(unquote(request.credentials).encode("utf-8"))
        headers.append((b"Authorization", b"Basic " + token))
    if request.validators.etag:
        headers.append((b"If-None-Match", request.validators.etag.encode("latin-1", "ignore")))
    if request.validators.last_modified:
        changed = request.validators.last_modified.encode("latin-1", "ignore")
        headers.append((b"If-Modified-Since", changed))
    return headers


async def _read(request: Request, response: Any, now: datetime) -> Answer | Redirect:
    headers = {name.lower(): value for name, value in response.headers}
    status: int = response.status
    if status == 304:
        if request.validators == Validators():
            raise FetchError("Le site dit « inchangé » à une première demande ; nouvel essai.")
        return Answer(
            request.url,
            status,
            b"",
            "",
            request.validators,
            not_modified=True,
            fresh_for=freshness(headers, now),
        )
    if status in (301, 302, 303, 307, 308):
        return Redirect(status, _location(request.url, headers.get(b"location", b"")))
    if status != 200:
        raise status_error(status, headers.get(b"retry-after", b""), now)
    if header_reserves(headers):
        raise BlockedError(reserved_sentence())
    body = await _body(response, headers, request.max_bytes, cut=request.cut)
    _check_length(response, headers)
    return Answer(
        url=request.url,
        status=status,
        body=body,
        content_type=headers.get(b"content-type", b"").decode("latin-1"),
        validators=Validators(
            headers.get(b"etag", b"").decode("latin-1"),
            headers.get(b"last-modified", b"").decode("latin-1"),
        ),
        fresh_for=freshness(headers, now),
    )


def _check_length(response: Any, headers: Mapping[bytes, bytes]) -> None:
    """Raise FetchError when the body goes on after the length it declared.

    The transport reads what was declared and no more: half a feed would pass for the whole.
    A second answer that nobody asked for is no part of the first.
    """
    declared = headers.get(b"content-length", b"")
    stream = response.extensions.get("network_stream")
    if declared.isdigit() and isinstance(stream, Stream):
        more = stream.beyond(int(declared))
        if more.strip() and not more.startswith(b"HTTP/"):
            raise FetchError(
                "Le site annonce une réponse plus courte que celle qu’il envoie ; rien n’a été "
                "gardé, nouvel essai plus tard."
            )


async def _body(response: Any, headers: Mapping[bytes, bytes], limit: int, *, cut: bool) -> bytes:
    declared = headers.get(b"content-length", b"")
    if declared.isdigit() and int(declared) > limit and not cut:
        raise too_big(limit)
    encoding = headers.get(b"content-encoding", b"").decode("latin-1").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError(
            f"Le site envoie un format comprimé que nous n’avons pas demandé ({encoding[:40]}).",
            transient=False,
        )
    taken, body = 0, bytearray()
    packed = encoding.endswith("gzip")
    head = b""
    unpack: Any = None
    async for chunk in response.aiter_stream():
        taken += len(chunk)
        if taken > limit and not cut:
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
            if cut:
                return bytes(body[:limit])
            raise too_big(limit)
    if packed:
        body += head
    if unpack is not None and not unpack.eof:
        raise FetchError("La réponse comprimée est incomplète ; nouvel essai plus tard.")
    return bytes(body)


def _netloc(parts: Any) -> bytes:
    host = _idna(parts.hostname or "")
    if b":" in host:
        host = b"[" + host + b"]"
    default = 443 if parts.scheme == "https" else 80
    return host if parts.port in (None, default) else host + b":%d" % parts.port


def _idna(host: str) -> bytes:
    # Names in ASCII too: an empty or endless label makes the system's resolver raise.
    try:
        return host.encode("idna")
    except UnicodeError:
        raise BlockedError(f"« {host[:100]} » n’est pas un nom de site lisible.") from None


def _ascii(target: str) -> bytes:
    return quote(target, safe="/?#[]@!$&'()*+,;=:%~-._|").encode("ascii")


def _location(url: str, location: bytes) -> str:
    text = location.decode("utf-8", "replace").strip()
    if not text:
        raise FetchError("Le site renvoie ailleurs sans dire où ; vérifiez l’adresse.")
    try:
        # A password that a site writes there is its own; it is neither sent nor shown.
        return without_password(urljoin(url, text))
    except ValueError:
        raise BlockedError("Le site renvoie à une adresse illisible.") from None
