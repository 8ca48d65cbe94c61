"""Why a test cannot apply: what it asks for that no migrated program in that mode has (``reasons.toml``)."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any


@functools.cache
def _table() -> dict[str, Any]:
    with (Path(__file__).parent / "reasons.toml").open("rb") as handle:
        return tomllib.load(handle)


def reason_for(file: str, test: str, mode: str, error: str | None = None) -> str | None:
    """The listed reason for the test in this mode; with `error`, that of what the test ended with.

    A reason by error holds for the modes it names only: what an error text means differs between them.
    """
    if error is None:
        by_mode = _table().get("tests", {}).get(file, {}).get(test, {})
        reason: str | None = by_mode.get(mode) or by_mode.get("all")
        return reason
    for entry in _table().get("errors", []):
        if mode in entry["modes"] and entry["text"] in error:
            return str(entry["reason"])
    return None
