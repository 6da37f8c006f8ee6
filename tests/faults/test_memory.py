"""Bombs, measured from outside: the pass and its children stay within their memory."""

import gzip
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from functools import cache

import pytest

from tests.faults.server import Web, answer, endless, head
from tests.faults.watch import SENTINEL, Watch, rss

# Peaks in kB: of this process since it became itself, and of the largest of its children.
MEASURED = """
import json, resource, sys
from pathlib import Path
from veille.cli.application import app
app(sys.argv[1:], standalone_mode=False)
own = next(l for l in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in l)
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([int(own.split()[1]), children]))
"""
GROWTH_KB = 300_000
"""Documented memory of one reading; the fetcher's share is far below."""
GZIP = "Content-Encoding: gzip"

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="peaks are read from /proc"
)


@cache
def bomb(megabytes: int = 128) -> bytes:
    """That many megabytes of blanks inside a feed, packed a thousand times smaller."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    blank = b" " * 1_000_000
    packed = packer.compress(b"<rss><channel><title>")
    return packed + b"".join(packer.compress(blank) for _ in range(megabytes)) + packer.flush()


def measured(watch: Watch) -> tuple[dict[str, str], int, int]:
    """The outcomes of a pass in a process of its own, and the two peaks."""
    watch.write()
    words = ["collect", "--all", "--json", "--home", str(watch.home)]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *words],
        env={**os.environ, **watch.environment()},
        capture_output=True,
        check=True,
        timeout=100,
    )
    report, peaks = map(json.loads, done.stdout.decode().splitlines())
    return {one["id"]: one["outcome"] for one in report["sources"]}, *peaks


def entity(uses: int) -> bytes:
    long = "x" * 50_000
    text = "&e;" * uses
    return f'<!DOCTYPE rss [<!ENTITY e "{long}">]><rss><channel><item><title>{text}'.encode()


BOMBS = {
    "gzip": answer(bomb(), GZIP),
    "gzip-of-gzip": answer(gzip.compress(bomb()), "Content-Encoding: gzip, gzip"),
    "endless": endless(head(), b"<item>" * 10_000),
    "entity": answer(entity(20_000)),
    # Just below the ceiling of bytes: what reading costs beyond them.
    "elements": answer(
        b"<rss><channel>" + b"<item><title>t</title></item>" * 330_000 + b"</channel></rss>"
    ),
    "elements-ill-formed": answer(b"<rss><channel>&nbsp;" + b"<item><b>" * 60_000),
    "one-text": answer(b"<rss><channel><item><title>" + b"t" * 9_900_000),
    "page": answer(b"<html><body>" + b"<p><i>" * 330_000),
    "page-of-attributes": answer(b"<html><body " + b"a='' " * 390_000 + b">"),
}


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    with Web() as web:
        _, *peaks = measured(Watch(tmp_path_factory.mktemp("calme"), web))
        yield peaks[0], peaks[1]


def test_bombs_cost_a_bounded_memory_and_nothing_to_others(
    watch: Watch, quiet: tuple[int, int]
) -> None:
    for name, reply in BOMBS.items():
        kind = "page" if name.startswith("page") else "feed"
        watch.site(name, {"/flux": reply}, kind=kind)
    watch.site("bonne", {"/flux": answer(rss("a"))})

    outcomes, own, children = measured(watch)

    assert outcomes.pop(SENTINEL) == outcomes.pop("bonne") == "ok"
    assert set(outcomes) == set(BOMBS)
    for name in ("gzip", "gzip-of-gzip", "endless", "entity"):
        assert outcomes[name] == "error"
    assert own - quiet[0] < GROWTH_KB
    assert children - quiet[1] < GROWTH_KB + 50_000  # the limit is on addresses, not on pages
