"""Größen — 大きさ. ``tf.variable_scope("größe")`` war einmal."""
import tensorflow as tf

Δ = tf.Variable([0.1, 0.2], name="delta")
名前 = {"tf.layers.dense": "層", "größe": "🧮 tf.contrib"}


@tf.function
def größe(x, *, maß="norm", ε=1e-6):
    with tf.name_scope("groesse"):
        return tf.sqrt(tf.reduce_sum(tf.square(x + Δ), axis=-1) + ε)  # ‖x‖ ≥ 0


print(f"{größe(tf.zeros([2]))=!s} {名前['größe']:🧮>12}")
