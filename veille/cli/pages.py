"""``veille page`` and ``veille extract``: what is found on a page, without keeping it."""

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from veille.cli.context import JsonOption
from veille.errors import UsageError, VeilleError
from veille.normalise.french import system_reason

Targets = Annotated[
    list[str], typer.Argument(help="Adresses ou fichiers HTML.", metavar="ADRESSE|FICHIER")
]
Base = Annotated[
    str, typer.Option("--base", help="Adresse d’où vient le fichier, pour compléter ses liens.")
]

_PARIS = ZoneInfo("Europe/Paris")


def page(targets: Targets, base: Base = "", as_json: JsonOption = False) -> None:
    """Montrer la liste de publications trouvée sur des pages.

    Un fichier sans --base garde ses liens tels quels. Rien n’est gardé dans l’archive.
    """
    failed = False
    for target in targets:
        try:
            found = _listed(target, base)
        except VeilleError as error:
            failed = True
            found = {"page": target, "method": "none", "items": [], "feeds": [], "why": str(error)}
        if as_json:
            sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
        else:
            _show(found)
    # A page without a list is an answer; an address that gives nothing is a failure.
    if failed and len(targets) == 1:
        raise typer.Exit(1)


def _listed(target: str, base: str) -> dict[str, Any]:
    from veille.collect.page import PageReading, raw_item, read_page
    from veille.collect.page_tree import MAX_BYTES

    body, url, content_type = content(target, base, MAX_BYTES)
    reading: PageReading = _read(target, read_page, body, url, content_type)
    items = []
    for one in reading.items:
        published = raw_item(one, reading.language).published
        items.append(
            {
                "title": one.title,
                "url": one.url,
                "date": published.astimezone(_PARIS).date().isoformat() if published else None,
                "summary": one.summary,
                "image": one.image or None,
            }
        )
    return {
        "page": target,
        "method": reading.method,
        "items": items,
        "feeds": [one.url for one in reading.feeds],
        "why": reading.why,
    }


def _show(found: dict[str, Any]) -> None:
    print(f"{found['page']}\u00a0: {found['why']}")
    for one in found["items"]:
        print(f"  {one['date'] or '          '}  {one['title']}\n              {one['url']}")
    for feed in found["feeds"]:
        print(f"  Flux annoncé\u00a0: {feed}")


def extract(
    target: Annotated[
        str, typer.Argument(help="Adresse ou fichier (page, PDF…).", metavar="ADRESSE|FICHIER")
    ],
    as_json: JsonOption = False,
) -> None:
    """Montrer le texte principal d’un article ou d’un document."""
    body, url, content_type = content(target, "", 30_000_000)
    found = _read(target, _text, body, url or Path(target).name, content_type)
    if as_json:
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
        return
    print(found["title"])
    if found["date"]:
        print(found["date"])
    print()
    print(found["text"])


def _text(body: bytes, url: str, content_type: str) -> dict[str, Any]:
    """Title, day, text and language; pages too, for a document."""
    from veille.collect.article import read_article
    from veille.collect.document import is_document, read_document

    if is_document(body):
        document = read_document(body, url.rpartition("/")[2], content_type)
        return {
            "title": document.title,
            "date": document.date.astimezone(_PARIS).date().isoformat() if document.date else None,
            "text": document.text,
            "language": document.language,
            "author": document.author,
            "pages": [
                {"number": one.number, "anchor": one.anchor, "title": one.title, "text": one.text}
                for one in document.pages
            ],
        }
    article = read_article(body, url, content_type)
    return {
        "title": article.title,
        "date": article.date.astimezone(_PARIS).date().isoformat() if article.date else None,
        "text": article.text,
        "language": article.language,
        "author": article.author,
    }


def content(target: str, base: str, max_bytes: int) -> tuple[bytes, str, str]:
    """The bytes of an address or a file, its own address, and its declared type.

    Raises:
        FetchError: the address gives no answer.
        UsageError: the file cannot be read.
    """
    if target.startswith(("http://", "https://")):
        from veille.config import load_settings
        from veille.fetcher import PAGE_TYPES, Answer, Fetcher
        from veille.pipeline.collect import fetch_settings

        async def ask() -> Answer:
            async with Fetcher(fetch_settings(load_settings())) as fetcher:
                return await fetcher.fetch(target, accept=PAGE_TYPES, max_bytes=max_bytes)

        answer = asyncio.run(ask())
        return answer.body, answer.url, answer.content_type
    try:
        with Path(target).open("rb") as file:
            return file.read(max_bytes + 1), base, ""
    except OSError as error:
        raise UsageError(
            f"Le fichier {target} ne peut pas être lu ({system_reason(error)})."
        ) from error


def _read(
    target: str, reader: Callable[[bytes, str, str], Any], body: bytes, url: str, content_type: str
) -> Any:
    """What comes from the web is read in a child process; the admin's own file, right here."""
    if not target.startswith(("http://", "https://")):
        return reader(body, url, content_type)
    from veille.isolation import ChildPool

    async def call() -> Any:
        with ChildPool(workers=1) as pool:
            return await pool.call(reader, body, url, content_type)

    return asyncio.run(call())
