"""What the tests import from TensorFlow, as a migrated program has it."""

from __future__ import annotations

import contextlib
import importlib
import types
import unittest
from collections.abc import Iterator
from typing import Any

import tensorflow as tf

from migrate import compat_scope
from migrate.compat_scope import getting, hosts, partitioning, passes
from migrate.compat_scope.layers.moving_average import assign_moving_average
from tests.conformance import shim_stand_ins

__all__ = ["Namespace", "stand_ins"]


class Namespace(types.SimpleNamespace):
    """A stand-in module: its own names, else those of the modules it stands for."""

    def __init__(self, *behind: Any, **names: Any) -> None:
        super().__init__(**names)
        self.__dict__["_behind"] = behind

    def __getattr__(self, name: str) -> Any:
        for behind in (*self._behind, compat_scope, tf.compat.v1):
            if hasattr(behind, name):
                return getattr(behind, name)
        raise AttributeError(name)


class Store:
    """TF1's private variable store, over ours."""

    def get_variable(self, name: str, shape: Any = None, **kwargs: Any) -> Any:
        getter = kwargs.pop("custom_getter", None)
        if getter is not None:
            return getter(getter=getting.true_getter, name=name, shape=shape, **kwargs)
        return getting.true_getter(name, shape, **kwargs)

    @property
    def _vars(self) -> dict[str, Any]:
        pass_ = passes.current().pass_
        records = pass_.store.records
        if not pass_.is_root:  # what this trace has come to
            records = {key: r for key, r in records.items() if id(r) in pass_.met}
        return {key: record.variable for key, record in records.items()}


class EagerStore(tf.Module):  # type: ignore[misc]
    """TF1's ``EagerVariableStore``: a module that owns what is made in its context, pass by pass."""

    def __init__(self) -> None:
        super().__init__(name="store")
        self._store = hosts.store_of(self)
        self._vars: Any = None

    @contextlib.contextmanager
    def as_default(self) -> Iterator[None]:
        with passes.entered(passes.Pass(self._store)):
            yield

    def variables(self) -> list[Any]:  # type: ignore[override]
        return sorted(self._store.variables, key=lambda v: v.name)

    def trainable_variables(self) -> list[Any]:  # type: ignore[override]
        return sorted(self._store.trainable_variables, key=lambda v: v.name)

    def non_trainable_variables(self) -> list[Any]:  # type: ignore[override]
        trainable = {id(v) for v in self._store.trainable_variables}
        return [v for v in self.variables() if id(v) not in trainable]


def as_is(function: Any = None, *_: Any, **__: Any) -> Any:
    """A decorator, or a maker of decorators, that changes nothing."""
    return function if callable(function) else (lambda f: f)


def skip(why: str) -> Any:
    def skipping(*_: Any, **__: Any) -> Any:
        raise unittest.SkipTest(why)

    return skipping


def _in_a_session(function: Any = None, **_: Any) -> Any:
    """The graph half of ``run_in_graph_and_eager_modes``: the test runs with a default session."""
    if function is None:
        return _in_a_session

    def in_a_session(self: Any, *args: Any, **kwargs: Any) -> None:
        with self.cached_session():
            function(self, *args, **kwargs)

    return in_a_session


def _test_util(mode: str) -> Any:
    names = ("run_deprecated_v1", "run_v1_only", "run_gpu_only")
    names += ("deprecated_graph_mode_only", "run_all_in_graph_and_eager_modes", "generate")
    names += ("assert_no_new_tensors", "assert_no_new_pyobjects_executing_eagerly", "combine")
    return Namespace(
        tf.test,
        run_in_graph_and_eager_modes=_in_a_session if mode == "graph" else as_is,
        is_gpu_available=lambda *a, **k: False,
        **dict.fromkeys(names, as_is),
    )


def _variable_scope(mode: str) -> Any:
    get_store: Any = Store
    if mode == "graph":
        from tensorflow.python.ops import variable_scope as real

        get_store = real._get_default_variable_store
    return Namespace(
        _get_default_variable_store=get_store,
        variable=compat_scope.Variable,
        _PartitionInfo=partitioning.PartitionInfo,
        _DEFAULT_USE_RESOURCE=True,
        EagerVariableStore=EagerStore,
        VariableSynchronization=tf.VariableSynchronization,
        VariableAggregation=tf.VariableAggregation,
    )


def _ops(mode: str) -> Any:
    if mode == "graph":
        return Namespace(name_scope=compat_scope.name_scope, Graph=tf.Graph)

    def get_default_graph() -> Any:
        graph = tf.compat.v1.get_default_graph()
        if not tf.executing_eagerly() and compat_scope.in_graph():
            return graph  # the test opened a tf.Graph of its own
        return types.SimpleNamespace(
            get_collection=compat_scope.get_collection,
            as_default=contextlib.nullcontext,
            get_operations=graph.get_operations,
        )

    return Namespace(
        name_scope=compat_scope.name_scope, get_default_graph=get_default_graph, Graph=tf.Graph
    )


def stand_ins(mode: str, graph_program: bool) -> dict[str, Any]:
    """Import path -> stand-in, for tests of TF1 code that run in `mode`."""
    eagerly = (lambda: False) if graph_program else tf.executing_eagerly
    layers = compat_scope.layers
    utils = importlib.import_module("tensorflow.python.layers.utils")
    core, ops, training = (f"tensorflow.python.{part}" for part in ("layers", "ops", "training"))
    averages = importlib.import_module(f"{training}.moving_averages")
    if mode != "graph":
        averages = Namespace(
            compat_scope.train,
            averages,
            ExponentialMovingAverage=compat_scope.train.ExponentialMovingAverage,
            assign_moving_average=assign_moving_average,
        )
    found = {
        f"{ops}.variable_scope": _variable_scope(mode),
        f"{ops}.variables": Namespace(VariableV1=compat_scope.Variable),
        f"{ops}.template": Namespace(Template=compat_scope.Template),
        f"{ops}.partitioned_variables": Namespace(),
        f"{core}.base": Namespace(layers.experimental, layers),
        f"{core}.core": Namespace(layers),
        f"{core}.convolutional": Namespace(layers),
        f"{core}.normalization": Namespace(layers, batch_norm=layers.batch_normalization),
        f"{core}.utils": Namespace(utils),
        f"{ops}.control_flow_ops": Namespace(cond=compat_scope.cond),
        f"{core}.pooling": Namespace(layers),
        f"{training}.moving_averages": averages,
        f"{training}.saver": Namespace(tf.compat.v1.train),
        f"{training}.gradient_descent": Namespace(tf.compat.v1.train),
        "tensorflow.python.framework.ops": _ops(mode),
        "tensorflow.python.framework.test_util": _test_util(mode),
        "tensorflow.python.eager.context": Namespace(
            executing_eagerly=eagerly, eager_mode=skip("TF1's own eager mode")
        ),
        "tensorflow.python.eager.function": Namespace(defun=skip("TF1's defun")),
        "tensorflow.python.keras.engine.input_spec": Namespace(InputSpec=layers.InputSpec),
    }
    found.update(shim_stand_ins.stand_ins(Namespace))
    return found
