"""The arguments of a TF1 function as Keras takes them in a call of the layer that it became."""

from __future__ import annotations

import inspect
from typing import Any

import tensorflow as tf


def as_keras_takes(value: Any) -> Any:
    """An argument that Keras would not take, as one that it does.

    A truth value whose shape is not known (`tf.placeholder(tf.bool)`) is a scalar; a reference variable of a graph is read.
    """
    if isinstance(value, tf.Variable) and value.dtype.name.endswith("_ref"):
        return tf.convert_to_tensor(value)
    if isinstance(value, tf.Tensor) and value.dtype == tf.bool and value.shape.rank is None:
        return tf.reshape(value, [])
    return value


def check_ranks(cls: Any, args: Any, kwargs: Any, error: ValueError) -> None:
    """Says which argument Keras could not take because nobody knows how many dimensions it has."""
    if "unknown TensorShape" not in str(error):
        return
    parameters = [p for p in inspect.signature(cls.call).parameters if p != "self"]
    for name, value in [*zip(parameters, args, strict=False), *kwargs.items()]:
        for leaf in tf.nest.flatten(value):
            if tf.is_tensor(leaf) and leaf.shape.rank is None:
                raise ValueError(
                    f"{cls.__name__}: Keras needs the number of dimensions of `{name}` ({leaf.name}). Give its "
                    "placeholder a shape: [] for a scalar, None for each dimension whose size varies."
                ) from error


def by_name(cls: Any, args: Any, kwargs: Any) -> tuple[Any, Any]:
    """The arguments of a call as Keras takes them: by position tensors alone, the others by their names."""
    for index, arg in enumerate(args):
        leaves = tf.nest.flatten(arg)
        if not all(x is None or tf.is_tensor(x) or hasattr(x, "__array__") for x in leaves):
            parameters = [*inspect.signature(cls.call).parameters.values()][1:]
            plain = [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
            named = dict(zip(plain[index:], args[index:], strict=False))
            if len(plain) < len(args):
                break
            for name in named.keys() & kwargs.keys():
                raise TypeError(f"{cls.__name__}.call() got multiple values for argument {name!r}")
            return args[:index], {**named, **kwargs}
    return args, kwargs
