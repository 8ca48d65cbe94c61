import tensorflow as tf
import keras

from nets import head, resnet


class Classify(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, num_classes, smooth=False, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.head = head.Head(num_classes, smooth=smooth)

    def call(self, features, is_training=True):
        return self.head(features, is_training=is_training)


class Forward(keras.layers.Layer):
    """The features of the images, and their classes."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, weight_decay=0.001, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.resnet_small = resnet.ResnetSmall(weight_decay=weight_decay)
        self.classify = Classify(3, smooth=True)

    def call(self, images, is_training=False):
        features = self.resnet_small(images, is_training=is_training)
        pooled = tf.reduce_mean(features, [1, 2], name="pool")
        return {
            "features": features,
            "logits": self.classify(pooled, is_training=is_training),
        }
