import tensorflow as tf


def make(x):
    with tf.variable_scope("s"):
        return x * tf.get_variable("g0", [3])


def stays(x, reuse=None):
    if x.shape[0].value > 1:
        reuse = True
    with tf.variable_scope("s", reuse=reuse):
        i = 0
        while i < 1:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="e")
        return stays(h)


def forward(x):
    with tf.variable_scope("host"):
        y = make(x)
    return y + host(x, "host")
