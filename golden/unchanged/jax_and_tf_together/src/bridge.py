import jax
import jax.numpy as jnp
import tensorflow as tf
from jax.experimental import jax2tf


def init(key, sizes):
    keys = jax.random.split(key, len(sizes))
    return [
        {"w": jax.random.normal(k, (m, n)) * 0.02, "b": jnp.zeros(n)}
        for k, m, n in zip(keys, sizes[:-1], sizes[1:])
    ]


def apply(variables, x, scope="mlp"):
    with jax.named_scope(scope):
        for layer in variables:
            x = jnp.tanh(x @ layer["w"] + layer["b"])
        return x


class Exported(tf.Module):
    def __init__(self, variables):
        super().__init__(name="exported")
        self.variables_ = tf.nest.map_structure(tf.Variable, variables)
        self.call = tf.function(jax2tf.convert(apply), autograph=False, jit_compile=True)

    @tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float32)])
    def __call__(self, x):
        return self.call(self.variables_, x)
