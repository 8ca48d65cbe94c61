import tensorflow as tf


def stays(x, scope="e"):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        i = 0
        while i < 1:
            x = tf.matmul(x, tf.get_variable("kernel", [3, 3]))
            i += 1
        return x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return stays(h)


def forward(x):
    names = {"first": "ho" + "st"}
    y = host(x, names["first"])
    with tf.variable_scope("host"):
        return y + stays(x)
