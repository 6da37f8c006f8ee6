"""The little web: every site of the invented territory, and the mailbox, over real HTTP."""

import gzip
import hashlib
import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from veille.normalise.french import date_and_time, long_date, plural, short_date
from veille.sample.feeds import WRITERS
from veille.sample.home import anchor
from veille.sample.sink import MailSink
from veille.sample.territory import NAME, SITES, Publication, Site, publications

_STYLE_ONLY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'"


class LittleWeb:
    """Serves while it is entered; raises OSError at once when ``port`` is taken (0 chooses)."""

    def __init__(self, home: Path, sink: MailSink, *, port: int, now: datetime) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._anchor = anchor(home, now)
        self._sink = sink
        self._sites = {site.id: site for site in SITES}
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["date_and_time"] = date_and_time
        self._templates.filters["long_date"] = long_date
        self._templates.filters["short_date"] = short_date
        web = self

        class Handler(_Handler):
            little_web = web

        class Server(ThreadingHTTPServer):
            # http.server would let two demonstrations share the port, each seeing half.
            allow_reuse_address = True
            allow_reuse_port = False
            daemon_threads = True

        self._server = Server(("127.0.0.1", port), Handler)
        self.port: int = self._server.server_address[1]
        self.base = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "LittleWeb":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """(status, content type, body) of a path."""
        parts = [part for part in path.split("/") if part]
        match parts:
            case []:
                return self._page("index.html", sites=SITES, told=publications(), name=NAME)
            case ["boite"]:
                received = self._sink.messages()[::-1]
                return self._page("mailbox.html", messages=received, plural=plural)
            case ["boite", number, *rest] if number.isdigit() and len(rest) < 2:
                return self._mail(int(number), rest[0] if rest else "")
            case [name] if name in self._sites:
                return self._home(self._sites[name])
            case [name, "flux"] if name in self._sites:
                return self._feed(self._sites[name])
            case [name, publication] if name in self._sites:
                return self._article(self._sites[name], publication)
        return self._page("missing.html", status=404)

    def _page(self, template: str, status: int = 200, **context: object) -> tuple[int, str, bytes]:
        html = self._templates.get_template(template).render(base=self.base, **context)
        return status, "text/html; charset=utf-8", html.encode()

    def _home(self, site: Site) -> tuple[int, str, bytes]:
        told = publications()[site.id]
        return self._page("site.html", site=site, told=told, anchor=self._anchor)

    def _feed(self, site: Site) -> tuple[int, str, bytes]:
        if site.form == "page":  # as most small sites: a list of news, and no feed
            return self._page("missing.html", status=404)
        if site.form == "gone":
            return self._page("missing.html", status=410)
        if site.form == "broken":  # as many a site: « 200 OK », and a page in place of the feed
            return self._page("works.html", site=site)
        body = WRITERS[site.form](site, publications()[site.id], self.base, self._anchor)
        kind = "application/feed+json" if site.form == "json" else "application/xml"
        return 200, kind, body

    def _article(self, site: Site, name: str) -> tuple[int, str, bytes]:
        found: Publication | None = next(
            (one for one in publications()[site.id] if one.id == name), None
        )
        if found is None:
            return self._page("missing.html", status=404)
        return self._page(
            "article.html", site=site, one=found, published=found.published(self._anchor)
        )

    def _mail(self, number: int, part: str) -> tuple[int, str, bytes]:
        message = next((one for one in self._sink.messages() if one.number == number), None)
        if message is None:
            return self._page("missing.html", status=404)
        if part == "html":
            return 200, "text/html; charset=utf-8", message.html.encode()
        if part == "texte":
            return 200, "text/plain; charset=utf-8", message.text.encode()
        if part == "original":
            return 200, "text/plain; charset=utf-8", message.path.read_bytes()
        return self._page("mail.html", message=message)

    @property
    def last_modified(self) -> str:
        return format_datetime(self._anchor.astimezone(UTC), usegmt=True)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "PetitWeb"
    sys_version = ""
    little_web: LittleWeb

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        status, kind, body = self.little_web.answer(urlsplit(self.path).path)
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        if status == 200 and self.headers.get("If-None-Match") == etag:
            self.send_response(304)
            self.send_header("ETag", etag)
            self.end_headers()
            return
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if "gzip" in self.headers.get("Accept-Encoding", "") and len(body) > 500:
            body = gzip.compress(body, 5, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        if status == 200:
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", self.little_web.last_modified)
        if kind.startswith("text/html"):
            self.send_header("Content-Security-Policy", _STYLE_ONLY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the demonstration's own lines are what is read."""
