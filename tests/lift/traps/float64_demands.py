import tensorflow as tf


def variable(name, shape):
    return tf.get_variable(name, shape, initializer=tf.zeros_initializer())


def narrow(x, scope):
    """TF1 multiplies nothing but a float32 with this."""
    with tf.variable_scope(scope):
        x = tf.nn.relu(tf.reshape(x, [-1, 3]))
        return tf.matmul(x, variable("w", [3, 3])) + variable("b", [3])


def either(x, scope, cast=True):
    with tf.variable_scope(scope):
        w = variable("w", [3, 3])
        if cast:
            return x + tf.cast(tf.reduce_sum(w), x.dtype)
        return tf.matmul(x, w)


def several(xs, scope):
    with tf.variable_scope(scope):
        w = variable("w", [3, 3])
        return tf.matmul(xs[0], w), xs[1] * 3.0


def read(x):
    x = tf.cast(x, tf.float64)
    y = tf.cast(x / 3.0, tf.float32)
    return tf.cast(x * 2.0, tf.float32), x, y


def forward(x):
    h, wide, y = read(x)
    h = narrow(h, "a") + either(y, "b", cast=False)
    third = either(wide / 3.0, "c")
    product, triple = several([h, wide / 7.0], "d")
    return tf.concat([product, tf.cast(triple * 1e8 + third, tf.float32)], 1)
