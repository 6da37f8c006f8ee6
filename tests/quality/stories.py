"""Quality of the stories on headlines that a person grouped by event.

    python -m tests.quality.stories

Prints B-cubed on all of them and on each half of the events, in several draws of halves.
"""

import json
import random
from pathlib import Path

from veille.stories.evaluation import BCubed, b_cubed
from veille.stories.features import Telling
from veille.stories.grouping import group

ROOT = Path(__file__).parents[2]
HEADLINES = ROOT.parent / "shared/stories/clusters.jsonl"
DRAWS = 4

Headline = tuple[str, str]


def read(path: Path = HEADLINES) -> list[Headline]:
    """(event, title) of each line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(one["cluster"], one["title"]) for one in map(json.loads, lines)]


def score(headlines: list[Headline]) -> BCubed:
    """How the stories of these headlines match their events."""
    groups = group(Telling(number, title) for number, (_, title) in enumerate(headlines))
    story_of = {item: number for number, one in enumerate(groups) for item in one.item_ids}
    return b_cubed(
        [event for event, _ in headlines], [story_of[number] for number in range(len(headlines))]
    )


def halves(headlines: list[Headline], draw: int) -> tuple[list[Headline], list[Headline]]:
    """The headlines of one half of the events, drawn at random, and of the other."""
    events = sorted({event for event, _ in headlines})
    random.Random(draw).shuffle(events)
    chosen = set(events[::2])
    return (
        [one for one in headlines if one[0] in chosen],
        [one for one in headlines if one[0] not in chosen],
    )


def measure() -> dict[str, float]:
    """The pinned figures."""
    found = score(read())
    return {
        "stories_b_cubed_f1": found.f1,
        "stories_b_cubed_precision": found.precision,
        "stories_b_cubed_recall": found.recall,
    }


def main() -> None:
    headlines = read()
    found = score(headlines)
    print(f"all     P {found.precision:.3f}  R {found.recall:.3f}  F1 {found.f1:.3f}")
    for draw in range(DRAWS):
        one, other = (score(half).f1 for half in halves(headlines, draw))
        print(f"halves  F1 {one:.3f} and {other:.3f}")


if __name__ == "__main__":
    main()
