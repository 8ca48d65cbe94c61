import tensorflow as tf


class Narrow:
    def __init__(self):
        self.kind_of = tf.float32


class Wide:
    kind_of = tf.float64

    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        with tf.variable_scope(self.name):
            w = tf.get_variable("w", [3, 3], dtype=self.kind_of)
            return tf.cast(tf.matmul(tf.cast(x, tf.float64), w), tf.float32)


def forward(x):
    return Wide("wide")(x)
