"""What went wrong with a visit, in French, and when to try again."""

import socket
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from veille.errors import BlockedError, FetchError

_RETRY_AFTER_LIMIT = 14 * 86_400.0
"""A server may ask us to wait two weeks at most; beyond that it is a mistake of its own."""


def too_big(limit: int) -> BlockedError:
    return BlockedError(
        f"La réponse dépasse {limit // 1_000_000}\u00a0Mo : refusée, rien n’a été gardé."
    )


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


def status_error(status: int, retry_after: bytes) -> FetchError:
    sentence = _STATUS.get(status)
    if sentence is None and status >= 500:
        sentence = f"Le site est en panne (réponse {status}) ; nouvel essai plus tard."
    return FetchError(
        sentence or f"Le site répond par un refus (réponse {status}) ; vérifiez l’adresse.",
        transient=status in (408, 425, 429) or status >= 500,
        retry_after=_seconds(retry_after.decode("latin-1")),
        status=status,
    )


def _seconds(text: str) -> float | None:
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return min(float(text), _RETRY_AFTER_LIMIT)
    if not text:
        return None
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    wait = (date - datetime.now(UTC)).total_seconds()
    return min(wait, _RETRY_AFTER_LIMIT) if wait > 0 else None


def connection_error(host: str, error: Exception) -> FetchError:
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
    if isinstance(cause, ssl.SSLError):
        return FetchError(
            f"Le certificat de sécurité de {host} n’est pas valable ; prévenez le site.",
            transient=True,
        )
    if isinstance(cause, socket.gaierror):
        return FetchError(
            f"Le nom {host} est introuvable ; vérifiez l’adresse et votre connexion au réseau."
        )
    return FetchError(f"Le site {host} n’accepte pas la connexion ; nouvel essai plus tard.")
