"""What changes from one machine to another: the ``VEILLE_*`` environment variables."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, PlainValidator, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from veille.config.smtp import SmtpAddress, smtp_address
from veille.config.values import Misfit, duration, line_of_text, web_address, whole
from veille.config.wording import quoted, typeset
from veille.errors import ConfigError, Mistake

_PREFIX = "VEILLE_"
_HOST = re.compile(r"[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]|[0-9A-Fa-f:]+")
_DATABASE = re.compile(r"(sqlite:///|postgresql(\+psycopg)?://)\S+", re.ASCII)
_SECOND = timedelta(seconds=1)


def _database(text: str) -> str:
    if text and not _DATABASE.fullmatch(text):
        raise Misfit(
            "adresse de base de données illisible ; écrivez sqlite:////dossier/veille.db ou"
            " postgresql://utilisateur:motdepasse@serveur/base"
        )
    return text


def _base_url(text: str) -> str:
    address = web_address(text)
    parts = urlsplit(address)
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise Misfit("seuls le site et un chemin sont attendus ; écrivez https://veille.exemple.fr")
    return address.rstrip("/")


def _allowed(text: str) -> frozenset[str]:
    pairs = set()
    for piece in filter(None, (piece.strip() for piece in text.split(","))):
        host, _, port = piece.rpartition(":")
        if not _HOST.fullmatch(host) or not re.fullmatch(r"\d{1,5}", port, re.ASCII):
            raise Misfit(
                f"{quoted(piece)} n’est pas un hôte et son port ; écrivez 127.0.0.1:8099, et une"
                " virgule entre deux"
            )
        if not 1 <= int(port) <= 65535:
            raise Misfit(f"{quoted(piece)} : le port va de 1 à 65535")
        pairs.add(f"{host.strip('[]').lower()}:{int(port)}")
    return frozenset(pairs)


def _contact(text: str) -> str:
    text = line_of_text(200)(text)
    if not text.isascii():
        raise Misfit(
            "sans accent : ce contact voyage dans les en-têtes des requêtes ; écrivez une adresse"
            " électronique ou https://…"
        )
    return text


def _host(text: str) -> str:
    if not _HOST.fullmatch(text):
        raise Misfit(f"{quoted(text)} n’est pas un nom de machine ; écrivez 127.0.0.1")
    return text.strip("[]")


def _is(convert: Callable[[str], Any]) -> PlainValidator:
    """Values come as text from the environment, and as themselves from code."""
    return PlainValidator(lambda value: convert(value) if isinstance(value, str) else value)


class Settings(BaseSettings):
    """The environment, read and typed; use ``load_settings``, which speaks French.

    Values that may hold a password (``database_url``, ``smtp_url``, ``secret_key``) are
    left out of ``repr``.
    """

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, frozen=True, hide_input_in_errors=True, env_file=None, extra="ignore"
    )

    database_url: Annotated[str, _is(_database)] = Field(default="", repr=False)
    """Empty: the SQLite file ``<home>/data/veille.db``."""
    smtp_url: Annotated[SmtpAddress | None, NoDecode, _is(smtp_address)] = Field(
        default=None, repr=False
    )
    """None: no mail can leave."""
    base_url: Annotated[str, _is(_base_url)] = "http://127.0.0.1:8000"
    """Address readers reach the pages at, without a final « / »."""
    secret_key: Annotated[str, _is(str.strip)] = Field(default="", repr=False)
    """Signs links and sessions. Empty: one is drawn and kept under ``<home>/data/``."""
    fetch_allow: Annotated[frozenset[str], NoDecode, _is(_allowed)] = frozenset()
    """Exact « host:port » pairs, lower case, that may be fetched although private."""
    fetch_deadline: Annotated[
        timedelta,
        _is(duration("60s ou 2m", "s m", ("1s", _SECOND), ("10m", timedelta(minutes=10)))),
    ] = timedelta(seconds=60)
    """Longest time one fetch may take, redirects included."""
    host_pause: Annotated[
        timedelta,
        _is(duration("1s ou 500ms", "ms s m", ("0s", 0 * _SECOND), ("5m", timedelta(minutes=5)))),
    ] = _SECOND
    """Between two requests to one host."""
    contact: Annotated[str, _is(_contact)] = ""
    """Told to the sites visited, in User-Agent: an e-mail or web address."""
    host: Annotated[str, _is(_host)] = "127.0.0.1"
    port: Annotated[int, _is(whole(1, 65535))] = 8000


def load_settings() -> Settings:
    """The settings of this process's environment.

    Raises:
        ConfigError: every wrong variable at once, in French, without any secret value.
    """
    wrong = _unknown_variables()
    settings = None
    try:
        settings = Settings()
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_input=False):
            cause = problem.get("ctx", {}).get("error")
            sentence = str(cause) if isinstance(cause, Misfit) else "valeur illisible"
            name = _PREFIX + str(problem["loc"][0]).upper().removeprefix(_PREFIX)
            wrong.append((name, sentence))
    if wrong or settings is None:
        # pydantic's own error is left behind: it would carry the values.
        raise ConfigError(tuple(_mistake(name, sentence) for name, sentence in sorted(wrong)))
    return settings


def _mistake(name: str, sentence: str) -> Mistake:
    return Mistake(Path("environnement"), 0, typeset(f"{name} : {sentence}"))


def _unknown_variables() -> list[tuple[str, str]]:
    """Variables that are one slip away from a setting; other ``VEILLE_*`` are not ours."""
    known = [name.upper() for name in Settings.model_fields]
    unknown = []
    for variable in sorted(os.environ):
        name = variable.upper().removeprefix(_PREFIX)
        if not variable.upper().startswith(_PREFIX) or name in known:
            continue
        # 0.75 catches SMTP_URI and FETCH_ALLOWED, and leaves HOME apart from HOST.
        if near := get_close_matches(name, known, n=1, cutoff=0.76):
            unknown.append((variable, f"variable inconnue ; vouliez-vous {_PREFIX}{near[0]} ?"))
    return unknown
