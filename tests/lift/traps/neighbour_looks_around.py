import tensorflow as tf


def lists(x, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x * float(len(tf.trainable_variables()))


def asks(x, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x + float(len(tf.get_collection("seen_by_all")))


def seen(x):
    tf.add_to_collection("seen_by_all", x)
    return x


def one(x, scope):
    with tf.variable_scope(scope):
        return lists(tf.layers.dense(x, 3, name="d"), "s")


def two(x, scope):
    with tf.variable_scope(scope):
        return asks(seen(tf.layers.dense(x, 3, name="d")), "s")


def forward(x):
    with tf.variable_scope("all"):
        y = one(x, "a") + one(x, "b")
        return y + two(x, "e") + two(x, "f")
