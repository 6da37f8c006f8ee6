"""Places found by the rules, measured on labelled items, titles of projects and common words.

python -m tests.quality.places             the figures and their floors
python -m tests.quality.places --errors    and what is missed or wrong
"""

import json
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.quality.common_words import AT_THE_BEGINNING, IN_LOWER_CASE
from veille.config import load_rules
from veille.normalise.lexing import Text
from veille.places import Gazetteer, Place, resolve
from veille.places.gazetteer import key_of

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared/gold/dev.jsonl"
PROJECTS = ROOT.parent / "shared/texts/fonds-vert/projects.jsonl"


def figures() -> dict[str, float]:
    """The pinned figures, by name."""
    precision, recall = precision_and_recall()
    return {
        "places_f1": 2 * precision * recall / (precision + recall),
        "places_of_projects_with_department": project_accuracy(department=True),
        "places_of_projects_alone": project_accuracy(department=False),
        "places_common_words_left_alone": common_words_left_alone(),
    }


def precision_and_recall() -> tuple[float, float]:
    """Over the names of all the labelled items."""
    right = wrong = missed = 0
    for _, expected, given in labelled():
        hits = [place for place in given if names_of(*place) & expected]
        reached = {name for place in hits for name in names_of(*place) & expected}
        right += len(reached)
        wrong += len(given) - len(hits)
        missed += len(expected) - len(reached)
    return right / (right + wrong), right / (right + missed)


def labelled() -> Iterator[tuple[dict[str, Any], set[str], list[tuple[Place, str]]]]:
    """Each item, the folded names expected, the places found with the words they are in."""
    gazetteer = Gazetteer.load()
    for item in read(GOLD):
        text = f"{item['title']}\n{item['summary']}"
        given = resolve(gazetteer, Text(item["title"], item["summary"]))
        found = [(place, text[place.start : place.end]) for place in given]
        yield item, {key_of(name) for name in item["places"]}, found


def names_of(place: Place, written: str) -> set[str]:
    """A label may be the official name or the words of the text (« Fos », Fos-sur-Mer)."""
    return {key_of(place.name), key_of(written)}


def project_accuracy(*, department: bool) -> float:
    """Share of the titles naming their commune in which its code is found, without doubt."""
    right = total = 0
    for project, given in projects(department=department):
        total += 1
        right += project["commune"] in {place.code for place in given}
    return right / total


def projects(*, department: bool) -> Iterator[tuple[dict[str, Any], Sequence[Place]]]:
    """Titles that hold the official name of their commune."""
    gazetteer = Gazetteer.load()
    entries = [entry for named in gazetteer.names.values() for entry in named]
    official = {e.code: e.name for e in entries if e.level == "commune" and not e.usual}
    for project in read(PROJECTS):
        name = official.get(project["commune"])
        if name and f" {key_of(name)} " in f" {key_of(project['title'])} ":
            where = project["department"] if department else ""
            yield project, resolve(gazetteer, Text(project["title"]), department=where)


def common_words_left_alone() -> float:
    """Share of the sentences of common words that are tagged neither alone nor at home."""
    gazetteer = Gazetteer.load()
    territory = load_rules(ROOT / "rules").territory
    given = [
        resolve(gazetteer, Text(sentence), territory=where)
        for sentence in (*AT_THE_BEGINNING, *IN_LOWER_CASE)
        for where in (None, territory)
    ]
    return given.count(()) / len(given)


def speed() -> float:
    """Items, title and summary, per second of one core."""
    gazetteer = Gazetteer.load()
    items = [(item["title"], item["summary"]) for item in read(GOLD)]
    rounds = 10
    start = time.process_time()
    for _ in range(rounds):
        for title, summary in items:
            resolve(gazetteer, Text(title, summary))
    return rounds * len(items) / (time.process_time() - start)


def loading() -> tuple[float, float]:
    """Seconds, and megabytes at the peak, that the first loading takes in a new process."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    Gazetteer.load()
    seconds = time.perf_counter() - start
    return seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def errors() -> Iterator[str]:
    for item, expected, given in labelled():
        reached = {name for place in given for name in names_of(*place) & expected}
        wrong = [place.name for place, written in given if not names_of(place, written) & expected]
        if wrong or expected - reached:
            yield f"{item['id']} wrong {wrong} missed {sorted(expected - reached)}: {item['title']}"
    for project, found in projects(department=True):
        if project["commune"] not in {place.code for place in found}:
            shown = [(place.name, place.code, place.why) for place in found]
            yield f"{project['commune']} {project['commune_name']}: {project['title']} → {shown}"
    gazetteer = Gazetteer.load()
    for sentence in (*AT_THE_BEGINNING, *IN_LOWER_CASE):
        if found := resolve(gazetteer, Text(sentence)):
            yield f"{sentence} → {[place.name for place in found]}"


def main() -> None:
    seconds, megabytes = loading()
    print(f"loading {seconds:.2f} s, {megabytes:.0f} MB")
    precision, recall = precision_and_recall()
    print(f"precision {precision:.3f}, recall {recall:.3f}, {speed():.0f} items/s")
    for name, value in figures().items():
        print(f"{name:37} {value:.3f}")
    if "--errors" in sys.argv:
        print(*errors(), sep="\n")


if __name__ == "__main__":
    main()
