import tensorflow as tf


class Scale(tf.keras.layers.Layer):
    def call(self, x):
        with tf.variable_scope(self.name, reuse=tf.AUTO_REUSE):
            return x * tf.get_variable("scale", [3])


def forward(x):
    stack = tf.keras.Sequential([Scale(name="one"), Scale(name="two")])
    return stack(x)
