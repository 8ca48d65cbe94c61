import tensorflow as tf


def fc(x, name):
    with tf.variable_scope(name):
        return tf.matmul(x, tf.get_variable("w", [3, 3])) + tf.get_variable("b", [3])


def encoder(x, depth, scope="encoder"):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        for i in range(depth):
            x = fc(x, "fc_%d" % i)
        return fc(x, "fc_1")


def forward(x):
    return encoder(x, 2) + encoder(x * 2.0, 2)
