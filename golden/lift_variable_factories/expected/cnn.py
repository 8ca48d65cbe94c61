"""A small image classifier whose variables are made by helpers that keep them on the CPU."""
import tensorflow as tf
import keras


def _variable_on_cpu(layer, name, shape, initializer):
    """Makes a variable that lives on the CPU.

    Args:
      name: its name in the scope of the caller.
      shape: a list of numbers.
      initializer: how it begins.
    """
    with tf.device("/cpu:0"):
        var = layer.add_weight(name=name, shape=shape, initializer=initializer)
    return var


def _weights(layer, shape, stddev=0.05, name="weights"):
    # narrow, and cut off
    initializer = keras.initializers.TruncatedNormal(stddev=stddev)
    return _variable_on_cpu(layer, name, shape, initializer)


def _biases(layer, shape, value=0.1, name="biases"):
    return _variable_on_cpu(layer, name, shape, keras.initializers.Constant(value))


def _scale(layer, units, name="scale"):
    with tf.device("/cpu:0"):
        return layer.add_weight(name=name, shape=[units], initializer="ones")


class Inference(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_names = {
        "conv1_weights": "conv1/weights",
        "conv1_biases": "conv1/biases",
        "local2_scale": "local2/scale",
        "local2_weights": "local2/weights",
        "local2_biases": "local2/biases",
        "softmax_linear_weights": "softmax_linear/weights",
        "softmax_linear_biases": "softmax_linear/biases",
    }

    def __init__(self, classes, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.classes = classes

    def build(self, images_shape):
        self.conv1_weights = _weights(
            self, shape=[3, 3, 2, 4], stddev=5e-2, name="conv1_weights"
        )
        self.conv1_biases = _biases(self, [4], 0.0, name="conv1_biases")

        self.scale = _scale(self, 4, name="local2_scale")
        self.local2_weights = _weights(self, [4, 6], name="local2_weights")
        self.local2_biases = _biases(self, [6], name="local2_biases")

        self.softmax_linear_weights = _weights(
            self, [6, self.classes], 1 / 6.0, name="softmax_linear_weights"
        )
        self.softmax_linear_biases = _biases(
            self, [self.classes], 0.0, name="softmax_linear_biases"
        )

    def call(self, images):
        # conv1
        with keras.name_scope("conv1"):
            conv = tf.nn.conv2d(
                images, self.conv1_weights, [1, 1, 1, 1], padding="SAME"
            )
            conv1 = tf.nn.relu(tf.nn.bias_add(conv, self.conv1_biases), name="conv1")

        # local2
        with keras.name_scope("local2"):
            flat = tf.reduce_mean(conv1, [1, 2]) * self.scale
            local2 = tf.nn.relu(
                tf.matmul(flat, self.local2_weights) + self.local2_biases, name="local2"
            )

        # the last layer has no activation
        with keras.name_scope("softmax_linear"):
            return tf.add(
                tf.matmul(local2, self.softmax_linear_weights),
                self.softmax_linear_biases,
                name="softmax_linear",
            )


class Dense(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.kernel = _weights(self, [x_shape[-1], self.units], name="kernel")
        self.biases = _biases(self, [self.units])

    def call(self, x):
        return tf.nn.tanh(tf.matmul(x, self.kernel) + self.biases, name=self.name)


class Classifier(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, classes, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.inference = Inference(classes)
        self.head = Dense(5, name="head")

    def call(self, images):
        logits = self.inference(images)
        first = self.head(logits)
        second = self.head(logits * 0.5)
        return tf.concat([logits, first, second], 1)
