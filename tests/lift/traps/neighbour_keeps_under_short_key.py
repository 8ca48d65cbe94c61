import tensorflow as tf


def scales(x, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [x.shape[-1].value], initializer=tf.ones_initializer())
            i += 1
        return x


def truncated(x, rate):
    key = "rate_%d" % rate
    found = tf.get_collection(key)
    if not found:
        value = tf.constant(rate)
        tf.add_to_collection(key, value)
    else:
        value = found[0]
    return scales(x * value, "s")


def renamed(x, rate):
    size = int(10.0 * rate)
    key = "renamed_%d" % size
    found = tf.get_collection(key)
    if not found:
        size = rate
        value = tf.fill([3], float(size))
        tf.add_to_collection(key, value)
    else:
        value = found[0]
    return scales(x * value, "s")


def three(x, scope, rate):
    with tf.variable_scope(scope):
        return truncated(tf.layers.dense(x, 3, name="d"), rate)


def four(x, scope, rate):
    with tf.variable_scope(scope):
        return renamed(tf.layers.dense(x, 3, name="d"), rate)


def forward(x):
    with tf.variable_scope("all"):
        y = three(x, "a", 1.5) + three(x, "b", 1.25)
        return y + four(x, "c", 0.45) + four(x, "d", 0.41)
