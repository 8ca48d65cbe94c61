import tensorflow as tf


def gaussian(mean, scope):
    """Stays, and gives an object of a class of its own."""
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            mean = mean + tf.get_variable("m%d" % i, [3])
            i += 1

    class o(object):
        pass

    o.mean = mean
    o.twice = 2.0 * mean
    return o


def prior(x):
    with tf.variable_scope("prior"):
        h = tf.layers.dense(x, 3, name="fc")
        return gaussian(h, "g").mean


def both(x):
    with tf.variable_scope("both"):
        h = tf.layers.dense(x, 3, name="fc")
        found = gaussian(h, "one")
        h = tf.layers.dense(found.mean, 3, name="fc2")
        return h + found.twice


def forward(x):
    return prior(x) + both(x) + both2(x)


def both2(x):
    with tf.variable_scope("again", reuse=tf.AUTO_REUSE):
        return both(x) - both(2.0 * x)
