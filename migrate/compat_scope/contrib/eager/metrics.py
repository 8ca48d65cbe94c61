"""``tf.contrib.eager.metrics``: metrics that keep their sums in variables of TF1's names."""

from __future__ import annotations

import re
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.scope import variable_scope
from migrate.compat_scope.variables import get_variable

__all__ = [
    "Accuracy",
    "BinaryAccuracy",
    "CategoricalAccuracy",
    "Mean",
    "Metric",
    "SparseAccuracy",
]


class Metric(tf.Module):  # type: ignore[misc]
    """Base class: a subclass makes variables in `build`, updates them in `call`, and gives its `result`.

    Called in a graph, `call` is a function graph, whose updates run with what it returns.
    Source: TF 1.15 contrib/eager/python/metrics_impl.py.
    """

    def __init__(self, name: str | None = None, use_global_variables: bool = False) -> None:
        # tf.Module.__init__ is left out on purpose: it would open a name scope.
        self._built = False
        self._vars: tuple[Any, ...] = ()
        self._initial_values: tuple[Any, ...] = ()
        self._use_global_variables = use_global_variables
        self._name = name or type(self).__name__
        with variable_scope(re.sub("[^A-Za-z0-9.]", "_", self._name), reuse=False) as scope:
            self._metric_scope = scope

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Updates the metric; gives what `call` gives."""
        if not self._built:
            with variable_scope(self._metric_scope), tf.init_scope():
                self.build(*args, **kwargs)
            self._built = True
        if in_graph():
            return tf.function(self.call, autograph=False)(*args, **kwargs)
        return self.call(*args, **kwargs)

    @property
    def name(self) -> str:
        return self._name

    @property
    def variables(self) -> list[Any]:
        """The metric's variables, in the order they were made."""
        return list(self._vars)

    def init_variables(self) -> Any:
        """Sets the variables back; in a graph, gives the op that does."""
        if in_graph():
            return tf.group([v.initializer for v in self._vars])
        for variable, value in zip(self._vars, self._initial_values):
            variable.assign(value)
        return None

    def build(self, *args: Any, **kwargs: Any) -> None:
        """Makes the variables. Raises: NotImplementedError unless overridden."""
        raise NotImplementedError("Metrics must define a build() member function")

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Takes account of one batch. Raises: NotImplementedError unless overridden."""
        raise NotImplementedError("Metrics must define a call() member function")

    def result(self) -> Any:
        """The metric's value. Raises: NotImplementedError unless overridden."""
        raise NotImplementedError("Metrics must define a result() member function")

    def value(self) -> Any:
        """The result's tensor in a graph; in eager code the function that computes it."""
        return self.result() if in_graph() else self.result

    def aggregate(self, metrics: Any) -> None:
        """Adds in what others of the same type have counted. Raises: TypeError, ValueError if they do not fit."""
        for other in metrics:
            if type(self) is not type(other):
                raise TypeError(
                    f"All metrics must be the same type, '{type(self)}' != '{type(other)}'."
                )
        for i, variable in enumerate(self._vars):
            if any(m._vars[i].name != variable.name for m in metrics):
                raise ValueError("All metrics must have variables in the same order.")
            variable.assign_add(tf.add_n([m._vars[i] for m in metrics]))

    def add_variable(
        self, name: str, shape: Any = None, dtype: Any = None, initializer: Any = None
    ) -> Any:
        """A variable of the metric. Raises: RuntimeError outside `build`."""
        if self._built:
            raise RuntimeError("Can't call add_variable() except in build().")
        if in_graph():
            kind = (
                GraphKeys.GLOBAL_VARIABLES
                if self._use_global_variables
                else GraphKeys.LOCAL_VARIABLES
            )
            variable = get_variable(
                *(name, shape, dtype, initializer),
                trainable=False,
                collections=[kind, GraphKeys.METRIC_VARIABLES],
                use_resource=True,
            )
        else:
            made = initializer() if isinstance(initializer, type) else initializer
            variable = tf.Variable(
                made(shape, dtype or tf.float32),
                trainable=False,
                name=f"{self._metric_scope.name}/{name}",
            )
            self._initial_values = (*self._initial_values, variable.read_value())
        self._vars = (*self._vars, variable)
        return variable


