"""Haiku borrows TF1's words: get_parameter, name scopes, reuse."""
import haiku as hk
import jax.numpy as jnp


def dense(x, units, name=None):
    with hk.experimental.name_scope(name or "dense"):
        w = hk.get_parameter("w", [x.shape[-1], units], init=hk.initializers.VarianceScaling())
        b = hk.get_parameter("b", [units], init=jnp.zeros)
        return x @ w + b


def network(x, is_training):
    x = dense(x, 16, name="layer_0")
    x = hk.BatchNorm(True, True, 0.99, name="bn")(x, is_training)
    counter = hk.get_state("counter", [], init=jnp.zeros)
    hk.set_state("counter", counter + 1)
    return dense(x, 4, name="layer_1")


net = hk.transform_with_state(network)
