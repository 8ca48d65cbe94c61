import tensorflow as tf


def mlp(x, sizes):
    for n in sizes:
        x = tf.layers.dense(x, n, activation=tf.tanh)
    return x


def net(x, sizes, name):
    with tf.variable_scope(name):
        x = tf.layers.dense(x, 4, name="dense_1")
        x = mlp(x, sizes)
        return tf.layers.dense(x, 2)


def late(x, sizes):
    with tf.variable_scope("late"):
        x = mlp(x, sizes)
        x = tf.layers.dense(x, 4, name="dense_3")
        x = tf.layers.dense(x, 4)
        return tf.layers.dense(x, 2)


def forward(x):
    return net(x, [3], "a") + net(x, [3, 4], "b") + late(x, [3, 4])
