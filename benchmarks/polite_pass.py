"""A first pass over many sources on few hosts, each answer 20 ms away, one request at a time.

    .venv/bin/python -m benchmarks.polite_pass [--sources 1000] [--hosts 50] [--latency 0.02]

Prints wall time, processor time and the peak memory of the whole program (the process and its
children, sampled together), beside the shortest time that one request at a time per host allows.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.loopback import address, serving, write_home

_ITEM = (
    "<item><title>Article {n} de la source {s}</title><link>https://exemple.fr/{s}/{n}</link>"
    "<guid>{s}-{n}</guid><description>Une entreprise du territoire annonce l’extension de son "
    "atelier et le recrutement de plusieurs personnes d’ici la fin de l’année.</description></item>"
)
_ITEMS = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=1_000)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--latency", type=float, default=0.02)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number in range(asked.sources):
            file = Path(folder) / f"{number}.xml"
            items = "".join(_ITEM.format(n=n, s=number) for n in range(_ITEMS))
            text = f"<rss version='2.0'><channel><title>S</title>{items}</channel></rss>"
            file.write_text(text, encoding="utf-8")
            files.append(file)
        with serving(files, latency=asked.latency, hosts=asked.hosts) as port:
            home = write_home(Path(folder) / "home", port, asked.sources, hosts=asked.hosts)
            allowed = ",".join(f"{address(host)}:{port}" for host in range(asked.hosts))
            env = os.environ | {"VEILLE_FETCH_ALLOW": allowed, "VEILLE_HOST_PAUSE": "0s"}
            command = [sys.executable, "-m", "veille", "collect", "--all", "--json"]
            command += ["--home", str(home)]
            started = time.perf_counter()
            process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE)
            peak = 0
            assert process.stdout is not None
            os.set_blocking(process.stdout.fileno(), False)
            output = b""
            while process.poll() is None:
                output += process.stdout.read() or b""
                peak = max(peak, _memory(process.pid))
                time.sleep(0.05)
            output += process.stdout.read() or b""
            wall = time.perf_counter() - started
            report = json.loads(output)
            outcomes = [one["outcome"] for one in report["sources"]]
            floor = (-(-asked.sources // asked.hosts) + 2) * asked.latency
            print(
                f"{len(outcomes)} sources, {asked.hosts} hosts: {wall:.2f} s "
                f"(floor {floor:.2f} s), peak {peak / 1e6:.0f} MB, {report['new']} new, "
                f"{ {one: outcomes.count(one) for one in sorted(set(outcomes))} }"
            )


def _memory(root: int) -> int:
    """Resident bytes of a process and of all that descends from it."""
    children: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            pages = int((entry / "statm").read_text().split()[1])
        except (OSError, IndexError, ValueError):
            continue
        children.setdefault(int(fields[1]), []).append(int(entry.name))
        sizes[int(entry.name)] = pages * os.sysconf("SC_PAGE_SIZE")
    total, waiting = 0, [root]
    while waiting:
        one = waiting.pop()
        total += sizes.get(one, 0)
        waiting += children.get(one, [])
    return total


if __name__ == "__main__":
    main()
