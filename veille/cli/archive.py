"""``veille search`` and ``veille export``."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from veille.cli.context import HERE, HomeOption, JsonOption, iso, opened_archive, print_json
from veille.errors import UsageError
from veille.normalise.french import plural

if TYPE_CHECKING:
    from veille.archive import Archive


def search(
    words: Annotated[str, typer.Argument(help="Les mots cherchés.", metavar="MOTS")] = "",
    theme: Annotated[str, typer.Option("--theme", help="Code d’un thème.")] = "",
    source: Annotated[str, typer.Option("--source", help="Identifiant d’une source.")] = "",
    since: Annotated[str, typer.Option("--since", help="À partir de ce jour (2026-11-01).")] = "",
    until: Annotated[str, typer.Option("--until", help="Jusqu’à ce jour compris.")] = "",
    limit: Annotated[int, typer.Option("--limit", help="Nombre d’articles (200 au plus).")] = 20,
    home: HomeOption = HERE,
    as_json: JsonOption = False,
) -> None:
    """Chercher dans l’archive."""
    from veille.archive.search import Query
    from veille.archive.search import search as find

    query = Query(
        words=words,
        theme=theme,
        source=source,
        since=_day("--since", since),
        until=_day("--until", until),
        limit=limit,
    )
    with opened_archive(home) as archive:
        result = find(archive, query)
        if not result.total:
            _check_filters(home, archive, theme, source)
    if as_json:
        print_json(
            {
                "total": result.total,
                "items": [
                    {
                        "id": hit.found.stored.id,
                        "title": hit.found.stored.item.title,
                        "url": hit.found.stored.item.url,
                        "source": hit.found.stored.item.source_id,
                        "published": iso(hit.found.stored.item.published),
                        "themes": [match.code for match in hit.found.classification.themes],
                        "relevance": hit.found.classification.relevance,
                        "snippet": "".join(piece for piece, _ in hit.snippet),
                    }
                    for hit in result.hits
                ],
                "facets": {
                    "theme": result.themes,
                    "source": result.sources,
                    "month": result.months,
                },
                "ms": result.ms,
            }
        )
        return
    for hit in result.hits:
        item = hit.found.stored.item
        themes = ", ".join(match.code for match in hit.found.classification.themes) or "sans thème"
        print(f"{item.title}\n  {item.source_id} · {hit.found.stored.date:%d/%m/%Y} · {themes}")
        if item.url:
            print(f"  {item.url}")
    found = plural(result.total, "article trouvé", "articles trouvés")
    print(f"{found} en {result.ms:.0f}\u00a0ms.")


def _check_filters(home: Path, archive: "Archive", theme: str, source: str) -> None:
    """A filter that names nothing is a slip of the pen, not an empty answer."""
    from veille.archive.sources import states
    from veille.config import did_you_mean, rules_folder, typeset

    themes = {file.stem for file in (rules_folder(home) / "themes").glob("*.yaml")}
    for option, given, known in (
        ("--theme", theme, themes),
        ("--source", source, set(states(archive)) if source else set()),
    ):
        if given and given not in known:
            raise UsageError(typeset(f"{option} : « {given} » inconnu{did_you_mean(given, known)}"))


def _day(option: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} : « {text} » n’est pas un jour ; écrivez 2026-11-23.") from None


def export(
    form: Annotated[
        str, typer.Option("--format", help="jsonl : un article par ligne.", metavar="FORMAT")
    ] = "jsonl",
    home: HomeOption = HERE,
) -> None:
    """Écrire toute l’archive sur la sortie, un article par ligne."""
    from veille.archive.items import export as stream

    if form != "jsonl":
        raise UsageError(f"Le format « {form} » n’existe pas ; le seul est jsonl.")
    with opened_archive(home) as archive:
        for entry in stream(archive):
            sys.stdout.write(json.dumps(entry, ensure_ascii=False) + "\n")
