import tensorflow as tf


def stays(x):
    with tf.variable_scope("stays"):
        i = 0
        while i < 2:
            w = tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            tf.losses.add_loss(tf.reduce_sum(tf.square(w)))
            x = x * w
            i += 1
        return x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return stays(h)


def both(x):
    with tf.variable_scope("both"):
        return host(x, "a") + host(x, "b")


def forward(x):
    before = len(tf.losses.get_losses())
    y = both(x)
    return y + tf.add_n(tf.losses.get_losses()[before:])
