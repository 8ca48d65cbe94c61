"""Writes files so that each is, at any moment, either the old one or the new one."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from migrate.errors import UsageError

TEMPORARY_SUFFIX = ".migrate-tmp"


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Holds back SIGINT, SIGTERM and SIGHUP until the block ends, so that no temporary file stays behind."""
    if not hasattr(signal, "pthread_sigmask") or (
        threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    held = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    previous = signal.pthread_sigmask(signal.SIG_BLOCK, held)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, previous)


def replace_file(path: Path, data: bytes, *, durable: bool = True, mode: int | None = None) -> None:
    """Makes ``data`` the content of ``path``, atomically.

    The data goes to a temporary file in the same directory, which then takes the place of the old one. A
    symbolic link stays a link, and its target is replaced. Mode and, where permitted, owner are kept.

    Args:
      path: the file; need not exist.
      data: its new content.
      durable: flush to the disk before replacing, so that a power failure leaves the old or the new file too.
      mode: permission bits of a new file; by default as the umask has it.

    Raises:
      UsageError: the file cannot be written; names it.
    """
    target = Path(os.path.realpath(path))
    try:
        with uninterrupted():
            _replace(target, data, durable, mode)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error


def _replace(target: Path, data: bytes, durable: bool, mode: int | None) -> None:
    old = _stat(target)
    descriptor, temporary = tempfile.mkstemp(
        prefix=".migrate-", suffix=TEMPORARY_SUFFIX, dir=target.parent
    )
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            _copy_permissions(file.fileno(), old, mode)
            if durable:
                os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    if durable:
        _flush_directory(target.parent)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _copy_permissions(descriptor: int, old: os.stat_result | None, mode: int | None) -> None:
    if not hasattr(os, "fchmod"):  # Windows before Python 3.13
        return
    if old is not None:
        if (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
            with contextlib.suppress(OSError):
                os.fchown(descriptor, old.st_uid, old.st_gid)
        os.fchmod(descriptor, stat.S_IMODE(old.st_mode))
    else:
        os.fchmod(descriptor, mode if mode is not None else 0o666 & ~_umask())


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _flush_directory(path: Path) -> None:
    """Makes a rename in ``path`` durable, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
