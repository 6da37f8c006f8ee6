"""The tree of commands."""

from typing import Annotated

import typer

from veille import __version__
from veille.cli import (
    archive,
    correcting,
    discovery,
    learning,
    letters,
    pages,
    quality,
    reclassifying,
    regrouping,
    service,
    setup,
    sources,
    tracing,
    watch,
)
from veille.cli.french import speak_french

speak_french()

app = typer.Typer(
    name="veille",
    help="La veille d’un territoire : collecter, classer, chercher, envoyer la lettre.",
    no_args_is_help=True,
    subcommand_metavar="COMMANDE …",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"veille {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Dire la version."),
    ] = False,
) -> None:
    """La veille d’un territoire : collecter, classer, chercher, envoyer la lettre."""


app.command("check")(setup.check)
app.command("schema")(setup.schema)
app.command("run")(watch.run)
app.command("collect")(watch.collect)
app.command("classify")(watch.classify)
app.command("group")(watch.group)
app.command("label")(correcting.label)
app.command("together")(regrouping.together)
app.command("apart")(regrouping.apart)
app.command("why")(tracing.why)
app.command("reclassify")(reclassifying.reclassify)
app.command("stories")(quality.stories)
app.command("evaluate")(quality.evaluate)
app.command("page")(pages.page)
app.command("extract")(pages.extract)
app.command("learn")(learning.learn)
app.command("search")(archive.search)
app.command("export")(archive.export)
app.command("serve")(service.serve)
app.command("demo")(service.demo)
sources.sources_app.command("discover")(discovery.discover)
sources.sources_app.command("add")(discovery.add)
sources.sources_app.command("test")(discovery.test)
app.add_typer(sources.sources_app, name="sources")
app.add_typer(setup.subscribers_app, name="subscribers")
app.add_typer(letters.app, name="digest")
