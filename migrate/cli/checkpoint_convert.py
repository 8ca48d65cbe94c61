"""``python -m migrate checkpoint convert``, once TensorFlow is there."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

from migrate.checkpoint import convert as converting
from migrate.checkpoint.reader import CheckpointUnreadable
from migrate.checkpoint.result import CheckpointMismatch
from migrate.cli.checkpoint_table import print_json, print_rows
from migrate.errors import UsageError

_NEED_MODEL = ("weights.h5", "tf2")


def convert(
    path: str, to: str, out: str, force: bool, factory: str | None, as_json: bool = False
) -> int:
    """Writes a checkpoint as another kind of file, or such a file as a checkpoint.

    Raises:
      UsageError: the output exists or cannot be written, or there is no such model.
      CheckpointUnreadable: the input is missing or damaged.
    """
    if to == "weights.h5" and not out.endswith(".weights.h5"):
        raise UsageError(f"{out}: Keras wants a name that ends in .weights.h5")
    if to in _NEED_MODEL and factory is None:
        raise UsageError(f"--to {to} needs --model MODULE:FACTORY, which makes the model")
    made = f"{out}.index" if to in ("tf1", "tf2") else out
    if os.path.exists(made) and not force:
        raise UsageError(f"{made}: it exists already; --force replaces it")
    model = None if factory is None else _model(factory)
    try:
        left_out = _convert(path, to, out, model)
    except CheckpointUnreadable:
        raise
    except CheckpointMismatch as error:
        raise UsageError(str(error)) from error
    except (OSError, ValueError) as error:
        raise UsageError(f"{out}: it cannot be written ({error})") from error
    if as_json:
        rows = [{"name": key, "reason": _reason(to)} for key in left_out]
        print_json({"path": path, "out": out, "to": to, "left_out": rows})
        return 0
    for key in left_out:
        print_rows((), [(f"{key}: left out, {_reason(to)}",)])
    print_rows((), [(f"{out}: written",)])
    return 0


def _convert(path: str, to: str, out: str, model: Any) -> list[str]:
    """Returns the keys left out."""
    if to == "npz":
        return converting.to_npz(path, out)
    if to == "safetensors":
        return converting.to_safetensors(path, out)
    if to == "weights.h5":
        return converting.to_weights(path, out, model)
    if to == "tf2":
        return converting.to_tf2(path, out, model)
    converting.to_tf1(path, out, model)
    return []


def _reason(to: str) -> str:
    return {
        "npz": "strings have no place in an .npz file",
        "safetensors": "strings and complex numbers have no place in a .safetensors file",
    }.get(to, "the model does not hold it")


def _model(factory: str) -> Any:
    """What ``module:factory`` returns. Imports from the current directory, as ``python -m`` does."""
    module_name, _, name = factory.partition(":")
    if not module_name or not name:
        raise UsageError(f"--model {factory!r}: expected MODULE:FACTORY, such as app.models:make")
    if "" not in sys.path and os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())
    try:
        target: Any = importlib.import_module(module_name)
        for part in name.split("."):
            target = getattr(target, part)
        return target()
    except Exception as error:  # it is the user's code: anything may come
        raise UsageError(f"--model {factory}: {type(error).__name__}: {error}") from error
