"""Quality of the signals, the jobs and the amounts on the labelled items.

    python -m tests.quality.signals

Prints each signal's counts and every item where the rules and the labels differ.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from veille.classify import classify
from veille.config import compiled, load_rules
from veille.domain.signal import SIGNALS

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared/gold/dev.jsonl"


@dataclass(frozen=True)
class Said:
    """What the rules say of one labelled item."""

    item: Mapping[str, Any]
    signal: str | None
    jobs: int | None
    euros: int | None


def read(gold: Path = GOLD) -> list[Said]:
    ruleset = compiled(load_rules(ROOT / "rules"))
    said = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        facts = classify(ruleset, item["title"], item["summary"]).facts
        said.append(
            Said(
                item,
                facts.signal.code if facts.signal else None,
                facts.jobs.count if facts.jobs else None,
                facts.amount.euros if facts.amount else None,
            )
        )
    return said


def signal_counts(said: Sequence[Said], codes: Sequence[str] = SIGNALS) -> tuple[int, int, int]:
    """Right, wrong and missed over the items that have a signal or were given one."""
    pairs = [(one.item["signal"], one.signal) for one in said]
    return (
        sum(label == given and given in codes for label, given in pairs),
        sum(given in codes and given != label for label, given in pairs),
        sum(label in codes and given != label for label, given in pairs),
    )


def exact_and_sober(pairs: Sequence[tuple[float | None, float | None]]) -> tuple[float, float]:
    """Share of the (label, given) numbers found exactly, and share of the items without a
    number that were given none."""
    with_number = [given == label for label, given in pairs if label is not None]
    without = [given is None for label, given in pairs if label is None]
    return sum(with_number) / max(1, len(with_number)), sum(without) / max(1, len(without))


def measure_signals(gold: Path = GOLD) -> dict[str, float]:
    """The pinned figures."""
    said = read(gold)
    right, wrong, missed = signal_counts(said)
    jobs, no_jobs = exact_and_sober([(one.item["jobs"], one.jobs) for one in said])
    amounts, no_amount = exact_and_sober([(one.item["amount_eur"], one.euros) for one in said])
    return {
        "signals_micro_f1": 2 * right / max(1, 2 * right + wrong + missed),
        "jobs_exact": jobs,
        "jobs_none_invented": no_jobs,
        "amounts_exact": amounts,
        "amounts_none_invented": no_amount,
    }


def differences(said: Sequence[Said]) -> Iterator[str]:
    for one in said:
        for what, label, given in (
            ("signal", one.item["signal"], one.signal),
            ("jobs", one.item["jobs"], one.jobs),
            ("amount", one.item["amount_eur"], one.euros),
        ):
            if label != given:
                yield f"{one.item['id']} {what}: {label} expected, {given} given"


def main() -> None:
    said = read()
    for code in SIGNALS:
        right, wrong, missed = signal_counts(said, [code])
        print(f"{code:16} {right:3} right {wrong:3} wrong {missed:3} missed")
    for line in differences(said):
        print(line)
    for name, value in measure_signals().items():
        print(f"{name:27} {value:.3f}")


if __name__ == "__main__":
    main()
