"""Records which public TF 1 symbols `migrate.compat_scope` supplies, from the live package.

    python tests/oracle/record_scope.py        # under TF 2; writes tests/oracle/api/scope.txt

A symbol counts when the module of the same path lists it in ``__all__``. `make_rules.py` reads the file, so that
generating and checking the rules needs no TensorFlow.
"""

from __future__ import annotations

import functools
import gzip
import importlib
import json
import os
import sys
from pathlib import Path
from types import ModuleType

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

API = Path(__file__).parent / "api"
ROOT = Path(__file__).resolve().parents[2]
# Supplied although the object is TensorFlow's own.
OWN = frozenset(["tf.GraphKeys", "tf.AUTO_REUSE"])


def module_at(path: str, cache: dict[str, ModuleType | None]) -> ModuleType | None:
    """The compat_scope module that mirrors a namespace (``"layers"``; ``""`` is the package); None if there is none."""
    if path not in cache:
        name = "migrate.compat_scope" + ("." + path if path else "")
        try:
            cache[path] = importlib.import_module(name)
        except ImportError as error:
            if error.name is None or not name.startswith(error.name):
                raise
            # A module under another name, such as slim's utils.
            parent, _, last = path.rpartition(".")
            found = getattr(module_at(parent, cache), last, None) if path else None
            cache[path] = found if isinstance(found, ModuleType) else None
    return cache[path]


def supplied() -> list[str]:
    """The symbols of the TF 1 listing that the live compat_scope has, sorted."""
    sys.path.insert(0, str(ROOT))
    listing = json.loads(gzip.decompress((API / "tf1.json.gz").read_bytes()))["symbols"]
    cache: dict[str, ModuleType | None] = {}
    found = []
    for symbol, entry in sorted(listing.items()):
        if entry[0] == "module" or symbol.startswith(("tf.compat.", "tf.keras.")):
            continue
        parent, _, name = symbol.rpartition(".")
        module = module_at(parent[3:], cache)
        if module is not None and name in getattr(module, "__all__", ()):
            obj = getattr(module, name)
            if isinstance(obj, functools.partial):
                obj = obj.func
            # What the shim only hands on (most of tf.train) keeps its place in TensorFlow.
            where = getattr(obj, "__module__", None) or type(obj).__module__
            if symbol in OWN or str(where).startswith("migrate."):
                found.append(symbol)
    return found


if __name__ == "__main__":
    symbols = supplied()
    (API / "scope.txt").write_text("".join(s + "\n" for s in symbols), encoding="utf-8")
    sys.stderr.write(f"{len(symbols)} symbols\n")
