import tensorflow as tf


def net(x, deep, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 4)
        if deep:
            h = tf.layers.dense(h, 5)
        w = tf.get_variable("w", [h.shape[-1].value, 5])
        y = tf.matmul(h, w)
        for i in range(2):
            y = tf.tanh(y + tf.reduce_sum(w, 0) * tf.get_variable("g%d" % i, [y.shape[-1].value]))
        return y, w


def forward(x):
    y, w = net(x, True, "one")
    z, _ = net(x, False, "two")
    return tf.matmul(y + z, w)
