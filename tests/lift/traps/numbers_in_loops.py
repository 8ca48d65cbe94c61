import tensorflow as tf


def network(x, depth):
    number = -1

    def up():
        nonlocal number
        number += 1
        return "n_" + str(number)

    def stack(h, turns):
        for _ in range(turns):
            h = tf.layers.dense(h, 3, name=up())
        return h

    def pair(h):
        with tf.variable_scope(up()):
            h = tf.layers.dense(h, 3, name=up())
        return tf.layers.dense(h, 3, name=up())

    for i in range(depth):
        if i > 0:
            x = pair(x)
        else:
            x = pair(tf.tanh(x))
        for _ in range(i):
            x = tf.layers.dense(x, 3, name=up() + "_x")
    return tf.layers.dense(x, 3, name=up())


def fixed(x):
    number = 5

    def up():
        nonlocal number
        number += 2
        return "n_" + str(number)

    def stack(h):
        for _ in range(2):
            h = tf.layers.dense(h, 3, name=up())
        return h

    x = stack(stack(x))
    for _ in range(2):
        x = stack(x)
    return tf.layers.dense(x, 3, name=up() + "_" + str(number))


def forward(x):
    with tf.variable_scope("a"):
        y = network(x, 2)
    with tf.variable_scope("b"):
        return y + fixed(x)
