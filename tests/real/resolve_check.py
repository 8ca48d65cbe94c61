"""Are all references to TensorFlow, and to the shim, in a migrated tree there, or reported?

    python -m tests.real.resolve_check MIGRATED REPORT.json

Looks every reference of the migrated files up on the TensorFlow of this Python. One that does not
exist must have a diagnostic at its line. Exit status 1 when one has none.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import functools
import importlib
import json
import os
import sys
import types
import warnings
from dataclasses import dataclass, field
from pathlib import Path

from tests.real.references import Reference, references

# What a failed look-up may raise: Keras 3 refuses its predecessors' names with errors of its own.
ABSENT = Exception


@functools.cache
def module_named(dotted: str) -> types.ModuleType | None:
    try:
        return importlib.import_module(dotted)
    except ABSENT:
        return None


@functools.cache
def exists(module: str, attributes: tuple[str, ...], imported: bool) -> bool:
    """Whether TensorFlow, or the shim, has the attribute, as far as modules and classes lead.

    Nothing is imported that the file does not import: importing ``tensorflow.compat.v1.nn.rnn_cell``
    puts names within reach of getattr that were not.
    """
    root, *path = module.split(".")
    if walk(module_named(root), (*path, *attributes)):
        return True
    if walk_from(module, attributes):
        return True
    if imported and attributes:
        return module_named(".".join((module, *attributes))) is not None
    parent, _, name = module.rpartition(".")
    return parent != root and walk_from(parent, (name, *attributes))


def walk_from(module: str, attributes: tuple[str, ...]) -> bool:
    found = module_named(module)
    return found is not None and walk(found, attributes)


def walk(found: object, attributes: tuple[str, ...]) -> bool:
    for name in attributes:
        if not isinstance(found, (types.ModuleType, type)):
            return True  # an instance such as FLAGS: its attributes are not TensorFlow's
        try:
            found = getattr(found, name)
        except ABSENT:
            return False
    return True


@dataclass
class Result:
    """What became of the references of one tree."""

    files: int = 0
    total: int = 0
    missing: int = 0
    uncovered: list[tuple[str, Reference]] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def check_tree(migrated: Path, report: dict) -> Result:
    """Looks up the references of every ``.py`` file below `migrated`.

    `report` is the JSON report of that run, whose lines are those of the migrated text.
    """
    diagnosed = {
        entry["path"]: {d["line"] for d in entry.get("diagnostics", ())}
        for entry in report["files"]
    }
    result = Result()
    for path in sorted(migrated.rglob("*.py")):
        relpath = path.relative_to(migrated).as_posix()
        after = path.read_bytes()
        result.files += 1
        try:
            found = references(after)
        except (SyntaxError, ValueError):
            result.unreadable.append(relpath)
            continue
        result.total += len(found)
        missing = [r for r in found if not exists(r.module, r.attributes, r.imported)]
        result.missing += len(missing)
        lines = diagnosed.get(relpath, set())
        uncovered = [r for r in missing if r.first_line not in lines]
        result.uncovered += [(relpath, reference) for reference in uncovered]
    return result


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.real.resolve_check", description=__doc__)
    parser.add_argument("migrated", type=Path)
    parser.add_argument("report", type=Path)
    options = parser.parse_args(argv)
    warnings.simplefilter("ignore")
    result = check_tree(options.migrated, json.loads(options.report.read_text()))
    for relpath, reference in result.uncovered:
        print(f"{relpath}:{reference.first_line}: {reference.dotted} does not exist, no diagnostic")
    print(
        f"{result.files} files, {result.total} references, {result.missing} do not exist, "
        f"{len(result.uncovered)} of them without a diagnostic, {len(result.unreadable)} unreadable"
    )
    return 1 if result.uncovered else 0


if __name__ == "__main__":
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    sys.exit(main())
