import tensorflow as tf


class Affine(tf.keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super(Affine, self).__init__(**kwargs)
        self.units = units

    def call(self, x):
        with tf.variable_scope(self.name):
            return tf.layers.dense(x, self.units)


def forward(x):
    for i in range(2):
        x = Affine(3, name="affine_%d" % i)(x)
    return x
