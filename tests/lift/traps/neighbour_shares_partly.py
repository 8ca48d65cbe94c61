import tensorflow as tf


def linear(x, scope, reuse=False, use_bias=True):
    with tf.variable_scope(scope, reuse=reuse):
        w = tf.get_variable("w", [3, 3])
        x = tf.matmul(x, w)
        if use_bias:
            x = x + tf.get_variable("b", [3])
        return x


def longer(x, scope="longer"):
    """The second part also takes what somebody else has made."""
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        a = linear(x, "logit", use_bias=False)
        return a * linear(2.0 * x, "logit", reuse=True)


def some(x, first, scope="some"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        if first:
            x = linear(x, "logit")
        return x + linear(2.0 * x, "logit", reuse=True)


def host_longer(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return longer(h)


def host_some(x, scope, first):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return some(h, first)


def forward(x):
    with tf.variable_scope("a/longer"):
        y = x * tf.get_variable("other", [3])
        with tf.variable_scope("logit"):
            y += tf.get_variable("b", [3])
    y += host_longer(x, "a")
    with tf.variable_scope("b"):
        with tf.variable_scope("some"):
            y += linear(x, "logit")
    return y + host_some(x, "b", False) + host_some(x, "c", True)
