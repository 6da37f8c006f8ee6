"""A mailbox as a source: letters of a real IMAP server become articles, once."""

import json
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.fetcher.conftest import PASSWORD, Box, box, imap_server

__all__ = ["box", "imap_server"]

Veille = Callable[..., Any]


def letter(number: int) -> bytes:
    message = EmailMessage()
    message["Subject"] = f"Lettre du Val, numéro {number}"
    message["From"] = "La lettre du Val <lettre@val.example>"
    message["To"] = "veille@exemple.fr"
    message["Date"] = "Mon, 16 Nov 2026 08:30:00 +0100"
    message["Message-ID"] = f"<{number}@val.example>"
    message.set_content("La lettre en texte.")
    blocks = "".join(
        f"<tr><td><h2><a href='https://val.example/{number}/{n}'>Une nouvelle du Val, {n}</a></h2>"
        f"<p>Quarante emplois sont annoncés dans la zone des Varennes, dit le maire {n}.</p>"
        f"<a href='https://val.example/{number}/{n}'>Lire la suite</a></td></tr>"
        for n in range(3)
    )
    footer = "<a href='https://val.example/stop'>Se désabonner</a>"
    html = f"<html><body><table>{blocks}</table>{footer}</body></html>"
    message.add_alternative(html, subtype="html")
    return message.as_bytes()


@pytest.fixture
def followed(home: Path, box: Box, monkeypatch: pytest.MonkeyPatch) -> Box:
    port = box.server.port
    (home / "sources.yaml").write_text(
        "sources:\n  - id: lettre-val\n    name: La lettre du Val\n    kind: mailbox\n"
        f"    url: imap://{quote(box.user, safe='')}@127.0.0.1:{port}/INBOX\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VEILLE_FETCH_ALLOW", f"127.0.0.1:{port}")
    monkeypatch.setenv("VEILLE_PASSWORD_LETTRE_VAL", PASSWORD)
    return box


def test_each_letter_gives_its_articles_once(veille: Veille, followed: Box) -> None:
    followed.put(letter(1))
    first = veille("collect", "--json")
    assert (first["new"], first["sources"][0]["outcome"]) == (3, "ok")
    again = veille("collect", "--all", "--json")
    assert (again["new"], again["sources"][0]["outcome"]) == (0, "unchanged")
    followed.put(letter(2))

    assert veille("collect", "--all", "--json")["new"] == 3
    titles = [json.loads(line)["title"] for line in veille("export")]
    assert "Se désabonner" not in titles
    assert not any(b"Seen" in flags for flags in followed.flags())


def test_a_wrong_password_is_told_and_never_shown(
    veille: Veille, followed: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed.put(letter(1))
    monkeypatch.setenv("VEILLE_PASSWORD_LETTRE_VAL", "pas-le-bon-mot")
    report = json.dumps(veille("collect", "--json"), ensure_ascii=False)
    status = json.dumps(veille("sources", "status", "--json"), ensure_ascii=False)

    assert '"outcome": "error"' in report
    assert "mot de passe" in status
    assert "pas-le-bon-mot" not in report + status


def test_a_missing_password_names_its_variable(
    veille: Veille, followed: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert followed.user
    monkeypatch.delenv("VEILLE_PASSWORD_LETTRE_VAL")
    veille("collect", "--json")

    [told] = veille("sources", "status", "--json")
    assert "VEILLE_PASSWORD_LETTRE_VAL" in told["reason"]
