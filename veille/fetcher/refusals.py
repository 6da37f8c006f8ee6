"""What went wrong with a visit, in French, and when to try again."""

import errno
import re
import socket
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from veille.errors import FetchError

_RETRY_AFTER_LIMIT = 14 * 86_400.0
"""A server may ask us to wait two weeks at most; beyond that it is a mistake of its own."""


def too_big(limit: int) -> FetchError:
    size = f"{limit // 1_000_000}\u00a0Mo" if limit >= 1_000_000 else f"{limit}\u00a0octets"
    return FetchError(
        f"La réponse dépasse {size} : refusée, rien n’a été gardé ; vérifiez l’adresse.",
        transient=False,
    )


_NO_NETWORK = frozenset({errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH})
_STATUS = {
    204: "Le site répond sans aucun contenu (204).",
    401: "Le site demande un mot de passe (401) ; demandez un accès ou retirez la source.",
    403: "Le site refuse l’accès (403) ; vérifiez qu’il accepte d’être suivi.",
    404: "Cette adresse n’existe pas ou plus (404) ; cherchez la nouvelle sur le site.",
    410: "Le site dit que cette adresse est supprimée (410) ; corrigez-la ou retirez la source.",
    429: "Le site nous demande de ralentir (429) ; nouvel essai plus tard.",
    451: "Le contenu est retiré pour une raison juridique (451).",
    503: "Le site est momentanément indisponible (503) ; nouvel essai plus tard.",
}


def status_error(status: int, retry_after: bytes, now: datetime) -> FetchError:
    sentence = _STATUS.get(status)
    if sentence is None and status >= 500:
        sentence = f"Le site est en panne (réponse {status}) ; nouvel essai plus tard."
    return FetchError(
        sentence or f"Le site répond par un refus (réponse {status}) ; vérifiez l’adresse.",
        transient=status in (408, 425, 429) or status >= 500,
        retry_after=_seconds(retry_after.decode("latin-1"), now),
        status=status,
    )


def _seconds(text: str, now: datetime) -> float | None:
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return min(float(text), _RETRY_AFTER_LIMIT)
    if not text:
        return None
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    wait = (_utc(date) - now).total_seconds()
    return min(wait, _RETRY_AFTER_LIMIT) if wait > 0 else None


def connection_error(host: str, error: Exception) -> FetchError:
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
    if isinstance(cause, ssl.SSLError):
        return FetchError(
            f"Le certificat de sécurité de {host} n’est pas valable ({_certificate(cause)}) ; "
            "prévenez le site.",
            transient=True,
        )
    if isinstance(cause, socket.gaierror):
        return FetchError(
            f"Le nom {host} est introuvable ; vérifiez l’adresse et votre connexion au réseau.",
            offline=True,
        )
    if isinstance(cause, OSError) and cause.errno in _NO_NETWORK:
        return FetchError(
            f"Le site {host} ne peut pas être joint ; vérifiez votre connexion au réseau.",
            offline=True,
        )
    return FetchError(f"Le site {host} n’accepte pas la connexion ; nouvel essai plus tard.")


def _certificate(error: ssl.SSLError) -> str:
    """What is wrong with a certificate, in words."""
    text = str(getattr(error, "verify_message", "") or error).lower()
    for sign, words in _CERTIFICATE.items():
        if sign in text:
            return words
    return "connexion chiffrée impossible"


_CERTIFICATE = {
    "expired": "expiré",
    "self-signed": "signé par lui-même",
    "self signed": "signé par lui-même",
    "hostname mismatch": "fait pour un autre nom",
    "not valid for": "fait pour un autre nom",
    "unable to get local issuer": "autorité inconnue",
    "not yet valid": "pas encore valable",
}


def freshness(headers: Mapping[bytes, bytes], now: datetime) -> float:
    """Seconds for which the server says its answer stays the same (RFC 9111); 0 if it does not."""
    control = headers.get(b"cache-control", b"").decode("latin-1").lower()
    if "no-store" in control or "no-cache" in control:
        return 0.0
    found = re.search(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,12})", control)
    if found:
        return float(found[1])
    if b"expires" not in headers:
        return 0.0
    try:
        until = parsedate_to_datetime(headers[b"expires"].decode("latin-1").strip())
        sent = headers.get(b"date", b"").decode("latin-1").strip()
        begin = parsedate_to_datetime(sent) if sent else now
        return max((_utc(until) - _utc(begin)).total_seconds(), 0.0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
