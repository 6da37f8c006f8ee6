"""Child processes that read foreign bytes, each call with a limit of time and memory.

A feed of 110 kB can be built to take 2.9 GB and 19 s: what reads such bytes must be something
one can kill. A worker that exceeds its time is killed and replaced; one that exceeds its
memory fails that call; the calls of others go on.
"""

import asyncio
import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, TypeVar

from veille.errors import ParseError, ParseLimitError, VeilleError

_Result = TypeVar("_Result")

SECONDS = 10.0
MEMORY_MB = 300


class ChildPool:
    """``workers`` child processes, started at the first call; close it, or use ``with``."""

    def __init__(
        self,
        workers: int | None = None,
        *,
        seconds: float = SECONDS,
        memory_mb: int = MEMORY_MB,
        preload: tuple[str, ...] = (),
    ) -> None:
        """``preload``: modules imported once, before the workers are forked."""
        self._seconds = seconds
        self._memory_mb = memory_mb
        self._count = workers or max(1, min(os.cpu_count() or 1, 8))
        self._idle: asyncio.Queue[_Worker | None] | None = None
        self._workers: list[_Worker] = []
        self._lock = threading.Lock()
        # A forked copy of a threaded process can deadlock: a clean server forks instead.
        method = "spawn" if sys.platform == "win32" else "forkserver"
        self._context: Any = multiprocessing.get_context(method)
        if method == "forkserver":
            self._context.set_forkserver_preload(list(preload))

    async def call(self, function: Callable[..., _Result], *args: Any) -> _Result:
        """``function(*args)`` in a child; all of it must be picklable.

        Raises:
            ParseLimitError: it took too long or too much memory, or killed its process.
            VeilleError: as raised by ``function``.
            ParseError: any other exception of ``function``.
        """
        if self._idle is None:
            self._idle = asyncio.Queue()
            for _ in range(self._count):
                self._idle.put_nowait(None)
        worker = await self._idle.get()
        if worker is None or not worker.alive:
            worker = await asyncio.to_thread(self._start)
        try:
            return await asyncio.to_thread(worker.call, function, args, self._seconds)
        finally:
            self._idle.put_nowait(worker if worker.alive else None)

    def _start(self) -> "_Worker":
        with self._lock:  # forkserver's own start is not safe from two threads
            worker = _Worker(self._context, self._memory_mb)
            self._workers = [one for one in self._workers if one.alive]
            self._workers.append(worker)
        return worker

    def close(self) -> None:
        """Stop every worker."""
        for worker in self._workers:
            worker.stop()
        self._workers = []
        self._idle = None

    def __enter__(self) -> "ChildPool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _Worker:
    def __init__(self, context: Any, memory_mb: int) -> None:
        self._pipe: Connection
        self._pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=_serve, args=(theirs, memory_mb), daemon=True
        )
        self._process.start()
        theirs.close()
        self.alive = True

    def call(self, function: Callable[..., Any], args: tuple[Any, ...], seconds: float) -> Any:
        try:
            self._pipe.send((function, args))
            if not self._pipe.poll(seconds):
                self.stop()
                raise ParseLimitError(
                    f"La lecture a dépassé {seconds:g} s et a été arrêtée ; "
                    "ce document est anormalement lourd, prévenez le site."
                )
            done, value = self._pipe.recv()
        except (EOFError, OSError) as error:
            self.stop()
            raise ParseLimitError(
                "La lecture s’est arrêtée net (mémoire épuisée ou fichier hostile) ; "
                "rien n’a été gardé de ce document."
            ) from error
        if done:
            return value
        raise value

    def stop(self) -> None:
        self.alive = False
        with contextlib.suppress(OSError):
            self._pipe.close()
        self._process.kill()
        self._process.join(5)


def _serve(pipe: Connection, memory_mb: int) -> None:
    """The life of a child: read a call, answer it, until the parent closes its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which stops us
    _limit_memory(memory_mb)
    while True:
        try:
            function, args = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: tuple[bool, Any] = (True, function(*args))
        except VeilleError as error:
            answer = (False, error)
        except (MemoryError, RecursionError):
            answer = (
                False,
                ParseLimitError(
                    f"La lecture demandait plus de {memory_mb} Mo de mémoire et a été arrêtée ; "
                    "ce document est anormalement lourd, prévenez le site."
                ),
            )
        except Exception as error:
            # Readers of foreign bytes raise anything (see the traps of feedparser).
            answer = (False, ParseError(f"Contenu illisible ({type(error).__name__} : {error})."))
        try:
            pipe.send(answer)
        except BrokenPipeError:
            return  # the parent is gone
        except (pickle.PicklingError, ValueError, TypeError):
            pipe.send((False, ParseError("Contenu illisible (résultat impossible à transmettre).")))


def _limit_memory(memory_mb: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    try:
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123
            now = int(statm.read().split()[0]) * resource.getpagesize()
    except OSError:
        return  # no such figure outside Linux: the limit of time remains
    limit = now + memory_mb * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
