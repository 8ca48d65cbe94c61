import tensorflow as tf


def first_of_all(x, key="first_3"):
    found = tf.get_collection(key)
    if not found:
        value = tf.reduce_sum(x)
        tf.add_to_collection(key, value)
    else:
        value = found[0]
    return x + value


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return first_of_all(h)


def forward(x):
    with tf.variable_scope("both"):
        return host(x, "a") + host(2.0 * x, "b")
