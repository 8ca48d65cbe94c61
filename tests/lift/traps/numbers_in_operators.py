import tensorflow as tf


def network(x, start=2):
    number = start

    def up():
        nonlocal number
        number += 1
        return number

    def twice():
        nonlocal number
        number += 1
        number += 1
        return number - 1

    def layer(h):
        return tf.layers.dense(h, 3, name="l_%d_%d" % (up() * 2, -up() % 7))

    h = layer(x)
    h = layer(h) * up() ** 2 - 2 * up() + -up()
    h = tf.layers.dense(h, 3, name="m_{}_{}".format(twice() % 3, 100 - twice()))
    return layer(h) / up() + number


def forward(x):
    return network(x) + network(x, 20)
