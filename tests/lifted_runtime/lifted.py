"""``tf1_functions.py`` as plain Keras layers, and functions of its names that call them from scoped code.

The layers know of nothing of ours, but for the two that call functions which keep their scopes.
"""

from __future__ import annotations

from typing import Any

import keras
import tensorflow as tf

from migrate import compat_scope
from migrate.compat_scope import get_layer


class Dense(keras.layers.Layer):
    def __init__(self, units: int, *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.units = units

    def build(self, x_shape: Any) -> None:
        self.w = self.add_weight(name="w", shape=[x_shape[-1], self.units])
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x: Any) -> Any:
        return tf.matmul(x, self.w) + self.b


class Encoder(keras.layers.Layer):
    def __init__(self, units: int, depth: int, *, name: str = "encoder") -> None:
        super().__init__(name=name)
        self.dense = [Dense(units, name="dense") for i in range(depth)]

    def call(self, x: Any) -> Any:
        for i, dense in enumerate(self.dense):
            with keras.name_scope(f"layer_{i}"):
                x = tf.nn.relu(dense(x))
        return x


class Similarity(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units: int, depth: int, *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.encoder = Encoder(units, depth)

    def call(self, a: Any, b: Any) -> Any:
        left = self.encoder(a)
        right = self.encoder(b)
        return tf.reduce_sum(left * right, -1)


class Block(keras.layers.Layer):
    """Makes its sublayer in `build`."""

    def __init__(self, units: int, *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.units = units

    def build(self, x_shape: Any) -> None:
        self.g = self.add_weight(name="g", shape=[1], initializer="ones")
        self.parts = [Nested(self.units)]

    def call(self, x: Any) -> Any:
        return tf.tanh(self.parts[0](x) * self.g)


class Nested(keras.layers.Layer):
    """No scope and no `build` of its own."""

    tf1_scope = ""

    def __init__(self, units: int) -> None:
        super().__init__()
        self.fc = Dense(units, name="fc")

    def call(self, x: Any) -> Any:
        return self.fc(x)


class Pair(keras.layers.Layer):
    tf1_scope = ""
    tf1_unnamed = {"dense": "dense", "dense_1": "dense"}

    def __init__(self) -> None:
        super().__init__()
        self.dense = keras.layers.Dense(4, name="dense")
        self.dense_1 = keras.layers.Dense(4, name="dense_1")

    def call(self, x: Any) -> Any:
        return self.dense_1(self.dense(x))


class Scaled(keras.layers.Layer):
    tf1_scope = ""

    def call(self, x: Any) -> Any:
        return x * 2.0


class ScaledDense(Dense):
    def __init__(self, units: int, scale: float, *, name: str | None = None) -> None:
        super().__init__(units, name=name)
        self.scale = scale

    def call(self, x: Any) -> Any:
        return super().call(x) * self.scale


class Predictions(keras.layers.Layer):
    tf1_scope = "cls/predictions"

    def __init__(self, *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.transform = Dense(4, name="transform")

    def build(self, x_shape: Any) -> None:
        self.transform.build(x_shape)
        self.output_bias = self.add_weight(name="output_bias", shape=[4], initializer="zeros")

    def call(self, x: Any) -> Any:
        return self.transform(x) + self.output_bias


class Gated(keras.layers.Layer):
    tf1_order = ("g", "first", "h", "inner", "offset")

    def __init__(self, *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.first = Dense(4, name="first")
        self.inner = [Dense(4, name=f"inner_{i}") for i in range(2)]

    def build(self, x_shape: Any) -> None:
        self.g = self.add_weight(name="g", shape=[4], initializer="ones")
        self.h = self.add_weight(name="h", shape=[4], initializer="ones")
        self.offset = self.add_weight(name="offset", shape=[4], initializer="zeros")

    def call(self, x: Any) -> Any:
        y = self.first(x * self.g)
        for inner in self.inner:
            y = inner(y) * self.h
        return y + self.offset


class Embedded(keras.layers.Layer):
    def __init__(self, *, name: str = "words") -> None:
        super().__init__(name=name)

    def build(self, ids_shape: Any) -> None:
        self.table = self.add_weight(name="table", shape=[3, 4])

    def call(self, ids: Any) -> Any:
        return tf.nn.embedding_lookup(self.table, ids), self.table


class Tied(keras.layers.Layer):
    def __init__(self, *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.embedded = Embedded()
        self.fc = Dense(4, name="fc")

    def call(self, ids: Any) -> Any:
        x, table = self.embedded(ids)
        x = self.fc(x)
        return tf.matmul(x, table, transpose_b=True)


class Normalized(keras.layers.Layer):
    def __init__(self, *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.fc = keras.layers.Dense(4, name="fc")
        self.bn = keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-3, name="bn")

    def build(self, x_shape: Any) -> None:
        self.fc.build(x_shape)
        self.bn.build((*x_shape[:-1], 4))
        self.steps = self.add_weight(name="steps", shape=[], dtype="int32", trainable=False)

    def call(self, x: Any, training: bool = False) -> Any:
        x = self.bn(self.fc(x), training=training)
        return x * tf.cast(self.steps + 1, tf.float32)


class Regularized(keras.layers.Layer):
    def __init__(self, units: int, *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.units = units

    def build(self, x_shape: Any) -> None:
        l2 = keras.regularizers.L2(0.1)
        self.w = self.add_weight(name="w", shape=[x_shape[-1], self.units], regularizer=l2)
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x: Any) -> Any:
        return tf.matmul(x, self.w) + self.b


def old_function(x: Any) -> Any:
    """On the shim."""
    x = compat_scope.layers.dense(x, 4)
    with compat_scope.variable_scope("inner"):
        return x * compat_scope.get_variable("s", [4], initializer=tf.ones_initializer())


class Mixed(keras.layers.Layer):
    def __init__(self, *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.first = Dense(4, name="first")

    def call(self, x: Any) -> Any:
        x = self.first(x)
        with compat_scope.hosting(self):
            x = old_function(x)
        with keras.name_scope("level"), compat_scope.hosting(self):
            x = old_function(x)
        with compat_scope.hosting(self):
            return compat_scope.layers.dense(x, 4)


class Dropped(keras.layers.Layer):
    tf1_scope = ""

    def __init__(self) -> None:
        super().__init__()
        self.dropout = keras.layers.Dropout(0.5)

    def call(self, x: Any, training: Any) -> Any:
        return self.dropout(x, training=training)


class Functions:
    """What scoped code calls in place of the functions."""

    def __init__(self, graph: bool) -> None:
        self.graph = graph

    def dense(self, x: Any, units: int, scope: str, reuse: Any = None) -> Any:
        return get_layer(Dense, units, name=scope, reuse=reuse)(x)

    def encoder(
        self, x: Any, units: int, depth: int, scope: str = "encoder", reuse: Any = None
    ) -> Any:
        return get_layer(Encoder, units, depth, name=scope, reuse=reuse)(x)

    def similarity(self, a: Any, b: Any, units: int, depth: int) -> Any:
        return get_layer(Similarity, units, depth)(a, b)

    def block(self, x: Any, units: int, scope: str | None = None, reuse: Any = None) -> Any:
        return get_layer(Block, units, name=scope, default_name="block", reuse=reuse)(x)

    def pair(self, x: Any) -> Any:
        return get_layer(Pair)(x)

    def tf_dense(self, x: Any, units: int) -> Any:
        return compat_scope.layers.dense(x, units)

    def scaled(self, x: Any) -> Any:
        return get_layer(Scaled)(x)

    def scaled_dense(self, x: Any, units: int, scale: float, scope: str, reuse: Any = None) -> Any:
        return get_layer(ScaledDense, units, scale=scale, name=scope, reuse=reuse)(x)

    def predictions(self, x: Any) -> Any:
        return get_layer(Predictions)(x)

    def gated(self, x: Any, scope: str, reuse: Any = None) -> Any:
        return get_layer(Gated, name=scope, reuse=reuse)(x)

    def tied(self, ids: Any, scope: str) -> Any:
        return get_layer(Tied, name=scope)(ids)

    def normalized(self, x: Any, training: bool, scope: str, reuse: Any = None) -> Any:
        return get_layer(Normalized, name=scope, reuse=reuse)(x, training=training)

    def regularized(self, x: Any, units: int, scope: str, reuse: Any = None) -> Any:
        return get_layer(Regularized, units, name=scope, reuse=reuse)(x)

    def mixed(self, x: Any, scope: str, reuse: Any = None) -> Any:
        return get_layer(Mixed, name=scope, reuse=reuse)(x)

    def constant(self, value: bool) -> Any:
        return (
            tf.compat.v1.placeholder_with_default(value, []) if self.graph else tf.constant(value)
        )

    def dropped(self, x: Any, training: Any) -> Any:
        return get_layer(Dropped)(x, training=training)

    def values(self, variables: list[Any]) -> list[Any]:
        if not self.graph:
            return [
                tf.get_static_value(v.value()).tolist() if tf.executing_eagerly() else _lifted(v)
                for v in variables
            ]
        with tf.compat.v1.Session() as session:
            session.run(tf.compat.v1.global_variables_initializer())
            return [value.tolist() for value in session.run(variables)]


def _lifted(variable: Any) -> Any:
    with tf.init_scope():
        return variable.numpy().tolist()
