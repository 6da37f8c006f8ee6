"""``veille sources discover``, ``add`` and ``test``: from an address to a source."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from veille.cli.context import (
    HERE,
    HomeOption,
    JsonOption,
    NowOption,
    instant,
    iso,
    opened,
    print_json,
)
from veille.errors import UsageError
from veille.normalise.french import plural

if TYPE_CHECKING:
    from veille.domain.item import Item
    from veille.pipeline.discovery import Proposal

Address = Annotated[str, typer.Argument(help="Adresse d’un site ou d’une page.", metavar="ADRESSE")]

_SHOWN = 5
"""Articles shown of each proposal: enough to see whether it is the right list."""


def discover(url: Address, as_json: JsonOption = False) -> None:
    """Chercher comment suivre une adresse (flux, page, changements)."""
    proposals = _discovered(url)
    if as_json:
        print_json([_proposal(one) for one in proposals])
        return
    for number, one in enumerate(proposals, start=1):
        _show(number, one)
    print(f"Pour la suivre\u00a0: veille sources add {proposals[0].url}")


def add(
    url: Address,
    home: HomeOption = HERE,
    source_id: Annotated[str, typer.Option("--id", help="Identifiant à lui donner.")] = "",
    name: Annotated[str, typer.Option("--name", help="Nom montré aux lecteurs.")] = "",
    kind: Annotated[
        str, typer.Option("--kind", help="Nature voulue, si ce n’est pas la première proposée.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Montrer sans rien écrire.")] = False,
    as_json: JsonOption = False,
    now: NowOption = "",
) -> None:
    """Ajouter une source à sources.yaml, après l’avoir essayée.

    Le reste du fichier, remarques comprises, reste tel quel.
    """
    from veille.config.append import NewSource, append_sources, new_id, present_sources

    path = home / "sources.yaml"
    if not path.is_file():
        raise UsageError(
            f"Il n’y a pas de sources.yaml dans {home.resolve()} ; "
            "indiquez le bon dossier avec --home."
        )
    proposals = _discovered(url)
    chosen = next((one for one in proposals if not kind or one.kind == kind), None)
    if chosen is None:
        kinds = ", ".join(one.kind for one in proposals)
        raise UsageError(f"Cette adresse ne se suit pas comme « {kind} » ; proposé : {kinds}.")
    taken = {source.id for source in present_sources(path)}
    title = name or chosen.title or chosen.url
    new = NewSource(
        id=source_id or new_id(title, chosen.url, taken),
        name=title[:200],
        url=chosen.url,
        kind=chosen.kind,
        note=f"ajouté le {instant(now):%d/%m/%Y} depuis {url}" if chosen.url != url else "",
    )
    written = () if dry_run else append_sources(path, [new])
    if as_json:
        print_json({"id": new.id, "written": bool(written), **_proposal(chosen)})
        return
    _show(1, chosen)
    if dry_run:
        print("Rien n’a été écrit.")
    elif written:
        print(f"« {new.id} » est ajoutée à {path} ; elle sera lue au prochain passage.")
    else:
        print("Cette adresse est déjà suivie ; rien n’a été écrit.")


def test(
    source_id: Annotated[str, typer.Argument(help="Identifiant de la source.", metavar="ID")],
    home: HomeOption = HERE,
    as_json: JsonOption = False,
    now: NowOption = "",
) -> None:
    """Montrer ce qui serait collecté d’une source, sans rien garder."""
    from veille.errors import FetchError, ParseError

    with opened(home) as one:
        source = next((s for s in one.configuration.sources if s.id == source_id), None)
        if source is None:
            raise UsageError(
                f"sources.yaml n’a pas de source « {source_id} » ; "
                "« veille sources status » les montre toutes."
            )
        try:
            items, reason = asyncio.run(_visit(one, source, instant(now)))
        except (FetchError, ParseError) as error:
            if as_json:
                print_json({"id": source_id, "items": [], "reason": str(error)})
            else:
                print(f"{source.name}\u00a0: {error}")
            raise typer.Exit(1) from error
    if as_json:
        print_json({"id": source_id, "items": [_item(item) for item in items], "reason": reason})
        return
    print(f"{source.name}\u00a0: {plural(len(items), 'article')}. {reason}".rstrip())
    _list(items[:20])


async def _visit(home: Any, source: Any, moment: Any) -> "tuple[Sequence[Item], str]":
    """One visit as if it were the first."""
    from veille.domain.source import SourceState
    from veille.fetcher import Fetcher
    from veille.isolation import ChildPool
    from veille.pipeline.collect import fetch_settings
    from veille.pipeline.visits import Visitor

    settings = fetch_settings(home.settings)
    with ChildPool(workers=1, preload=("veille.pipeline.reading",)) as pool:
        async with Fetcher(settings, now=moment) as fetcher:
            visitor = Visitor(
                home.archive,
                fetcher,
                pool,
                now=moment,
                territory=home.configuration.rules.territory,
                home=home.configuration.home,
                allow=settings.allow,
                deadline=settings.deadline,
            )
            brought = await visitor.visit(source, SourceState(source.id))
    return (brought.document.items if brought.document else ()), brought.reason


def _discovered(url: str) -> "tuple[Proposal, ...]":
    """The proposals for an address.

    Raises:
        UsageError: not an address, or nothing can be followed there.
    """
    from veille.config import load_settings
    from veille.config.values import Misfit, web_address
    from veille.fetcher import Fetcher
    from veille.isolation import ChildPool
    from veille.pipeline.collect import fetch_settings
    from veille.pipeline.discovery import discover as discover_step

    try:
        address = web_address(url)
    except Misfit as misfit:
        raise UsageError(f"{misfit}.") from None

    async def ask() -> "tuple[Proposal, ...]":
        with ChildPool(workers=1, preload=("veille.pipeline.reading",)) as pool:
            async with Fetcher(fetch_settings(load_settings())) as fetcher:
                return await discover_step(fetcher, pool, address)

    proposals = asyncio.run(ask())
    if not proposals:
        raise UsageError("Rien à suivre à cette adresse ; essayez la page des actualités du site.")
    return proposals


def _proposal(one: "Proposal") -> dict[str, Any]:
    return {
        "url": one.url,
        "kind": one.kind,
        "title": one.title,
        "items": len(one.items),
        "newest": iso(one.newest),
        "why": one.why,
    }


def _item(item: "Item") -> dict[str, Any]:
    return {
        "title": item.title,
        "url": item.url,
        "published": iso(item.published),
        "summary": item.summary,
    }


def _show(number: int, one: "Proposal") -> None:
    count = plural(len(one.items), "article")
    print(f"{number}. {one.title or one.url} ({one.kind}, {count})")
    print(f"   {one.url}")
    print(f"   {one.why}")
    _list(one.items[:_SHOWN])


def _list(items: "Sequence[Item]") -> None:
    for item in items:
        day = f"{item.published:%d/%m/%Y}" if item.published else "sans date "
        print(f"     {day}  {item.title}")
