"""Whatever is lifted in here, the names must come out as TF 1 counted them."""
import tensorflow as tf

_NAMES = {"odd": "odd_one"}


def norm(x):
    with tf.variable_scope(None, "norm"):
        return x * tf.get_variable("g", [x.shape[-1].value], initializer=tf.ones_initializer())


def unit(x):
    """Counts in whatever scope it is called."""
    return norm(tf.layers.dense(x, 4))


def odd(x, kind):
    with tf.variable_scope(_NAMES.get(kind)):
        x = unit(x)
        return unit(x)


def left(x):
    with tf.variable_scope("both"):
        return x + tf.get_variable("left", [4])


def right(x):
    with tf.variable_scope("both"):
        return x + tf.get_variable("right", [4]) * tf.layers.dense(x, 4)


def build(x):
    return unit(left(x))


def forward(x):
    x = unit(x)           # dense, norm
    x = odd(x, "odd")     # odd_one/dense, odd_one/dense_1
    x = tf.layers.dense(x, 4)  # dense_1
    x = build(x)          # both, dense_2, norm_1
    x = right(x)          # both/dense
    with tf.variable_scope("again"):
        x = build(x)      # again/both, again/dense
        x = norm(x)
    with tf.variable_scope("again", reuse=True):
        x = norm(x)           # the counters of a scope start anew: again/norm, shared
    return norm(unit(x))
