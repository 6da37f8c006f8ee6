"""Nothing lost, nothing twice: three polls of real feeds, undisturbed, then with ``kill -9``.

    .venv/bin/python -m benchmarks.replay ../shared/feeds/replay [--feeds N] [--kills 30]

Serves what each feed served at each capture, collects after each, and compares the archive
with the distinct (feed, guid or else link) that feedparser reads in the same files. Then
replays with the collector killed at random instants, and compares the two archives.
Exit code 1 when anything differs.
"""

import argparse
import csv
import io
import json
import os
import random
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import feedparser

ROOT = Path(__file__).resolve().parents[1]

Capture = dict[str, bytes]


def captures(folder: Path, feeds: int) -> list[Capture]:
    """For each capture, in order of time: what each feed served, by feed name."""
    with tarfile.open(folder / "blobs.tar.xz") as archive:
        blobs = {
            member.name.removeprefix("./"): file.read()
            for member in archive
            if (file := archive.extractfile(member))
        }
    polls: dict[str, Capture] = {}
    with (folder / "manifest.tsv").open(encoding="utf-8") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t"):
            polls.setdefault(row["capture"], {})[row["feed"]] = blobs[row["file"]]
    names = sorted({name for poll in polls.values() for name in poll})[:feeds]
    return [
        {name: polls[when][name] for name in names if name in polls[when]} for when in sorted(polls)
    ]


def expected(polls: list[Capture]) -> tuple[set[tuple[str, str]], dict[tuple[str, str], str]]:
    """Distinct (feed, guid or else link), and the last title of each that has one only."""
    keys: set[tuple[str, str]] = set()
    titles: dict[tuple[str, str], str] = {}
    read: dict[bytes, Any] = {}
    for poll in polls:
        for name, body in poll.items():
            if body not in read:
                read[body] = feedparser.parse(io.BytesIO(body)).entries
            for entry in read[body]:
                key = (name, entry.get("id") or entry.get("link", ""))
                keys.add(key)
                titles[key] = entry.get("title", "")
    return keys, titles


class Web:
    """Serves ``polls[at]`` at ``/<number of the feed>``."""

    def __init__(self, polls: list[Capture]) -> None:
        self.names = sorted({name for poll in polls for name in poll})
        self.at = 0
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = polls[web.at].get(web.names[int(self.path.lstrip("/"))], b"")
                self.send_response(200 if body else 503)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def home(self, folder: Path) -> Path:
        folder.mkdir(parents=True)
        lines = ["sources:"]
        for number in range(len(self.names)):
            lines += [
                f"  - id: f{number:03}",
                f"    name: Flux {number}",
                f"    url: http://127.0.0.1:{self.port}/{number}",
            ]
        (folder / "sources.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return folder


def veille(web: Web, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "veille", *words],
        cwd=ROOT,
        env=os.environ | {"VEILLE_FETCH_ALLOW": f"127.0.0.1:{web.port}", "VEILLE_HOST_PAUSE": "0s"},
        stdout=subprocess.PIPE,
        text=True,
    )


def collect(web: Web, home: Path) -> int:
    """One undisturbed pass; the number of new items."""
    process = veille(web, "collect", "--all", "--json", "--home", str(home))
    output, _ = process.communicate(timeout=300)
    if process.returncode:
        raise SystemExit(f"veille collect: exit {process.returncode}")
    return int(json.loads(output)["new"])


def exported(web: Web, home: Path) -> list[dict[str, Any]]:
    output, _ = veille(web, "export", "--home", str(home)).communicate(timeout=300)
    return [json.loads(line) for line in output.splitlines()]


def content(rows: list[dict[str, Any]]) -> set[tuple[object, ...]]:
    """What must not depend on interruptions: everything but numbers and hours of ours."""
    return {
        tuple(row[name] for name in ("source", "guid", "url", "title", "summary", "published"))
        for row in rows
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--kills", type=int, default=30)
    arguments = parser.parse_args()
    polls = captures(arguments.folder, arguments.feeds)
    keys, titles = expected(polls)
    web = Web(polls)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        home = web.home(Path(folder) / "calm")
        for web.at in range(len(polls)):
            print(f"poll {web.at + 1}: {collect(web, home)} new")
        again = collect(web, home)
        calm = exported(web, home)
        got = {(web.names[int(row["source"][1:])], row["guid"]) for row in calm}
        lost, extra = keys - got, got - keys
        print(f"{len(calm)} items for {len(keys)} distinct keys; again: {again} new")
        print(f"lost {len(lost)}, extra {len(extra)}, rows beyond keys {len(calm) - len(got)}")
        for key in [*sorted(lost)[:5], *sorted(extra)[:5]]:
            print("   ", key, "lost" if key in lost else "extra", titles.get(key, "")[:60])
        wrong += len(lost) + len(extra) + again + (len(calm) != len(got))

        home = web.home(Path(folder) / "killed")
        random.seed(20261123)
        done = 0
        for web.at in range(len(polls)):
            share = arguments.kills // len(polls)
            for _ in range(share):
                process = veille(web, "collect", "--all", "--json", "--home", str(home))
                time.sleep(random.uniform(0.1, 3.0))
                process.kill()
                process.communicate()
                done += 1
            collect(web, home)
        killed = exported(web, home)
        same = content(killed) == content(calm) and len(killed) == len(calm)
        print(
            f"killed {done} times: {len(killed)} items, {'same' if same else 'DIFFERENT'} archive"
        )
        wrong += not same
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
