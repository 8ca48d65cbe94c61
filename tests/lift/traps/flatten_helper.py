import tensorflow as tf


def flat(x):
    n = 1
    for d in x.get_shape().as_list()[1:]:
        n *= d
    return tf.reshape(x, [-1, n]), n


def crop(x):
    return x[:, 1:, :]


def fc(x, n, name):
    x, size = flat(x)
    with tf.variable_scope(name):
        w = tf.get_variable("w", [size, n])
        return tf.matmul(x, w)


def net(x):
    h = tf.stack([x, 2 * x], 1)
    a = fc(h, 2, "a")
    b = fc(crop(h), 2, "b")
    c = fc(tf.squeeze(h[:, :1], [1]), 2, "c")
    d = fc(tf.tile(h, [1, 2, 1]), 2, "d")
    e = fc(tf.pad(h, [[0, 0], [1, 0], [0, 2]]), 2, "e")
    return a + b - c + d * e


def forward(x):
    with tf.variable_scope("net"):
        return net(x)
