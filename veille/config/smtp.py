"""``VEILLE_SMTP_URL``: where mails are handed over, and under whose name."""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qsl, unquote, urlsplit

from veille.config.values import Misfit, choice

_FORM = "smtp://utilisateur:motdepasse@serveur:587?tls=starttls"


class Tls(StrEnum):
    """``STARTTLS``: plain at first, then required to be secret; ``IMPLICIT``: from the start."""

    NONE = "none"
    STARTTLS = "starttls"
    IMPLICIT = "implicit"


_PORTS = {Tls.NONE: 25, Tls.STARTTLS: 587, Tls.IMPLICIT: 465}  # the registered ones


@dataclass(frozen=True, slots=True)
class SmtpAddress:
    """Server that takes our mails. ``user`` empty: no authentication."""

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: str = field(default="", repr=False)


def smtp_address(text: str) -> SmtpAddress | None:
    """The address as written in the environment; None when empty.

    Raises:
        Misfit: what is wrong, without repeating any part that could be a password.
    """
    text = text.strip()
    if not text:
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
        host = parts.hostname or ""
    except ValueError:
        raise Misfit(
            f"adresse illisible ; écrivez {_FORM}, les signes @ : / # % du mot de passe étant"
            " remplacés par %40 %3A %2F %23 %25"
        ) from None
    if parts.scheme != "smtp":
        hint = " (smtps:// s’écrit smtp://…?tls=implicit)" if parts.scheme == "smtps" else ""
        raise Misfit(f"l’adresse doit commencer par smtp:// ; écrivez {_FORM}{hint}")
    if not host or parts.path.strip("/") or parts.fragment or port == 0:
        raise Misfit(
            f"adresse illisible ; écrivez {_FORM}, les signes @ : / # ? % du mot de passe étant"
            " remplacés par %40 %3A %2F %23 %3F %25"
        )
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    try:
        tls = choice({mode.value: mode for mode in Tls})(options.pop("tls", Tls.STARTTLS))
    except Misfit:
        raise Misfit("tls vaut none, starttls ou implicit") from None
    if options:
        raise Misfit("seul ?tls=none, ?tls=starttls ou ?tls=implicit peut suivre le port")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise Misfit(f"l’utilisateur et le mot de passe vont ensemble ; écrivez {_FORM}")
    if password and tls is Tls.NONE and not _is_this_machine(host):
        raise Misfit(
            "avec tls=none le mot de passe passerait en clair ; écrivez ?tls=starttls ou"
            " ?tls=implicit"
        )
    return SmtpAddress(host, port or _PORTS[tls], tls, user, password)


def _is_this_machine(host: str) -> bool:
    return host == "localhost" or host == "::1" or host.startswith("127.")
