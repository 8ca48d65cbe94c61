import tensorflow as tf

SEEN = {}


def noted(name, shape, wd=None):
    shape = list(shape)
    while len(shape) < 2:  # stays
        shape = [3] + shape
    w = tf.get_variable(name, shape)
    SEEN[name] = wd
    return w


def looped(name, shape):
    shape = list(shape)
    while len(shape) < 2:
        shape = [3] + shape
    return tf.get_variable(name, shape)


def plain(name, shape):
    return tf.get_variable(name, shape)


def first(x, scope):
    with tf.variable_scope(scope):
        w = looped("w", [3])
        b = plain("b", [3])
        return tf.matmul(x, w) + b


def last(x, scope):
    with tf.variable_scope(scope):
        b = plain("b", [3])
        h = tf.layers.dense(x, 3, name="fc")
        return tf.matmul(h + b, looped("w", [3]))


def arms(x, scope, kind):
    with tf.variable_scope(scope):
        if kind == "a":
            w = looped("w", [3, 3])
        elif kind == "b":
            w = looped("w", [3])
        else:
            w = plain("w", [3, 3])
        b = plain("b", [3])
        return tf.matmul(x, w) + b


def turns(x, scope, depth):
    with tf.variable_scope(scope):
        for i in range(depth):
            x = tf.matmul(x, looped("w%d" % i, [3])) + plain("b%d" % i, [3])
        return x


def again(x, scope):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        y = tf.matmul(x, looped("w", [3])) + plain("b", [3])
        return y + tf.matmul(x, looped("w", [3]))


def shared(x, scope):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        y = tf.matmul(x, looped("w", [3]))
        return y + tf.matmul(x, plain("w", [3, 3])) + plain("c", [3])


def open_(x):
    w = looped("open_w", [3])
    return tf.matmul(x, w) + plain("open_b", [3])


def remembered(x, scope):
    with tf.variable_scope(scope):
        return tf.matmul(x, noted("w", [3])) + plain("b", [3])


def forward(x):
    y = first(x, "first") + last(x, "last")
    y = y + arms(x, "a", "a") + arms(x, "b", "b") + arms(x, "c", "c")
    y = y + turns(x, "turns", 2) + again(x, "again") + again(x, "again")
    y = y + shared(x, "shared") + remembered(x, "remembered")
    with tf.variable_scope("around"):
        return y + open_(x)
