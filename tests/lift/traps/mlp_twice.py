import tensorflow as tf


def mlp(x, hidden_sizes, last=True):
    for h in hidden_sizes:
        x = tf.layers.dense(x, units=h, activation=tf.tanh)
    if last:
        x = tf.layers.dense(x, units=3)
    return x


def loops(x, sizes):
    for h in sizes:
        x = tf.layers.dense(x, units=h, activation=tf.tanh)
    return tf.layers.dense(x, 3)


def twice(x):
    with tf.variable_scope("twice"):
        x = loops(x, [3])
        y = tf.layers.dense(x, 4)
        return tf.layers.dense(loops(y, [2, 3]), 3)


def branched(x):
    with tf.variable_scope("branched"):
        x = mlp(x, [3], False)
        return tf.layers.dense(x, 4)


def under(x, deep):
    with tf.variable_scope("under"):
        if deep:
            x = loops(x, [3])
        return tf.layers.dense(x, 4)


def named(x):
    with tf.variable_scope("named"):
        x = loops(x, [3])
        with tf.variable_scope("dense_2"):
            x = tf.layers.dense(x, 3)
        return tf.layers.dense(x, 4)


def forward(x):
    return twice(x)[:, :2] + branched(x)[:, :2] + under(x, True)[:, :2] + named(x)[:, :2]
