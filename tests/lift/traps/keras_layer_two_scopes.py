import tensorflow as tf


class Scale(tf.keras.layers.Layer):
    def build(self, input_shape):
        with tf.variable_scope(self.name):
            self.scale = tf.get_variable("gain", [int(input_shape[-1])])
        super(Scale, self).build(input_shape)

    def call(self, x):
        return x * self.scale


def forward(x):
    scale = Scale(name="scale")
    with tf.variable_scope("one"):
        x = scale(x)
    with tf.variable_scope("two"):
        return scale(x + 1.0)
