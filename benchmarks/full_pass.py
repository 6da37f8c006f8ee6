"""A full pass over 300 feeds, beside what a user would pick instead: the ``reader`` library.

    python3 -m venv /tmp/peer && /tmp/peer/bin/pip install reader
    .venv/bin/python -m benchmarks.full_pass ../shared/feeds/wild --peer /tmp/peer/bin/python

Ours fetches, parses, normalises, sanitises, stores and classifies; reader (workers=10) fetches,
parses and stores. Both in fresh processes, on the same loopback server, in turn.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.loopback import serving, write_home

ROOT = Path(__file__).resolve().parents[1]

_PEER = """
import sys
from reader import make_reader
port, count, database = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
reader = make_reader(database)
for number in range(count):
    reader.add_feed(f"http://127.0.0.1:{port}/{number}")
reader.update_feeds(workers=10)
print(reader.get_entry_counts().total)
"""


def timed(command: list[str], env: dict[str, str]) -> tuple[float, float, str]:
    """Wall seconds, processor seconds and output of a finished command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peer", help="Python of an environment that has reader")
    parser.add_argument("--feeds", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    files = sorted(
        path for path in arguments.folder.rglob("*") if path.is_file() and path.name != "index.tsv"
    )[: arguments.feeds]
    ratios, cpu_ratios = [], []
    with serving(files) as port:
        env = os.environ | {
            "VEILLE_FETCH_ALLOW": f"127.0.0.1:{port}",
            "VEILLE_HOST_PAUSE": "0s",
        }
        for _ in range(arguments.rounds):
            with tempfile.TemporaryDirectory() as folder:
                home = write_home(Path(folder) / "home", port, len(files))
                command = [
                    sys.executable,
                    "-m",
                    "veille",
                    "run",
                    "--all",
                    "--json",
                    "--home",
                    str(home),
                ]
                wall, cpu, output = timed(command, env)
                found = json.loads(output)["new"]
                print(f"veille: {wall:.2f} s, processor {cpu:.2f} s, {found} items")
                if arguments.peer:
                    database = str(Path(folder) / "reader.db")
                    peer = [arguments.peer, "-c", _PEER, str(port), str(len(files)), database]
                    peer_wall, peer_cpu, output = timed(peer, dict(os.environ))
                    print(
                        f"reader: {peer_wall:.2f} s, processor {peer_cpu:.2f} s, "
                        f"{output.strip()} entries; ratio {peer_wall / wall:.1f}"
                    )
                    ratios.append(peer_wall / wall)
                    cpu_ratios.append(peer_cpu / cpu)
    if ratios:
        print(
            f"median ratio: {statistics.median(ratios):.1f} in time, "
            f"{statistics.median(cpu_ratios):.1f} in processor"
        )


if __name__ == "__main__":
    main()
