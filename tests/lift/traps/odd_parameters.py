import tensorflow as tf


def call(self, x_shape, input_shape, name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [self.shape[-1].value, x_shape])
        keras = tf.matmul(self, w) * input_shape
        build = keras + tf.get_variable("training", [x_shape])
        return build


def forward(x):
    return call(x, 3, 2.0, "n")
