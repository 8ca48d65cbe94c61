import tensorflow as tf


class Scale(tf.keras.layers.Layer):
    def call(self, x):
        with tf.variable_scope(self.name):
            return self.after(x * tf.get_variable("scale", [3]))

    def after(self, x):
        return x


class Shifted(Scale):
    def after(self, x):
        return x + tf.get_variable("shift", [3])


def forward(x):
    return Shifted(name="two")(Scale(name="one")(x))
