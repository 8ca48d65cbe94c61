"""Shared by the rule tests: the recorded listings, the rulebook, and TensorFlow kept quiet."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

ROOT = Path(__file__).resolve().parents[2]
ORACLE = ROOT / "tests" / "oracle"
sys.path.insert(0, str(ORACLE))


@pytest.fixture(scope="session")
def listing():
    """The public API of TF 1.15.5, as recorded."""
    from make_rules import Listing

    return Listing.load("tf1")


@pytest.fixture(scope="session")
def book():
    from migrate.rulebook import Rulebook

    return Rulebook(ROOT / "rules")


@pytest.fixture(scope="session")
def public(listing):
    """The symbols that need an answer, without the modules; tf.compat.v1.X is tf.X."""
    return [
        symbol
        for symbol, entry in sorted(listing.symbols.items())
        if entry[0] != "module" and not symbol.startswith("tf.compat.v1.")
    ]


@pytest.fixture(scope="session")
def resolve():
    """The object a rule's target names; the function raises AttributeError or ImportError if there is none."""
    pytest.importorskip("tensorflow")
    return _resolve


def _resolve(dotted: str):
    """The object a rule's target names. Raises AttributeError or ImportError if there is none."""
    if dotted.startswith("migrate.compat_scope"):
        module, _, rest = "migrate.compat_scope", "", dotted[len("migrate.compat_scope.") :]
        obj = importlib.import_module(module)
        for part in rest.split("."):
            if not hasattr(obj, part):
                importlib.import_module(f"{module}.{part}")
            obj, module = getattr(obj, part), f"{module}.{part}"
        return obj
    import tensorflow as tf

    obj = tf
    for part in dotted.split(".")[1:]:
        obj = getattr(obj, part)
    return obj
