"""What went wrong with a mailbox, in French; never a word of the password or of the server."""

import re
import socket
import ssl

from veille.errors import BlockedError, FetchError
from veille.fetcher.imap import MailboxSettings
from veille.normalise.text import clean

# Codes of RFC 5530: the account is right, the server cannot take it now.
_BUSY = re.compile(r"\[(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\b", re.IGNORECASE)


def clear_password(mailbox: MailboxSettings) -> BlockedError:
    return BlockedError(
        f"Sans TLS, le mot de passe partirait en clair vers {mailbox.host} : refusé ; "
        "activez TLS (port 993 d’habitude)."
    )


def is_busy(answer: str) -> bool:
    """Whether the server says that it cannot now, rather than that it will not."""
    return _BUSY.search(answer) is not None


def server_busy(mailbox: MailboxSettings) -> FetchError:
    return FetchError(
        f"Le serveur {mailbox.host} ne peut pas lire la boîte {mailbox.user} pour l’instant ; "
        "nouvel essai plus tard."
    )


def login_refused(mailbox: MailboxSettings, answer: str) -> FetchError:
    if is_busy(answer):
        return server_busy(mailbox)
    return FetchError(
        f"Le serveur {mailbox.host} refuse l’identifiant {mailbox.user} ou son mot de passe ; "
        "corrigez-les (certains fournisseurs demandent un mot de passe d’application).",
        transient=False,
    )


def unknown_folder(mailbox: MailboxSettings) -> FetchError:
    return FetchError(
        f"Le dossier «\u00a0{clean(mailbox.folder)[:100]}\u00a0» est introuvable dans la boîte "
        f"{mailbox.user} ; vérifiez son nom dans votre messagerie.",
        transient=False,
    )


def not_imap(mailbox: MailboxSettings) -> FetchError:
    return FetchError(
        f"Le serveur {mailbox.host}:{mailbox.port} coupe, ou ne répond pas comme une boîte IMAP ; "
        "vérifiez le nom et le port, sinon nouvel essai plus tard."
    )


def no_connection(mailbox: MailboxSettings, error: OSError) -> FetchError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchError(
            f"Le certificat de sécurité de {mailbox.host} n’est pas valable : le mot de passe "
            "n’a pas été envoyé ; vérifiez le nom, ou prévenez le fournisseur de la boîte."
        )
    if isinstance(error, ssl.SSLError):
        return FetchError(
            f"La connexion chiffrée à {mailbox.host}:{mailbox.port} échoue ; "
            "vérifiez le port (993 d’habitude)."
        )
    if isinstance(error, socket.gaierror):
        return FetchError(
            f"Le nom {mailbox.host} est introuvable ; "
            "vérifiez l’adresse et votre connexion au réseau."
        )
    return FetchError(
        f"Le serveur de courrier {mailbox.host}:{mailbox.port} n’accepte pas la connexion ; "
        "vérifiez le nom et le port, sinon nouvel essai plus tard."
    )
