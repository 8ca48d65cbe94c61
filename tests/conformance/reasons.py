"""Why a test cannot apply: what it asks for that no migrated program in that mode has (``reasons.toml``)."""

from __future__ import annotations

import fnmatch
import functools
import sys
from pathlib import Path
from typing import Any


@functools.cache
def _table() -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    with (Path(__file__).parent / "reasons.toml").open("rb") as handle:
        return tomllib.load(handle)


def reason_for(file: str, test: str, mode: str, error: str | None = None) -> str | None:
    """The listed reason for the test in this mode; with `error`, that of what the test ended with.

    A reason by error holds for the modes it names only: what an error text means differs between them.
    """
    if error is None:
        for entry in _table()["tests"]:
            listed = any(fnmatch.fnmatchcase(test, pattern) for pattern in entry["tests"])
            if listed and entry["file"] == file and mode in entry["modes"]:
                return str(entry["reason"])
        return None
    for entry in _table()["errors"]:
        if mode in entry["modes"] and entry["text"] in error:
            return str(entry["reason"])
    return None
