import tensorflow as tf


def dense(x, units, scope):
    with tf.variable_scope(scope):
        return tf.layers.dense(x, units)


def block(x, units, scope):
    """Opens no scope: its name is that of what it calls."""
    return tf.nn.tanh(dense(x, units, scope))


def each(x, reuse=False):
    """Each turn has its own, in either call."""
    with tf.variable_scope("each", reuse=reuse):
        for i in range(3):
            x = block(x, 5 - i, scope="turn_" + str(i))
        return x


def some(x):
    """Every second turn shares."""
    with tf.variable_scope("some", reuse=tf.AUTO_REUSE):
        for i in range(4):
            x = block(x, 3, scope="turn_%d" % (i % 2))
        return block(x, 3, "turn_0")


def one(x, reuse=False):
    """All turns share, whatever else they are given."""
    with tf.variable_scope("one", reuse=reuse):
        x = block(x, 3, "shared")
        tf.get_variable_scope().reuse_variables()
        for i in range(2):
            x = block(x * i, 3, "shared")
        return x


def listed(x):
    with tf.variable_scope("listed", reuse=tf.AUTO_REUSE):
        for name in ["a", "b", "a"]:
            x = block(x, 3, name)
        return x


def forward(x):
    first = each(x)
    return one(listed(some(first))) + tf.reduce_sum(each(2 * x, reuse=True))
