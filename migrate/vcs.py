"""Protects work that git could not bring back: files are changed in place only when they are clean."""

from __future__ import annotations

import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from migrate.errors import UsageError

_CHUNK = 400  # paths per git call, well below the limit on the length of a command line


@dataclass(frozen=True)
class Blocked:
    """A file that must not be changed, and why. ``outside``: it lies in no git repository."""

    path: Path
    why: str
    outside: bool = False


def blocked(paths: Iterable[Path]) -> list[Blocked]:
    """The files among ``paths`` whose present content git could not bring back.

    Links are followed: what counts is the file that would change. Submodules answer for themselves.

    Raises:
      UsageError: git refuses to answer; carries its message.
    """
    found: dict[Path, Blocked] = {}
    by_repository: dict[Path, dict[str, Path]] = defaultdict(dict)
    order = list(paths)
    for path in order:
        real = Path(os.path.realpath(path))
        top = repository_of(real)
        if top is None:
            found[path] = Blocked(path, "not under version control", outside=True)
        else:
            by_repository[top][real.relative_to(top).as_posix()] = path
    for top, files in by_repository.items():
        for relative, why in _unclean(top, list(files)).items():
            found[files[relative]] = Blocked(files[relative], why)
    return [found[path] for path in order if path in found]


def repository_of(path: Path) -> Path | None:
    """The top directory of the git repository that holds ``path``, if any."""
    return next((parent for parent in path.parents if (parent / ".git").exists()), None)


def _unclean(top: Path, files: Sequence[str]) -> dict[str, str]:
    states: dict[str, str] = {}
    tracked: set[str] = set()
    for chunk in _chunks(files):
        tracked.update(_git(top, "ls-files", "-z", "--", *chunk))
        lines = _git(
            top,
            "status",
            "--porcelain=v1",
            "-z",
            "--no-renames",
            "--untracked-files=no",
            "--",
            *chunk,
        )
        states.update((line[3:], _describe(line[:2])) for line in lines)
    states.update(
        (name, "untracked") for name in files if name not in tracked and name not in states
    )
    return {name: states[name] for name in files if name in states}


def _describe(code: str) -> str:
    index, worktree = code[0], code[1]
    if "U" in code or code in ("AA", "DD"):
        return "in conflict"
    if worktree != " ":
        return "modified"
    return "staged, not committed" if index != " " else "modified"


def _chunks(files: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(files), _CHUNK):
        yield files[start : start + _CHUNK]


def _git(top: Path, *arguments: str) -> list[str]:
    """Runs git in ``top`` and splits its NUL-separated answer."""
    # A hook's GIT_DIR must not redirect the question; names are literal, not patterns.
    environment = {k: v for k, v in os.environ.items() if k not in ("GIT_DIR", "GIT_WORK_TREE")}
    environment |= {"GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    environment.pop("GIT_INDEX_FILE", None)
    try:
        result = subprocess.run(
            ["git", "-C", os.fspath(top), *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise UsageError(
            f"{top} is a git repository, but git is not installed; use --allow-dirty to change files anyway"
        ) from None
    except OSError as error:
        raise UsageError(f"git cannot be run: {error.strerror or error}") from error
    if result.returncode != 0:
        message = os.fsdecode(result.stderr).strip().splitlines()
        raise UsageError(
            f"git cannot tell the state of {top}: {message[0] if message else 'it failed'}"
        )
    return [os.fsdecode(part) for part in result.stdout.split(b"\0") if part]
