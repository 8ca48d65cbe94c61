import tensorflow as tf


def stays(x):
    with tf.variable_scope("stays"):
        i = 0
        while i < 2:
            w = tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            tf.add_to_collection("norms", tf.reduce_sum(tf.square(w)))
            x = x * w
            i += 1
        return x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return stays(h)


def forward(x):
    before = len(tf.get_collection("norms"))
    y = host(x, "a") + host(x, "b")
    return y + tf.add_n(tf.get_collection("norms")[before:])
