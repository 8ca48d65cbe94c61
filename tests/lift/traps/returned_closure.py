import tensorflow as tf


def make(units, name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [3, units])

        def apply(x):
            return tf.matmul(x, w) + tf.get_variable("b", [units])

        return apply


def forward(x):
    a = make(3, "a")
    with tf.variable_scope("later"):
        return a(x)
