import tensorflow as tf


def network(x):
    number = 0

    def next_number():
        nonlocal number
        number += 1
        return number

    def layer(h):
        return tf.layers.dense(h, 3, name="layer_%d" % next_number())

    h = layer(x)
    assert h is not None, "nothing after %d" % next_number()
    return layer(h)


def forward(x):
    return network(x)
