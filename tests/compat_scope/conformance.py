"""Runs TensorFlow 1.15's own scope tests on the shim, from a TF 1.15 source tree given by path.

    python tests/compat_scope/conformance.py SOURCE_TREE [eager|function|graph] [pattern]

`SOURCE_TREE` holds ``tensorflow/python/kernel_tests/variable_scope_test.py`` (for example a checkout of
NVIDIA/tensorflow). The files are read at run time, with the shim's names in place of TensorFlow's;
nothing of them is kept. Not a pytest module: without the tree there is nothing to run.
"""

from __future__ import annotations

import contextlib
import faulthandler
import fnmatch
import os
import re
import sys
import traceback
import types
import unittest
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

import tensorflow as tf  # noqa: E402

from migrate import compat_scope  # noqa: E402
from migrate.compat_scope import getting, partitioning, passes  # noqa: E402

FILES = ("kernel_tests/variable_scope_test.py", "kernel_tests/template_test.py")

# What a test asks for that no migrated program can: a message's text -> the reason.
NOT_APPLICABLE = {
    "Tensor.name is undefined": "names of eager tensors",
    "has no attribute 'run'": "runs a session",
    "has no attribute 'close'": "runs a session",
    "tf.Session": "runs a session",
    "no attribute 'cond'": "TF1's private control flow",
    "EagerVariableStore": "TF1's eager-only store",
    "make_template_internal": "TF1's private templates",
    "_skip_common_stack_elements": "TF1's private templates",
    "_variable_creator_stack": "TF1's private creator stack",
}


class _Namespace(types.SimpleNamespace):
    """A stand-in module: its own names, else those of the module it stands for."""

    def __init__(self, behind: Any = None, **names: Any) -> None:
        super().__init__(**names)
        self.__dict__["_behind"] = behind

    def __getattr__(self, name: str) -> Any:
        for behind in (self._behind, compat_scope, tf.compat.v1):
            if hasattr(behind, name):
                return getattr(behind, name)
        raise AttributeError(name)


class _Store:
    """TF1's private variable store, over ours."""

    def get_variable(self, name: str, shape: Any = None, **kwargs: Any) -> Any:
        getter = kwargs.pop("custom_getter", None)
        if getter is not None:
            return getter(getter=getting.true_getter, name=name, shape=shape, **kwargs)
        return getting.true_getter(name, shape, **kwargs)

    @property
    def _vars(self) -> dict[str, Any]:
        records = passes.current().store.records
        return {key: record.variable for key, record in records.items()}


def _test_util() -> Any:
    def as_is(function: Any = None, *args: Any, **kwargs: Any) -> Any:
        return function if callable(function) else (lambda f: f)

    names = ("run_in_graph_and_eager_modes", "run_deprecated_v1", "run_v1_only", "run_gpu_only")
    return types.SimpleNamespace(**dict.fromkeys(names, as_is), assert_no_new_tensors=as_is)


def namespaces(mode: str) -> dict[str, Any]:
    graph = mode == "graph"
    if graph:
        from tensorflow.python.ops import variable_scope as real

        get_store = real._get_default_variable_store
    else:
        get_store = _Store
    default_graph = types.SimpleNamespace(
        get_collection=compat_scope.get_collection, as_default=contextlib.nullcontext
    )
    ops = _Namespace(
        name_scope=compat_scope.name_scope,
        get_default_graph=tf.compat.v1.get_default_graph if graph else lambda: default_graph,
    )
    return {
        "variable_scope": _Namespace(
            _get_default_variable_store=get_store,
            variable=compat_scope.Variable,
            _PartitionInfo=partitioning.PartitionInfo,
            _DEFAULT_USE_RESOURCE=True,
        ),
        "variables": _Namespace(VariableV1=compat_scope.Variable),
        "template": _Namespace(Template=compat_scope.Template),
        "ops": ops,
        "context": _Namespace(executing_eagerly=lambda: False, eager_mode=_skip),
        "function": _Namespace(defun=_skip),
        "wrap_function": _Namespace(),
        "core": _Namespace(Dense=lambda *a, **k: compat_scope.layers.Dense(*a, **k)),
        "test_util": _test_util(),
    }


