import tensorflow as tf


def maker(kind, units):
    if kind == "a":
        def network(x):
            return tf.layers.dense(x, units, name="of_a")
    else:
        def network(x):
            return tf.layers.dense(tf.layers.dense(x, units), units, name="of_b")

    return network


def wrapped(kind):
    inner = maker(kind, 3)

    def network(x):
        with tf.variable_scope("wrapped", reuse=tf.AUTO_REUSE):
            return inner(x) + inner(tf.tanh(x))

    return network


def forward(x):
    return wrapped("a")(x) + wrapped("b")(x)
