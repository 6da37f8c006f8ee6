"""``veille label``: what a person says of an item, against the rules."""

from collections.abc import Iterable
from pathlib import Path
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
from veille.cli.corrected import agreed, announce_others, changes, others, shown, state
from veille.cli.undoing import undo_label
from veille.errors import UsageError

if TYPE_CHECKING:
    from veille.domain.correction import Correction
    from veille.domain.story import ClassifiedItem


def label(
    item: Annotated[int, typer.Argument(help="Numéro de l’article.", metavar="NUMÉRO")],
    theme: Annotated[
        list[str] | None,
        typer.Option(
            "--theme", help="Thème à mettre (+foncier) ou à ôter (-foncier).", metavar="±THÈME"
        ),
    ] = None,
    relevance: Annotated[
        int | None,
        typer.Option(
            "--relevance", help="Pertinence, de 0 à 3.", metavar="0..3", show_default=False
        ),
    ] = None,
    example: Annotated[
        bool, typer.Option("--example", help="Écrire le titre en exemple dans les règles.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Annuler toutes les corrections de l’article.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ne rien demander.")] = False,
    home: HomeOption = HERE,
    as_json: JsonOption = False,
    now: NowOption = "",
) -> None:
    """Corriger le classement d’un article.

    La correction l’emporte pour toujours sur les règles, même quand elles changent.
    Si elle ne dit rien de la pertinence, celle-ci est jugée de nouveau sur les thèmes corrigés.
    """
    from veille.archive import items
    from veille.domain.correction import Correction
    from veille.pipeline.correct import correct, foreseen, with_correction

    if undo:
        if theme or relevance is not None or example:
            raise UsageError(
                "--undo annule tout ce qui a été corrigé : "
                "il s’écrit sans --theme, --relevance ni --example."
            )
        undo_label(item, home, yes=yes, as_json=as_json, moment=instant(now))
        return
    added, removed = _signed(theme or ())
    if relevance is not None and relevance not in range(4):
        raise UsageError(f"--relevance {relevance}\u00a0: la pertinence va de 0 à 3.")
    if not (added or removed) and relevance is None:
        raise UsageError("Dites ce qui change, par exemple --theme +foncier ou --relevance 2.")
    moment = instant(now)
    correction = Correction(item, added, removed, relevance, moment)
    with opened(home) as one:
        rules = one.configuration.rules
        _known((*added, *removed), {known.code for known in rules.themes})
        before = items.get(one.archive, item)
        files = _example_files(home, correction) if example else {}
        sources = {source.id: source for source in one.configuration.sources}
        said = with_correction(one.archive, correction)
        coming, changed = foreseen(one.archive, rules, sources, item, said, now=moment)
        if not as_json:
            _announce(before, correction, files)
            print(f"  après\u00a0: {shown(coming)}")
            announce_others(changed)
        if not (yes or as_json or agreed("Corriger")):
            print("Rien n’a changé.")
            return
        written = _write_examples(files, before.stored.item.title)
        after = correct(one.archive, rules, sources, correction, now=moment)
    if as_json:
        print_json(
            {
                "id": item,
                "before": state(before.classification),
                "after": state(after.classification) | {"why": after.classification.why},
                "examples": [str(path) for path in written],
                "others": others(changed),
            }
        )
        return
    print(f"{shown(after.classification)}\n{after.classification.why}")
    for path in written:
        print(f"Exemple écrit dans {path}\u00a0; «\u00a0veille check\u00a0» l’essaie.")


def _signed(themes: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes to put on and those to take off; without a sign, a theme is put on."""
    added = {one.removeprefix("+") for one in themes if not one.startswith("-")}
    removed = {one[1:] for one in themes if one.startswith("-")}
    if both := sorted(added & removed):
        raise UsageError(
            f"--theme\u00a0: « {both[0]} » est à la fois mis et ôté\u00a0; choisissez."
        )
    return tuple(sorted(added)), tuple(sorted(removed))


def _known(codes: Iterable[str], known: set[str]) -> None:
    from veille.config import did_you_mean, typeset

    for code in codes:
        if code not in known:
            raise UsageError(
                typeset(f"--theme\u00a0: thème inconnu « {code} »{did_you_mean(code, known)}")
            )


def _example_files(home: Path, correction: "Correction") -> dict[Path, bool]:
    """The files of the themes named, with whether the title is an example of theirs."""
    from veille.config import rules_folder

    if not correction.added and not correction.removed:
        raise UsageError("--example demande un thème, par exemple --theme +foncier.")
    folder = rules_folder(home)
    if folder.resolve() != (home / "rules").resolve():
        raise UsageError(
            f"Les règles sont celles du programme\u00a0: copiez {folder} dans {home.resolve()}, "
            "puis recommencez."
        )
    wanted = dict.fromkeys(correction.added, True) | dict.fromkeys(correction.removed, False)
    return {folder / "themes" / f"{code}.yaml": said for code, said in wanted.items()}


def _write_examples(files: dict[Path, bool], title: str) -> list[Path]:
    from veille.config import add_example

    return [path for path, said in files.items() if add_example(path, title, expected=said)]


def _announce(before: "ClassifiedItem", correction: "Correction", files: dict[Path, bool]) -> None:
    print(f"{before.stored.item.title}\n  avant\u00a0: {shown(before.classification)}")
    print(f"  correction\u00a0: {changes(correction)}")
    for path, said in files.items():
        key = "match" if said else "no_match"
        print(f"  exemple\u00a0: le titre, dans {key} de {path.name}")
