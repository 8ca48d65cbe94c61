import tensorflow as tf
import keras

from nets import vgg
from nets.inception import Inception


class Towers(keras.layers.Layer):
    """Both networks on one batch."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, num_classes, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.inception = Inception(num_classes, weight_decay=0.01)
        self.vgg = vgg.Vgg(num_classes)

    def call(self, images, is_training=False):
        logits, end_points = self.inception(images, is_training=is_training)
        other = self.vgg(images)
        return {
            "logits": logits,
            "mixed": end_points["Mixed_3b"],
            "predictions": end_points["Predictions"],
            "other": other,
        }
