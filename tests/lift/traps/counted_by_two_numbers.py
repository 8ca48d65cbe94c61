import tensorflow as tf


def network(x):
    number, other = 0, 10
    convs = 0
    denses = 5

    def name(kind):
        nonlocal convs, denses
        if kind == "c":
            convs += 1
            return "c_%d" % convs
        denses += 1
        return "d_%d" % denses

    def layer(h):
        return tf.layers.dense(h, 3, name=name("d"))

    def pair(h):
        h = layer(h)
        return tf.layers.dense(h, 3, name=name("c")) + layer(h)

    return pair(layer(pair(x))) + number + other


def forward(x):
    return network(x)
