"""Count in how many news articles each stem stands, for ``veille/stories/frequencies.txt``.

    python -m tools.stem_frequencies [items.jsonl.gz]

Reads a title, a heading and the beginning of the text of each article; writes the
``KEPT`` stems found in the most articles, by level of frequency, and no text at all.
"""

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from veille.normalise.words import stem, words

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT.parent / "shared/texts/orangesum/items.jsonl.gz"
TABLE = ROOT / "veille/stories/frequencies.txt"
KEPT = 5000
BEGINNING = 600  # characters of the text: what a feed gives at most


def _rounded(count: int) -> int:
    """Two significant figures: they say enough and keep the table short."""
    return round(count, 2 - len(str(count))) if count > 99 else count


def main() -> None:
    counts: Counter[str] = Counter()
    articles = 0
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            text = f"{one['title']} {one['heading'] or ''} {(one['article'] or '')[:BEGINNING]}"
            counts.update({stem(word) for word in words(text)})
            articles += 1
    best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT]
    levels: dict[int, list[str]] = {}
    for name, count in best:
        levels.setdefault(_rounded(count), []).append(name)
    lines_out = [f"{articles}"]
    lines_out += [f"{count} {' '.join(sorted(names))}" for count, names in levels.items()]
    TABLE.write_text("\n".join(lines_out) + "\n", encoding="utf-8")
    print(f"{len(best)} stems of {articles} articles, the rarest in {best[-1][1]} articles")


if __name__ == "__main__":
    main()
