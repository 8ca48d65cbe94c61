# graph only
import tensorflow as tf


def averaged(x):
    with tf.variable_scope("averaged"):
        w = tf.get_variable("w", [x.shape[1].value])
        y = x * w
        ema = tf.train.ExponentialMovingAverage(0.9)
        with tf.control_dependencies([ema.apply()]):
            return tf.identity(y)


def host(x, scope):
    with tf.variable_scope(scope):
        h = averaged(x)
        return tf.matmul(h, tf.get_variable("late", [3, 3]))


def forward(x):
    return host(x, "a")
