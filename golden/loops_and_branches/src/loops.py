import tensorflow as tf


def step(state):
    w = tf.get_variable("w", [4, 4])
    return tf.tanh(tf.matmul(state, w))


def unrolled(x):
    with tf.variable_scope("loop"):
        _, y = tf.while_loop(lambda i, s: i < 3, lambda i, s: [i + 1, step(s)], [tf.constant(0), x])
        return y


def scanned(x):
    def cell(state, row):
        joint = tf.concat([state, row], 0)[tf.newaxis]
        return tf.layers.dense(joint, 4, activation=tf.tanh, name="cell")[0]

    with tf.variable_scope("scan"):
        return tf.scan(cell, x, initializer=tf.zeros([4]))


def mapped(x):
    with tf.variable_scope("map", reuse=tf.AUTO_REUSE):
        scale = tf.get_variable("scale", [4])
        return tf.map_fn(lambda row: row * scale + tf.get_variable("shift", [4]), x)


def branched(x, flag):
    with tf.variable_scope("branch"):
        first = tf.get_variable("first", [4])
        second = tf.get_variable("second", [4])
        y = tf.cond(flag, lambda: x * first, lambda: x * second)
        return y + tf.cond(tf.logical_not(flag), true_fn=lambda: first, false_fn=lambda: second)


def forward(x, flag):
    return {"loop": unrolled(x), "scan": scanned(x), "map": mapped(x), "branch": branched(x, flag)}
