"""``veille label --undo``: what a person takes back of what she said of an item."""

from datetime import datetime
from pathlib import Path

from veille.cli.context import opened, print_json
from veille.cli.corrected import agreed, announce_others, changes, others, shown, state


def undo_label(item: int, home: Path, *, yes: bool, as_json: bool, moment: datetime) -> None:
    """Tell what the item would be without its corrections, then take them back if agreed."""
    from veille.archive import corrections, items
    from veille.pipeline.correct import foreseen, undo, without_correction

    with opened(home) as one:
        archive, rules = one.archive, one.configuration.rules
        before = items.get(archive, item)
        said = corrections.every(archive).get(item)
        if said is None:
            _nothing_said(item, as_json=as_json)
            return
        sources = {source.id: source for source in one.configuration.sources}
        left = without_correction(archive, item)
        coming, changed = foreseen(archive, rules, sources, item, left, now=moment)
        if not as_json:
            print(f"{before.stored.item.title}\n  avant\u00a0: {shown(before.classification)}")
            print(f"  correction annulée\u00a0: {changes(said)}")
            print(f"  après\u00a0: {shown(coming)}")
            announce_others(changed)
        if not (yes or as_json or agreed("Annuler la correction")):
            print("Rien n’a changé.")
            return
        after = undo(archive, rules, sources, item, now=moment)
    if as_json:
        print_json(
            {
                "id": item,
                "before": state(before.classification),
                "after": state(after.classification) | {"why": after.classification.why},
                "undone": {
                    "added": list(said.added),
                    "removed": list(said.removed),
                    "relevance": said.relevance,
                },
                "others": others(changed),
            }
        )
        return
    print(f"{shown(after.classification)}\n{after.classification.why}")


def _nothing_said(item: int, *, as_json: bool) -> None:
    if as_json:
        print_json({"id": item, "undone": None})
    else:
        print(f"L’article {item} n’a jamais été corrigé\u00a0: il n’y a rien à annuler.")
