import tensorflow as tf


class Affine(tf.keras.layers.Layer):
    def __init__(self, units, name):
        super(Affine, self).__init__(name=name)
        self.units = units

    def build(self, input_shape):
        with tf.variable_scope(self.name):
            self.w = tf.get_variable("w", [int(input_shape[-1]), self.units])
        super(Affine, self).build(input_shape)

    def call(self, x):
        return tf.matmul(x, self.w)


def forward(x):
    with tf.name_scope("affine"):
        x = Affine(4, "affine")(x)
    with tf.variable_scope("net"):
        x = tf.identity(x, name="affine")
        return Affine(2, name="affine")(x)
