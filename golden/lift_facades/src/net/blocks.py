"""Blocks of operations; TensorFlow is used by the operations alone."""

from . import ops
from .ops import linear as dense


def stack(x, sizes, scope="stack"):
    """Dense layers, one after the other."""
    for i, size in enumerate(sizes):
        x = dense(x, size, "%s_%d" % (scope, i))
    return x


def residual(x, units, scope="residual"):
    """Adds what two layers make of `x`; the second one is as wide as `x`."""
    h = dense(x, units, scope + "_in")
    return x + ops.linear(h, 4, scope=scope + "_out")
