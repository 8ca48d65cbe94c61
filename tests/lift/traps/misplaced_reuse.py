import tensorflow as tf


def dense(x, n, name="dense", reuse=None):
    with tf.variable_scope(name, reuse=reuse):
        return tf.matmul(x, tf.get_variable("w", [3, n]))


def gated(x, scope="gated", reuse=None):
    """The flag stands where the default name does: this scope shares nothing itself."""
    with tf.variable_scope(scope, reuse):
        x = dense(x, 3, "one", reuse=reuse)
        return x * tf.sigmoid(dense(x, 3, "two", reuse=reuse))


def shared(x, scope="one", reuse=True):
    """Finds what another function made."""
    with tf.variable_scope(scope, reuse):
        return dense(x, 3, "part", reuse=reuse)


def first(x):
    with tf.variable_scope("one"):
        return dense(x, 3, "part")


def called(x, scope=None, label="unit"):
    """This is a default name, and counts."""
    with tf.variable_scope(scope, label):
        return dense(x, 3)


def labelled(x, scope="set", reuse="given"):
    with tf.variable_scope(scope, reuse):
        return dense(x, 3)


def forward(x):
    y = first(x) + 2.0 * shared(x)
    y = gated(y) + gated(y * 2.0, reuse=True)
    y = called(y) + called(y) + called(y, "named")
    with tf.variable_scope("other"):
        y = gated(y) + gated(y, "more")
    return y + labelled(y) + labelled(y, None) + labelled(y, None)
