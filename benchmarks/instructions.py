"""How many instructions it takes to classify one item, where a shared machine has no steady clock.

    python -m benchmarks.instructions [FILE.jsonl]

Runs itself under valgrind (a package of the system), with one pass over the items then with four:
the difference is what three passes take, the start apart. Some two minutes.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.classify import DEFAULT, ROOT, read_items
from veille.classify import classify
from veille.config import compiled, load_rules

ITEMS = 200
FEWER, MORE = 1, 4
_COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")


def run(path: Path, passes: int) -> None:
    """Classify the items of a file, so many times."""
    ruleset = compiled(load_rules(ROOT / "rules"))
    items = list(read_items(path))[:ITEMS]
    for _ in range(passes):
        for title, summary in items:
            classify(ruleset, title, summary)


def counted(path: Path, passes: int) -> int:
    """Instructions of a whole process that does so."""
    command = [sys.executable, "-m", "benchmarks.instructions", str(path), str(passes)]
    tool = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    # The vectors are short: threads of the linear algebra would only spin.
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run([*tool, *command], env=env, capture_output=True, text=True, check=True)
    found = _COUNTED.search(done.stderr)
    if found is None:
        raise SystemExit(done.stderr[-2000:])
    return int(found[1].replace(",", ""))


def main() -> None:
    arguments = sys.argv[1:]
    path = Path(arguments[0]) if arguments else DEFAULT[0]
    if len(arguments) == 2:
        run(path, int(arguments[1]))
        return
    if shutil.which("valgrind") is None:
        raise SystemExit("valgrind is not installed on this machine")
    items = min(ITEMS, sum(1 for _ in read_items(path)))
    extra = counted(path, MORE) - counted(path, FEWER)
    print(
        f"{extra / items / (MORE - FEWER):,.0f} instructions an item, {items} items of {path.name}"
    )


if __name__ == "__main__":
    main()
