import tensorflow as tf


def episode(x, parts):
    """Stays, for the names it puts together; its layers are numbered in the scope of whoever calls."""
    for part in parts:
        name = part if len(part) > 4 else "gates/" + part
        x = tf.layers.dense(x * tf.get_variable(name, [3]), 3)
    return x


def net(x, parts):
    """Stays with it: it opens no scope, so that TF1 goes on with the numbers of whoever calls."""
    w = tf.get_variable("w%d" % len(parts), [3, 3])
    return episode(tf.matmul(x, w), parts)


def forward(x):
    with tf.variable_scope("model"):
        x = tf.layers.dense(x, 3)
        first = net(x, ["in", "memory"])
        return tf.concat([first, net(x, ["out"]), tf.layers.dense(x, 2)], 1)
