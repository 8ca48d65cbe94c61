"""``python -m migrate verify``: the command line of :mod:`migrate.verify`."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from migrate.errors import UsageError

_EPILOG = """\
THIS RUNS YOUR CODE: the module of --entry is imported and the entry called, in one process per side.

The original runs under the TensorFlow 1.15 of --tf1-python. Without one, it is put on migrate.compat_scope in a temporary
folder and runs there as a tf.compat.v1 graph program, which proves less: both sides then rest on migrate.

The entry is a function, called once with the inputs and the arguments by name; or a class, which is constructed with
them. On the migrated side it may be the Keras layer or tf.Module that a function has become (encode is then looked
for as Encode): the arguments go to its constructor or to its call, wherever they are parameters.

examples:
  python -m migrate verify --before old/ --after new/ --entry model:forward --input 'x=float32[2,16]'
  python -m migrate verify --recorder > recorder.py     the file to record with, for an old environment
  python -m migrate verify --before old/ --after new/ --entry net.model:build --input 'ids=int32[2,8] < 100' \\
      --config config.json --training is_training=true --checkpoint ckpt/ --tf1-python py37/bin/python --html proof.html

exit status:
  0  everything that was compared is equal
  1  something differs
  2  wrong usage, or the original cannot be run
"""


def verify(arguments: Sequence[str]) -> int:
    """Runs the command.

    Raises:
      UsageError: it cannot be carried out.
    """
    if list(arguments) == ["--recorder"]:
        sys.stdout.write(Path(__file__).parents[1].joinpath("verify", "recorder.py").read_text())
        return 0
    options = _parser().parse_args(list(arguments))
    try:
        import numpy  # noqa: F401
    except ImportError as error:
        raise UsageError(
            f"this command needs TensorFlow ({error}): pip install 'migrate-tf1[tensorflow]'"
        ) from error
    from migrate import verify as verifying
    from migrate.cli import verify_text
    from migrate.verify.page import page

    request = verifying.Request(
        before=Path(options.before),
        after=Path(options.after),
        entry=options.entry,
        after_entry=options.after_entry,
        inputs=_pairs(options.input, "--input"),
        arguments=_config(options.config) | _values(options.argument, "--argument"),
        after_arguments=_after_arguments(options),
        training=_values(options.training, "--training"),
        outputs=tuple(options.output),
        checkpoint=_checkpoint(options.checkpoint),
        setup=Path(options.setup) if options.setup else None,
        after_setup=Path(options.after_setup) if options.after_setup else None,
        mode=options.after_mode,
        tf1_python=_interpreter(options.tf1_python),
        timeout=options.timeout,
    )
    for path in filter(None, (options.json, options.html)):
        if not Path(path).absolute().parent.is_dir():
            raise UsageError(f"{path}: the directory does not exist")
    if sys.stderr.isatty():
        sys.stderr.write("running the code of both sides ...\n")
    scratch = Path(options.keep or tempfile.mkdtemp(prefix="migrate-verify-"))
    try:
        proof = verifying.verify(request, scratch, options.tolerance)
        if options.json:
            _write(options.json, json.dumps(verify_text.as_json(proof), indent=1) + "\n")
        if options.html:
            _write(options.html, page(proof))
    finally:
        if not options.keep:
            shutil.rmtree(scratch, ignore_errors=True)
    verify_text.show(proof)
    return 0 if proof.verdict.equal else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="migrate verify",
        description="Runs an entry of the original and of the migrated code with equal weights and compares names, initializers, outputs, gradients, losses, statistics and a training step.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--before", required=True, metavar="OLD_SRC", help="the original source tree")
    add("--after", required=True, metavar="NEW_SRC", help="the migrated one")
    add("--entry", required=True, metavar="MODULE:FUNCTION", help="what is called")
    add("--after-entry", metavar="MODULE:NAME", help="the same in NEW_SRC, if it has another name")
    add(
        "--input",
        action="append",
        default=[],
        metavar="NAME=SPEC",
        help="a tensor: x=float32[2,16], ids=int32[2,8] < 100, flag=bool = true; may be repeated",
    )
    add("--argument", action="append", default=[], metavar="NAME=JSON", help="another argument")
    add(
        "--config",
        metavar="FILE.json",
        help='more arguments; {"$call": "module:name", "args": [], "kwargs": {}, "set": {}} is an object made on each side',
    )
    add(
        "--after-config", metavar="FILE.json", help="instead of --config and --argument, in NEW_SRC"
    )
    add(
        "--training",
        action="append",
        default=[],
        metavar="NAME=JSON",
        help="what switches training on, such as is_training=true, for the training step",
    )
    add(
        "--output",
        action="append",
        default=[],
        metavar="NAME",
        help="attributes, or methods without arguments, of the object the entry returns",
    )
    add("--checkpoint", metavar="CKPT", help="take the variables' values from it, on both sides")
    add(
        "--setup",
        metavar="FILE.py",
        help="a module both sides can import, such as one with the entry",
    )
    add("--after-setup", metavar="FILE.py", help="the same for NEW_SRC, if it needs another")
    add(
        "--after-mode",
        choices=("auto", "eager", "graph"),
        default="auto",
        help="how NEW_SRC runs (auto: eagerly, or as a graph program if it is one or must)",
    )
    add("--tf1-python", metavar="PYTHON", help="an interpreter with TensorFlow 1.15")
    add(
        "--tolerance", type=_positive, help="relative difference to let pass (2e-5, backwards 1e-4)"
    )
    add("--timeout", type=_positive, default=1800.0, help="seconds for each side (1800)")
    add("--json", metavar="FILE", help="write the result as JSON")
    add("--html", metavar="FILE", help="write a page that needs no network")
    add("--keep", metavar="DIR", help="keep what was recorded there")
    return parser


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive number")
    return value


def _pairs(texts: Sequence[str], option: str) -> dict[str, str]:
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"{option} {text!r}: expected NAME=VALUE")
        found[name.strip()] = value.strip()
    return found


def _values(texts: Sequence[str], option: str) -> dict[str, Any]:
    found = {}
    for name, text in _pairs(texts, option).items():
        try:
            found[name] = json.loads(text)
        except ValueError as error:
            raise UsageError(f"{option} {name}: {text!r} is not JSON ({error})") from error
    return found


def _config(path: str | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read as JSON ({error})") from error
    if not isinstance(data, dict):
        raise UsageError(f"{path}: an object with the arguments by name is expected")
    return data


def _after_arguments(options: argparse.Namespace) -> dict[str, Any] | None:
    return _config(options.after_config) if options.after_config else None


def _interpreter(python: str | None) -> str | None:
    """Absolute, since the side runs in its own directory; without following links, which make an environment."""
    if python is None:
        return None
    found = shutil.which(python)
    if found is None:
        raise UsageError(f"--tf1-python {python}: there is no such program")
    return os.path.abspath(found)


def _checkpoint(path: str | None) -> str | None:
    """The prefix, found without TensorFlow: a prefix, one of its files, or a directory that names its latest."""
    if path is None:
        return None
    text = os.path.abspath(path)
    if os.path.isdir(text):
        saved_model = os.path.join(text, "variables", "variables")
        if os.path.exists(saved_model + ".index"):
            return saved_model
        prefixes = sorted(
            name[:-6] for name in os.listdir(text) if name.endswith(".index") and name[0] != "."
        )
        try:
            with open(os.path.join(text, "checkpoint"), encoding="utf-8") as file:
                latest = json.loads(file.readline().partition(":")[2])
        except (OSError, ValueError):
            latest = prefixes[0] if len(prefixes) == 1 else None
        if latest is None:
            hint = f"give one of those: {', '.join(prefixes[:5])}" if prefixes else "it holds none"
            raise UsageError(f"{path}: no 'checkpoint' file names the latest checkpoint; {hint}")
        return os.path.join(text, latest)
    for suffix in (".index", ".meta"):
        text = text[: -len(suffix)] if text.endswith(suffix) else text
    if not (os.path.exists(text + ".index") or os.path.exists(text)):
        folder = os.path.dirname(text)
        there = os.listdir(folder) if os.path.isdir(folder) else []
        found = sorted(name[:-6] for name in there if name.endswith(".index") and name[0] != ".")
        hint = f"those in {folder}: {', '.join(found[:5])}" if found else f"{folder} holds none"
        raise UsageError(f"{path}: no such checkpoint; {hint}")
    return text


def _write(path: str, text: str) -> None:
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error})") from error
