"""Mailboxes as sources: where they are, their password, and where the last visit stopped."""

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from veille.domain.source import Source
from veille.errors import FetchError
from veille.fetcher.mailbox import MailboxSettings


def mailbox_settings(
    source: Source, environment: Mapping[str, str], deadline: float
) -> MailboxSettings:
    """The mailbox of « imaps://nom@serveur/DOSSIER »; its password is in the environment.

    Raises:
        FetchError: no password, or an address that cannot be read.
    """
    parts = urlsplit(source.url)
    variable = password_variable(source.id)
    password = environment.get(variable, "")
    if not password:
        raise FetchError(
            f"Le mot de passe de cette boîte manque ; donnez-le dans la variable {variable}.",
            transient=False,
        )
    tls = parts.scheme == "imaps"
    return MailboxSettings(
        host=parts.hostname or "",
        port=parts.port or (993 if tls else 143),
        user=unquote(parts.username or ""),
        password=password,
        folder=unquote(parts.path.strip("/")) or "INBOX",
        tls=tls,
        deadline=deadline,
    )


def password_variable(source_id: str) -> str:
    """The environment variable that holds the password of a mailbox.

    >>> password_variable("lettre-cci")
    'VEILLE_PASSWORD_LETTRE_CCI'
    """
    return "VEILLE_PASSWORD_" + source_id.upper().replace("-", "_")


def uid_cursor(text: str) -> tuple[int, int]:
    """Where the last visit stopped: the mailbox's validity and its last message read."""
    validity, _, last = text.partition(":")
    return (int(validity), int(last)) if validity.isdecimal() and last.isdecimal() else (0, 0)
