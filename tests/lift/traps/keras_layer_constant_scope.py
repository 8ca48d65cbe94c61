import tensorflow as tf


class Gained(tf.keras.layers.Layer):
    def call(self, x):
        with tf.variable_scope("shared", reuse=tf.AUTO_REUSE):
            return x * tf.get_variable("scale", [3])


def forward(x):
    return Gained(name="one")(x) + Gained(name="two")(x + 1.0)
