"""``veille demo``: the whole line on the invented territory, then its pages until Ctrl-C."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from veille.archive import Archive, audience
from veille.config import ConfigurationWatch, Settings, SmtpAddress, Tls
from veille.digest.links import Links
from veille.errors import UsageError
from veille.normalise.french import plural
from veille.pipeline.classify import classify
from veille.pipeline.collect import collect, due_sources, fetch_settings
from veille.pipeline.compose import compose
from veille.pipeline.deliver import send
from veille.pipeline.group import group
from veille.pipeline.issue_files import write_files
from veille.run.embedded import serve
from veille.run.jobs import secret_key
from veille.sample.home import SUBSCRIBERS, prepare
from veille.sample.sink import MailSink
from veille.sample.web import LittleWeb
from veille.web.app import create_app

WEB_PORT = 8099
"""The little web's port; addresses of the sample's sources are written with it."""


def run(home: Path, *, port: int) -> None:
    """Prepare, collect, classify, group, compose, mail, then serve on ``port``.

    Everything stays on this machine: sources and mail server are ours, on the loopback. The
    same command again finds nothing new and sends nothing twice.
    """
    console = Console(highlight=False, soft_wrap=True)
    now = datetime.now(UTC)
    home = home.resolve()
    with MailSink(home / "boite") as sink, _little_web(home, now, sink) as web_port:
        prepare(home, port=web_port, now=now)
        settings = Settings(
            base_url=f"http://127.0.0.1:{port}",
            port=port,
            smtp_url=SmtpAddress("127.0.0.1", sink.port, tls=Tls.NONE),
            fetch_allow=frozenset({f"127.0.0.1:{web_port}"}),
            host_pause=timedelta(0),
        )
        watch = ConfigurationWatch(home)
        archive = Archive.open(f"sqlite:///{home / 'data' / 'veille.db'}")
        try:
            _line(console, home, archive, watch, settings, now)
            console.print(
                f"\n  Courriels reçus   http://127.0.0.1:{web_port}/boite/"
                f"\n  Sites inventés    http://127.0.0.1:{web_port}/"
                f"\n  L’archive         http://127.0.0.1:{port}/"
                "\n\nCtrl-C pour arrêter."
            )
            app = create_app(
                archive,
                watch.current,
                base_url=settings.base_url,
                secret_key=secret_key(home, settings),
                clock=lambda: datetime.now(UTC),
                mistakes=lambda: watch.mistakes,
            )
            serve(app, archive, watch, settings)
        finally:
            archive.close()


@contextmanager
def _little_web(home: Path, now: datetime, sink: MailSink) -> Iterator[int]:
    try:
        web = LittleWeb(home, sink, port=WEB_PORT, now=now)
    except OSError as error:
        raise UsageError(
            f"Le port {WEB_PORT} de cette machine est pris : une autre démonstration "
            "tourne peut-être. Arrêtez-la (Ctrl-C), puis relancez."
        ) from error
    with web:
        yield web.port


def _line(
    console: Console,
    home: Path,
    archive: Archive,
    watch: ConfigurationWatch,
    settings: Settings,
    now: datetime,
) -> None:
    configuration = watch.current()
    console.print(f"[bold]Veille · {configuration.rules.territory.name}[/bold]\n")
    due = due_sources(archive, configuration.sources, now=now, everything=True)
    with _bar(console, "Collecte", len(due)) as advance:
        visits = collect(
            archive, due, fetch_settings(settings), now=now, progress=lambda _visit: advance()
        )
    new = sum(visit.new for visit in visits)
    visited = plural(len(visits), "source visitée", "sources visitées")
    found = plural(new, "article nouveau", "articles nouveaux")
    console.print(f"  Collecte   {visited}, {found}")
    for visit in visits:
        if visit.reason:
            console.print(f"             {visit.source_id} : {visit.reason}", style="dim")
    by_id = {source.id: source for source in configuration.sources}
    judged = classify(archive, configuration.rules, by_id, now=now)
    console.print(f"  Classement {plural(judged, 'article classé', 'articles classés')}")
    told = group(archive, now=now, territory=configuration.rules.territory)
    console.print(f"  Sujets     {plural(told, 'article rangé', 'articles rangés')} par sujet")
    digest = configuration.digests[0]
    for name, email, themes in SUBSCRIBERS:
        audience.add(archive, email, name=name, digests=(digest.id,), themes=themes, now=now)
    edition = compose(archive, configuration, digest, settings.base_url, now=now)
    write_files(home, digest.id, edition.week, edition.html, edition.text)
    console.print(f"  Lettre     «\u00a0{edition.subject}\u00a0»")
    links = Links(settings.base_url, secret_key(home, settings))
    sending = send(archive, digest, edition, settings, links, now=now)
    console.print(f"  Envoi      {plural(sending.sent, 'courriel parti', 'courriels partis')}")


@contextmanager
def _bar(console: Console, title: str, total: int) -> Iterator[Any]:
    if not console.is_terminal:
        yield lambda: None
        return
    columns = (TextColumn("  {task.description:<10}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda: bar.advance(task)
