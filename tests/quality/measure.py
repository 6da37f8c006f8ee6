"""Quality of the rules on the labelled items, and of what is learnt, as figures one can pin.

    python -m tests.quality.measure

Prints each figure with its floor, and the pages whose list is not well found. The labelled
items come from all over France, so relevance is judged with ``anywhere=True``.
"""

import json
from pathlib import Path

from tests.quality import places, stories
from tests.quality.learning import TEXTS, measure_learning
from tests.quality.lists import LISTINGS, measure_lists, show_weak_pages
from tests.quality.signals import measure_signals
from veille.classify import classify
from veille.classify.evaluation import Counts, average_precision, quadratic_kappa, total
from veille.config import compiled, load_rules

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared/gold/dev.jsonl"
FLOORS = Path(__file__).with_name("floors.json")


def measure(gold: Path = GOLD) -> tuple[dict[str, float], dict[str, Counts]]:
    """The pinned figures, and the counts of each theme by code."""
    rules = load_rules(ROOT / "rules")
    ruleset = compiled(rules)
    items = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    said = [classify(ruleset, item["title"], item["summary"], anywhere=True) for item in items]
    expected = [set(item["themes"]) for item in items]
    given = [{match.code for match in one.themes} for one in said]
    by_theme = {
        theme.code: Counts(
            sum(theme.code in a and theme.code in b for a, b in zip(expected, given, strict=True)),
            sum(theme.code in b - a for a, b in zip(expected, given, strict=True)),
            sum(theme.code in a - b for a, b in zip(expected, given, strict=True)),
        )
        for theme in rules.themes
    }
    counts = list(by_theme.values())
    relevance = [item["relevance"] for item in items]
    figures = {
        "themes_micro_f1": total(counts).f1,
        "themes_macro_f1": sum(count.f1 for count in counts) / len(counts),
        "relevance_kappa": quadratic_kappa(relevance, [one.relevance for one in said]),
        "relevant_average_precision": average_precision(
            [level >= 2 for level in relevance], [one.relevance_score for one in said]
        ),
        **measure_signals(gold),
    }
    return figures | places.figures(), by_theme


def main() -> None:
    figures, by_theme = measure()
    figures |= stories.measure()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    for code, count in by_theme.items():
        print(
            f"{code:14} {count.right:3} right {count.wrong:3} wrong {count.missed:3} missed", end=""
        )
        print(f"   F1 {count.f1:.2f}")
    if LISTINGS.exists():
        show_weak_pages()
        figures |= measure_lists()
    if TEXTS.exists():
        figures |= measure_learning()
    for name, value in figures.items():
        print(f"{name:37} {value:.3f}   floor {floors[name]:.3f}")


if __name__ == "__main__":
    main()
