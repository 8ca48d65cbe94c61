"""Blocks of operations."""
import tensorflow as tf

from . import ops
from .ops import scale, swish as activation


def linear(x, units, scope="linear"):
    """An `ops.linear` with a scale; the name is the same on purpose."""
    return scale(ops.linear(x, units, scope), scope=scope + "_scale")


def residual(x, scope):
    with tf.variable_scope(scope):
        h = activation(linear(x, x.shape[-1].value * 2))
        return x + ops.linear(h, x.shape[-1].value, "out")


def stage(x, depth):
    for i in range(depth):
        x = residual(x, "residual_{}".format(i))
    return x
