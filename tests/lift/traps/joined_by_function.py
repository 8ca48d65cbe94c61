import tensorflow as tf


def join(a, b, more=None):
    if more is not None:
        return tf.concat([a, b, more], -1)
    return tf.concat([a, tf.concat([b, b], -1)], axis=-1)


def padded(x, n):
    h = x
    if n > 1:
        h = tf.pad(x, [[0, 0], [0, 0]])
    return h


def build(x):
    with tf.variable_scope("build"):
        h = tf.layers.dense(x, 4, name="h")
        both = join(padded(x, 2), h)
        w = tf.get_variable("w", [both.shape[-1].value, 2])
        out = tf.matmul(both, w)
        all_of_it = tf.concat([out, h, x], -1)
        v = tf.get_variable("v", [all_of_it.shape[-1].value // 3, 2])
        return tf.matmul(all_of_it[:, :3], v)


def forward(x):
    return build(x)
