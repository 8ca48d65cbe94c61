import tensorflow as tf


class Scale(tf.keras.layers.Layer):
    def call(self, x):
        with tf.variable_scope(self.name):
            y = x * tf.get_variable("scale", [3])
        self.add_loss(tf.reduce_sum(y))
        return y


def forward(x):
    scale = Scale(name="one")
    y = scale(x)
    return y + tf.add_n(scale.losses)
