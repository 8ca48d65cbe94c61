import tensorflow as tf


def stays(x, scope="stays", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x + tf.layers.dense(x, 3, use_bias=False, name="d", reuse=reuse)


def below(x, scope, reuse):
    """Stays, and hands on what it is told."""
    with tf.variable_scope(scope):
        i = 0
        while i < 1:
            x = stays(x, "s%d" % i, reuse=reuse)
            i += 1
        return x


def summed(x, reuse=None):
    """Stays, and does more with what it is told."""
    with tf.variable_scope("summed", reuse=reuse):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
    if reuse:
        x = 2.0 * x
    return x


def host(x, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, 3, name="d")
        h = stays(h, reuse=reuse)
        h = below(h, "below", reuse)
        return stays(h, reuse=True)


def bare(x, reuse=None):
    h = tf.layers.dense(x, 3, name="bare", reuse=reuse)
    return stays(h, "bare_stays", reuse)


def half(x, reuse=None):
    """What TF1 counts is another one in each call; what stays is shared."""
    h = tf.layers.dense(x, 3)
    return stays(h, "half", reuse=reuse)


def more(x, reuse=None):
    with tf.variable_scope("more", reuse=reuse):
        h = tf.layers.dense(x, 3, name="d")
        return summed(h, reuse=reuse)


def auto(x):
    with tf.variable_scope("auto"):
        h = tf.layers.dense(x, 3, name="d")
        h = stays(h, reuse=tf.AUTO_REUSE)
        return h + stays(2.0 * h, reuse=tf.AUTO_REUSE)


def forward(x):
    y = host(x, "a") + host(2.0 * x, "a", reuse=True)
    y += bare(x) + bare(y, reuse=True)
    y += half(x) + half(y, reuse=True)
    y += more(x) + more(y, reuse=True)
    return y + auto(x)
