"""What a restore is asked for: which variables, and under which keys."""

from __future__ import annotations

import difflib
import fnmatch
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import tensorflow as tf

from migrate.checkpoint.name_map import NameMap, read_names

Pattern: TypeAlias = "str | re.Pattern[str]"
Patterns: TypeAlias = "Pattern | Iterable[Pattern] | None"
Rename: TypeAlias = (
    "Mapping[str, str] | Callable[[str], str | None] | NameMap | str | os.PathLike[str] | None"
)

PART = re.compile(r"^(.+)/part_(\d+)$")
AVERAGE = "ExponentialMovingAverage"


def selector(include: Patterns, exclude: Patterns) -> Callable[[str], bool]:
    """The test of a name against patterns: globs whose ``*`` crosses ``/``, or compiled regular expressions.

    A glob that ends in ``/`` means everything below that scope. Without `include` every name is included. A shard
    goes by its own name and by that of the whole.
    """
    wanted, unwanted = _tests(include), _tests(exclude)

    def selected(name: str) -> bool:
        part = PART.match(name)
        names = (name, part.group(1)) if part else (name,)
        return (not wanted or any(test(n) for test in wanted for n in names)) and not any(
            test(n) for test in unwanted for n in names
        )

    return selected


def _tests(patterns: Patterns) -> list[Callable[[str], Any]]:
    if patterns is None:
        return []
    if isinstance(patterns, str | re.Pattern):
        patterns = [patterns]
    tests: list[Callable[[str], Any]] = []
    for pattern in patterns:
        if isinstance(pattern, str):
            glob = pattern + "*" if pattern.endswith("/") else pattern
            pattern = re.compile(fnmatch.translate(glob))
            tests.append(pattern.match)
        else:
            tests.append(pattern.search)
    return tests


def renaming(rename: Rename, variables: Mapping[str, Any]) -> Callable[[str], str]:
    """Variable name -> checkpoint key.

    Args:
        rename: see :func:`migrate.checkpoint.restore`.
        variables: the variables there are; empty when they are still to be made.

    Raises:
        NamesUnreadable: the file is missing or holds something else.
        ValueError: it speaks of variables that are not there.
    """
    if rename is None:
        return lambda name: name
    if isinstance(rename, str | os.PathLike):
        rename = _read(rename)
    if isinstance(rename, NameMap):
        rename = _in_order(rename, variables)
    if not isinstance(rename, Mapping):
        function = rename
        return lambda name: function(name) or name
    table: dict[str, str] = {str(name): str(key) for name, key in rename.items()}
    scopes = sorted((name for name in table if name.endswith("/")), key=len, reverse=True)
    if variables:
        _check_known(table, variables)

    def key_of(name: str) -> str:
        if name in table:
            return table[name]
        part = PART.match(name)
        if part and part.group(1) in table:
            return f"{table[part.group(1)]}/part_{part.group(2)}"
        for scope in scopes:
            if name.startswith(scope):
                return table[scope] + name[len(scope) :]
        return name

    return key_of


def _read(path: str | os.PathLike[str]) -> Mapping[str, str] | NameMap:
    try:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
    except (OSError, ValueError):
        return read_names(path)  # raises with the file's name
    if isinstance(data, dict) and all(isinstance(value, str) for value in data.values()):
        return data
    return read_names(path)


def _in_order(names: NameMap, variables: Mapping[str, Any]) -> dict[str, str]:
    """The names a model had, for the variables it has now: one by one, in the order they were made."""
    if not variables:
        raise ValueError("names in order need a model that has its variables: build it first")
    if len(names) != len(variables):
        raise ValueError(
            f"the model has {len(variables)} variables, the names are those of {len(names)}: they cannot be paired in "
            "order; give a dict of new name -> old name"
        )
    table = {}
    for row, (name, variable) in zip(names.values(), variables.items(), strict=True):
        if row.shape is not None and not tf.TensorShape(row.shape).is_compatible_with(
            variable.shape
        ):
            raise ValueError(
                f"{name} has shape {list(variable.shape)}, {row.name} at the same place had {list(row.shape)}: they "
                "cannot be paired in order; give a dict of new name -> old name"
            )
        table[name] = row.name
    return table


def _check_known(table: Mapping[str, str], variables: Mapping[str, Any]) -> None:
    known = set(variables)
    known |= {part.group(1) for part in map(PART.match, variables) if part}
    for name in table:
        if name.endswith("/"):
            if any(variable.startswith(name) for variable in variables):
                continue
        elif name in known:
            continue
        close = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        raise ValueError(f"rename: no variable is called {name!r}{hint}")


def average_of(key: str, shapes: Mapping[str, Any]) -> str | None:
    """The key of a variable's moving average, if the checkpoint has one.

    TF 1.15 slot_creator.py puts it below the variable's name, and both below the scope in which
    ``ExponentialMovingAverage.apply`` was called.
    """
    name = f"{key}/{AVERAGE}"
    if name in shapes:
        return name
    below = [other for other in shapes if other.endswith(f"/{name}")]
    return below[0] if len(below) == 1 else None