class Mean(Metric):
    """The mean of all values, weighted if there are `weights`."""

    def __init__(
        self, name: str | None = None, dtype: Any = tf.float64, use_global_variables: bool = False
    ) -> None:
        super().__init__(name=name, use_global_variables=use_global_variables)
        self.dtype = dtype

    def build(self, *args: Any, **kwargs: Any) -> None:
        zeros = tf.compat.v1.zeros_initializer
        self.numer = self.add_variable("numer", (), self.dtype, zeros)
        self.denom = self.add_variable("denom", (), self.dtype, zeros)

    def call(self, values: Any, weights: Any = None) -> Any:
        """Adds `values` (any shape); gives its arguments back, without weights their sum."""
        if weights is None:
            self.denom.assign_add(tf.cast(tf.size(values), self.dtype))
            values = tf.reduce_sum(values)
            self.numer.assign_add(tf.cast(values, self.dtype))
            return values
        weights = tf.cast(weights, self.dtype)
        self.denom.assign_add(tf.reduce_sum(weights))
        values = tf.cast(values, self.dtype) * weights
        self.numer.assign_add(tf.reduce_sum(values))
        return values, weights

    def result(self, write_summary: bool = True) -> Any:
        """The mean so far, a scalar. Summaries are written to a TF 2 writer if one is the default."""
        mean = self.numer / self.denom
        if write_summary and not in_graph() and tf.summary.should_record_summaries():
            tf.summary.scalar(self.name, mean, step=tf.summary.experimental.get_step() or 0)
        return mean


class Accuracy(Mean):
    """How often `predictions` equal `labels`; both of one shape."""

    def __init__(self, name: str | None = None, dtype: Any = tf.float64) -> None:
        super().__init__(name=name, dtype=dtype)

    def call(  # type: ignore[override]
        self, labels: Any, predictions: Any, weights: Any = None
    ) -> Any:
        """Counts one batch; gives its arguments back. Raises: InvalidArgumentError for unequal shapes."""
        tf.debugging.assert_equal(
            tf.shape(labels),
            tf.shape(predictions),
            message="Shapes of labels and predictions are unequal",
        )
        labels, predictions = self._classes(labels, predictions)
        super().call(tf.cast(tf.equal(labels, predictions), self.dtype), weights=weights)
        return (labels, predictions) if weights is None else (labels, predictions, weights)

    def _classes(self, labels: Any, predictions: Any) -> tuple[Any, Any]:
        return labels, predictions


class CategoricalAccuracy(Accuracy):
    """How often the largest prediction is where the label's one is, on the last axis."""

    def _classes(self, labels: Any, predictions: Any) -> tuple[Any, Any]:
        return tf.argmax(labels, axis=-1), tf.argmax(predictions, axis=-1)


class BinaryAccuracy(Accuracy):
    """How often a prediction lies on the side of `threshold` that its label (0 or 1) says."""

    def __init__(self, threshold: float, name: str | None = None, dtype: Any = tf.float64) -> None:
        super().__init__(name=name, dtype=dtype)
        self.threshold = threshold

    def _classes(self, labels: Any, predictions: Any) -> tuple[Any, Any]:
        predictions = tf.convert_to_tensor(predictions)
        return tf.cast(labels, tf.bool), predictions > tf.cast(self.threshold, predictions.dtype)


class SparseAccuracy(Mean):
    """How often the largest prediction on the last axis is at the label's number."""

    def __init__(self, name: str | None = None, dtype: Any = tf.float64) -> None:
        super().__init__(name=name, dtype=dtype)

    def call(  # type: ignore[override]
        self, labels: Any, predictions: Any, weights: Any = None
    ) -> Any:
        """Counts one batch: labels [batch], predictions [batch, classes]; gives its arguments back."""
        tf.debugging.assert_equal(
            tf.shape(labels),
            tf.shape(predictions)[0],
            message="First axis of labels and predictions is unequal",
        )
        predictions = tf.argmax(predictions, axis=-1)
        labels = tf.cast(labels, tf.int64)
        super().call(tf.cast(tf.equal(labels, predictions), self.dtype), weights=weights)
        return (labels, predictions) if weights is None else (labels, predictions, weights)
