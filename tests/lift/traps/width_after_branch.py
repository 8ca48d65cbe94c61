import tensorflow as tf


def branch(x, wide=False, deep=True):
    with tf.variable_scope("branch"):
        h = tf.layers.dense(x, 4, name="a")
        if wide:
            h = tf.concat([h, x], 1)
        elif deep:
            h = tf.layers.dense(h, 5, name="b")
        g = h
        if not wide:
            g = tf.nn.relu(g[:, 1:])
        w = tf.get_variable("w", [h.shape[-1].value, 2])
        v = tf.get_variable("v", [g.shape[-1].value, 2])
        return tf.matmul(h, w) + tf.matmul(g, v)


def forward(x):
    with tf.variable_scope("one"):
        y = branch(x)
    with tf.variable_scope("two"):
        y += branch(x, True)
    with tf.variable_scope("three"):
        return y + branch(x, deep=False)
