"""Quality on labelled items that taught nothing and that the rules were not written on.

    python -m tests.quality.prior

One labelled item in eight of ``tools/prior`` is kept apart: invented ones, which are in the
project, and news articles, where the ``shared`` folder is there. Prints the figures of the rules
alone, then with what words weigh.
"""

from functools import cache
from pathlib import Path

from tools.prior.items import Labelled, labelled
from tools.prior.measure import line, report
from veille.config import load_rules
from veille.prior import Prior

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT.parent / "shared/texts/orangesum/items.jsonl.gz"


@cache
def apart() -> dict[str, list[Labelled]]:
    """The items kept apart, invented and real."""
    found = [one for one in labelled(feeds=False) if one.apart]
    return {
        "invented": [one for one in found if one.invented],
        "articles": [one for one in found if not one.invented],
    }


def figures(kind: str, *, alone: bool = False) -> dict[str, float]:
    """The pinned figures of one kind, by name."""
    said = report(load_rules(ROOT / "rules"), None if alone else Prior.load(), apart()[kind])
    return {
        f"apart_{kind}_themes_micro_f1": said["themes"]["micro"]["f1"],
        f"apart_{kind}_themes_macro_f1": said["themes"]["macro_f1"],
        f"apart_{kind}_kappa": said["relevance"]["kappa"],
        f"apart_{kind}_average_precision": said["relevance"]["average_precision"],
        f"apart_{kind}_signals": said["signal"]["f1"],
        f"apart_{kind}_places": said["places"]["f1"],
        f"apart_{kind}_jobs_exact": said["jobs"]["exact"],
        f"apart_{kind}_jobs_none_invented": 1 - said["jobs"]["invented"],
        f"apart_{kind}_amounts_exact": said["amount_eur"]["exact"],
    }


def main() -> None:
    rules = load_rules(ROOT / "rules")
    for name, prior in (("rules alone", None), ("with prior", Prior.load())):
        for kind, items in apart().items():
            if items:
                print(f"{name:12} {kind:9} {len(items):5}  {line(report(rules, prior, items))}")


if __name__ == "__main__":
    main()
