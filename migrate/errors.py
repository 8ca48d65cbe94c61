"""Errors that end a run with a message instead of a traceback."""

from __future__ import annotations


class UsageError(Exception):
    """The command cannot be carried out as given, or a file cannot be read or written (exit 2)."""
