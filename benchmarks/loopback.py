"""A folder of captured feeds served over real HTTP, from a process of its own.

    with serving(folder, files) as port: …

A raw asyncio server, so that the server's own cost stays small beside what is measured.
Each file answers at ``/<its number>`` with an ETag; a conditional request that matches gets 304.
"""

import asyncio
import hashlib
import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path


@contextmanager
def serving(files: Sequence[Path], *, latency: float = 0.0, hosts: int = 1) -> Iterator[int]:
    """Serve ``files`` on a free port of the loopback until the block ends.

    ``latency``: seconds before each answer; ``hosts``: addresses it answers at (``address``).
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(
        target=_run, args=([str(file) for file in files], theirs, latency, hosts)
    )
    process.start()
    try:
        yield ours.recv()
    finally:
        process.kill()
        process.join()


def _run(files: list[str], pipe: Connection, latency: float, hosts: int) -> None:
    asyncio.run(_serve([Path(file).read_bytes() for file in files], pipe, latency, hosts))


async def _serve(bodies: list[bytes], pipe: Connection, latency: float, hosts: int) -> None:
    etags = [f'"{hashlib.sha256(body).hexdigest()[:16]}"'.encode() for body in bodies]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                path = head.split(b" ", 2)[1].lstrip(b"/")
                await asyncio.sleep(latency)
                # robots.txt and the like: this site has no rules.
                number = int(path) if path.isdigit() else -1
                if number < 0:
                    writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                elif etags[number] in head:
                    writer.write(
                        b"HTTP/1.1 304 Not Modified\r\nETag: " + etags[number] + b"\r\n\r\n"
                    )
                else:
                    body = bodies[number]
                    writer.write(
                        b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nETag: %b\r\n"
                        b"Content-Length: %d\r\n\r\n" % (etags[number], len(body)) + body
                    )
                await writer.drain()
                if b"onnection: close" in head:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    first = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=512)
    port = first.sockets[0].getsockname()[1]
    for host in range(1, hosts):
        await asyncio.start_server(answer, address(host), port, backlog=512)
    pipe.send(port)
    await first.serve_forever()


def address(host: int) -> str:
    """The address of one of the hosts served, from 0."""
    return "127.0.0.1" if host == 0 else f"127.0.1.{host}"


def write_home(home: Path, port: int, count: int, *, hosts: int = 1) -> Path:
    """A home whose sources are the served files, on each host in turn; ids are ``s0000``…"""
    home.mkdir(parents=True, exist_ok=True)
    lines = ["sources:"]
    for number in range(count):
        lines += [
            f"  - id: s{number:04}",
            f"    name: Source {number}",
            f"    url: http://{address(number % hosts)}:{port}/{number}",
            "    rights: open",
        ]
    (home / "sources.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return home
