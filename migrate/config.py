"""``[tool.migrate]`` in the migrated project's ``pyproject.toml``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migrate.errors import UsageError

TARGETS = ("shim", "keras", "module")


@dataclass(frozen=True)
class Config:
    """How to migrate, from the project's file and the command line.

    Attributes:
      exclude: patterns as in ``.gitignore``, relative to ``root`` or to the source root.
      target: what scoped code becomes; one of `TARGETS`.
      rules: the user's own rule directories.
      strict: diagnostics make the exit status 1.
      jobs: worker processes; None for one per CPU.
      root: the directory of the ``pyproject.toml`` that was read, if any.
    """

    exclude: tuple[str, ...] = ()
    target: str = "keras"
    rules: tuple[Path, ...] = ()
    strict: bool = False
    jobs: int | None = None
    root: Path | None = None


def load(sources: Sequence[Path]) -> Config:
    """Reads the nearest ``pyproject.toml`` with a ``[tool.migrate]`` table, upwards from the sources.

    The search starts at the deepest directory that holds all sources and ends at the top of its git
    repository, or of the file system.

    Raises:
      UsageError: the file cannot be read or parsed, or has an unknown key or a wrong value.
    """
    directory = _common_directory(sources)
    for candidate in (directory, *directory.parents):
        file = candidate / "pyproject.toml"
        if file.is_file():
            table = _table(file)
            if table is not None:
                return _from_table(file, table)
        if (candidate / ".git").exists():
            break
    return Config()


def _common_directory(sources: Sequence[Path]) -> Path:
    if not sources:
        return Path.cwd()
    resolved = [source.resolve() for source in sources]
    directories = [path if path.is_dir() else path.parent for path in resolved]
    try:
        return Path(os.path.commonpath(directories))
    except ValueError:  # different drives
        return directories[0]


def _table(file: Path) -> dict[str, Any] | None:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        data = tomllib.loads(file.read_bytes().decode("utf-8"))
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror or error}") from error
    except ValueError as error:  # TOMLDecodeError, UnicodeDecodeError
        raise UsageError(f"{file}: not valid TOML: {error}") from error
    tool = data.get("tool", {})
    table = tool.get("migrate") if isinstance(tool, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise UsageError(f"{file}: [tool.migrate] must be a table")
    return table


def _from_table(file: Path, table: dict[str, Any]) -> Config:
    def wrong(key: str, expected: str) -> UsageError:
        return UsageError(f"{file}: [tool.migrate] {key} must be {expected}, not {table[key]!r}")

    def strings(key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise wrong(key, "a list of strings")
        return tuple(value)

    known = ("exclude", "target", "rules", "strict", "jobs")
    for key in table:
        if key not in known:
            names = ", ".join(known)
            raise UsageError(f"{file}: [tool.migrate] has an unknown key: {key} (known: {names})")
    target = table.get("target", "keras")
    if target not in TARGETS:
        raise wrong("target", "one of " + ", ".join(repr(name) for name in TARGETS))
    strict = table.get("strict", False)
    if not isinstance(strict, bool):
        raise wrong("strict", "true or false")
    jobs = table.get("jobs")
    if jobs is not None and (not isinstance(jobs, int) or isinstance(jobs, bool) or jobs < 1):
        raise wrong("jobs", "a positive whole number")
    rules = tuple(file.parent / name for name in strings("rules"))
    for directory in rules:
        if not directory.is_dir():
            raise UsageError(f"{file}: [tool.migrate] rules: no such directory: {directory}")
    exclude = strings("exclude")
    return Config(exclude, target, rules, strict, jobs, file.parent)
