import tensorflow as tf


def weight(shape, wd):
    w = tf.get_variable("w", initializer=tf.fill(shape, 0.5))
    tf.add_to_collection("decay", tf.multiply(tf.nn.l2_loss(w), wd))
    return w


def proj(x, units, scope, wd=0.5):
    with tf.variable_scope(scope):
        y = tf.layers.dense(x, 4)
        with tf.variable_scope("inner"):
            return tf.matmul(y, weight([4, units], wd))


def net(x):
    with tf.variable_scope("net"):
        return proj(proj(x, 4, "first"), 3, "second")


def forward(x):
    y = net(x)
    return y + tf.add_n(tf.get_collection("decay"))
