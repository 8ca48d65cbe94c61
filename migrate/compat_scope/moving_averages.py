"""TF1's moving averages: what they make are variables of the store, by TF1's names."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, add_to_collection
from migrate.compat_scope.initializing import op_name
from migrate.compat_scope.layers.moving_average import assign_moving_average
from migrate.compat_scope.listing import (
    global_variables,
    moving_average_variables,
    trainable_variables,
)
from migrate.compat_scope.modes import in_graph, not_converted
from migrate.compat_scope.name_scopes import name_scope
from migrate.compat_scope.passes import current
from migrate.compat_scope.scope import variable_scope
from migrate.compat_scope.variables import get_variable

__all__ = ["ExponentialMovingAverage", "assign_moving_average"]

_FLOATING = (tf.float16, tf.bfloat16, tf.float32, tf.float64)


class ExponentialMovingAverage:
    """Keeps averages of variables, in variables ``<variable>/ExponentialMovingAverage``.

    In a graph it is TensorFlow's own. Elsewhere `apply` makes the averages when it first runs, finds them by name in
    every later pass, and moves them at once. An average starts from the value its variable has then (in a graph: its
    initial value). Source: TF 1.15 training/moving_averages.py.

    Args:
        decay: the weight of the old average.
        num_updates: a count that makes the decay smaller at the beginning.
        zero_debias: whether averages of tensors, which start from zero, are corrected for that.
        name: the last part of the averages' names.
    """

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        if in_graph():
            return tf.train.ExponentialMovingAverage(*args, **kwargs)
        return super().__new__(cls)

    def __init__(
        self,
        decay: Any,
        num_updates: Any = None,
        zero_debias: bool = False,
        name: str = "ExponentialMovingAverage",
    ) -> None:
        self._decay = decay
        self._num_updates = num_updates
        self._zero_debias = zero_debias
        self._name = name
        self._averages: dict[Any, Any] = {}

    @property
    def name(self) -> str:
        """The last part of the averages' names."""
        return self._name

    @not_converted
    def apply(self, var_list: Any = None) -> Any:
        """Moves the average of each variable or tensor, by default of the trainable variables.

        Raises:
            TypeError: one of them is not floating-point, or is an eager tensor, which has no name.
        """
        if var_list is None:
            var_list = trainable_variables()
        for variable in var_list:
            if variable.dtype.base_dtype not in _FLOATING:
                raise TypeError(f"The variables must be half, float, or double: {variable.name}")
            if variable.ref() not in self._averages:
                self._averages[variable.ref()] = self._make(variable)
        with name_scope(self._name):
            decay = tf.convert_to_tensor(self._decay, name="decay")
            if self._num_updates is not None:
                updates = tf.cast(self._num_updates, tf.float32)
                decay = tf.minimum(decay, (1.0 + updates) / (10.0 + updates))
            moved = []
            for variable in var_list:
                average = self._averages[variable.ref()]
                debias = self._zero_debias and not isinstance(variable, tf.Variable)
                moved.append(assign_moving_average(average, variable, decay, zero_debias=debias))
        return None if tf.executing_eagerly() else tf.group(*moved)

    def _make(self, variable: Any) -> Any:
        is_variable = isinstance(variable, tf.Variable)
        if not is_variable and tf.executing_eagerly():
            raise TypeError(
                "tf.train.ExponentialMovingAverage does not support non-Variable tensors when eager "
                "execution is enabled."
            )
        with variable_scope(None, f"{op_name(variable)}/{self._name}"):
            if is_variable:
                initializer: Any = variable.read_value
            else:
                shape, dtype = variable.shape, variable.dtype
                initializer = lambda: tf.zeros(shape, dtype)  # noqa: E731
            average = get_variable(
                "",  # the name of the scope, as TF1's optimizers name their slots
                dtype=variable.dtype.base_dtype,
                initializer=initializer,
                trainable=False,
            )
        if is_variable:
            add_to_collection(GraphKeys.MOVING_AVERAGE_VARIABLES, variable)
        return average

    def average(self, var: Any) -> Any:
        """The variable that holds the average of `var`, or None."""
        return self._averages.get(var.ref())

    def average_name(self, var: Any) -> str:
        """The name of the variable that holds, or will hold, the average of `var`."""
        average = self.average(var)
        if average is not None:
            return str(op_name(average))
        state = current()
        name = f"{op_name(var)}/{self._name}"
        full = f"{state.name_scope}/{name}" if state.name_scope else name
        return str(state.pass_.names.copy().unique(full))

    def variables_to_restore(self, moving_avg_variables: Any = None) -> dict[str, Any]:
        """Checkpoint key -> variable: averages for the variables that have them, all others by their own names."""
        averaged = moving_avg_variables
        if averaged is None:
            averaged = trainable_variables() + moving_average_variables()
        names = {self.average_name(v): v for v in averaged}
        done = {v.name for v in averaged}
        for variable in global_variables():
            if variable.name not in done:
                names.setdefault(op_name(variable), variable)
        return names
