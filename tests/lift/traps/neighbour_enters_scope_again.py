import tensorflow as tf


def named(x):
    with tf.variable_scope(tf.get_variable_scope()):
        with tf.variable_scope("named"):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
            return x


def shared(x):
    with tf.variable_scope(tf.get_variable_scope(), reuse=tf.AUTO_REUSE):
        i = 0
        while i < 2:
            x = x + tf.get_variable("h%d" % i, [3])
            i += 1
        return x


def unit(x):
    with tf.variable_scope(tf.get_variable_scope(), reuse=tf.AUTO_REUSE):
        with tf.variable_scope(None, default_name="unit"):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
            return x


def dense(x):
    with tf.variable_scope(tf.get_variable_scope(), reuse=tf.AUTO_REUSE):
        i = 0
        while i < 1:
            x = tf.layers.dense(x, 3)
            i += 1
        return x


def other_unit(x):
    i = 0
    while i < 2:
        with tf.variable_scope(None, default_name="unit"):
            x = x * tf.get_variable("of_other%d" % i, [3])
        i += 1
    return x


def first(x, scope):
    with tf.variable_scope(scope):
        h = named(tf.layers.dense(x, 3, name="d"))
        h = shared(h)
        return shared(tf.layers.dense(h, 3, name="e"))


def second(x, scope):
    with tf.variable_scope(scope):
        h = unit(x)
        h = tf.layers.dense(h, 3, name="d")
        h = unit(h)
        h = tf.layers.dense(h, 3, name="e")
        return other_unit(unit(h))


def third(x, scope):
    with tf.variable_scope(scope):
        h = dense(x)
        h = tf.layers.dense(h, 3, name="d")
        h = dense(h)
        h = tf.layers.dense(h, 3, name="e")
        return dense(h)


def forward(x):
    with tf.variable_scope("all"):
        y = first(x, "a") + first(x, "b") + second(x, "c")
        return y + third(x, "d")
