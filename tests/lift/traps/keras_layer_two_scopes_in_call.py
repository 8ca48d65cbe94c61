import tensorflow as tf


class Scale(tf.keras.layers.Layer):
    def call(self, x):
        with tf.variable_scope(self.name, reuse=tf.AUTO_REUSE):
            return x * tf.get_variable("gain", [int(x.shape[-1])])


def forward(x):
    scale = Scale(name="scale")
    with tf.variable_scope("one"):
        x = scale(x)
    with tf.variable_scope("two"):
        return scale(x + 1.0)
