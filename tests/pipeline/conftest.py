"""A home on disk with a real little web of two feeds and a real SMTP server."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from veille.cli.application import app
from veille.sample.sink import MailSink

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

DIGEST = """\
name: La veille du Val
day: lundi
at: "07:00"
min_relevance: 1
sender: "La veille <veille@val.example>"
sections:
  - title: Tout
    themes: [entreprises, emploi]
"""


def rss(*entries: tuple[str, str]) -> bytes:
    items = "".join(
        f"<item><title>{title}</title><guid>{guid}</guid><link>http://val.example/{guid}</link>"
        f"<pubDate>{format_datetime(NOW)}</pubDate>"
        f"<description>{title}, avec 40 emplois à Roanne.</description></item>"
        for guid, title in entries
    )
    return f'<rss version="2.0"><channel><title>Le Val</title>{items}</channel></rss>'.encode()


RULES = ("/robots.txt", "/.well-known/tdmrep.json")


class Web:
    """Answers ``pages[path]``: (status, body) or (status, body, headers).

    Counts what it was asked, but for the rules that it does not have.
    """

    def __init__(self) -> None:
        self.pages: dict[str, Any] = {}
        self.asked: list[str] = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append(self.path)
                status, body, *headers = web.pages.get(self.path, (404, b""))
                if self.path in RULES and status == 404:
                    web.asked.pop()
                etag = f'"{hash(body)}"'
                if status == 200 and self.headers.get("If-None-Match") == etag:
                    status, body = 304, b""
                self.send_response(status)
                self.send_header("ETag", etag)
                for name, value in (headers[0] if headers else {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]


@pytest.fixture
def web() -> Iterator[Web]:
    little = Web()
    thread = threading.Thread(target=little.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield little
    little.server.shutdown()
    little.server.server_close()


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[MailSink]:
    with MailSink(tmp_path / "boite") as server:
        yield server


@pytest.fixture
def home(tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    (folder / "digests" / "hebdo").mkdir(parents=True)
    (folder / "digests" / "hebdo" / "digest.yaml").write_text(DIGEST, encoding="utf-8")
    lines = ["sources:"]
    for name in ("un", "deux"):
        lines += [
            f"  - id: {name}",
            f"    name: Source {name}",
            f"    url: http://127.0.0.1:{web.port}/{name}",
        ]
    (folder / "sources.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    web.pages["/un"] = (
        200,
        rss(("a", "Une usine de vélos s’installe"), ("b", "Une entreprise recrute")),
    )
    web.pages["/deux"] = (200, rss(("c", "Une usine de vélos s’installe")))
    monkeypatch.setenv("VEILLE_FETCH_ALLOW", f"127.0.0.1:{web.port}")
    monkeypatch.setenv("VEILLE_HOST_PAUSE", "0s")
    return folder


@pytest.fixture
def make_rss() -> Any:
    return rss


Veille = Callable[..., Any]
MONDAY = "2026-11-23T08:00:00Z"


@pytest.fixture
def veille(home: Path, capsys: pytest.CaptureFixture[str]) -> Veille:
    """Run a command on the home; its JSON answer, or its lines."""

    def run(*words: str, now: str = MONDAY) -> Any:
        reads_no_clock = words[0] in ("export", "search", "check") or {"remove", "list"} & {*words}
        clock = [] if reads_no_clock or "status" in words else ["--now", now]
        app([*words, "--home", str(home), *clock], standalone_mode=False)
        output = capsys.readouterr().out
        return json.loads(output) if "--json" in words else output.splitlines()

    return run
