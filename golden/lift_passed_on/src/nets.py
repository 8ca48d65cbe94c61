import tensorflow as tf

import ops
from ops import conv_leaky, dense_leaky


def residual(x, filters, *args, name="residual", **kwargs):
    """x and twice what a block makes of it."""
    with tf.variable_scope(name):
        h = conv_leaky(x, filters, *args, **kwargs)
        return ops.pointwise(x, filters, name="shortcut") + h


def mix(*xs, units=3):
    with tf.variable_scope("mix"):
        both = tf.concat(xs, axis=-1)
        w = tf.get_variable("w", [both.shape[-1].value, units])
        return tf.tensordot(both, w, 1)


def encoder(x, depth=2):
    with tf.variable_scope("encoder"):
        for i in range(depth):
            x = residual(x, 3 + i, 5, name="block_%d" % i, bias=i > 0)
        x = ops.halve(x, 4, "half")
        return ops.halve(x, 3, name="quarter", bias=False)


def linear(args, units, bias_start=0.0, scope=None):
    """Maps the last axis of `args`."""
    # Only the last axis is mapped.
    with tf.variable_scope(scope or "linear"):
        if args.shape.ndims != 3:
            raise ValueError("`args` must have three axes")
        w = tf.get_variable("w", [args.shape[2].value, units])
        b = tf.get_variable("b", [units], initializer=tf.constant_initializer(bias_start))
        return tf.tensordot(args, w, 1) + b


def forward(x):
    h = encoder(x)
    tail = ops.small(h, name="tail")
    both = mix(h, tail, linear(args=tail, units=2, scope="last"))
    wide = dense_leaky(both, 4, name="wide", kernel_initializer=tf.orthogonal_initializer())
    flat = dense_leaky(wide, units=2, activation=tf.tanh, name="flat")
    return h, wide, flat


def model(x):
    with tf.variable_scope("model"):
        h, wide, flat = forward(x)
    return {"h": h, "flat": flat, "gated": ops.gate(flat, wide, name="gate"), "normed": ops.conv_bn(flat, 2, name="even")}
