"""``veille reclassify``: what the present rules change in the archive."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from veille.cli.context import (
    HERE,
    HomeOption,
    JsonOption,
    NowOption,
    instant,
    opened,
    print_json,
)
from veille.normalise.french import plural

if TYPE_CHECKING:
    from veille.pipeline.reclassify import Change, Effects


def reclassify(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Montrer seulement, sans rien changer.")
    ] = False,
    home: HomeOption = HERE,
    as_json: JsonOption = False,
    now: NowOption = "",
) -> None:
    """Reclasser l’archive, et dire ce qui change."""
    from veille.pipeline.reclassify import reclassify as judge_again

    with opened(home) as one:
        effects = judge_again(one.archive, one.configuration, keep=not dry_run, now=instant(now))
    if as_json:
        print_json(asdict(effects) | {"dry_run": dry_run})
        return
    for change in effects.changes:
        print(_line(change))
    if (more := effects.changed - len(effects.changes)) > 0:
        print(f"… et {plural(more, 'autre article', 'autres articles')}.")
    print("\n".join(_summary(effects)))
    if dry_run:
        print("Rien n’a été changé.")


def _line(change: "Change") -> str:
    was = "pas classé"
    if change.relevance_before is not None:
        was = _said(change.themes_before, change.relevance_before)
    return f"{change.id}  {change.title}\n  {was} → {_said(change.themes, change.relevance)}"


def _said(themes: tuple[str, ...], relevance: int) -> str:
    return f"{', '.join(themes) or 'sans thème'} (pertinence {relevance})"


def _summary(effects: "Effects") -> list[str]:
    read = plural(effects.items, "article relu", "articles relus")
    changed = plural(effects.changed, "change", "changent")
    gaining = plural(effects.gaining, "gagne un thème", "gagnent un thème")
    losing = plural(effects.losing, "en perd un", "en perdent un")
    lines = [
        f"{read}, {changed}\u00a0:",
        f"  {gaining}, {losing}\u00a0;",
        f"  pertinence plus haute pour {effects.up}, plus basse pour {effects.down}.",
    ]
    lines += [
        f"  Lettre {digest}\u00a0: {plural(entering, 'sujet entre', 'sujets entrent')}, "
        f"{plural(effects.leaving[digest], 'sort', 'sortent')}."
        for digest, entering in effects.entering.items()
    ]
    if effects.new:
        first = plural(effects.new, "article est classé", "articles sont classés")
        lines.append(f"  {first} pour la première fois.")
    return lines
