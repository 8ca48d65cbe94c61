"""The linear map inside contrib cells: `kernel` and `bias` in the current scope, made once and kept."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.scope import get_variable_scope, variable_scope
from migrate.compat_scope.variables import get_variable

__all__ = ["Linear"]


class Linear:
    """`sum(args[i] @ W[i]) + b` with variables `kernel` and, with `build_bias`, `bias`.

    The bias is never partitioned. TF 1.15 contrib core_rnn_cell.py, `_Linear`.

    Args:
      args: 2-D tensor or list of them, with known second dimensions; later calls take the like.

    Raises:
      ValueError: for no args, or args that are not 2-D with a known size.
    """

    def __init__(
        self,
        args: Any,
        output_size: int,
        build_bias: bool,
        bias_initializer: Any = None,
        kernel_initializer: Any = None,
    ) -> None:
        if args is None or (tf.nest.is_nested(args) and not args):
            raise ValueError("`args` must be specified")
        tensors = list(args) if tf.nest.is_nested(args) else [args]
        rows = 0
        for tensor in tensors:
            if tensor.shape.rank != 2:
                raise ValueError(f"linear is expecting 2D arguments: {[t.shape for t in tensors]}")
            size = tf.compat.dimension_value(tensor.shape[1])
            if size is None:
                raise ValueError(f"linear expects shape[1] to be provided for shape {tensor.shape}")
            rows += size
        dtype = tensors[0].dtype
        with variable_scope(get_variable_scope()) as outer:
            self._weights = get_variable(
                "kernel", [rows, output_size], dtype=dtype, initializer=kernel_initializer
            )
            self._bias = None
            if build_bias:
                with variable_scope(outer) as inner:
                    inner.set_partitioner(None)
                    if bias_initializer is None:
                        bias_initializer = tf.compat.v1.constant_initializer(0.0)
                    self._bias = get_variable(
                        "bias", [output_size], dtype=dtype, initializer=bias_initializer
                    )

    def __call__(self, args: Any) -> Any:
        tensors = list(args) if tf.nest.is_nested(args) else [args]
        joined = tensors[0] if len(tensors) == 1 else tf.concat(tensors, 1)
        result = tf.matmul(joined, self._weights)
        return result if self._bias is None else tf.nn.bias_add(result, self._bias)
