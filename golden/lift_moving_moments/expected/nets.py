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


class Dense(keras.layers.Layer):
    def __init__(self, width, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.width = width
        self.norm_dense = norms.NormDense("bn")

    def build(self, x_shape):
        self.weights_ = self.add_weight(
            name="weights",
            shape=[x_shape[-1], self.width],
            initializer="glorot_uniform",
        )

    def call(self, x, is_training, bn_decay=None):
        return self.norm_dense(
            tf.matmul(x, self.weights_), is_training=is_training, bn_decay=bn_decay
        )


class Network(keras.layers.Layer):
    def __init__(self, *, name="net", **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv1 = Conv(3, name="conv1")
        self.conv2 = Conv(4, name="conv2")
        self.norm_conv = norms.NormConv("norm")
        self.fc1 = Dense(4, name="fc1")
        self.fc2 = Dense(2, name="fc2")

    def call(self, images, is_training, bn_decay=None):
        x = self.conv1(images, is_training=is_training)
        x = self.conv2(x, is_training=is_training)
        x = self.norm_conv(x, is_training=is_training, bn_decay=bn_decay)
        x = tf.reduce_mean(x, [1, 2])
        x = self.fc1(x, is_training=is_training, bn_decay=bn_decay)
        return self.fc2(tf.nn.relu(x), is_training=is_training)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.network = Network()

    def call(self, images, is_training):
        logits = self.network(images, is_training=is_training)
        return logits
