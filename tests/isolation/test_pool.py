"""ChildPool: what a document costs, no other pays. Children call plain standard functions."""

import asyncio
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable
from pathlib import Path

import pytest

from veille.collect.collected import Collected
from veille.collect.feed import read
from veille.errors import ParseError, ParseLimitError
from veille.isolation import ChildPool

ROOT = Path(__file__).parents[2]
URL = "https://www.exemple.fr/flux.xml"
HEALTHY = b"<rss version='2.0'><channel><item><title>Sain</title></item></channel></rss>"


async def outcome(call: Awaitable[object]) -> object:
    """The result of a call, or the error it raised."""
    try:
        return await call
    except ParseError as error:
        return error


def test_results_come_back_whatever_their_number() -> None:
    async def run() -> list[float]:
        with ChildPool(2) as pool:
            return await asyncio.gather(*(pool.call(math.sqrt, n * n) for n in range(200)))

    assert asyncio.run(run()) == list(range(200))


def test_a_pool_that_reads_nothing_starts_nothing() -> None:
    with ChildPool() as pool:
        assert pool.started == 0


def test_children_start_only_as_calls_wait() -> None:
    async def run() -> tuple[int, int]:
        with ChildPool(2) as pool:
            await pool.call(abs, -1)
            await pool.call(abs, -1)
            alone = pool.started
            await asyncio.gather(pool.call(time.sleep, 0.05), pool.call(time.sleep, 0.05))
            return alone, pool.started

    assert asyncio.run(run()) == (1, 2)


def test_errors_travel_back() -> None:
    async def run() -> list[object]:
        with ChildPool(1) as pool:
            return [
                await outcome(pool.call(read, b"<html>", URL, "")),
                await outcome(pool.call(int, "douze")),
                await outcome(pool.call(abs, -2)),
            ]

    ours, foreign, after = asyncio.run(run())

    assert isinstance(ours, ParseError)
    assert "page HTML" in str(ours)
    assert isinstance(foreign, ParseError)
    assert "ValueError" in str(foreign)
    assert after == 2


def test_too_long_too_big_and_dead_are_named_and_disturb_nobody() -> None:
    async def run() -> list[object]:
        with ChildPool(2, seconds=0.5, memory_mb=200) as pool:
            return await asyncio.gather(
                outcome(pool.call(time.sleep, 60)),
                outcome(pool.call(bytes, 10**9)),
                outcome(pool.call(os._exit, 3)),
                *(outcome(pool.call(abs, -n)) for n in range(20)),
            )

    started = time.monotonic()
    slow, big, dead, *others = asyncio.run(run())

    assert time.monotonic() - started < 10
    assert all(isinstance(error, ParseLimitError) for error in (slow, dead))
    assert "0.5\u00a0s" in str(slow)
    assert "brutalement" in str(dead)
    if sys.platform == "linux":
        assert isinstance(big, ParseLimitError)
        assert "200\u00a0Mo" in str(big)
    assert others == list(range(20))


def test_hostile_feeds_stop_at_the_limits_and_the_healthy_one_is_read() -> None:
    entity = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>'
    bomb = f"{entity}<rss><channel><item><title>{'&a;' * 20_000}</title></item></channel></rss>"
    attributes = " ".join(f'a{n}="1"' for n in range(100_000))
    # Ill-formed, so that feedparser reads it: it alone would take a minute and more.
    wide = f"<rss><channel><item {attributes}><title>A & B</title></item></channel></rss>"
    deep = "<a>" * 50_000

    async def run() -> list[object]:
        with ChildPool(2, seconds=1, preload=("veille.collect.feed",)) as pool:
            bodies = [bomb.encode(), wide.encode(), deep.encode(), *[HEALTHY] * 5]
            return await asyncio.gather(
                *(outcome(pool.call(read, body, URL, "")) for body in bodies)
            )

    bombed, widened, deepened, *healthy = asyncio.run(run())

    assert isinstance(bombed, ParseError)
    assert "entités" in str(bombed)
    assert isinstance(widened, ParseLimitError)
    assert isinstance(deepened, ParseError)
    assert [feed.items[0].title for feed in healthy if isinstance(feed, Collected)] == ["Sain"] * 5


def test_closing_answers_those_who_wait_and_is_quick() -> None:
    async def run() -> list[object]:
        pool = ChildPool(1)
        waiting = [asyncio.create_task(outcome(pool.call(time.sleep, 60))) for _ in range(3)]
        await asyncio.sleep(0)
        await asyncio.to_thread(pool.close)
        pool.close()
        return [*await asyncio.gather(*waiting), await outcome(pool.call(abs, -1))]

    started = time.monotonic()
    answers = asyncio.run(run())

    assert time.monotonic() - started < 5
    assert all(isinstance(answer, ParseLimitError) for answer in answers)


def test_a_module_that_cannot_be_loaded_is_said_so_and_not_waited_for() -> None:
    async def run() -> object:
        with ChildPool(1, preload=("veille.collect.absent",)) as pool:
            return await outcome(pool.call(abs, -1))

    assert isinstance(asyncio.run(run()), ParseLimitError)


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_no_child_survives_a_killed_parent() -> None:
    program = (
        "import asyncio, os, time\n"
        "from veille.isolation import ChildPool\n"
        "async def main():\n"
        "    pool = ChildPool(2, seconds=0.5)\n"
        "    pids = await asyncio.gather(*(pool.call(os.getpid) for _ in range(2)))\n"
        "    busy = asyncio.create_task(pool.call(time.sleep, 60))\n"
        "    await asyncio.sleep(0.2)\n"
        "    print(*pids, flush=True)\n"
        "    await busy\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=ROOT) as app:
        assert app.stdout
        pids = {int(pid) for pid in app.stdout.readline().split()}
        app.send_signal(signal.SIGKILL)

    deadline = time.monotonic() + 10
    while any(alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert pids
    assert not [pid for pid in pids if alive(pid)]


def alive(pid: int) -> bool:
    """Whether this process runs; a zombie that nobody reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return False
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True
    return state != "Z"
