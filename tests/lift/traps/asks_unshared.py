import tensorflow as tf


def weight(shape, wd):
    w = tf.get_variable("w", shape)
    if wd and (not tf.get_variable_scope().reuse):
        # only once
        tf.add_to_collection("decay", tf.multiply(tf.nn.l2_loss(w), wd, name="loss"))
    return w


def proj(x, units, scope, wd=None):
    with tf.variable_scope(scope):
        y = tf.matmul(x, weight([int(x.shape[1]), units], wd))
        if not tf.get_variable_scope().reuse:
            y = tf.nn.tanh(y)

            # and a bias
            y += tf.get_variable("b", [units])
        return y


def forward(x):
    x = proj(x, 4, "first", 0.1)
    x = proj(x, 3, "second", wd=0.2)
    return proj(x, 3, "third") + tf.add_n(tf.get_collection("decay"))
