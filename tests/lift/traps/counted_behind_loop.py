import tensorflow as tf


def mlp(x, sizes, act=tf.tanh):
    for n in sizes[:-1]:
        x = tf.layers.dense(x, n, activation=act)
    return tf.layers.dense(x, sizes[-1])


def heads(x, sizes):
    h = mlp(x, sizes)
    a = tf.layers.dense(h, 2)
    b = tf.layers.dense(h, 2, name="dense_%d" % 7)
    c = tf.layers.dense(h, 2)
    return a + b - c


def forward(x):
    with tf.variable_scope("one"):
        y = heads(x, [4, 3])
    with tf.variable_scope("two"):
        y += heads(x, (3, 3, 3))
    return y + heads(x, [2])
