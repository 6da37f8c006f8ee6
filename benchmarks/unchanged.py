"""A pass in which every source answers « unchanged » (304): what a quiet hour costs.

    .venv/bin/python -m benchmarks.unchanged [--sources 1000]

The first pass reads every source once; the second, in a fresh process, is the one measured:
the whole program, from its start to its end, children included.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.full_pass import timed
from benchmarks.loopback import serving, write_home

_FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Source {n}</title>
<item><title>Article {n}</title><link>https://exemple.fr/{n}</link><guid>{n}</guid></item>
</channel></rss>"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=1_000)
    count = parser.parse_args().sources
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number in range(count):
            file = Path(folder) / f"{number}.xml"
            file.write_text(_FEED.format(n=number), encoding="utf-8")
            files.append(file)
        with serving(files) as port:
            home = write_home(Path(folder) / "home", port, count)
            env = os.environ | {
                "VEILLE_FETCH_ALLOW": f"127.0.0.1:{port}",
                "VEILLE_HOST_PAUSE": "0s",
            }
            command = [sys.executable, "-m", "veille", "collect", "--all", "--json"]
            command += ["--home", str(home)]
            for name in ("first pass", "unchanged"):
                wall, cpu, output = timed(command, env)
                outcomes = [one["outcome"] for one in json.loads(output)["sources"]]
                counted = {one: outcomes.count(one) for one in sorted(set(outcomes))}
                print(f"{name}: {wall:.2f} s, processor {cpu:.2f} s, {counted}")


if __name__ == "__main__":
    main()
