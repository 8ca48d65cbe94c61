"""Diagnostics: what the tool has to say about one place in the user's code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(str, Enum):
    """How much a diagnostic matters to the person who reads it."""

    ERROR = "error"  # the code at this place cannot run on TF 2 as it stands
    WARNING = "warning"  # it runs, and may mean something else than it did
    NOTE = "note"  # nothing to do, something to know


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One remark about one place.

    Attributes:
      line: 1-based line in the file as migrated; as it was read when it is not changed.
      col: 1-based column there, in characters.
      code: a code of ``rules/diagnostics.toml``, such as ``"TF101"``.
      message: one line, naming the symbol or expression.
      advice: what the user can do about it; one or two sentences.
      severity: see `Severity`.
      source_line: the line in the file as it was read; 0 when it is the same.
    """

    line: int
    col: int
    code: str
    message: str
    advice: str = ""
    severity: Severity = Severity.WARNING
    source_line: int = 0
