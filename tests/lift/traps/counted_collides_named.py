import tensorflow as tf


def mlp(x, sizes):
    for n in sizes:
        x = tf.layers.dense(x, n, activation=tf.tanh)
    return x


def net(x, name):
    x = mlp(x, [3, 4])
    with tf.variable_scope(name):
        x = mlp(x, [3])
    x = tf.layers.dense(x, 3, name="dense_2")
    x = tf.layers.dense(x, 3)
    return tf.layers.dense(x, 2)


def forward(x):
    with tf.variable_scope("a"):
        x = net(x, "in")
    with tf.variable_scope("b"):
        return net(x, "in")
