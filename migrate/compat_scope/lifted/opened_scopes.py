"""Which scopes code opens in a graph right below the scope of a layer that hosts it: default names go on counting after them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Noting(threading.local):
    """On this thread: the prefix of each scope that is hosted in, from the outermost, and what was opened below it."""

    def __init__(self) -> None:
        self.stack: list[tuple[str, dict[str, None]]] = []


_noting = _Noting()


@contextmanager
def noting(prefix: str, opened: dict[str, None]) -> Iterator[None]:
    """Within, the levels that are opened right below a scope are added to `opened`.

    Args:
        prefix: the name of the scope with a ``/``, or nothing for the outermost.
    """
    _noting.stack.append((prefix, opened))
    try:
        yield
    finally:
        _noting.stack.pop()


def note_opened(name: str) -> None:
    """Enters the scope called `name`."""
    for prefix, opened in _noting.stack[-1:]:
        if name.startswith(prefix) and len(name) > len(prefix):
            opened[name[len(prefix) :].partition("/")[0]] = None
