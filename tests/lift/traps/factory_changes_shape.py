import tensorflow as tf


def weight(name, base, n, wide=False):
    """The shape grows on its way."""
    shape = list(base)
    shape.append(n)
    if wide:
        shape[0] = 3
    return tf.get_variable(name, shape)


def joined(name, n):
    sizes = {}
    sizes["rows"] = 3
    sizes.update(columns=n)
    parts = []
    for_bias = parts
    for_bias.extend([sizes["rows"], sizes["columns"]])
    return tf.get_variable(name, parts)


def taken(name, shape):
    """It changes what it is given."""
    shape.insert(0, 3)
    return tf.get_variable(name, shape)


def dense(x, n, scope):
    with tf.variable_scope(scope):
        y = tf.matmul(x, weight("w", [3], n)) + tf.matmul(x, weight("v", [1], n, True))
        return y + tf.matmul(x, joined("j", n))


def twice(x, scope):
    with tf.variable_scope(scope):
        shape = [3]
        y = tf.matmul(x, taken("w", shape))
        return y * float(len(shape))


def forward(x):
    return dense(x, 3, "first") + twice(x, "second")
