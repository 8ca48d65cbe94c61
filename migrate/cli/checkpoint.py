"""``python -m migrate checkpoint ...``: looks into checkpoints. Only these commands import TensorFlow."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator, Sequence

from migrate.errors import UsageError

_EPILOG = """\
PATH is a prefix such as ckpt/model.ckpt-1000, one of its files, a directory (its latest checkpoint), or a SavedModel.

examples:
  python -m migrate checkpoint inspect ckpt/model.ckpt-1000     what is in it, by scope
  python -m migrate checkpoint diff before.ckpt after.ckpt      what differs, and by how much
  python -m migrate checkpoint check ckpt/ --names names.json   whether a model's variables are in it
  python -m migrate checkpoint convert ckpt/ --to npz --out weights.npz
  python -m migrate checkpoint convert weights.npz --to tf1 --out back/model.ckpt
  python -m migrate checkpoint convert ckpt/ --to weights.h5 --model app.models:make_encoder --out encoder.weights.h5

exit status:
  0  done; diff: equal; check: every variable is there, and nothing else but training state
  1  diff: they differ; check: something is missing, left over or of another shape or dtype
  2  wrong usage, or a file is missing, truncated or corrupt
"""


def checkpoint(arguments: Sequence[str]) -> int:
    """Runs one of the checkpoint commands.

    Raises:
      UsageError: a file cannot be read, or TensorFlow is not installed.
    """
    options = _parser().parse_args(list(arguments))
    with _tensorflow():
        from migrate.checkpoint.name_map import NamesUnreadable
        from migrate.checkpoint.reader import CheckpointUnreadable
        from migrate.cli import checkpoint_commands, checkpoint_convert

        try:
            if options.command == "inspect":
                return checkpoint_commands.inspect(options.path, options.json)
            if options.command == "diff":
                return checkpoint_commands.diff(
                    options.a, options.b, options.rtol, options.atol, options.json
                )
            if options.command == "convert":
                return checkpoint_convert.convert(
                    options.path,
                    options.to,
                    options.out,
                    options.force,
                    options.model,
                    options.json,
                )
            return checkpoint_commands.check(options.path, options.names, options.json)
        except (CheckpointUnreadable, NamesUnreadable) as error:
            raise UsageError(str(error)) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="migrate checkpoint",
        description="Looks into checkpoints and converts them, of TensorFlow 1 or 2. Needs TensorFlow (pip install 'migrate-tf1[tensorflow]').",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    inspect = commands.add_parser(
        "inspect", help="list names, shapes, dtypes and sizes by scope", allow_abbrev=False
    )
    inspect.add_argument("path", metavar="PATH")
    diff = commands.add_parser(
        "diff", help="compare names, shapes, dtypes and values", allow_abbrev=False
    )
    diff.add_argument("a", metavar="A")
    diff.add_argument("b", metavar="B")
    diff.add_argument(
        "--rtol", type=_tolerance, default=0.0, help="relative difference to let pass (default 0)"
    )
    diff.add_argument(
        "--atol", type=_tolerance, default=0.0, help="absolute difference to let pass (default 0)"
    )
    check = commands.add_parser(
        "check", help="compare with the names of a model", allow_abbrev=False
    )
    check.add_argument("path", metavar="PATH")
    check.add_argument(
        "--names",
        required=True,
        metavar="NAMES.json",
        help="what migrate.checkpoint.write_names(model, path) wrote",
    )
    convert = commands.add_parser(
        "convert", help="write the values to another kind of file", allow_abbrev=False
    )
    convert.add_argument(
        "path",
        metavar="PATH",
        help="a checkpoint; with --to tf1, a file that is to become one again",
    )
    convert.add_argument(
        "--to",
        required=True,
        choices=("npz", "safetensors", "weights.h5", "tf2", "tf1"),
        help="npz, safetensors: the values by name; weights.h5, tf2: as the model saves them; tf1: back to a checkpoint",
    )
    convert.add_argument(
        "--model",
        metavar="MODULE:FACTORY",
        help="for weights.h5 and tf2: a function that returns the model, built; this RUNS that code",
    )
    convert.add_argument("--out", required=True, metavar="OUT", help="the file, or the prefix")
    convert.add_argument("--force", action="store_true", help="replace what is there")
    for command in (inspect, diff, check, convert):
        command.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _tolerance(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 0 or more")
    return value


@contextlib.contextmanager
def _tensorflow() -> Iterator[None]:
    """Imports TensorFlow without its banner on stderr, which is for our own messages."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        import tensorflow as tf
    except ImportError as error:
        raise UsageError(
            f"this command needs TensorFlow ({error}): pip install 'migrate-tf1[tensorflow]'"
        ) from error
    finally:
        os.dup2(kept, 2)
        os.close(kept)
    tf.get_logger().setLevel("ERROR")
    yield
