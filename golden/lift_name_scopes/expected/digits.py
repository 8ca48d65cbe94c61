import math

import tensorflow as tf
import keras


class Inference(keras.layers.Layer):
    """Two hidden layers and a linear one.

    Returns:
      The logits.
    """

    tf1_scope = ""  # opens no scope of its own
    tf1_names = {
        "hidden1_weights": "hidden1/weights",
        "hidden1_biases": "hidden1/biases",
        "hidden2_weights": "hidden2/weights",
        "hidden2_biases": "hidden2/biases",
        "softmax_linear_weights": "softmax_linear/weights",
        "softmax_linear_biases": "softmax_linear/biases",
    }

    def __init__(self, hidden1_units, hidden2_units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.hidden1_units = hidden1_units
        self.hidden2_units = hidden2_units

    def build(self, images_shape):
        self.hidden1_weights = self.add_weight(
            name="hidden1_weights",
            shape=[6, self.hidden1_units],
            initializer=keras.initializers.TruncatedNormal(stddev=1.0 / math.sqrt(6.0)),
        )
        self.hidden1_biases = self.add_weight(
            name="hidden1_biases", shape=[self.hidden1_units], initializer="zeros"
        )
        self.hidden2_weights = self.add_weight(
            name="hidden2_weights",
            shape=[self.hidden1_units, self.hidden2_units],
            initializer=keras.initializers.TruncatedNormal(stddev=0.1),
        )
        self.hidden2_biases = self.add_weight(
            name="hidden2_biases", shape=[self.hidden2_units], initializer="zeros"
        )
        self.softmax_linear_weights = self.add_weight(
            name="softmax_linear_weights",
            shape=[self.hidden2_units, 3],
            initializer=keras.initializers.TruncatedNormal(stddev=0.1),
        )
        self.softmax_linear_biases = self.add_weight(
            name="softmax_linear_biases", shape=[3], initializer="zeros"
        )

    def call(self, images):
        # Hidden 1
        with tf.name_scope("hidden1"):
            weights = self.hidden1_weights.value
            biases = self.hidden1_biases.value
            hidden1 = tf.nn.relu(tf.matmul(images, weights) + biases)
        # Hidden 2
        with tf.name_scope("hidden2"):
            weights = self.hidden2_weights.value
            biases = self.hidden2_biases.value
            hidden2 = tf.nn.relu(tf.matmul(hidden1, weights) + biases)
        # Linear
        with tf.name_scope("softmax_linear"):
            weights = self.softmax_linear_weights.value
            biases = self.softmax_linear_biases.value
            logits = tf.matmul(hidden2, weights) + biases
        return logits
