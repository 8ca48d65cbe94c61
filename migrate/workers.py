"""Worker processes that keep their state between passes."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any

# Starting a process costs more than migrating a few files.
_FILES_PER_PROCESS = 12


class Workers:
    """A group of workers; item ``i`` always goes to the same one.

    Args:
      jobs: how many processes at most; with 1, or few items, the work is done in this process.
      items: how many items there will be.
      make: makes a worker; its methods are the passes.
    """

    def __init__(self, jobs: int, items: int, make: Callable[[], Any]) -> None:
        self._make = make
        self._jobs = max(1, min(jobs, items // _FILES_PER_PROCESS))
        self._local: Any = None
        self._processes: list[Any] = []
        self._pipes: list[Connection] = []

    def __enter__(self) -> Workers:
        if self._jobs == 1:
            self._local = self._make()
            return self
        methods = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
        for _ in range(self._jobs):
            here, there = context.Pipe()
            process = context.Process(  # type: ignore[attr-defined]
                target=_serve, args=(there, self._make), daemon=True
            )
            process.start()
            there.close()
            self._processes.append(process)
            self._pipes.append(here)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.terminate()
            process.join()

    def broadcast(self, method: str, *arguments: object) -> None:
        """Calls a method of every worker."""
        if self._local is not None:
            getattr(self._local, method)(*arguments)
        for pipe in self._pipes:
            pipe.send((method, None, arguments))

    def map(self, method: str, items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        """Calls ``method(i, item)`` for every item on its worker; yields (i, result) as they come."""
        if self._local is not None:
            for i, item in enumerate(items):
                yield i, getattr(self._local, method)(i, item)
            return
        for at, pipe in enumerate(self._pipes):
            mine = [(i, items[i]) for i in range(at, len(items), self._jobs)]
            pipe.send((method, mine, ()))
        waiting = list(self._pipes)
        while waiting:
            for ready in wait(waiting):
                assert isinstance(ready, Connection)
                message = ready.recv()
                if message is None:
                    waiting.remove(ready)
                else:
                    yield from message


def _serve(pipe: Connection, make: Callable[[], Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    worker = make()
    while True:
        try:
            method, items, arguments = pipe.recv()
        except EOFError:
            return
        call = getattr(worker, method)
        if items is None:
            call(*arguments)
            continue
        batch: list[tuple[int, Any]] = []
        for i, item in items:
            batch.append((i, call(i, item)))
            if len(batch) == 8:
                pipe.send(batch)
                batch = []
        pipe.send(batch)
        pipe.send(None)
