"""A small classifier in the style of tutorials: helpers keep variables on the CPU and let them decay."""
import tensorflow as tf
import keras
from migrate import compat_scope

WEIGHT_DECAY = 0.02


def _variable_on_cpu(layer, name, shape, initializer):
    """Helper to create a variable stored in CPU memory.

    Args:
      name: name of the variable
      shape: list of ints
      initializer: initializer for the variable
    """
    with tf.device("/cpu:0"):
        var = layer.add_weight(name=name, shape=shape, initializer=initializer)
    return var


class _VariableWithWeightDecay(keras.layers.Layer):
    """Helper to create a variable that may decay: its loss goes to the collection `losses`."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self,
        weight_name,
        shape,
        stddev,
        wd,
        use_xavier=False,
        *,
        name="variable_with_weight_decay",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.weight_name = weight_name
        self.shape = shape
        self.stddev = stddev
        self.wd = wd
        self.use_xavier = use_xavier

    def build(self):
        if self.use_xavier:
            initializer = "glorot_uniform"
        else:
            initializer = keras.initializers.TruncatedNormal(stddev=self.stddev)
        self.var = _variable_on_cpu(self, self.weight_name, self.shape, initializer)

    def call(self, inputs=None):
        if self.wd is not None:
            weight_decay = tf.multiply(
                tf.nn.l2_loss(self.var), self.wd, name="weight_loss"
            )
            compat_scope.add_to_collection("losses", weight_decay)
        return self.var.value


class Conv(keras.layers.Layer):
    tf1_order = ("kernel", "biases")  # as TF1 made them

    def __init__(self, channels, weight_decay=None, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.channels = channels
        self.weight_decay = weight_decay

    def build(self, images_shape):
        self.kernel = _VariableWithWeightDecay(
            "weights",
            shape=[3, 3, images_shape[-1], self.channels],
            stddev=5e-2,
            wd=self.weight_decay,
        )
        self.biases = _variable_on_cpu(
            self, "biases", [self.channels], keras.initializers.Constant(0.1)
        )

    def call(self, images):
        kernel = self.kernel()
        out = tf.nn.conv2d(images, kernel, [1, 1, 1, 1], padding="SAME")
        return tf.nn.relu(tf.nn.bias_add(out, self.biases), name=self.name)


class Dense(keras.layers.Layer):
    tf1_order = ("weights_", "biases")  # as TF1 made them

    def __init__(
        self,
        units,
        stddev=0.04,
        weight_decay=WEIGHT_DECAY,
        use_xavier=True,
        *,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.stddev = stddev
        self.weight_decay = weight_decay
        self.use_xavier = use_xavier

    def build(self, x_shape):
        num_inputs = x_shape[-1]
        self.weights_ = _VariableWithWeightDecay(
            "weights",
            [num_inputs, self.units],
            self.stddev,
            self.weight_decay,
            self.use_xavier,
        )
        self.biases = _variable_on_cpu(self, "biases", [self.units], "zeros")

    def call(self, x):
        weights = self.weights_()
        return tf.matmul(x, weights) + self.biases


class Inference(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, classes, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv1 = Conv(4, name="conv1")
        self.conv2 = Conv(5, weight_decay=0.1, name="conv2")
        self.fc1 = Dense(6, name="fc1")
        self.fc2 = Dense(classes, weight_decay=None, use_xavier=False, name="fc2")

    def call(self, images):
        net = self.conv1(images)
        net = self.conv2(net)
        net = tf.reduce_mean(net, [1, 2])
        net = tf.nn.relu(self.fc1(net))
        return self.fc2(net)


def train(images, labels, classes):
  """The logits, and the loss with all decays."""
  logits = compat_scope.get_layer(Inference, classes)(images)
  error = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
  compat_scope.add_to_collection('losses', error)
  return logits, tf.add_n(compat_scope.get_collection('losses'), name='total_loss')
