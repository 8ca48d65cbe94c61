"""What the layer functions share: scopes whose variables are model variables under contrib's names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import tensorflow as tf

from migrate.compat_scope.contrib.framework.arg_scope import add_arg_scope
from migrate.compat_scope.contrib.framework.model_variables import model_variable
from migrate.compat_scope.contrib.layers import utils
from migrate.compat_scope.modes import not_converted

__all__ = [
    "check_data_format",
    "finish",
    "keras_format",
    "layer_function",
    "model_variable_getter",
    "normalized",
]

Function = TypeVar("Function", bound=Callable[..., Any])


def layer_function(function: Function) -> Function:
    """A layer function: `arg_scope` may set its arguments, autograph does not convert it."""
    return not_converted(add_arg_scope(function))  # type: ignore[return-value]


def model_variable_getter(rename: Mapping[str, str] | None = None) -> Callable[..., Any]:
    """A custom getter that makes model variables, `kernel` under the name `weights` for instance.

    Source: TF 1.15 contrib/layers/python/layers/layers.py, `_build_variable_getter`.
    """

    def layer_variable_getter(
        getter: Any,
        name: str,
        shape: Any = None,
        dtype: Any = None,
        initializer: Any = None,
        regularizer: Any = None,
        trainable: bool = True,
        collections: Any = None,
        caching_device: Any = None,
        partitioner: Any = None,
        use_resource: Any = None,
        synchronization: Any = tf.VariableSynchronization.AUTO,
        aggregation: Any = tf.compat.v1.VariableAggregation.NONE,
        **_: Any,
    ) -> Any:
        path, slash, short = name.rpartition("/")
        return model_variable(
            path + slash + (rename or {}).get(short, short),
            shape=shape,
            dtype=dtype,
            initializer=initializer,
            regularizer=regularizer,
            collections=collections,
            trainable=trainable,
            caching_device=caching_device,
            partitioner=partitioner,
            custom_getter=getter,
            use_resource=use_resource,
            synchronization=synchronization,
            aggregation=aggregation,
        )

    return layer_variable_getter


def keras_format(data_format: str | None) -> str:
    """`NCHW` -> `channels_first`; anything not starting with NC -> `channels_last`."""
    first = bool(data_format) and str(data_format).startswith("NC")
    return "channels_first" if first else "channels_last"


def check_data_format(data_format: Any, *allowed: str) -> None:
    """Raises ValueError, as TF 1.15 words it, unless `data_format` is one of two allowed."""
    if data_format not in allowed:
        raise ValueError(f"data_format has to be either {' or '.join(allowed)}.")


def normalized(outputs: Any, normalizer_fn: Any, normalizer_params: Any) -> Any:
    """`outputs` through the normalizer, if there is one."""
    if normalizer_fn is None:
        return outputs
    return normalizer_fn(outputs, **(normalizer_params or {}))


def finish(outputs: Any, activation_fn: Any, collections: Any, scope_name: str) -> Any:
    """The activation, then the end point."""
    if activation_fn is not None:
        outputs = activation_fn(outputs)
    return utils.collect_named_outputs(collections, scope_name, outputs)
