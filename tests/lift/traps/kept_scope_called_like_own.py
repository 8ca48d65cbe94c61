import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def kept(x):
    with tf.variable_scope("kept"):
        h = tf.layers.dense(x, 3, name="blk")
        with tf.variable_scope(None, "blk"):
            h = stays(h)
        return h


def before(x):
    with tf.variable_scope("before"):
        with tf.variable_scope(None, "blk"):
            h = stays(x)
        return tf.layers.dense(h, 3, name="blk_1")


def after(x):
    with tf.variable_scope("after"):
        with tf.variable_scope(None, "blk"):
            h = stays(x)
        with tf.variable_scope(None, "blk"):
            h = tf.layers.dense(h, 3, name="d")
        with tf.variable_scope(None, "blk"):
            return stays(h)


def given(x, scope=None):
    with tf.variable_scope("given"):
        h = tf.layers.dense(x, 3, name="d")
        with tf.variable_scope(scope, "blk"):
            h = stays(h)
        with tf.variable_scope(scope, default_name="blk"):
            return stays(h, "t")


def forward(x):
    with tf.variable_scope("two"):
        y = given(x, "named")
    return kept(x) + before(x) + after(x) + given(x) + y
