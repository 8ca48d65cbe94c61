import tensorflow as tf
from migrate import compat_scope


def affine(x, units, name=None, scope=None):
    with compat_scope.variable_op_scope([x], scope, "Affine"):
        w = compat_scope.get_variable("w", [x.get_shape()[1], units])
        return tf.matmul(x, w)


def shifted(x, name=None):
    with compat_scope.op_scope([x], name, "Shift"):
        offset = compat_scope.Variable(tf.ones([3]), name="offset")
        return x + offset


def scaled(x, factor, name=None):
    with compat_scope.name_scope(name, "Scale", [x, factor]) as scope:
        factor = tf.convert_to_tensor(factor, name="factor")
        return tf.multiply(x, factor, name=scope)


def forward(x):
    a = affine(x, 3)
    b = affine(a, 3)
    c = affine(shifted(b), 2, scope="last")
    return c, shifted(scaled(x, 2.0), name="again")
