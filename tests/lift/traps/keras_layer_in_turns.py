import tensorflow as tf


class Gained(tf.keras.layers.Layer):
    def build(self, input_shape):
        with tf.variable_scope(self.name):
            self.gain = tf.get_variable("gain", [int(input_shape[-1])])
        super(Gained, self).build(input_shape)

    def call(self, x):
        return x * self.gain


def forward(x):
    layer = Gained(name="scale")
    for i in range(2):
        with tf.variable_scope("turn_%d" % i):
            x = layer(x) + 1.0
    return x
