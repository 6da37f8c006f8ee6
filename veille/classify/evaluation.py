"""How well classifications agree with labels made by hand, as figures. Pure.

An item is labelled with ``themes`` (codes), ``relevance`` (0 to 3), ``signal`` (code or null),
``jobs`` (whole number or null), ``amount_eur`` (number or null), ``places`` (names). A label
that the file does not have is not measured.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from veille.domain.theme import Classification
from veille.normalise.words import fold

Labels = Mapping[str, Any]
Pair = tuple[Labels, Classification]
LEVELS = 4
"""Relevance goes from 0 to 3."""
_USEFUL = 2
"""Relevance from which an item is worth a reader's time."""
_NEAR = 0.01
"""Amounts that differ by less than one in a hundred are the same, rounded."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Found and right, found and wrong, missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    def as_json(self) -> dict[str, float | int]:
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "right": self.right,
            "wrong": self.wrong,
            "missed": self.missed,
        }


def evaluate(pairs: Sequence[Pair], *, worst: int = 10) -> dict[str, Any]:
    """Every figure that the labels allow, ready for JSON; ``worst``: errors listed of each kind."""
    report: dict[str, Any] = {"items": len(pairs)}
    if _labelled(pairs, "themes"):
        by_code = theme_counts(pairs)
        report["themes"] = {
            "micro": total(by_code.values()).as_json(),
            "macro_f1": round(sum(one.f1 for one in by_code.values()) / max(len(by_code), 1), 4),
            "by_theme": {code: one.as_json() for code, one in sorted(by_code.items())},
        }
    if _labelled(pairs, "relevance"):
        wanted = [int(labels["relevance"]) for labels, _ in pairs]
        report["relevance"] = {
            "kappa": round(quadratic_kappa(wanted, [found.relevance for _, found in pairs]), 4),
            "average_precision": round(
                average_precision(
                    [level >= _USEFUL for level in wanted],
                    [found.relevance_score for _, found in pairs],
                ),
                4,
            ),
        }
    if _labelled(pairs, "places"):
        report["places"] = place_counts(pairs).as_json()
    if _labelled(pairs, "signal"):
        report["signal"] = signal_counts(pairs).as_json()
    if _labelled(pairs, "jobs"):
        said = [(labels["jobs"], _count(found)) for labels, found in pairs]
        report["jobs"] = _exact(said)
    if _labelled(pairs, "amount_eur"):
        said = [(labels["amount_eur"], _euros(found)) for labels, found in pairs]
        report["amount_eur"] = _exact(said)
    report["worst"] = _worst(pairs, worst)
    return report


def _labelled(pairs: Sequence[Pair], name: str) -> bool:
    return bool(pairs) and all(name in labels for labels, _ in pairs)


def theme_counts(pairs: Sequence[Pair]) -> dict[str, Counts]:
    """Counts of each theme that a label or a classification has."""
    tally: dict[str, list[int]] = {}
    for labels, found in pairs:
        wanted, said = set(labels["themes"]), {match.code for match in found.themes}
        for code in wanted | said:
            counts = tally.setdefault(code, [0, 0, 0])
            counts[0 if code in wanted & said else 1 if code in said else 2] += 1
    return {code: Counts(*counts) for code, counts in tally.items()}


def place_counts(pairs: Sequence[Pair]) -> Counts:
    """Places by their folded names: what the labels have is names, official or as written."""
    right = wrong = missed = 0
    for labels, found in pairs:
        wanted = {fold(name) for name in labels["places"]}
        said = [{fold(place.name), fold(place.written)} for place in found.facts.places]
        reached = wanted & set().union(*said)
        right += len(reached)
        wrong += sum(not names & wanted for names in said)
        missed += len(wanted - reached)
    return Counts(right, wrong, missed)


def signal_counts(pairs: Sequence[Pair]) -> Counts:
    """A wrong code counts twice: one said that is not, one that is and is not said."""
    right = wrong = missed = 0
    for labels, found in pairs:
        wanted = labels["signal"]
        said = found.facts.signal.code if found.facts.signal else None
        right += wanted is not None and wanted == said
        wrong += said is not None and wanted != said
        missed += wanted is not None and wanted != said
    return Counts(right, wrong, missed)


def total(counts: Any) -> Counts:
    """All counts together (micro average)."""
    found = list(counts)
    return Counts(
        sum(one.right for one in found),
        sum(one.wrong for one in found),
        sum(one.missed for one in found),
    )


def quadratic_kappa(expected: Sequence[int], given: Sequence[int]) -> float:
    """Cohen's kappa with squared weights: 1 is perfect, 0 is chance."""
    pairs = Counter(zip(expected, given, strict=True))
    rows, columns = Counter(expected), Counter(given)
    levels = range(LEVELS)
    seen = sum((a - b) ** 2 * pairs[a, b] for a in levels for b in levels)
    chance = sum((a - b) ** 2 * rows[a] * columns[b] for a in levels for b in levels)
    return 1 - seen * len(expected) / chance if chance else 1.0


def average_precision(wanted: Sequence[bool], scores: Sequence[float]) -> float:
    """Mean of the precision at each wanted item, best scores first."""
    found, summed = 0, 0.0
    ranked = sorted(zip(scores, wanted, strict=True), key=lambda pair: -pair[0])
    for rank, (_, is_wanted) in enumerate(ranked, 1):
        if is_wanted:
            found += 1
            summed += found / rank
    return summed / found if found else 0.0


def _count(found: Classification) -> int | None:
    return found.facts.jobs.count if found.facts.jobs else None


def _euros(found: Classification) -> int | None:
    return found.facts.amount.euros if found.facts.amount else None


def _exact(said: Sequence[tuple[float | None, float | None]]) -> dict[str, float | int]:
    """Of the numbers labelled, those given exactly; of the items without, those given one."""
    wanted = [(a, b) for a, b in said if a is not None]
    without = [b for a, b in said if a is None]
    exact = sum(1 for a, b in wanted if b is not None and abs(a - b) <= _NEAR * abs(a))
    invented = sum(1 for b in without if b is not None)
    return {
        "exact": round(exact / max(1, len(wanted)), 4),
        "invented": round(invented / max(1, len(without)), 4),
        "labelled": len(wanted),
    }


def _worst(pairs: Sequence[Pair], count: int) -> list[dict[str, Any]]:
    """The items whose relevance or themes are furthest from their labels."""

    def distance(pair: Pair) -> float:
        labels, found = pair
        themes = set(labels.get("themes", ())) ^ {match.code for match in found.themes}
        far = abs(int(labels.get("relevance", found.relevance)) - found.relevance)
        return far + 0.4 * len(themes if "themes" in labels else ())

    ranked = sorted(pairs, key=distance, reverse=True)[:count]
    return [
        {
            "id": labels.get("id"),
            "title": labels.get("title"),
            "wanted": {name: labels.get(name) for name in ("themes", "relevance", "signal")},
            "said": {
                "themes": [match.code for match in found.themes],
                "relevance": found.relevance,
                "signal": found.facts.signal.code if found.facts.signal else None,
            },
            "why": found.why,
        }
        for labels, found in ranked
        if distance((labels, found)) > 0
    ]
