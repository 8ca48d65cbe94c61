import os

import tensorflow as tf

_BUILT = set()


def fine(x, units=4, scope="fine"):
    with tf.variable_scope(scope):
        return tf.matmul(x, tf.get_variable("w", [x.shape[-1].value, units]))


def maybe(x):
    """Shares if the environment says so."""
    share = os.environ.get("SHARE_WEIGHTS", "yes") == "yes"
    for i in range(2):
        with tf.variable_scope("maybe" if share else "maybe_%d" % i, reuse=share and i > 0):
            x = tf.matmul(x, tf.get_variable("w", [4, 4]))
    return x


def halved(getter, name, *args, **kwargs):
    return 0.5 * getter(name, *args, **kwargs)


def averaged(x):
    with tf.variable_scope("averaged", custom_getter=halved):
        w = tf.get_variable("w", [4, 4])
        return tf.matmul(x, w)


def split_table(x):
    with tf.variable_scope("split_table", partitioner=tf.fixed_size_partitioner(2)):
        table = tf.get_variable("table", [4, 3])
        return tf.matmul(x, tf.convert_to_tensor(table))


def first_or_again(x, key):
    """Creates the first time, shares after that."""
    with tf.variable_scope(key, reuse=key in _BUILT):
        _BUILT.add(key)
        return x + tf.get_variable("b", [x.shape[-1].value])


def forward(x):
    _BUILT.clear()
    x = fine(x)
    x = maybe(x)
    x = averaged(x)
    x = first_or_again(x, "again")
    x = first_or_again(x, "again")
    x = first_or_again(x, "once")
    x = split_table(x)
    return fine(x, scope="last")
