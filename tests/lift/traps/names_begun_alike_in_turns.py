import tensorflow as tf


def pair(x, scope):
    a = tf.get_variable(scope, [3])
    b = tf.get_variable(scope + "1", [3])
    return x * a + b


def encoder(x, depth, reuse=tf.AUTO_REUSE, scope="encoder"):
    with tf.variable_scope(scope, reuse=reuse):
        for i in range(depth):
            x = pair(x, scope="w_" + str(i))  # w_1 and 1, w_11
        return x


def forward(x):
    return encoder(x, 12)
