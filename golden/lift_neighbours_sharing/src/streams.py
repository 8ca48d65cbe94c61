"""Parts that stay, and that share variables by themselves, beside parts that become layers."""
import tensorflow as tf


def linear(x, units, scope, reuse=False, use_bias=True):
    with tf.variable_scope(scope, reuse=reuse):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        y = tf.matmul(x, w)
        if use_bias:
            y += tf.get_variable("b", [units], initializer=tf.zeros_initializer())
        return y


def two_streams(h, g, units, scope="streams"):
    """Stays: nobody knows how long its loop is. Both streams have the same weights."""
    with tf.variable_scope(scope, reuse=False):
        i = 0
        while i < 2:
            h = h * tf.get_variable("gate_%d" % i, [h.shape[-1].value], initializer=tf.ones_initializer())
            i += 1
        keys = linear(h, units, "key", use_bias=False)
        h = keys + linear(h, units, "query")
    with tf.variable_scope(scope, reuse=True):
        g = keys + linear(g, units, "query")
        return h, g


def attended(x, scope="attended", reuse=None):
    """Stays, and tells what it calls to share."""
    with tf.variable_scope(scope, reuse=reuse):
        i = 0
        while i < 2:
            x = x * tf.get_variable("gate_%d" % i, [x.shape[-1].value], initializer=tf.ones_initializer())
            i += 1
        first = linear(x, 1, "logit")
        second = linear(tf.square(x), 1, reuse=True, scope="logit")
        return x * first + x * second


def scaled(x, first, scope="scaled"):
    """Stays, and is told otherwise whether it makes its variables."""
    with tf.variable_scope(scope, reuse=not first):
        i = 0
        while i < 2:
            x = x * tf.get_variable("gamma_%d" % i, [x.shape[-1].value], initializer=tf.ones_initializer())
            i += 1
        return x


def refined(x, times):
    """Stays, and makes the same layer again and again, as the scope around allows; the last one TF 1 counts."""
    i = 0
    while i < times:
        x = tf.layers.dense(x, 4, activation=tf.nn.tanh, name="refine")
        i += 1
    return tf.layers.dense(x, 4)


def pointed(x, scope="pointer"):
    """Stays, and has its own scope share from some place on."""
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("gate_%d" % i, [x.shape[-1].value], initializer=tf.ones_initializer())
            i += 1
        x = x * linear(x, 1, "logit")
        tf.get_variable_scope().reuse_variables()
        return x * linear(tf.square(x), 1, "logit")


def encoder(x, depth, scope="encoder"):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 4, name="in")
        g = tf.layers.dense(x, 4, activation=tf.nn.tanh, name="mask")
        for i in range(depth):
            with tf.variable_scope("layer_{}".format(i)):
                h, g = two_streams(h, g, 4)
                h = tf.layers.dense(tf.nn.relu(h), 4, name="feed")
        return h + g


def generator(x, scope, reuse=False):
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, 4, name="in")
        h = attended(h, reuse=reuse)
        return tf.layers.dense(h, 3, name="out")


def rescaled(x, scope):
    with tf.variable_scope(scope):
        h = scaled(x, True)
        h = tf.layers.dense(h, 3, name="between")
        return scaled(h, False)


def decoder(x, times, scope="decoder", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, 4, name="in")
        h = refined(h, times)
        return tf.layers.dense(h, 3, name="out")


def reader(x, scope="reader", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, 4, name="in")
        h = pointed(h)
        return tf.layers.dense(h, 3, name="out")


def forward(x):
    with tf.variable_scope("model"):
        h = encoder(x, 2)
        y = generator(h, "a") + generator(2.0 * h, "a", reuse=True) + generator(h, "b")
        y += rescaled(x, "rescaled")
        y += decoder(h, 2, reuse=tf.AUTO_REUSE)
        y += reader(h) + reader(2.0 * h, reuse=True)
        return y + decoder(y + 1.0, 2, "once", reuse=tf.AUTO_REUSE) + decoder(y, 2, "once", reuse=True)
