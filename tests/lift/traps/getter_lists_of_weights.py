import tensorflow as tf


def deep(x, depth=3):
    """A weight for each turn, which another scope's getter asks for one after the other."""
    with tf.variable_scope("deep"):
        first = tf.get_variable("first", [x.shape[-1].value, 3])
        x = tf.matmul(x, first)
        for i in range(depth):
            with tf.variable_scope("layer_%d" % i):
                w = tf.get_variable("w", [3, 3])
            x = tf.nn.tanh(tf.matmul(x, w))
        return x


def shifted(getter, *args, **kwargs):
    return getter(*args, **kwargs) + 0.1


def forward(x):
    with tf.variable_scope("net") as scope:
        y = deep(x)
    with tf.variable_scope(scope, reuse=True, custom_getter=shifted):
        z = deep(x)
    with tf.variable_scope("other", custom_getter=shifted):
        return y + z + deep(x, 2)
