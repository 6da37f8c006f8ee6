"""``veille serve`` and ``veille demo``."""

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from veille.cli.context import HERE, HomeOption, database_url


def serve(
    home: HomeOption = HERE,
    port: Annotated[int | None, typer.Option("--port", help="Port des pages (8000).")] = None,
) -> None:
    """Servir les pages et faire tourner la veille, jusqu’à Ctrl-C."""
    from veille.archive import Archive
    from veille.config import ConfigurationWatch, load_settings
    from veille.run.embedded import serve as serve_pages
    from veille.run.jobs import secret_key
    from veille.web.app import create_app

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    settings = load_settings()
    if port is not None:
        settings = settings.model_copy(update={"port": port})
    watch = ConfigurationWatch(home)
    archive = Archive.open(database_url(home, settings))
    app = create_app(
        archive,
        watch.current,
        base_url=settings.base_url,
        secret_key=secret_key(home, settings),
        clock=lambda: datetime.now(UTC),
        mistakes=lambda: watch.mistakes,
    )
    address = f"http://{settings.host}:{settings.port}"
    try:
        serve_pages(
            app,
            archive,
            watch,
            settings,
            ready=lambda: print(f"La veille est ouverte : {address} (Ctrl-C pour arrêter)."),
        )
    finally:
        archive.close()


def demo(
    home: Annotated[
        Path, typer.Option("--home", help="Dossier de la démonstration.", show_default=False)
    ] = Path(".demo"),
    port: Annotated[int, typer.Option("--port", help="Port des pages.")] = 8000,
) -> None:
    """Montrer la veille sur un territoire inventé, sans réseau."""
    from veille.sample.demo import run

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    run(home, port=port)
