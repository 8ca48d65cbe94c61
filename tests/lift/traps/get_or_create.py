import tensorflow as tf


def shared(x, store):
    if "w" not in store:
        store["w"] = tf.get_variable("w", [3, 3])
    return tf.matmul(x, store["w"])


def net(x):
    store = {}
    with tf.variable_scope("net"):
        h = shared(x, store)
        h = tf.layers.dense(h, 3)
        return shared(h, store)


def forward(x):
    return net(x)
