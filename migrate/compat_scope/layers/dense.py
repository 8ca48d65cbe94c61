"""The densely connected layer."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers.arguments import get_activation, get_initializer
from migrate.compat_scope.layers.base import Layer
from migrate.compat_scope.layers.input_spec import InputSpec
from migrate.compat_scope.modes import not_converted

__all__ = ["Dense", "dense"]


class Dense(Layer):
    """`activation(inputs @ kernel + bias)` on the last axis; variables `kernel`, `bias`.

    `kernel_initializer` None means the scope's, then glorot uniform; the bias never takes the
    scope's. Source: TF 1.15 python/layers/core.py and keras/layers/core.py, `Dense`.
    """

    def __init__(
        self,
        units: int,
        activation: Any = None,
        use_bias: Any = True,
        kernel_initializer: Any = None,
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        trainable: bool = True,
        name: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            trainable=trainable, name=name, activity_regularizer=activity_regularizer, **kwargs
        )
        self.units = int(units)
        self.activation = get_activation(activation)
        self.use_bias = use_bias
        self.kernel_initializer = get_initializer(kernel_initializer)
        self.bias_initializer = get_initializer(bias_initializer)
        self.kernel_regularizer = kernel_regularizer
        self.bias_regularizer = bias_regularizer
        self.kernel_constraint = kernel_constraint
        self.bias_constraint = bias_constraint
        self.bias: Any = None
        self.supports_masking = True
        self.input_spec = InputSpec(min_ndim=2)

    def build(self, input_shape: Any) -> None:
        """Makes kernel [last axis, units] and bias [units]. Raises: TypeError for integer weights."""
        dtype = tf.as_dtype(self.dtype or tf.float32)
        if not (dtype.is_floating or dtype.is_complex):
            raise TypeError(f"Unable to build `Dense` layer with non-floating point dtype {dtype}")
        last = tf.compat.dimension_value(tf.TensorShape(input_shape)[-1])
        if last is None:
            raise ValueError(
                "The last dimension of the inputs to `Dense` should be defined. Found `None`."
            )
        self.input_spec = InputSpec(min_ndim=2, axes={-1: last})
        self.kernel = self.add_weight(
            "kernel",
            shape=[last, self.units],
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
            dtype=self.dtype,
        )
        if self.use_bias:
            self.bias = self.add_weight(
                "bias",
                shape=[self.units],
                initializer=self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
                dtype=self.dtype,
            )
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Outputs of the shape of `inputs` but for the last axis, which has size `units`."""
        rank = inputs.shape.rank
        if rank > 2:
            outputs = tf.tensordot(inputs, self.kernel, [[rank - 1], [0]])
            if not tf.executing_eagerly():
                outputs.set_shape([*inputs.shape.as_list()[:-1], self.units])
        else:
            inputs = tf.cast(inputs, self.dtype)
            if isinstance(inputs, tf.SparseTensor):
                outputs = tf.sparse.sparse_dense_matmul(inputs, self.kernel)
            else:
                outputs = tf.matmul(inputs, self.kernel)
        if self.use_bias:
            outputs = tf.nn.bias_add(outputs, self.bias)
        return outputs if self.activation is None else self.activation(outputs)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Static shape of the outputs. Raises: ValueError if the last axis is unknown."""
        shape = tf.TensorShape(input_shape).with_rank_at_least(2)
        if shape.rank is None or tf.compat.dimension_value(shape[-1]) is None:
            raise ValueError(
                f"The innermost dimension of input_shape must be defined, but saw: {input_shape}"
            )
        return shape[:-1].concatenate(self.units)


@not_converted
def dense(
    inputs: Any,
    units: int,
    activation: Any = None,
    use_bias: Any = True,
    kernel_initializer: Any = None,
    bias_initializer: Any = "zeros",
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
    trainable: bool = True,
    name: Any = None,
    reuse: Any = None,
) -> Any:
    """`Dense` applied once, in scope `name` or a fresh `dense`, `dense_1`, ..."""
    layer = Dense(
        units,
        activation=activation,
        use_bias=use_bias,
        kernel_initializer=kernel_initializer,
        bias_initializer=bias_initializer,
        kernel_regularizer=kernel_regularizer,
        bias_regularizer=bias_regularizer,
        activity_regularizer=activity_regularizer,
        kernel_constraint=kernel_constraint,
        bias_constraint=bias_constraint,
        trainable=trainable,
        name=name,
        _scope=name,
        _reuse=reuse,
    )
    return layer.apply(inputs)
