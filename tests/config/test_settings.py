"""The environment: what it means, and everything wrong in it at once, without secrets."""

import os
from datetime import timedelta

import pytest

from veille.config import Settings, SmtpAddress, Tls, load_settings
from veille.errors import ConfigError


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.upper().startswith("VEILLE_")]:
        monkeypatch.delenv(name)


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"VEILLE_{name}", value)


def sentences() -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_settings()
    return [mistake.message.replace("\u00a0", " ") for mistake in caught.value.mistakes]


def test_nothing_is_required() -> None:
    settings = load_settings()

    assert settings == Settings()
    assert settings.database_url == ""
    assert settings.smtp_url is None
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.secret_key == ""
    assert settings.fetch_allow == frozenset()
    assert settings.fetch_deadline == timedelta(seconds=60)
    assert settings.host_pause == timedelta(seconds=1)
    assert settings.contact == ""
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)


def test_everything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    given(
        monkeypatch,
        DATABASE_URL="postgresql://u:p@base/veille",
        SMTP_URL="smtp://moi%40val.example:p%3Ass%2F@mail.example?tls=implicit",
        BASE_URL="https://veille.example/",
        SECRET_KEY=" chut ",
        FETCH_ALLOW="127.0.0.1:8099, Localhost:80,[::1]:81,",
        FETCH_DEADLINE="2m",
        HOST_PAUSE="0s",
        CONTACT="veille@val.example",
        HOST="0.0.0.0",
        PORT="9000",
    )

    settings = load_settings()

    assert settings.database_url == "postgresql://u:p@base/veille"
    assert settings.smtp_url == SmtpAddress(
        "mail.example", 465, Tls.IMPLICIT, "moi@val.example", "p:ss/"
    )
    assert settings.base_url == "https://veille.example"
    assert settings.secret_key == "chut"
    assert settings.fetch_allow == {"127.0.0.1:8099", "localhost:80", "::1:81"}
    assert settings.fetch_deadline == timedelta(minutes=2)
    assert settings.host_pause == timedelta(0)
    assert settings.contact == "veille@val.example"
    assert (settings.host, settings.port) == ("0.0.0.0", 9000)


def test_everything_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    given(
        monkeypatch,
        DATABASE_URL="mysql://u:s3cret@base/veille",
        SMTP_URL="smtp://u:s3cret@mail.example?tls=none",
        BASE_URL="veille.example",
        FETCH_ALLOW="127.0.0.1",
        FETCH_DEADLINE="60",
        HOST_PAUSE="1 seconde",
        CONTACT="équipe",
        HOST="a b",
        PORT="http",
    )

    found = sentences()

    assert found == [
        (
            "VEILLE_BASE_URL : « veille.example » n’est pas une adresse complète ; écrivez"
            " https://veille.example"
        ),
        (
            "VEILLE_CONTACT : sans accent : ce contact voyage dans les en-têtes des requêtes ;"
            " écrivez une adresse électronique ou https://…"
        ),
        (
            "VEILLE_DATABASE_URL : adresse de base de données illisible ; écrivez"
            " sqlite:////dossier/veille.db ou postgresql://utilisateur:motdepasse@serveur/base"
        ),
        (
            "VEILLE_FETCH_ALLOW : « 127.0.0.1 » n’est pas un hôte et son port ; écrivez"
            " 127.0.0.1:8099, et une virgule entre deux"
        ),
        "VEILLE_FETCH_DEADLINE : « 60 » n’est pas une durée ; écrivez 60s ou 2m",
        "VEILLE_HOST : « a b » n’est pas un nom de machine ; écrivez 127.0.0.1",
        "VEILLE_HOST_PAUSE : « 1 seconde » n’est pas une durée ; écrivez 1s ou 500ms",
        "VEILLE_PORT : « http » n’est pas un nombre entier ; écrivez un nombre de 1 à 65535",
        (
            "VEILLE_SMTP_URL : avec tls=none le mot de passe passerait en clair ; écrivez"
            " ?tls=starttls ou ?tls=implicit"
        ),
    ]


def test_no_secret_is_ever_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    given(
        monkeypatch,
        DATABASE_URL="postgresql://u:s3cret@base/veille",
        SMTP_URL="smtp://u:s3cret@mail.example",
        SECRET_KEY="s3cret",
    )
    settings = load_settings()

    assert "s3cret" not in f"{settings!r} {settings} {settings.smtp_url!r} {settings.smtp_url}"


@pytest.mark.parametrize(
    "url",
    [
        "smtp://u:s3cret@",
        "smtp://u:s3cret@mail.example:x",
        "smtp://u:s3cret@mail.example:0",
        "smtp://u:s3/cret@mail.example",
        "smtp://u:s3#cret@mail.example",
        "smtp://u:s3?cret@mail.example",
        "smtp://u:s3[cret@mail.example",
        "smtps://u:s3cret@mail.example",
        "s3cret",
        "smtp://:s3cret@mail.example",
        "smtp://s3cret@mail.example",
        "smtp://u:s3cret@mail.example?tls=s3cret",
        "smtp://u:s3cret@mail.example?s3cret=1",
    ],
)
def test_a_wrong_mail_server_is_refused_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    given(monkeypatch, SMTP_URL=url)

    with pytest.raises(ConfigError) as caught:
        load_settings()

    assert str(caught.value).startswith("environnement — VEILLE_SMTP_URL")
    assert "s3" not in str(caught.value)
    assert "cret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("smtp://127.0.0.1:1025?tls=none", SmtpAddress("127.0.0.1", 1025, Tls.NONE)),
        ("smtp://127.0.0.1?tls=none", SmtpAddress("127.0.0.1", 25, Tls.NONE)),
        ("smtp://u:p@localhost?tls=none", SmtpAddress("localhost", 25, Tls.NONE, "u", "p")),
        ("smtp://mail.example", SmtpAddress("mail.example", 587, Tls.STARTTLS)),
        ("smtp://[::1]:25/?tls=none", SmtpAddress("::1", 25, Tls.NONE)),
        ("", None),
    ],
)
def test_mail_servers(
    monkeypatch: pytest.MonkeyPatch, url: str, address: SmtpAddress | None
) -> None:
    given(monkeypatch, SMTP_URL=url)

    assert load_settings().smtp_url == address


def test_a_misspelt_variable_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, SMTP_URI="smtp://mail.example", HOME="/x", NOW="x", DEMO="1")

    assert sentences() == ["VEILLE_SMTP_URI : variable inconnue ; vouliez-vous VEILLE_SMTP_URL ?"]


def test_settings_can_be_built_from_values() -> None:
    settings = Settings(
        fetch_allow=frozenset({"127.0.0.1:1"}), host_pause=timedelta(0), port=1, smtp_url=None
    )

    assert settings.port == 1
