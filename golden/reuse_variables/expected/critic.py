import tensorflow as tf
from migrate import compat_scope


def critic(x, reuse=False):
    with compat_scope.variable_scope("critic") as scope:
        if reuse:
            scope.reuse_variables()
        w0 = compat_scope.get_variable("w0", [4, 3])
        b0 = compat_scope.get_variable("b0", [3])
        h = tf.nn.leaky_relu(tf.compat.v1.nn.xw_plus_b(x, w0, b0))
        w1 = compat_scope.get_variable("w1", [3, 1])
        return tf.matmul(h, w1)


def twice(x, y):
    outputs = []
    with compat_scope.variable_scope("shared"):
        for inp in (x, y):
            v = compat_scope.get_variable("offset", [4])
            outputs.append(inp + v)
            compat_scope.get_variable_scope().reuse_variables()
    return outputs


def losses(real, fake):
    real, fake = twice(real, fake)
    d_real = critic(real)
    d_fake = critic(fake, reuse=True)
    return tf.reduce_mean(d_real), tf.reduce_mean(d_fake)
