import tensorflow as tf


def affine(x, units, name=None, scope=None):
    with tf.variable_op_scope([x], scope, "Affine"):
        w = tf.get_variable("w", [x.get_shape()[1], units])
        return tf.matmul(x, w)


def shifted(x, name=None):
    with tf.op_scope([x], name, "Shift"):
        offset = tf.Variable(tf.ones([3]), name="offset")
        return x + offset


def scaled(x, factor, name=None):
    with tf.name_scope(name, "Scale", [x, factor]) as scope:
        factor = tf.convert_to_tensor(factor, name="factor")
        return tf.multiply(x, factor, name=scope)


def forward(x):
    a = affine(x, 3)
    b = affine(a, 3)
    c = affine(shifted(b), 2, scope="last")
    return c, shifted(scaled(x, 2.0), name="again")
