"""Chooses the command and turns every way it can end into a message and an exit status."""

from __future__ import annotations

import contextlib
import os
import sys
import warnings
from collections.abc import Callable, Sequence

from migrate.errors import UsageError, debugging, describe

DONE = 0
NOT_DONE = 1  # with --check something would change; a file could not be processed; --strict
USAGE = 2
INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Runs one command line and returns the exit status."""
    try:
        _prepare()
        status = _command(arguments)(arguments)
        sys.stdout.flush()
    except UsageError as error:
        return _fail(str(error), USAGE)
    except KeyboardInterrupt:
        return _fail(
            "interrupted; every file is either as it was or completely migrated", INTERRUPTED
        )
    except BrokenPipeError:
        discard_output()
        return DONE
    except Exception as error:
        if debugging():
            raise
        return _fail(f"internal error: {describe(error)}; please report it", USAGE)
    return status


def _prepare() -> None:
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # those of parsed sources and libraries are not ours
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def discard_output() -> None:
    """Who read our output has seen enough: what is still buffered must not raise again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _command(arguments: Sequence[str]) -> Callable[[Sequence[str]], int]:
    name = arguments[0] if arguments else ""
    if name == "explain":
        from migrate.cli.explain import explain

        return lambda given: explain(given[1:])
    if name == "rules":
        from migrate.cli.rules import rules

        return lambda given: rules(given[1:])
    if name == "checkpoint":
        from migrate.cli.checkpoint import checkpoint

        return lambda given: checkpoint(given[1:])
    if name == "verify":
        from migrate.cli.verify import verify

        return lambda given: verify(given[1:])
    from migrate.cli.migrate import migrate

    return migrate


def _fail(message: str, status: int) -> int:
    with contextlib.suppress(OSError):
        sys.stderr.write(f"migrate: {message}\n")
        sys.stderr.flush()
    return status
