"""TF1's reference variables where Keras expects a variable with a plain dtype."""

from __future__ import annotations

from typing import Any

import tensorflow as tf


class ReferenceVariable:
    """Stands for a variable whose dtype is a reference (``float32_ref``), which Keras does not know.

    Everything but the dtype is the variable's own.
    """

    def __init__(self, variable: Any) -> None:
        self.variable = variable
        self.dtype = variable.dtype.base_dtype

    def __getattr__(self, name: str) -> Any:
        if name == "variable":
            raise AttributeError(name)
        return getattr(self.variable, name)

    def __tf_tensor__(self, dtype: Any = None, name: Any = None) -> Any:
        return tf.convert_to_tensor(self.variable, dtype=dtype, name=name)


def for_keras(variable: Any) -> Any:
    """The variable of a graph in a form that a Keras variable can hold."""
    return variable if hasattr(variable, "handle") else ReferenceVariable(variable)
