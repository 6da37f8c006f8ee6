"""Child processes that read foreign bytes, with limits of time and memory.

A feed of 110 kB can make a parser take 2.9 GB, one of 1 MB can hold it 99 s. Only another
process can be stopped for certain, so all that reads documents runs in one::

    asyncio ── call ──► queue ──► a thread per child ── pickle on stdin ──► child: function(*args)
                          ▲                                                        │
                          └──────── future ◄──────────── pickle on stdout ◄────────┘

- The thread talks to its child with blocking reads: a child never waits for a busy event
  loop between two documents. One more thread watches the deadlines and kills.
- Children start when calls wait and none is idle: a pass that reads nothing starts none.
- A child is a fresh interpreter, never a fork of this process and its threads. It is in a
  process group of its own (Ctrl-C does not reach it) and ends when its stdin does, so that
  none survives its parent, even killed.
"""

import asyncio
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, BinaryIO, Self, TypeVar, TypeVarTuple, cast

from veille.errors import ParseError, ParseLimitError

Ts = TypeVarTuple("Ts")
R = TypeVar("R")

# Imports of a child on a slow, busy machine; beyond that it will never be ready.
_START_SECONDS = 60.0
# How late a child may be killed; finer would only wake the watch more often.
_WATCH_SECONDS = 0.1
# A child whose parent is dead and that is lost in a document ends itself after that many
# times its limit; a living parent kills it at once its limit.
_ALARM_FACTOR = 2

_BOOT = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from veille.isolation import serve_child; serve_child()"
)

_DIED = (
    "La lecture s’est arrêtée brutalement : ce document fait échouer le lecteur. "
    "Signalez-le à son éditeur, ou retirez la source."
)
_CLOSED = (
    "La lecture a été interrompue par l’arrêt du programme. Elle reprendra au prochain passage."
)


@dataclass(slots=True)
class _Call:
    function: Callable[..., Any]
    args: tuple[Any, ...]
    future: "Future[Any]" = field(default_factory=Future)
    retried: bool = False


