"""How many items a second the rules classify, on one core.

    python -m benchmarks.classify [FILE.jsonl[.gz] …]

Each line is an object with ``title`` and ``summary`` (or ``heading``). Without a file, the
items of the neighbouring ``shared`` folder are read: labelled items, then news articles of
the length of a feed's entry (title, heading and the start of the text, 230 to 600 characters).
"""

import gzip
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from veille.classify import (
    Text,
    amount_in,
    axes_in,
    classify,
    compile_cues,
    jobs_in,
    signal_in,
)
from veille.config import compiled, load_rules

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
DEFAULT = (SHARED / "gold/dev.jsonl", SHARED / "texts/orangesum/items.jsonl.gz")
LIMIT = 6000  # items a file: enough for a steady figure in about a second
PASSES = 3
LENGTH = 600  # characters, the upper end of what feeds give


def read_items(path: Path) -> Iterator[tuple[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line, _ in zip(lines, range(LIMIT), strict=False):
            item = json.loads(line)
            texts = [item.get("summary") or item.get("heading", ""), item.get("article", "")]
            title = item["title"]
            yield title, " ".join(filter(None, texts))[: LENGTH - len(title)]


def main() -> None:
    rules = load_rules(ROOT / "rules")
    start = time.perf_counter()
    ruleset = compiled(rules)
    print(f"compiled {len(ruleset.clues)} clues in {time.perf_counter() - start:.3f} s")
    book = compile_cues(rules.signals, rules.axes, rules.relevance.noise)
    readings: dict[str, Callable[[str, str], object]] = {
        "classify": lambda title, summary: classify(ruleset, title, summary),
        "signals": lambda title, summary: signal_in(book, book.read(Text(title, summary))),
        "axes": lambda title, summary: axes_in(book, book.read(Text(title, summary))),
        "jobs": lambda title, summary: jobs_in(Text(title, summary)),
        "amounts": lambda title, summary: amount_in(Text(title, summary)),
    }
    for path in [Path(name) for name in sys.argv[1:]] or DEFAULT:
        if not path.exists():
            print(f"{path}: absent, skipped")
            continue
        items = list(read_items(path))
        length = sum(len(title) + len(summary) for title, summary in items) / len(items)
        print(f"{path.name}: {len(items)} items of {length:.0f} characters, best of {PASSES}")
        for name, read in readings.items():
            best = min(seconds(read, items) for _ in range(PASSES))
            print(f"  {name:8} {len(items) / best:10,.0f} items/s of processor time")


def seconds(read: Callable[[str, str], object], items: list[tuple[str, str]]) -> float:
    start = time.process_time()
    for title, summary in items:
        read(title, summary)
    return time.process_time() - start


if __name__ == "__main__":
    main()
