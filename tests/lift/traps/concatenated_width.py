import tensorflow as tf


def build(x, n):
    with tf.variable_scope("build"):
        h = tf.layers.dense(x, n, name="h")
        both = tf.concat([x, h, tf.expand_dims(tf.reduce_sum(h, 1), -1)], -1)
        twice = tf.concat([tf.concat([h, h], axis=-1), h * 2.0], axis=-1)
        w = tf.get_variable("w", [2 * both.shape[-1].value, 2])
        v = tf.get_variable("v", [twice.shape[-1].value, 2])
        a, b = tf.split(tf.concat([h, h], axis=-1), 2, axis=-1)
        u = tf.get_variable("u", [a.shape[-1].value + b.shape[-1].value, 2])
        y = tf.matmul(tf.concat([both, both], -1), w) + tf.matmul(twice, v)
        return y + tf.matmul(tf.concat([a, b], -1), u)


def forward(x):
    return build(x, 4)