class ChildPool:
    """Runs pure module-level functions in child processes.

    Args:
        workers: children at most; by default one a core, at most 8.
        seconds: time one call may take, in the child.
        memory_mb: memory a call may take beyond what the child holds once loaded (MB of
            address space; Linux and other systems with ``RLIMIT_AS``, elsewhere time only).
        preload: modules the children import before their first call.

    Use as a context manager, or call ``close``.
    """

    def __init__(
        self,
        workers: int | None = None,
        *,
        seconds: float = 10.0,
        memory_mb: int = 300,
        preload: tuple[str, ...] = (),
    ) -> None:
        self.workers = workers or min(os.cpu_count() or 1, 8)
        self.seconds = seconds
        self.memory_mb = memory_mb
        self.preload = preload
        self._calls: queue.SimpleQueue[_Call | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._children: set[_Child] = set()
        self._under_way = 0
        self._closed = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def started(self) -> int:
        """Children alive now."""
        return len(self._children)

    async def call(self, function: Callable[[*Ts], R], *args: *Ts) -> R:
        """``function(*args)``, run in a child; any number may be awaited at once.

        ``function``, its arguments and its result are pickled: it must be importable.

        Raises:
            ParseLimitError: it took too much time or memory, or killed its child.
            ParseError: it raised ParseError, or anything else.
        """
        call = _Call(function, args)
        with self._lock:
            if self._closed.is_set():
                raise ParseLimitError(_CLOSED)
            self._calls.put(call)
            self._under_way += 1
            if len(self._threads) < min(self._under_way, self.workers):
                self._start_thread()
        try:
            result: R = await asyncio.wrap_future(call.future)
        finally:
            with self._lock:
                self._under_way -= 1
        return result

    def close(self) -> None:
        """Kill the children; calls still waiting raise ParseLimitError. May be called twice."""
        with self._lock:
            self._closed.set()
            threads, self._threads = self._threads, []
            children = tuple(self._children)
        for child in children:
            child.kill()
        for _ in threads:
            self._calls.put(None)
        for thread in threads:
            thread.join(timeout=5)
        with suppress(queue.Empty):
            while True:
                call = self._calls.get_nowait()
                if call:
                    _fail(call, ParseLimitError(_CLOSED))

    # --- threads

    def _start_thread(self) -> None:
        if not self._threads:
            threading.Thread(target=self._watch, name="veille-watch", daemon=True).start()
        thread = threading.Thread(target=self._serve, name="veille-child", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _watch(self) -> None:
        while not self._closed.wait(_WATCH_SECONDS):
            now = time.monotonic()
            for child in tuple(self._children):
                if now > child.deadline:
                    child.overdue = True
                    child.kill()

    def _serve(self) -> None:
        """Give calls to one child, replaced when it dies, until the pool closes."""
        child: _Child | None = None
        while True:
            call = self._calls.get()
            if call is None:
                break
            if call.future.set_running_or_notify_cancel():
                child = self._serve_call(call, child)
        if child:
            self._forget(child)

    def _serve_call(self, call: _Call, child: "_Child | None") -> "_Child | None":
        """Answer one call; returns the child, or None when it did not survive."""
        try:
            if child is None:
                child = self._new_child()
            answer = child.ask(call, self.seconds)
        except (OSError, EOFError, pickle.UnpicklingError):
            error = self._reason(child)
            if child:
                self._forget(child)
            _fail(call, error)
            return None
        except Exception as error:  # arguments that cannot be pickled: the caller's mistake
            _fail(call, error)
            return child
        if isinstance(answer, _OutOfMemory):
            # What earlier documents left behind in this child may be to blame: try afresh.
            fresh = child.calls == 1
            self._forget(child)
            if fresh or call.retried or self._closed.is_set():
                _fail(call, self._too_big())
            else:
                call.retried = True
                return self._serve_call(call, None)
            return None
        if isinstance(answer, ParseError):
            _fail(call, answer)
        else:
            with suppress(InvalidStateError, CancelledError):
                call.future.set_result(answer)
        return child

    def _new_child(self) -> "_Child":
        child = _Child()
        with self._lock:
            self._children.add(child)
        try:
            if self._closed.is_set():
                raise EOFError
            child.start(self.preload, self.seconds, self.memory_mb)
        except (OSError, EOFError, pickle.UnpicklingError):
            self._forget(child)
            raise
        return child

    def _forget(self, child: "_Child") -> None:
        with self._lock:
            self._children.discard(child)
        child.kill()
        child.release()

    def _reason(self, child: "_Child | None") -> ParseLimitError:
        if self._closed.is_set():
            return ParseLimitError(_CLOSED)
        if child and child.overdue:
            return ParseLimitError(
                f"La lecture a dépassé {self.seconds:g}\u00a0s et a été arrêtée : ce document est "
                "démesuré ou piégé. Signalez-le à son éditeur, ou retirez la source."
            )
        return ParseLimitError(_DIED)

    def _too_big(self) -> ParseLimitError:
        return ParseLimitError(
            f"La lecture a dépassé {self.memory_mb}\u00a0Mo de mémoire et a été arrêtée : ce "
            "document est démesuré ou piégé. Signalez-le à son éditeur, ou retirez la source."
        )


def _fail(call: _Call, error: BaseException) -> None:
    with suppress(InvalidStateError, CancelledError):
        call.future.set_exception(error)


class _Child:
    """One child process, seen from the thread that talks to it."""

    def __init__(self) -> None:
        options: dict[str, Any] = {}
        if sys.platform == "win32":
            options["creationflags"] = subprocess.CREATE_NEW_PROCESS_GROUP
        else:
            options["process_group"] = 0
        self.deadline = time.monotonic() + _START_SECONDS
        self.overdue = False
        self.calls = 0
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and code)
            [sys.executable, "-c", _BOOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            **options,
        )
        self._to = cast(BinaryIO, self._process.stdin)
        self._from = cast(BinaryIO, self._process.stdout)

    def start(self, preload: tuple[str, ...], seconds: float, memory_mb: int) -> None:
        """Returns once the child has loaded ``preload``; EOFError if it cannot."""
        self._send(sys.path)
        self._send((preload, seconds * _ALARM_FACTOR, memory_mb))
        pickle.load(self._from)  # noqa: S301 (written by our own child)
        self.deadline = float("inf")

    def ask(self, call: _Call, seconds: float) -> Any:
        request = pickle.dumps((call.function, call.args), pickle.HIGHEST_PROTOCOL)
        self.calls += 1
        self.deadline = time.monotonic() + seconds
        try:
            self._to.write(request)
            self._to.flush()
            return pickle.load(self._from)  # noqa: S301 (written by our own child)
        finally:
            self.deadline = float("inf")

    def kill(self) -> None:
        self._process.kill()

    def release(self) -> None:
        """Close the pipes and reap the process, which is dead or dying."""
        for pipe in (self._to, self._from):
            with suppress(OSError):
                pipe.close()
        self._process.wait()

    def _send(self, message: object) -> None:
        pickle.dump(message, self._to, pickle.HIGHEST_PROTOCOL)
        self._to.flush()


class _OutOfMemory:
    """What a child answers when a call went beyond its memory; it ends then."""


def serve_child() -> None:
    """Body of a child: answers calls from stdin on stdout, until stdin ends."""
    requests = sys.stdin.buffer
    # Whatever a library prints must not land among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    preload, alarm, memory_mb = pickle.load(requests)  # noqa: S301 (from our own parent)
    for name in preload:
        import_module(name)
    _limit_memory(memory_mb)
    pickle.dump("ready", answers)
    answers.flush()
    with suppress(EOFError, BrokenPipeError):
        while True:
            function, args = pickle.load(requests)  # noqa: S301 (from our own parent)
            _set_alarm(alarm)
            answer = _run(function, args)
            _set_alarm(0)
            pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
            if isinstance(answer, _OutOfMemory):
                return


def _run(function: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    try:
        return function(*args)
    except ParseError as error:
        return error
    except MemoryError:
        return _OutOfMemory()
    except Exception as error:
        return ParseError(
            f"Ce document n’a pas pu être lu ({type(error).__name__}). "
            "Signalez-le à son éditeur, ou retirez la source."
        )


def _set_alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        # No handler: the default action ends the process, even inside C code.
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory(memory_mb: int) -> None:
    """Limit the address space to what is held now and ``memory_mb`` more, where possible."""
    try:
        import resource

        with open("/proc/self/statm", "rb") as status:  # noqa: PTH123 (not a user's path)
            held = int(status.read().split()[0]) * resource.getpagesize()
        limit = held + memory_mb * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, OSError, ValueError):
        return
