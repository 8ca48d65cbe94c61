"""``--out DIR``: a complete tree beside the original, with the migrated files in their places.

Everything is decided before anything is written: which file comes from where, and whether it may take its
place. What lies in DIR already is overwritten only if it is what would be written anyway, or if the caller
allows it.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from migrate.discover import Root, is_cache
from migrate.errors import UsageError
from migrate.write import TEMPORARY_SUFFIX, replace_file, uninterrupted


@dataclass(frozen=True)
class Item:
    """One thing of the output tree.

    Attributes:
      out: its path in the output tree, with ``/``.
      source: the original: a directory, a file to copy, or a symbolic link.
      data: the content of a migrated file; None to copy ``source``.
      link: the text of a symbolic link to make; None for a file or directory.
      directory: a directory.
    """

    out: str
    source: Path
    data: bytes | None = None
    link: str | None = None
    directory: bool = False


def check_places(roots: Sequence[Root], out: Path) -> None:
    """Refuses an output directory that overlaps a source.

    Raises:
      UsageError: ``out`` is, holds, or lies in a source directory, or is not a directory.
    """
    real_out = out.resolve()
    if os.path.lexists(out) and not out.is_dir():
        raise UsageError(f"--out {out}: exists and is not a directory")
    for root in roots:
        real = root.path.resolve()
        if not root.path.is_dir():
            if real.parent == real_out:
                raise UsageError(f"--out {out}: would overwrite the source {root.path}")
        elif real == real_out:
            raise UsageError(
                f"--out {out}: is the source directory itself; leave out --out to migrate in place"
            )
        elif real_out.is_relative_to(real):
            raise UsageError(
                f"--out {out}: lies inside the source {root.path}; choose a directory outside it"
            )
        elif real.is_relative_to(real_out):
            raise UsageError(
                f"--out {out}: contains the source {root.path}; choose another directory"
            )


def plan_tree(roots: Sequence[Root], migrated: Mapping[str, bytes], out: Path) -> list[Item]:
    """Lists the output tree in the order of writing.

    Every file under the sources has its place there, ignored and excluded ones too, as the program may need
    them; only version control, caches and virtual environments are left out.

    Args:
      roots: the sources.
      migrated: the new content of the files that changed, by their place in the output tree.
      out: the output directory; used to keep links within a source inside it.
    """
    items: list[Item] = []
    for root in roots:
        if root.path.is_dir():
            if root.prefix:
                items.append(Item(root.prefix, root.path, directory=True))
            _plan_directory(root, root.path, "", migrated, items)
        else:
            name = root.out(root.path.name)
            items.append(Item(name, root.path, migrated.get(name)))
    return items


def _plan_directory(
    root: Root, path: Path, relpath: str, migrated: Mapping[str, bytes], items: list[Item]
) -> None:
    try:
        with os.scandir(path) as iterator:
            found = sorted(iterator, key=lambda item: item.name)
    except OSError as error:
        raise UsageError(f"{path}: cannot be listed: {error.strerror or error}") from error
    for entry in found:
        rel = f"{relpath}/{entry.name}" if relpath else entry.name
        out, source = root.out(rel), Path(entry.path)
        if entry.is_symlink():
            data = migrated.get(out)
            link = None if data is not None else _link_text(root, source, rel)
            items.append(Item(out, source, data, link))
        elif entry.is_dir(follow_symlinks=False):
            if not is_cache(entry.name, source):
                items.append(Item(out, source, directory=True))
                _plan_directory(root, source, rel, migrated, items)
        elif entry.is_file(follow_symlinks=False) and not _is_leftover(entry.name):
            items.append(Item(out, source, migrated.get(out)))
        # Sockets, pipes and devices are not part of a program.


def _is_leftover(name: str) -> bool:
    """A submodule's link to its repository, or the temporary file of a run that was killed."""
    return name == ".git" or name.endswith(TEMPORARY_SUFFIX)


def _link_text(root: Root, link: Path, relpath: str) -> str:
    """The text of a copy of ``link`` that reaches the copy of its target, or the target if it has no copy."""
    text = os.readlink(link)
    base = os.path.realpath(link.parent)
    top = os.path.realpath(root.path)
    target = os.path.normpath(os.path.join(base, text))
    if os.path.commonpath([target, top]) != top:
        return target
    if not os.path.isabs(text):
        return text
    return os.path.relpath(target, os.path.join(top, os.path.dirname(relpath)))


def conflicts(items: Iterable[Item], out: Path) -> list[str]:
    """The places in ``out`` that hold something other than what would be written there.

    Raises:
      UsageError: a directory stands where a file must go, or the reverse.
    """
    found = []
    if not out.is_dir():
        return []
    for item in items:
        place = out / item.out
        try:
            mode = place.lstat().st_mode
        except FileNotFoundError:
            continue
        except OSError as error:
            raise UsageError(f"{place}: {error.strerror or error}") from error
        if item.directory != stat.S_ISDIR(mode):
            wanted = "a directory" if item.directory else "a file"
            raise UsageError(f"{place}: is in the way of {wanted}")
        if not item.directory and not _holds(place, mode, item):
            found.append(item.out)
    return found


def _holds(place: Path, mode: int, item: Item) -> bool:
    """Whether ``place`` is already what ``item`` would write."""
    try:
        if item.link is not None:
            return stat.S_ISLNK(mode) and os.readlink(place) == item.link
        if not stat.S_ISREG(mode):
            return False
        if item.data is not None:
            return place.stat().st_size == len(item.data) and place.read_bytes() == item.data
        return filecmp.cmp(item.source, place, shallow=True)
    except OSError:
        return False


def write_tree(
    items: Sequence[Item], out: Path, progress: Callable[[int, int], None] | None = None
) -> None:
    """Writes the planned tree.

    Each file appears complete or not at all; the source is only read.

    Raises:
      UsageError: something cannot be read or written; names it.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out}: cannot be created: {error.strerror or error}") from error
    for done, item in enumerate(items):
        place = out / item.out
        try:
            _write(item, place)
        except OSError as error:
            name = error.filename or place
            raise UsageError(f"{name}: {error.strerror or error}") from error
        if progress is not None:
            progress(done + 1, len(items))
    for item in reversed(items):
        if item.directory:
            shutil.copymode(item.source, out / item.out)


def _write(item: Item, place: Path) -> None:
    if item.directory:
        place.mkdir(exist_ok=True)
    elif item.link is not None:
        _write_link(item.link, place)
    elif item.data is not None:
        if place.is_symlink():
            place.unlink()
        mode = stat.S_IMODE(item.source.stat().st_mode)
        replace_file(place, item.data, durable=False, mode=mode)
        os.chmod(place, mode)
    elif not (place.is_file() and not place.is_symlink() and filecmp.cmp(item.source, place)):
        _copy(item.source, place)


def _write_link(text: str, place: Path) -> None:
    if place.is_symlink() and os.readlink(place) == text:
        return
    temporary = _temporary(place)
    with uninterrupted():
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(text)
        os.replace(temporary, place)


def _copy(source: Path, place: Path) -> None:
    """Copies a file with its mode and times; it appears complete or not at all."""
    temporary = _temporary(place)
    try:
        shutil.copyfile(source, temporary)
        shutil.copystat(source, temporary)
        with uninterrupted():
            os.replace(temporary, place)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _temporary(place: Path) -> Path:
    return place.with_name(f".migrate-{os.getpid()}{TEMPORARY_SUFFIX}")
