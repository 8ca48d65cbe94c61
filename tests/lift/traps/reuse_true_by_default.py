import tensorflow as tf


def net(x, n, scope="net", reuse=True):
    with tf.variable_scope(scope, reuse=reuse):
        return tf.matmul(x, tf.get_variable("w", [3, n]))


def dense(x, n, name="dense", reuse=None):
    with tf.variable_scope(name, reuse=reuse):
        return tf.matmul(x, tf.get_variable("w", [3, n]))


def found(x, scope="first", reuse=True):
    """Finds what another function made, unless it is told not to."""
    with tf.variable_scope(scope):
        return dense(x, 3, "part", reuse=reuse)


def first(x):
    with tf.variable_scope("first"):
        return dense(x, 3, "part")


def both(x):
    with tf.variable_scope("both"):
        return net(x, 3, reuse=False) + 2.0 * net(x * 2.0, 3)


def outer(x):
    """All it has was made before."""
    with tf.variable_scope("outer"):
        return net(x, 3) * 2.0


def auto(x, scope="auto", reuse=tf.AUTO_REUSE):
    with tf.variable_scope(scope, reuse=reuse):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


def autos(x):
    return auto(x) + 3.0 * auto(x * 0.5)


def forward(x):
    y = net(x, 3, reuse=None) + 0.5 * net(x, 3)
    with tf.variable_scope("outer"):
        y += net(x, 3, reuse=False)
    y += outer(x) + both(x)
    y += first(x) + 2.0 * found(x)
    return y + found(x, "new", reuse=None) + found(x, "new") + autos(x) + auto(x)
