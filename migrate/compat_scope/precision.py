"""Mixed precision: what `get_variable` gives code that a Keras layer of such a policy hosts.

Under ``mixed_float16`` and ``mixed_bfloat16`` a Keras layer keeps its variables in float32 and computes in half precision.
Code on scopes that it calls makes float32 variables, too, also where it asks for the type of its (half-precision) inputs
as TF1's layers do, and gets a view of each that reads in the type of the computation, as a Keras variable does.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from migrate.compat_scope.partitioned import PartitionedVariable

__all__ = ["Precision", "active", "mixed_for", "plain"]


@dataclass(frozen=True)
class Precision:
    """The types of a mixed policy.

    Attributes:
        storage: that of variables.
        compute: that of the computation.
    """

    storage: tf.DType
    compute: tf.DType

    def stored(self, dtype: Any) -> tf.DType:
        """The type of a variable that was asked for with `dtype`."""
        dtype = tf.as_dtype(dtype).base_dtype
        return self.storage if dtype == self.compute else dtype

    def view(self, variable: Any) -> Any:
        """The variable, read in the type of the computation."""
        if getattr(variable, "dtype", tf.variant).base_dtype != self.storage:
            return variable
        if isinstance(variable, PartitionedVariable):
            return ComputedPartitionedVariable(variable, self)
        return (
            ComputedVariable(variable, self.compute)
            if isinstance(variable, tf.Variable)
            else variable
        )


class _Local(threading.local):
    precision: Precision | None = None


_local = _Local()


def active() -> Precision | None:
    """The mixed policy that the running code is under, if it is under one."""
    return _local.precision


@contextmanager
def mixed_for(layer: Any) -> Iterator[None]:
    """While `layer`, of Keras, runs code on scopes."""
    outer = _local.precision
    storage, compute = tf.as_dtype(layer.variable_dtype), tf.as_dtype(layer.compute_dtype)
    mixed = storage != compute and getattr(layer, "autocast", True)
    _local.precision = Precision(storage, compute) if mixed else None
    try:
        yield
    finally:
        _local.precision = outer


def plain(variable: Any) -> Any:
    """The variable itself, where `variable` is a view of it."""
    views = (ComputedVariable, ComputedPartitionedVariable)
    return variable._variable if type(variable) in views else variable


class ComputedVariable(tf.Variable):  # type: ignore[misc]
    """A view of a variable: reads in another type, everything else is the variable's own.

    An operation that is to have float32, since another operand has, gets it without a loss.
    """

    def __init__(self, variable: tf.Variable, compute: tf.DType) -> None:
        # tf.Variable.__init__ is left out on purpose: the variable exists.
        self._variable = variable
        self._compute = compute

    def read(self, dtype: Any = None) -> tf.Tensor:
        """The value, in `dtype`; None: in the type of the computation."""
        return tf.cast(tf.convert_to_tensor(self._variable), dtype or self._compute)

    def value(self) -> tf.Tensor:
        """The value, in the type of the computation."""
        return self.read()

    read_value = value

    def sparse_read(self, indices: Any, name: str | None = None) -> tf.Tensor:
        """Rows of the value, in the type of the computation."""
        return tf.cast(tf.gather(self._variable, indices, name=name), self._compute)

    def gather_nd(self, indices: Any, name: str | None = None) -> tf.Tensor:
        """Slices of the value, in the type of the computation."""
        return tf.cast(tf.gather_nd(self._variable, indices, name=name), self._compute)

    def __getitem__(self, where: Any) -> Any:
        return self.read()[where]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.read())

    def __hash__(self) -> int:
        return hash(self._variable)

    def __repr__(self) -> str:
        return f"<{self._compute.name} view of {self._variable!r}>"

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        return self._variable.__array__(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        if name in ("_variable", "_compute"):
            raise AttributeError(name)
        if name == "_should_act_as_resource_variable":  # gradients are those of the variable
            return hasattr(self._variable, "handle")
        return getattr(self._variable, name)


class ComputedPartitionedVariable(PartitionedVariable):
    """A view of a partitioned variable: it and its shards read in another type."""

    def __init__(self, variable: Any, precision: Precision) -> None:
        shards = [precision.view(shard) for shard in variable]
        shape, partitions = tf.TensorShape(variable.get_shape()), variable._get_partitions()
        super().__init__(variable.name, shape, precision.compute, shards, partitions)
        self._variable = variable

    def read(self, dtype: Any = None) -> tf.Tensor:
        """The concatenation of the shards, in `dtype`; None: in the type of the computation."""
        return tf.cast(self._variable.as_tensor(), dtype or self._dtype)

    as_tensor = read

    def numpy(self) -> Any:
        """The concatenation as an array, in the type of the variable (eager only)."""
        return self._variable.numpy()


def _own(name: str) -> property:
    return property(lambda self: getattr(self._variable, name))


def _operator(name: str) -> Callable[..., Any]:
    """An operator that reads in the type of the other operand, where that has one."""

    def operate(self: ComputedVariable, *others: Any) -> Any:
        dtype = None
        for other in others:
            if tf.is_tensor(other) and not isinstance(other, ComputedVariable):
                dtype = other.dtype.base_dtype if other.dtype.is_floating else None
        return getattr(self.read(dtype), name)(*others)

    operate.__name__ = name
    return operate


_OPERATORS = (
    *(
        f"__{side}{op}__"
        for op in ("add", "sub", "mul", "truediv", "floordiv", "div", "mod", "pow")
        for side in ("", "r")
    ),
    *(
        "__matmul__",
        "__rmatmul__",
        "__neg__",
        "__abs__",
        "__lt__",
        "__le__",
        "__gt__",
        "__ge__",
        "__eq__",
        "__ne__",
    ),
)
for _name in dir(tf.Variable):
    if _name in _OPERATORS:
        setattr(ComputedVariable, _name, _operator(_name))
    elif not _name.startswith("__") and _name not in vars(ComputedVariable):
        setattr(ComputedVariable, _name, _own(_name))


def _as_tensor(
    variable: ComputedVariable | ComputedPartitionedVariable,
    dtype: Any = None,
    name: str | None = None,
    as_ref: bool = False,
) -> Any:
    del name
    if as_ref and not hasattr(variable, "handle"):
        raise TypeError(f"{variable!r} has no gradient; the variable in trainable_variables() has.")
    if dtype is not None and not (tf.as_dtype(dtype).is_floating):
        return NotImplemented
    return variable.read(dtype)


tf.register_tensor_conversion_function(
    (ComputedVariable, ComputedPartitionedVariable), _as_tensor, priority=0
)
