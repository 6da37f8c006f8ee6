"""Learn, write, measure: see ``tools/prior/__init__.py``."""

import os
import sys
import time
from io import BytesIO

# Its matrices are small: threads of the linear algebra cost ten times what they save.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from tools.prior.fit import (
    DIRECTION,
    ROOT,
    USEFUL,
    Array,
    Fitted,
    Said,
    fit,
    rules_alone,
    vocabulary_of,
)
from tools.prior.items import labelled
from tools.prior.jobs import FittedJobs, fit_jobs
from tools.prior.measure import show
from veille.config import load_rules
from veille.prior.model import KINDS, RELEVANCE, Prior

TABLE = ROOT / "veille/prior/weights.npz"
STEPS = 127
"""Weights are whole numbers up to this: one byte each."""
# A token whose largest weight is below this part of the largest of all says nothing.
WORTH_KEEPING = 0.03


def main() -> None:
    start = time.perf_counter()

    def log(what: str) -> None:
        print(f"{time.perf_counter() - start:6.0f} s  {what}", flush=True)

    items = labelled()
    learning = [one for one in items if not one.apart]
    log(f"{len(learning)} items to learn from, {len(items) - len(learning)} kept apart")
    rules = load_rules(ROOT / "rules")
    jobs = fit_jobs(learning)
    log(f"{len(jobs.features)} features of numbers of jobs")
    said = Said.of(learning, rules_alone(rules), jobs.announced())
    log("items read")
    fitted = fit(said, vocabulary_of(said), log)
    data = written(fitted, jobs)
    log(f"{len(data) / 1024:.0f} kB")
    print(f"bars {fitted.bars}, cuts of relevance {[round(cut, 2) for cut in fitted.cuts]}")
    show(rules, Prior.from_bytes(data), [one for one in items if one.apart], fitted.cuts)
    if "--measure" not in sys.argv:
        TABLE.write_bytes(data)


def written(fitted: Fitted, jobs: FittedJobs) -> bytes:
    """The table, as ``Prior.from_bytes`` reads it."""
    vocabulary = fitted.vocabulary
    names = list(fitted.outputs)
    weights = np.stack(
        [
            one.own + DIRECTION * (vocabulary.directions @ one.by_direction)
            for one in fitted.outputs.values()
        ],
        axis=1,
    )
    steps = abs(weights).max(axis=0) / STEPS
    rounded = (weights / steps).round().astype(np.int8)
    kept = abs(weights * vocabulary.rarity[:, None]).max(axis=1)
    kept = kept >= WORTH_KEEPING * kept.max()
    tokens = [token for token, keep in zip(vocabulary.ranks, kept, strict=True) if keep]
    jobs_steps = abs(jobs.weights).max(axis=0) / STEPS
    file = BytesIO()
    np.savez_compressed(
        file,
        tokens=np.frombuffer("\n".join(tokens).encode(), np.uint8),
        rarity=vocabulary.rarity[kept].astype(np.float16),
        weights=rounded[kept],
        steps=steps.astype(np.float32),
        gains=np.array([one.gain for one in fitted.outputs.values()], np.float32),
        offsets=np.array([_offset(name, fitted) for name in names], np.float32),
        outputs=np.array(names),
        bars=np.array([fitted.bars[kind] for kind in KINDS]),
        levels=fitted.levels,
        jobs_tokens=np.frombuffer("\n".join(jobs.features).encode(), np.uint8),
        jobs_weights=(jobs.weights / jobs_steps).round().astype(np.int8),
        jobs_steps=jobs_steps.astype(np.float32),
        jobs_offsets=jobs.offsets.astype(np.float32),
    )
    return file.getvalue()


def _offset(name: str, fitted: Fitted) -> Array:
    offsets = fitted.outputs[name].offsets
    return offsets[USEFUL - 1] if name == RELEVANCE else offsets[0]


if __name__ == "__main__":
    main()