def _skip(*_: Any, **__: Any) -> Any:
    raise unittest.SkipTest("TF1's eager mode")


def load(path: Path, mode: str) -> list[type]:
    """The test classes of one file, with the shim in place of TensorFlow's modules."""
    source = path.read_text()
    stand_ins = namespaces(mode)
    scope: dict[str, Any] = {"__name__": path.stem, "__file__": str(path)}

    def take(match: re.Match[str]) -> str:
        name, alias = match.group(2), match.group(3) or match.group(2)
        if name in stand_ins:
            scope[alias] = stand_ins[name]
            return ""
        return match.group(0)

    source = re.sub(r"^from (tensorflow\S+) import (\w+)(?: as (\w+))?$", take, source, flags=re.M)
    source = re.sub(r"^from tensorflow.python.(keras|training).*$", "", source, flags=re.M)
    source = re.sub(r"^import tensorflow.python.ops.nn_grad.*$", "", source, flags=re.M)
    undone = "run_inside_wrap_function_in_eager_mode = lambda f: f\n\n"
    source = re.sub(r"^class (?=\w+\(test)", undone + "class ", source, flags=re.M)
    scope["gradient_descent"] = _Namespace(GradientDescentOptimizer=_skip)
    scope["training"] = _Namespace(Model=object)
    exec(compile(source, str(path), "exec"), scope)
    return [c for c in scope.values() if isinstance(c, type) and issubclass(c, tf.test.TestCase)]


def run_one(test_class: Any, name: str, mode: str) -> str:
    test = test_class(name)
    compat_scope.reset()
    test.setUp()
    method = getattr(test, name)
    if mode == "eager":
        method()
    elif mode == "graph":
        with tf.Graph().as_default():
            method()
    else:
        test.evaluate = _evaluate_in_function
        test.cached_session = test.session = contextlib.nullcontext
        tf.function(_returning_nothing(method), autograph=False)()
    return "passed"


def _returning_nothing(method: Any) -> Any:
    def run() -> None:
        method()

    return run


def _evaluate_in_function(value: Any) -> Any:
    if value is None:
        return None
    raise unittest.SkipTest("reads a value while tracing")


def main(tree: str, modes: list[str], pattern: str) -> None:
    for mode in modes:
        for file in FILES:
            path = Path(tree) / "tensorflow" / "python" / file
            counts: dict[str, list[str]] = {"passed": [], "failed": [], "not applicable": []}
            for test_class in load(path, mode):
                for name in unittest.TestLoader().getTestCaseNames(test_class):
                    if name == "test_session" or not fnmatch.fnmatch(name, pattern):
                        continue
                    outcome = "passed"
                    faulthandler.dump_traceback_later(60, exit=True)  # a thread that died
                    try:
                        run_one(test_class, name, mode)
                    except unittest.SkipTest as reason:
                        outcome = "not applicable"
                        name += f" ({reason})"
                    except Exception as error:
                        why = [r for t, r in NOT_APPLICABLE.items() if t in str(error)]
                        outcome = "not applicable" if why else "failed"
                        if pattern != "*":
                            traceback.print_exc()
                        name += f": {type(error).__name__}: {str(error)[:150]!r}"
                    counts[outcome].append(name)
            summary = ", ".join(f"{len(names)} {key}" for key, names in counts.items())
            sys.stdout.write(f"{mode} {path.name}: {summary}\n")
            for key in ("failed", "not applicable"):
                for name in counts[key]:
                    sys.stdout.write(f"    {key}: {name}\n")


if __name__ == "__main__":
    with contextlib.suppress(IndexError):
        chosen = [sys.argv[2]] if len(sys.argv) > 2 else ["eager", "function", "graph"]
        main(sys.argv[1], chosen, sys.argv[3] if len(sys.argv) > 3 else "*")
