"""Finds the files to migrate under the sources. Knows nothing of Python syntax."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from migrate.config import Config
from migrate.errors import UsageError
from migrate.ignore import IgnoreRules

PYTHON_SUFFIXES = (".py", ".pyw")

# Never part of a program: version control, caches, installed packages.
CACHE_DIRECTORIES = frozenset(
    {
        *(".git", ".hg", ".svn", ".bzr", "CVS", "_darcs", ".jj", ".pijul"),
        *(
            "__pycache__",
            ".mypy_cache",
            ".pytest_cache",
            ".ruff_cache",
            ".hypothesis",
            ".ipynb_checkpoints",
        ),
        *(".tox", ".nox", ".eggs", ".venv", ".direnv", "node_modules"),
    }
)


@dataclass(frozen=True)
class SourceEntry:
    """A file that was found.

    Attributes:
      path: where it lies, as reached from the source that was given.
      relpath: its path relative to ``root``, with ``/``.
      root: the source directory, or the directory of a source that is a file.
      out: its path in the output tree and in the report, with ``/``; unique in a run.
      skip: why it is left alone, if it is.
      error: why it cannot be processed, if it cannot.
      outside: it is a link to a file that lies outside the source tree.
    """

    path: Path
    relpath: str
    root: Path
    out: str
    skip: str = ""
    error: str = ""
    outside: bool = False


@dataclass(frozen=True)
class Root:
    """A source as given: a directory, or one file. ``prefix`` is its place in the output tree."""

    path: Path
    prefix: str = ""

    def out(self, relpath: str) -> str:
        return f"{self.prefix}/{relpath}" if self.prefix else relpath


@dataclass(frozen=True)
class Survey:
    """All that was found: the entries in order, and what was passed over, with the reason."""

    roots: tuple[Root, ...]
    entries: tuple[SourceEntry, ...]
    ignored: tuple[tuple[Path, str], ...] = ()


def discover(sources: Sequence[Path], config: Config) -> list[SourceEntry]:
    """The files to consider, sorted by their place in the output tree. See `survey`."""
    return list(survey(sources, config).entries)


def survey(sources: Sequence[Path], config: Config) -> Survey:
    """Finds Python files under each source.

    A source that is a file is taken as it is. In a directory: ``*.py``, ``*.pyw``, files without a suffix that
    begin with a Python ``#!`` line, and notebooks (as skipped). Left out are hidden directories, caches,
    virtual environments and ``site-packages`` below the source, what git ignores and what ``config.exclude``
    matches. Links to directories are not followed; of several names of one file, the real one is taken.

    Raises:
      UsageError: a source does not exist or cannot be listed, or two would take the same place in the output.
    """
    roots, inner = _roots(sources)
    entries: dict[str, SourceEntry] = {}
    ignored: list[tuple[Path, str]] = []
    for root in roots:
        found, passed_over = _in_root(root, config)
        entries.update((entry.out, entry) for entry in found)
        ignored.extend(passed_over)
    for source in inner:
        # What was asked for by name is migrated even if the walk over the outer source passed it over.
        root = next(root for root in roots if _below(source, root.path))
        for entry in _in_root(Root(source), config)[0]:
            relpath = f"{_below(source, root.path)}/{entry.relpath}"
            relpath = relpath if source.is_dir() else _below(source, root.path)
            moved = replace(entry, relpath=relpath, root=root.path, out=root.out(relpath))
            entries.setdefault(moved.out, moved)
    ordered = sorted(entries.values(), key=lambda entry: entry.out.split("/"))
    return Survey(tuple(roots), tuple(ordered), tuple(sorted(ignored)))


def _in_root(root: Root, config: Config) -> tuple[list[SourceEntry], list[tuple[Path, str]]]:
    if not root.path.is_dir():
        return [_given_file(root)], []
    walk = _Walk(root, config)
    walk.directory(root.path, "")
    return walk.finish(), walk.ignored


def _below(path: Path, directory: Path) -> str:
    """Where ``path`` lies in ``directory``; empty if it does not."""
    real, top = path.resolve(), directory.resolve()
    return real.relative_to(top).as_posix() if top in real.parents else ""


def _roots(sources: Iterable[Path]) -> tuple[list[Root], list[Path]]:
    """The outermost sources with their places in the output tree, and the sources inside them."""
    kept: dict[Path, Path] = {}
    for source in sources:
        try:
            mode = source.stat().st_mode
        except OSError as error:
            raise UsageError(f"{source}: {error.strerror or error}") from error
        if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
            raise UsageError(f"{source}: neither a file nor a directory")
        kept.setdefault(source.resolve(), source)
    outermost = {
        real: path
        for real, path in kept.items()
        if not any(parent in kept and kept[parent].is_dir() for parent in real.parents)
    }
    inner = [path for real, path in kept.items() if real not in outermost]
    if len(outermost) == 1:
        return [Root(path) for path in outermost.values()], inner
    roots = []
    places: dict[str, Path] = {}
    for real, path in outermost.items():
        if real.name in places:
            raise UsageError(
                f"{places[real.name]} and {path} have the same name, {real.name}; migrate them one by one"
            )
        places[real.name] = path
        roots.append(Root(path, real.name if path.is_dir() else ""))
    return roots, inner


def _given_file(root: Root) -> SourceEntry:
    path = root.path
    skip = "notebook: not supported yet" if path.suffix == ".ipynb" else ""
    return SourceEntry(path, path.name, path.parent, path.name, skip=skip)


def is_cache(name: str, path: Path) -> bool:
    """Whether directory ``path`` holds nothing of the program's own: version control, caches, environments."""
    return (
        name in CACHE_DIRECTORIES
        or name.endswith(".egg-info")
        or os.path.exists(os.path.join(path, "pyvenv.cfg"))
    )


