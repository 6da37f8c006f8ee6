"""The embedded service: one process with the web pages and the ticking line.

The scheduler is a dumb ticker: at each tick the line asks the database what is due, so a
missed or doubled tick changes nothing. A lock file makes sure that only one scheduler runs
for an archive, whatever the number of web processes.
"""

import contextlib
import errno
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from veille.archive import Archive
from veille.config import ConfigurationWatch, Settings
from veille.errors import UsageError, VeilleError
from veille.normalise.french import system_reason
from veille.pipeline.articles import read_articles
from veille.pipeline.collect import HomePlace, collect, due_sources, fetch_settings
from veille.run.jobs import after_collect

_log = logging.getLogger(__name__)

TICK = timedelta(minutes=1)
"""How late a visit or a letter may be at most; a tick with nothing due costs milliseconds."""

_LAST_SECONDS = 10
"""How long a pass under way may hold the end back: enough for the mail being sent."""


def tick(archive: Archive, watch: ConfigurationWatch, settings: Settings, now: datetime) -> None:
    """One pass of the line over what is due; whatever fails is logged and tried at the next."""
    try:
        configuration = watch.current()
        due = due_sources(archive, configuration.sources, now=now)
        collect(
            archive,
            due,
            fetch_settings(settings),
            now=now,
            place=HomePlace(configuration.rules.territory, configuration.home, settings.base_url),
        )
        read_articles(archive, configuration.sources, fetch_settings(settings), now=now)
        after_collect(archive, configuration, settings, now=now)
    except VeilleError as error:
        _log.error("%s", error)
    except Exception:
        _log.exception("Le passage de %s a échoué ; le prochain reprendra.", now)


@contextlib.contextmanager
def scheduler(archive: Archive, watch: ConfigurationWatch, settings: Settings) -> Iterator[bool]:
    """Tick while the block runs; gives False when another process already does."""
    lock = _only_one(archive.path)
    if lock is None:
        yield False
        return
    from apscheduler.schedulers.background import BackgroundScheduler

    resting = threading.Event()
    resting.set()

    def ticked() -> None:
        resting.clear()
        try:
            tick(archive, watch, settings, datetime.now(UTC))
        finally:
            resting.set()

    background = BackgroundScheduler(timezone=UTC)
    background.add_job(
        ticked,
        "interval",
        seconds=TICK.total_seconds(),
        next_run_time=datetime.now(UTC),
        # Late by any time is still due, several late ones are one, and never two at once.
        misfire_grace_time=None,
        coalesce=True,
        max_instances=1,
    )
    # A run longer than the interval is expected (slow sites): not worth a warning each minute.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    background.start()
    try:
        yield True
    finally:
        background.shutdown(wait=False)
        if resting.wait(_LAST_SECONDS):
            lock.close()
        else:
            # Slow sites: a pass can be cut at any instant and the next one finds what is left.
            _log.warning("Passage interrompu par l’arrêt ; le prochain reprendra.")
            os._exit(0)


def _only_one(database: Path | None) -> IO[str] | None:
    """A lock held while the file is open, whatever way the process ends; None if it is taken."""
    if database is None:
        return None
    file = database.with_suffix(".scheduler").open("a", encoding="ascii")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def serve(
    app: Any,
    archive: Archive,
    watch: ConfigurationWatch,
    settings: Settings,
    *,
    ticking: bool = True,
    ready: Callable[[], None] | None = None,
) -> None:
    """Serve ``app`` (ASGI), and run the line at its hours; returns at Ctrl-C or SIGTERM.

    Raises:
        UsageError: the port is taken.
    """
    import uvicorn

    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    listening = _listen(settings.host, settings.port)
    server = uvicorn.Server(config)
    guard: Any = scheduler(archive, watch, settings) if ticking else contextlib.nullcontext(True)
    with guard as alone:
        if not alone:
            _log.warning("Un autre programme fait déjà tourner cette veille : pages seulement.")
        if ready:
            ready()
        # uvicorn stops cleanly, then raises the signal again for whoever runs it.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise UsageError(
                f"Le port {port} de {host} est déjà pris ; arrêtez l’autre programme "
                f"ou choisissez un autre port : VEILLE_PORT={port + 1}."
            ) from error
        raise UsageError(
            f"Le port {port} de {host} ne peut pas être ouvert ({system_reason(error)}) ; "
            "vérifiez VEILLE_HOST et VEILLE_PORT (au-dessus de 1023 sans droits particuliers)."
        ) from error
    return listening
