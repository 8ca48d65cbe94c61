import tensorflow as tf


def norm(x, scope="norm"):
    with tf.variable_scope(scope):
        return x * tf.get_variable("scale", [3])


def center(x, scope="center"):
    with tf.variable_scope(scope):
        return x - tf.get_variable("mean", [3])


norm_fn = norm


def block(x, scope, norm=None):
    with tf.variable_scope(scope):
        return tf.layers.dense(norm_fn(x), 3, name="fc")


def use(other):
    global norm_fn
    norm_fn = other


def forward(x):
    norm = center  # not what `norm_fn` is
    use(norm)
    y = block(x, "a")
    use(globals()["norm"])
    return y + block(x, "b")
