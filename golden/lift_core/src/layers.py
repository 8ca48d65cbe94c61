import tensorflow as tf


def fc(x, scope, units, init_scale=1.0):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.get_shape()[1].value, units],
                            initializer=tf.random_normal_initializer(stddev=init_scale))
        b = tf.get_variable("b", [units], initializer=tf.constant_initializer(0.0))
        return tf.matmul(x, w) + b
