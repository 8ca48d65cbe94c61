"""Which paths git ignores and which the user excluded."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from migrate.config import Config
from migrate.errors import UsageError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class IgnoreRules:
    """The ignore rules that hold in one source directory.

    Deeper ``.gitignore`` files win over those above them, as in git; ``exclude`` patterns win over all.
    """

    def __init__(self, exclude: GitIgnoreSpec | None, below_config: str | None) -> None:
        self._exclude = exclude
        self._below_config = below_config
        # (directory relative to the source, "" for the source itself; or above it: path of the source below it)
        self._specs: dict[str, GitIgnoreSpec] = {}
        self._above: list[tuple[str, GitIgnoreSpec]] = []

    @classmethod
    def for_source(cls, source: Path, config: Config) -> IgnoreRules:
        """The rules at ``source``: exclusions, and those of the git repository around it."""
        real = source.resolve()
        exclude = _spec(list(config.exclude), "exclude") if config.exclude else None
        below = None
        if config.root is not None and real.is_relative_to(config.root.resolve()):
            below = real.relative_to(config.root.resolve()).as_posix()
        rules = cls(exclude, below)
        rules._read_repository(real)
        return rules

    def _read_repository(self, source: Path) -> None:
        top = next((path for path in (source, *source.parents) if (path / ".git").exists()), None)
        if top is None:
            return
        files = [(top, top / ".git" / "info" / "exclude")]
        directory = source
        above = []
        while directory != top:
            directory = directory.parent
            above.append((directory, directory / ".gitignore"))
        for base, file in files + above[::-1]:
            spec = _read(file)
            if spec is not None:
                self._above.append((source.relative_to(base).as_posix(), spec))
        # A source inside an ignored directory was asked for by name: what ignores it says nothing within it.
        if any(
            _verdict(spec, f"{parent}/")
            for below, spec in self._above
            if below != "."
            for parent in _prefixes(below)
        ):
            self._above.clear()

    def read_gitignore(self, directory: Path, relpath: str) -> None:
        """Adds the ``.gitignore`` of ``directory``."""
        spec = _read(directory / ".gitignore")
        if spec is not None:
            self._specs[relpath] = spec

    def why_ignored(self, relpath: str, *, is_directory: bool) -> str:
        """Why the path (relative to the source) is left out; empty if it is not."""
        path = f"{relpath}/" if is_directory else relpath
        if self._exclude is not None:
            below = self._below_config
            if _verdict(self._exclude, path) or (
                below not in (None, ".") and _verdict(self._exclude, f"{below}/{path}")
            ):
                return "excluded"
        if self._specs or self._above:
            return "ignored by git" if self._git_ignores(relpath, path) else ""
        return ""

    def _git_ignores(self, relpath: str, path: str) -> bool:
        parts = relpath.split("/")
        for depth in range(len(parts) - 1, -1, -1):
            spec = self._specs.get("/".join(parts[:depth]))
            if spec is not None:
                verdict = _verdict(spec, "/".join(parts[depth:]) + path[len(relpath) :])
                if verdict is not None:
                    return verdict
        for below, spec in reversed(self._above):
            verdict = _verdict(spec, path if below == "." else f"{below}/{path}")
            if verdict is not None:
                return verdict
        return False


def _prefixes(relpath: str) -> list[str]:
    parts = relpath.split("/")
    return ["/".join(parts[: index + 1]) for index in range(len(parts))]


def _verdict(spec: GitIgnoreSpec, path: str) -> bool | None:
    return spec.check_file(path).include


def _read(file: Path) -> GitIgnoreSpec | None:
    try:
        text = file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return None
    lines = text.removeprefix("\ufeff").split("\n")
    try:
        return _spec(lines, os.fspath(file))
    except UsageError:  # git passes over a pattern it cannot read
        return _spec([line for line in lines if _is_pattern(line)], os.fspath(file))


def _is_pattern(line: str) -> bool:
    try:
        _spec([line], "")
    except UsageError:
        return False
    return True


def _spec(patterns: list[str], origin: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise UsageError(f"{origin}: {error}") from error
