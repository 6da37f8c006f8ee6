"""Count the company that stems keep in news articles, for ``veille/learn/meanings.txt``.

    python -m tools.stem_meanings [items.jsonl.gz]

Counts which of the ``KEPT`` commonest stems stand near which, keeps what is more frequent than
by chance, and sums it up in ``DIRECTIONS`` numbers a stem (a truncated singular value
decomposition), each rounded to one of 15 levels. Writes stems and levels, and no text at all.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import coo_array, csr_array
from sklearn.utils.extmath import randomized_svd

from veille.learn.features import STOP_STEMS
from veille.learn.meanings import DIRECTIONS, LEVELS
from veille.normalise.words import stem, words

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT.parent / "shared/texts/orangesum/items.jsonl.gz"
TABLE = ROOT / "veille/learn/meanings.txt"
KEPT = 12_000
# Stems further apart are no company. 3 and 20 give the same figures.
NEAR = 8
# The commonest stems are drawn closer to the others, or a pair of rare ones would always win; the
# usual power, not measured here.
EVENNESS = 0.75
# A direction is worth the square root of its singular value: 0 loses on sentences, 1 on articles.
FLATTENING = 0.5
# Numbers beyond 2.5 times their usual size are cut; rounding so loses nothing (see ``meanings``).
CUT = 2.5


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    articles = list(_articles(path))
    holding = Counter(one for article in articles for one in set(article))
    worth = [one for one in holding if one not in STOP_STEMS and not one.isdigit() and len(one) > 1]
    kept = sorted(worth, key=lambda one: (-holding[one], one))[:KEPT]
    levels = _levels(_directions(_together(articles, kept)))
    lines = [f"{len(articles)}"]
    for one, row in sorted(zip(kept, levels, strict=True)):
        lines.append(f"{one} {holding[one]} {''.join(LEVELS[level] for level in row)}")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(kept)} stems of {len(articles)} articles, the rarest in {holding[kept[-1]]}")


def _articles(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            text = f"{one['title']}\n{one['heading'] or ''}\n{one['article'] or ''}"
            yield [stem(word) for word in words(text)]


def _together(articles: list[list[str]], kept: list[str]) -> Any:
    """How often each kept stem (line) stands near each other one (column)."""
    ranks = {one: rank for rank, one in enumerate(kept)}
    flat: list[int] = []
    for article in articles:
        flat += [ranks.get(one, -1) for one in article if one not in STOP_STEMS]
        flat += [-1] * NEAR  # an article ends here
    line = np.array(flat, dtype=np.int32)
    counts = csr_array((len(kept), len(kept)))
    for distance in range(1, NEAR + 1):
        here, there = line[:-distance], line[distance:]
        both = (here >= 0) & (there >= 0)
        pairs = (np.ones(both.sum()), (here[both], there[both]))
        counts = counts + coo_array(pairs, shape=counts.shape).tocsr()
    return counts + counts.T


def _directions(counts: Any) -> Any:
    """Positive pointwise mutual information, summed up; each line of length 1."""
    pairs = counts.tocoo()
    alone = np.asarray(counts.sum(axis=1)).ravel()
    evened = alone**EVENNESS
    chance = alone[pairs.row] * evened[pairs.col] / evened.sum()
    told = np.log(pairs.data / chance)
    more = told > 0
    table = csr_array((told[more], (pairs.row[more], pairs.col[more])), shape=counts.shape)
    left, values, _ = randomized_svd(table, 2 * DIRECTIONS, n_iter=3, random_state=0)
    found = (left * values**FLATTENING)[:, :DIRECTIONS]
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def _levels(directions: Any) -> Any:
    half = len(LEVELS) // 2
    step = CUT / np.sqrt(DIRECTIONS) / half
    return np.clip(np.round(directions / step), -half, half).astype(int) + half


if __name__ == "__main__":
    main()
