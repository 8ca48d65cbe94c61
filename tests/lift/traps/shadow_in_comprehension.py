import tensorflow as tf


def network(x):
    number = 0
    prefix = "p"

    def name():
        return prefix + str(number)

    def layer(h):
        nonlocal number
        number += 1
        return tf.layers.dense(h, 3, name=name())

    h = layer(x)
    names = [name() for prefix in ["a", "b"]]
    return tf.layers.dense(layer(h), 3, name="_".join(names))


def forward(x):
    return network(x)
