import tensorflow as tf
import keras


class Down(keras.layers.Layer):
    """Halves the height and the width."""

    def __init__(self, filters, slope=0.2, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.filters = filters
        self.slope = slope

    def build(self, images_shape):
        self.kernel = self.add_weight(
            name="kernel",
            shape=[3, 3, images_shape[3], self.filters],
            initializer=keras.initializers.TruncatedNormal(stddev=0.02),
        )
        self.offset = self.add_weight(
            name="offset",
            shape=[self.filters],
            initializer=keras.initializers.Constant(0.0),
        )

    def call(self, images):
        convolved = (
            tf.nn.conv2d(images, self.kernel, strides=[1, 2, 2, 1], padding="SAME")
            + self.offset
        )
        return tf.maximum(convolved, self.slope * convolved)


class Residual(keras.layers.Layer):
    def build(self, images_shape):
        depth = images_shape[3]
        self.kernel = self.add_weight(
            name="kernel",
            shape=[3, 3, depth, depth],
            initializer=keras.initializers.RandomNormal(stddev=0.02),
        )

    def call(self, images):
        return images + tf.nn.conv2d(
            images, self.kernel, strides=[1, 1, 1, 1], padding="SAME"
        )
