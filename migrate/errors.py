"""Errors that end a run with a message instead of a traceback."""

from __future__ import annotations

import os


class UsageError(Exception):
    """The command cannot be carried out as given, or a file cannot be read or written (exit 2)."""


def debugging() -> bool:
    """Whether an unexpected error is to show its traceback (``MIGRATE_DEBUG=1``) rather than cost as little as it can."""
    return bool(os.environ.get("MIGRATE_DEBUG"))


def describe(error: BaseException) -> str:
    """One line for an unexpected error: its type, its message, and the place that raised it."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        place = f" at {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"
        trace = trace.tb_next
    message = " ".join(str(error).split())
    return f"{type(error).__name__}{place}" + (f": {message}" if message else "")
