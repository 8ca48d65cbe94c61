"""TF1's reference variables where Keras expects a variable with a plain dtype."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

_OPERATORS = (
    *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"),
    *("radd", "rsub", "rmul", "rtruediv", "rfloordiv", "rmod", "rpow", "rmatmul"),
    *("neg", "abs", "getitem", "lt", "le", "gt", "ge"),
)


class ReferenceVariable:
    """Stands for a variable whose dtype is a reference (``float32_ref``), which Keras does not know.

    Everything but the dtype is the variable's own.
    """

    is_tensor_like = True  # `tf.is_tensor`: a layer may be called with it

    def __init__(self, variable: Any) -> None:
        self.variable = variable
        self.dtype = variable.dtype.base_dtype

    def __getattr__(self, name: str) -> Any:
        if name == "variable":
            raise AttributeError(name)
        return getattr(self.variable, name)

    def __tf_tensor__(self, dtype: Any = None, name: Any = None) -> Any:
        return tf.convert_to_tensor(self.variable, dtype=dtype, name=name)


def _operator(name: str) -> Any:
    """An operator of the variable: Python looks these up in the class only."""

    def run(self: ReferenceVariable, *others: Any) -> Any:
        return getattr(self.variable, name)(*others)

    run.__name__ = name
    return run


for _name in _OPERATORS:
    setattr(ReferenceVariable, f"__{_name}__", _operator(f"__{_name}__"))


def for_keras(variable: Any) -> Any:
    """The variable of a graph in a form that a Keras variable can hold."""
    return variable if hasattr(variable, "handle") else ReferenceVariable(variable)


def tensorflow_variable(variable: Any) -> Any:
    """What a Keras variable is a view of: a variable of TensorFlow, of references in TF1's graphs."""
    value = getattr(variable, "value", variable)
    if callable(value):
        return variable
    return value.variable if isinstance(value, ReferenceVariable) else value


def with_variables(result: Any) -> Any:
    """What a layer returned, with TensorFlow's variables where it has views of them."""
    import keras

    if isinstance(result, ReferenceVariable):
        return result.variable
    if isinstance(result, keras.Variable):
        return tensorflow_variable(result)
    if isinstance(result, dict):
        parts: list[Any] = list(result.values())
    elif isinstance(result, list | tuple):
        parts = list(result)
    else:
        return result
    own = [with_variables(part) for part in parts]
    if all(a is b for a, b in zip(own, parts, strict=True)):
        return result
    if isinstance(result, dict):
        return type(result)(zip(result, own, strict=True))
    return type(result)(*own) if hasattr(result, "_fields") else type(result)(own)
