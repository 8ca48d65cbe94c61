import tensorflow as tf


class Affine(tf.keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super(Affine, self).__init__(**kwargs)
        self.units = units

    def call(self, x):
        with tf.variable_scope(self.name, reuse=tf.AUTO_REUSE):
            return tf.layers.dense(x, self.units, name="dense")


def forward(x):
    first = Affine(3, name="affine")
    second = Affine(3, name="affine")
    return second(first(x))
