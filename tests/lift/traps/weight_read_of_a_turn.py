import tensorflow as tf


def encoder(x, depth, scope="encoder"):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        for i in range(depth):
            x = x * tf.get_variable("w{}".format(i), [3])
        return x + tf.get_variable("w1", [3])


def forward(x):
    return encoder(x, 2)
