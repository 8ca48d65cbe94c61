import tensorflow as tf
import keras

import norms


class Conv(keras.layers.Layer):
    def __init__(self, width, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.width = width
        self.batch_norm = norms.BatchNormLayer(width, decay=0.7)

    def build(self, x_shape):
        self.weights_ = self.add_weight(
            name="weights",
            shape=[3, 3, x_shape[-1], self.width],
            initializer="glorot_uniform",
        )

    def call(self, x, is_training):
        x = tf.nn.conv2d(x, self.weights_, [1, 1, 1, 1], padding="SAME")
        return tf.nn.relu(self.batch_norm(x, is_training))


class Network(keras.layers.Layer):
    tf1_order = ("conv1", "norm_conv", "weights_")  # as TF1 made them

    def __init__(self, *, name="net", **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv1 = Conv(3, name="conv1")
        self.norm_conv = norms.NormConv("norm")

    def build(self, images_shape):
        self.weights_ = self.add_weight(
            name="weights", shape=[3, 2], initializer="glorot_uniform"
        )

    def call(self, images, is_training, bn_decay=None):
        x = self.conv1(images, is_training=is_training)
        x = self.norm_conv(x, is_training=is_training, bn_decay=bn_decay)
        x = tf.reduce_mean(x, [1, 2])
        return tf.matmul(x, self.weights_)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.network = Network()

    def call(self, images, is_training):
        return self.network(images, is_training=is_training)
