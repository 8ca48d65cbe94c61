import tensorflow as tf


def join(parts, axis=1):
    return tf.concat(parts, axis)


def split_gate(x, n):
    a, b = tf.split(tf.layers.dense(x, 2 * n, name="gate"), 2, axis=1)
    return a * tf.sigmoid(b)


def flat(x):
    return tf.reshape(x, [-1, x.shape[1].value * x.shape[2].value])


def net(x):
    with tf.variable_scope("net"):
        h = split_gate(x, 3)
        h = join([h, x, h[:, :2]])
        w = tf.get_variable("w", [h.get_shape()[-1], 6])
        h = tf.reshape(tf.matmul(h, w), [-1, 2, 3])
        h = tf.pad(h, [[0, 0], [0, 1], [1, 1]])
        h = flat(h)
        v = tf.get_variable("v", [int(h.shape[1]), 2])
        h = tf.matmul(h, v)
        h = join([tf.expand_dims(h, 1), tf.expand_dims(x[:, :2], 1)], 1)
        h = tf.layers.flatten(h)
        u = tf.get_variable("u", [h.shape.as_list()[-1], 2])
        return tf.matmul(h, u)


def forward(x):
    return net(x)