@dataclass
class _Walk:
    """One walk over a source directory."""

    root: Root
    config: Config
    ignored: list[tuple[Path, str]] = field(default_factory=list)
    _files: list[SourceEntry] = field(default_factory=list)
    _links: list[tuple[Path, str, str]] = field(default_factory=list)  # path, relpath, skip

    def __post_init__(self) -> None:
        self._real_root = os.path.realpath(self.root.path)
        self._rules = IgnoreRules.for_source(self.root.path, self.config)

    def directory(self, path: Path, relpath: str) -> None:
        try:
            with os.scandir(path) as iterator:
                items = sorted(iterator, key=lambda item: item.name)
        except OSError as error:
            reason = f"cannot be listed: {error.strerror or error}"
            if not relpath:
                raise UsageError(f"{path}: {reason}") from error
            self._files.append(self._entry(path, relpath, error=reason))
            return
        if any(item.name == ".gitignore" for item in items):
            self._rules.read_gitignore(path, relpath)
        for item in items:
            rel = f"{relpath}/{item.name}" if relpath else item.name
            where = Path(item.path)
            if item.is_dir(follow_symlinks=False):
                why = self._passed_over(item, rel)
                if why:
                    self.ignored.append((where, why))
                else:
                    self.directory(where, rel)
            elif item.is_symlink() and _is_directory(where):
                self.ignored.append((where, "link to a directory"))
            else:
                self._file(item, where, rel)

    def _passed_over(self, item: os.DirEntry[str], rel: str) -> str:
        if is_cache(item.name, Path(item.path)) or item.name == "site-packages":
            return "not part of the program"
        if item.name.startswith("."):
            return "hidden"
        if item.name in ("build", "dist") and _is_build_output(item.path):
            return "build output"
        return self._rules.why_ignored(rel, is_directory=True)

    def _file(self, item: os.DirEntry[str], path: Path, rel: str) -> None:
        is_notebook = item.name.endswith(".ipynb")
        is_python = item.name.endswith(PYTHON_SUFFIXES) and not item.name.startswith("._")
        if not (is_notebook or is_python or "." not in item.name):
            return
        skip = "notebook: not supported yet" if is_notebook else ""
        try:
            mode = item.stat().st_mode
        except OSError:
            if is_python:
                self._links.append((path, rel, "broken symbolic link"))
            return
        if not stat.S_ISREG(mode):
            return
        if not (is_notebook or is_python or _has_python_shebang(path)):
            return
        why = self._rules.why_ignored(rel, is_directory=False)
        if why:
            self.ignored.append((path, why))
        elif item.is_symlink():
            self._links.append((path, rel, skip))
        else:
            self._files.append(self._entry(path, rel, skip=skip))

    def finish(self) -> list[SourceEntry]:
        """The entries, with the links resolved against all that was found."""
        entries = list(self._files)
        for path, rel, skip in self._links:
            target = os.path.realpath(path)
            inside = os.path.commonpath([target, self._real_root]) == self._real_root
            if skip == "broken symbolic link":
                entries.append(self._entry(path, rel, skip=skip))
            elif inside:
                # Its target is migrated in its own place, or was left out there.
                self.ignored.append((path, f"link to {os.path.relpath(target, self._real_root)}"))
            else:
                entries.append(self._entry(path, rel, skip=skip, outside=True))
        return entries

    def _entry(
        self, path: Path, rel: str, *, skip: str = "", error: str = "", outside: bool = False
    ) -> SourceEntry:
        return SourceEntry(path, rel, self.root.path, self.root.out(rel), skip, error, outside)


def _is_directory(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a loop of links
        return False


def _is_build_output(path: str) -> bool:
    """Whether a directory named build or dist is what setuptools or a wheel builder left there."""
    try:
        names = os.listdir(path)
    except OSError:
        return False
    return any(
        name == "lib"
        or name.startswith(("bdist.", "lib.", "temp."))
        or name.endswith((".whl", ".tar.gz"))
        for name in names
    )


def _has_python_shebang(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            if file.read(2) != b"#!":
                return False
            return b"python" in file.readline(256)
    except OSError:
        return False
