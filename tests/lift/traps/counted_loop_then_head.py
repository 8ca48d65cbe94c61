import tensorflow as tf


def mlp(x, sizes, act=tf.tanh):
    for n in sizes[:-1]:
        x = tf.layers.dense(x, n, activation=act)
    return tf.layers.dense(x, sizes[-1])


def net(x, sizes, name):
    with tf.variable_scope(name):
        h = mlp(x, sizes)
        a = tf.layers.dense(h, 2)
        b = tf.layers.dense(h, 2)
        return a - b


def forward(x):
    y = net(x, [4, 3], "a")
    y += net(x, (3, 3, 3), "b")
    return y + net(x, [2], "c")
