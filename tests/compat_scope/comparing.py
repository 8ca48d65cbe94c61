"""What TF 1.15.5 did with a random program, against what the shim does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import random_programs
import standing_in

_ABSENCE = ("does not exist", "The initializer passed is not valid")


def runs_in(program: list[Any], mode: str) -> bool:
    """Threads of a traced function have no part in its trace; those of a tracked callable use the default store."""
    if mode not in ("function", "hosted"):
        return True
    return not random_programs.uses(program, random_programs.SCRIPT_ONLY)


def first_difference(record: dict[str, Any], mode: str) -> str | None:
    """Where a run of the program first differs from the recording, or None.

    A later pass is TF1's graph built anew, but for one thing: what an earlier pass made exists, so that reuse=True, or
    asking without a shape, finds it before this pass comes to it; and what an error kept from being made there, if the
    pass made another variable of that name afterwards.
    """

    def program(tf: Any, out: Callable[[Any], None]) -> None:
        random_programs.run(tf, record["program"], out)

    expected = record["observed"]
    try:
        runs = standing_in.MODES[mode](program)
    except Exception as error:  # not one that a program takes down
        return f"{type(error).__name__}: {str(error)[:200]}"
    if any(text in str(o) for o in expected for text in _ABSENCE):
        runs = runs[:1]
    for number, run in enumerate(runs):
        for i, observed in enumerate(run):
            if i >= len(expected) or observed != expected[i]:
                wanted = expected[i] if i < len(expected) else "nothing"
                return f"run {number}, observation {i}: {observed!r} instead of {wanted!r}"
        if len(run) < len(expected):
            return f"run {number}: ends before {expected[len(run)]!r}"
    return None
