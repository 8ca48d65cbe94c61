import tensorflow as tf


def dense(x, units, init=None):
    with tf.variable_scope("dense"):
        w = tf.get_variable("w", [x.shape[-1].value, units], initializer=init)
        return tf.matmul(x, w)


def prepare(scope):
    scope.set_initializer(tf.constant_initializer(0.5))
    scope.set_regularizer(lambda w: tf.reduce_sum(w) * 0.1)


def network(x):
    with tf.variable_scope("network") as scope:
        w = tf.get_variable("s", [3])
        prepare(scope)
        return dense(x * w, 4)


def other(x):
    with tf.variable_scope("other"):
        return dense(x, 4)


def main(x):
    return network(x) + other(x)


def forward(x):
    y = main(x)
    with tf.variable_scope("again"):
        y = y + main(x)
    return y + dense(x, 4)
