"""THE door out: one SMTP connection for a batch of messages."""

import contextlib
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import parseaddr
from types import TracebackType
from typing import Protocol

from veille.errors import DeliveryError

_SECONDS = 30.0
"""A server silent that long will not answer; the others of the batch go on."""


class SmtpServer(Protocol):
    """What the environment says of the server; ``tls`` is none, starttls or implicit."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def tls(self) -> str: ...
    @property
    def user(self) -> str: ...
    @property
    def password(self) -> str: ...


class Mailer:
    """Connects at the first message; a context manager that says goodbye."""

    def __init__(self, server: SmtpServer, *, seconds: float = _SECONDS) -> None:
        self._server = server
        self._seconds = seconds
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> "Mailer":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._connection is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._connection.quit()
        self._drop()

    def send(self, message: EmailMessage, to: str) -> None:
        """Hand one message to the server.

        Raises:
            DeliveryError: refused; permanent when the server refuses this address for good.
        """
        sender = parseaddr(str(message["From"]))[1]
        try:
            connection = self._alive()
            connection.send_message(message, from_addr=sender, to_addrs=[to])
        except smtplib.SMTPRecipientsRefused as error:
            code, reason = next(iter(error.recipients.values()))
            self._reset()
            raise _refused(to, code, reason) from error
        except smtplib.SMTPSenderRefused as error:
            self._reset()
            raise DeliveryError(
                f"Le serveur d’envoi refuse l’expéditeur {sender} ({error.smtp_code}) ; "
                "corrigez « sender » dans la lettre."
            ) from error
        except smtplib.SMTPDataError as error:
            self._reset()
            raise _refused(to, error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise DeliveryError(
                f"L’envoi à {to} a été interrompu par le serveur ({type(error).__name__})."
            ) from error

    def _alive(self) -> smtplib.SMTP:
        if self._connection is not None:
            try:
                code, _ = self._connection.noop()
            except (smtplib.SMTPException, OSError):
                code = -1
            if code == 250:
                return self._connection
            self._drop()
        self._connection = self._connect()
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        connection: smtplib.SMTP | None = None
        try:
            if server.tls == "implicit":
                connection = smtplib.SMTP_SSL(
                    server.host,
                    server.port,
                    timeout=self._seconds,
                    context=ssl.create_default_context(),
                )
            else:
                connection = smtplib.SMTP(server.host, server.port, timeout=self._seconds)
            if server.tls == "starttls":
                connection.starttls(context=ssl.create_default_context())
            if server.user:
                connection.login(server.user, server.password)
        except (smtplib.SMTPException, OSError) as error:
            if connection is not None:
                connection.close()
            raise DeliveryError(_unreachable(server, error)) from error
        return connection

    def _reset(self) -> None:
        if self._connection is not None:
            try:
                self._connection.rset()
            except (smtplib.SMTPException, OSError):
                self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _unreachable(server: SmtpServer, error: Exception) -> str:
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return (
            f"Le serveur {server.host} ne sait pas chiffrer ou identifier comme demandé ; "
            "vérifiez « tls » dans VEILLE_SMTP_URL."
        )
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"Le serveur {server.host} refuse le mot de passe ; vérifiez VEILLE_SMTP_URL."
    if isinstance(error, ssl.SSLError):
        return f"Le certificat du serveur {server.host} n’est pas valable ; rien n’a été envoyé."
    return (
        f"Le serveur d’envoi {server.host}:{server.port} ne répond pas ; "
        "la lettre attend, nouvel essai plus tard."
    )


def _refused(to: str, code: int, reason: bytes | str) -> DeliveryError:
    text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    kind = "pour de bon" if code >= 500 else "pour l’instant"
    return DeliveryError(
        f"Le serveur refuse {kind} l’envoi à {to} ({code} {text[:120]}).", permanent=code >= 500
    )
