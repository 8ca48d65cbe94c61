"""The options of ``python -m migrate SRC``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from migrate import __version__
from migrate.config import TARGETS

_USAGE = """\
python -m migrate [options] SRC [SRC ...]
       python -m migrate explain [CODE]
       python -m migrate rules [NAMESPACE]
       python -m migrate checkpoint {inspect,diff,check,convert} ..."""

_DESCRIPTION = """\
Migrates TensorFlow 1 source code so that it runs on TensorFlow 2 with Keras 3 and restores its old checkpoints.
Neither TensorFlow nor your code is imported or run.

Without --out the files change in place, if git can bring their present content back.
"""

_EPILOG = """\
examples:
  python -m migrate src/ --out migrated/         write a complete migrated tree; src/ stays as it is
  python -m migrate src/ --diff                  show what would change
  python -m migrate src/                         migrate in place (in a clean git work tree)
  python -m migrate src/ --check                 for CI: exit 1 if something is left to migrate
  python -m migrate explain TF101                what a diagnostic means and what to do about it
  python -m migrate rules tf.contrib.layers      what the tool knows about a part of TF1's API
  python -m migrate checkpoint inspect ckpt/     what is in a checkpoint (this one needs TensorFlow)

what is left alone:
  what git ignores, what --exclude matches, hidden directories, caches, virtual environments, and whatever
  carries the comment "# migrate: skip": at the end of a line, of a def or class line (the whole definition),
  or on a line of its own before the first statement (the whole file).

configuration, in the pyproject.toml of the project that is migrated:
  [tool.migrate]
  exclude = ["third_party/", "*_pb2.py"]         patterns as in .gitignore
  rules = ["migrate-rules"]                      directories with rules of your own
  target = "keras"
  strict = false
  jobs = 4

exit status:
  0  done
  1  with --check: something would change; a file could not be processed; with --strict: there are errors or
     warnings among the diagnostics
  2  wrong usage, or something could not be read or written
"""


@dataclass(frozen=True)
class Options:
    """A parsed command line. See ``--help``."""

    sources: tuple[Path, ...]
    out: Path | None
    diff: bool
    check: bool
    report: Path | None
    jobs: int | None
    exclude: tuple[str, ...]
    allow_dirty: bool
    allow_no_vcs: bool
    strict: bool
    target: str | None
    verbosity: int  # -1 quiet, 0, 1 verbose

    @property
    def writes_in_place(self) -> bool:
        return self.out is None and not self.diff and not self.check


def parse(arguments: Sequence[str]) -> Options:
    """Parses the command line; exits with status 2 (0 for --help and --version) as argparse does."""
    parser = _parser()
    found = parser.parse_args(list(arguments))
    if found.check and found.out is not None:
        parser.error("--check writes nothing, so it cannot be combined with --out")
    return Options(
        sources=tuple(Path(source) for source in found.sources),
        out=Path(found.out) if found.out is not None else None,
        diff=found.diff,
        check=found.check,
        report=Path(found.report) if found.report is not None else None,
        jobs=found.jobs,
        exclude=tuple(found.exclude),
        allow_dirty=found.allow_dirty,
        allow_no_vcs=found.allow_no_vcs,
        strict=found.strict,
        target=found.target,
        verbosity=-1 if found.quiet else int(found.verbose),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="migrate",
        usage=_USAGE,
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "sources", nargs="+", type=_path, metavar="SRC", help="directories and files"
    )
    where = parser.add_argument_group("where the result goes")
    where.add_argument(
        "--out",
        type=_path,
        metavar="DIR",
        help="write a complete tree to DIR, other files copied; several SRC become DIR/NAME each",
    )
    where.add_argument(
        "--diff", action="store_true", help="print a unified diff instead of writing"
    )
    where.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if something would change"
    )
    where.add_argument(
        "--report",
        type=_path,
        metavar="FILE.json",
        help="write what became of every file, function and variable, and every diagnostic, as JSON",
    )
    where.add_argument(
        "--allow-dirty",
        action="store_true",
        help="change files whose present content git could not bring back; overwrite other content in --out",
    )
    where.add_argument(
        "--allow-no-vcs", action="store_true", help="change files that are in no git repository"
    )
    what = parser.add_argument_group("what is migrated, and to what")
    what.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="GLOB",
        help="leave matching files alone (a pattern as in .gitignore; may be repeated)",
    )
    what.add_argument(
        "--target",
        choices=TARGETS,
        help="what scoped code becomes where it is proven; keras: layers, module: tf.Modules; shim: it runs on migrate.compat_scope",
    )
    what.add_argument(
        "--strict", action="store_true", help="errors and warnings make the exit status 1"
    )
    how = parser.add_argument_group("how")
    how.add_argument(
        "--jobs", type=_positive, metavar="N", help="worker processes (default: one per CPU)"
    )
    loudness = how.add_mutually_exclusive_group()
    loudness.add_argument("--quiet", "-q", action="store_true", help="print errors only")
    loudness.add_argument(
        "--verbose", "-v", action="store_true", help="also print each file, verdict and advice"
    )
    how.add_argument("--version", action="version", version=f"migrate {__version__}")
    return parser


def _path(text: str) -> str:
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError("an empty path")
    return text


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive whole number")
    return number
