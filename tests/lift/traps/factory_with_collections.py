import tensorflow as tf

KEPT = ["kept", "variables"]


def variable(name, shape, collections=None, wide=False):
    """What it is told is what it says, but for wide ones."""
    if wide:
        collections = [tf.GraphKeys.GLOBAL_VARIABLES, "wide"]
    return tf.get_variable(name, shape, collections=collections)


def local(name, shape):
    keys = list(KEPT)
    keys.append("later")
    weight = tf.get_variable(name, shape, collections=keys)
    return weight


def named_weight(shape):
    weight = [3, 3]
    return tf.get_variable("w", weight if shape is None else shape, collections=["some", "variables"])


def dense(x, n, scope):
    with tf.variable_scope(scope):
        y = tf.matmul(x, variable("a", [3, n])) + tf.matmul(x, variable("b", [3, n], KEPT))
        return y + tf.matmul(x, variable("c", [3, n], wide=True)) + tf.matmul(x, local("d", [3, n]))


def tail(x):
    with tf.variable_scope("tail"):
        return tf.matmul(x, named_weight(None))


def forward(x):
    KEPT[0] = "kept_again"
    y = tail(dense(x, 3, "first") + dense(x, 3, "second"))
    found = [len(tf.get_collection(key)) for key in ("kept", "kept_again", "later", "wide", "some")]
    return y * float(1 + sum(n * (i + 1) for i, n in enumerate(found)))
