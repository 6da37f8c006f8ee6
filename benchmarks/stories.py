"""How long grouping takes, and how right it is, beside TF-IDF with average linkage.

    python -m benchmarks.stories [--items 100000] [--beside 5000] [--days 30]

Items are made from the titles of the neighbouring ``shared`` folder: each title is an event
told one to eight times, with words dropped, moved or taken from another title, within two
days. Two real titles may tell one event already, so precision is a lower bound. The peer is
run only if scikit-learn is installed; it compares every pair, hence the smaller size.
"""

import argparse
import gzip
import json
import random
import resource
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from veille.stories.evaluation import b_cubed
from veille.stories.features import Telling
from veille.stories.grouping import group

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT.parent / "shared/texts/orangesum/items.jsonl.gz"
START = datetime(2026, 11, 1, tzinfo=UTC)
TOLD = 8  # an event is told one to eight times
PEER_THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4)


def read_titles(path: Path) -> list[str]:
    """Titles once each, in the order of the file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return list(dict.fromkeys(json.loads(line)["title"].strip() for line in lines))


def retold(title: str, other: str, chance: random.Random) -> str:
    """The title as another newspaper might put it."""
    words = [word for word in title.split() if chance.random() > 0.2] or title.split()
    if chance.random() < 0.3:
        middle = chance.randrange(len(words))
        words = words[middle:] + words[:middle]
    strange = other.split()
    return " ".join(words + chance.sample(strange, min(2, len(strange))))


def make_items(titles: Sequence[str], size: int, days: int) -> tuple[list[Telling], list[int]]:
    """``size`` items and the event each tells."""
    chance = random.Random(20261124)
    items: list[Telling] = []
    events: list[int] = []
    event = 0
    while len(items) < size:
        title = titles[event % len(titles)]
        # Past the last title, the same is another event: a week later at least.
        begun = START + timedelta(days=chance.random() * days + 30 * (event // len(titles)))
        for _ in range(min(chance.randint(1, TOLD), size - len(items))):
            said = retold(title, chance.choice(titles), chance)
            date = begun + timedelta(hours=chance.random() * 48)
            items.append(Telling(len(items), said, date=date))
            events.append(event)
        event += 1
    return items, events


def measure_ours(items: Sequence[Telling], events: Sequence[int]) -> None:
    start = time.process_time()
    groups = group(items)
    seconds = time.process_time() - start
    given = [0] * len(items)
    for number, one in enumerate(groups):
        for item in one.item_ids:
            given[item] = number
    found = b_cubed(events, given)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"veille        {len(items):7} items  {seconds:6.1f} s of processor  ", end="")
    print(f"{len(groups):6} stories  peak {peak:,.0f} MB  ", end="")
    print(f"P {found.precision:.3f}  R {found.recall:.3f}  F1 {found.f1:.3f}")


def measure_peer(items: Sequence[Telling], events: Sequence[int]) -> None:
    try:
        from sklearn.cluster import AgglomerativeClustering
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError:
        print("TF-IDF        skipped: scikit-learn is not installed here")
        return
    best = (0.0, 0.0, 0.0)
    for threshold in PEER_THRESHOLDS:
        start = time.process_time()
        matrix = TfidfVectorizer(strip_accents="unicode").fit_transform(
            [one.title for one in items]
        )
        distances = 1 - (matrix @ matrix.T).toarray()
        given = AgglomerativeClustering(
            n_clusters=None,
            metric="precomputed",
            linkage="average",
            distance_threshold=1 - threshold,
        ).fit_predict(distances.clip(0))
        seconds = time.process_time() - start
        best = max(best, (b_cubed(events, given.tolist()).f1, threshold, seconds))
    print(f"TF-IDF        {len(items):7} items  {best[2]:6.1f} s of processor  ", end="")
    print(f"F1 {best[0]:.3f} at its best threshold, {best[1]}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--beside", type=int, default=5_000)
    parser.add_argument("--days", type=int, default=30)
    wanted = parser.parse_args()
    titles = read_titles(ARTICLES)
    for size in (wanted.beside, wanted.items):
        items, events = make_items(titles, size, wanted.days)
        measure_ours(items, events)
        if size == wanted.beside:
            measure_peer(items, events)


if __name__ == "__main__":
    main()
