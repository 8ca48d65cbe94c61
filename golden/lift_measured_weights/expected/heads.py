"""Networks whose weights are as wide as what comes out of a branch, a loop or a helper."""
import numpy as np
import tensorflow as tf
import keras
from migrate import compat_scope


def get_weight(layer, shape, gain=np.sqrt(2), name="weight"):
    std = gain / np.sqrt(np.prod(shape[:-1]))
    return layer.add_weight(
        name=name,
        shape=shape,
        initializer=keras.initializers.RandomNormal(mean=0, stddev=std),
    )


class Dense(keras.layers.Layer):
    """Flattens what has more dimensions than a fully connected layer takes."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, fmaps, gain=np.sqrt(2), *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.fmaps = fmaps
        self.gain = gain

    def build(self, x_shape):
        self.weight = get_weight(
            self, [tf.TensorShape(x_shape[1:]).num_elements(), self.fmaps], self.gain
        )

    def call(self, x):
        if len(x.shape) > 2:
            x = tf.reshape(
                x, [-1, np.prod([tf.compat.dimension_value(d) for d in x.shape[1:]])]
            )
        return tf.matmul(x, self.weight)


class ApplyBias(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def build(self, x_shape):
        self.bias = self.add_weight(
            name="bias", shape=[x_shape[-1]], initializer="zeros"
        )

    def call(self, x):
        return x + self.bias


class EncoderKernel(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, i, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.i = i

    def build(self, net_shape):
        filters = net_shape[3] * 2
        self.kernel = self.add_weight(
            name="kernel_%d" % self.i,
            shape=[3, 3, net_shape[3], filters],
            initializer="glorot_uniform",
        )

    def call(self, net):
        return tf.nn.conv2d(net, self.kernel, [1, 1, 1, 1], "SAME")


class Encoder(keras.layers.Layer):
    """As many stages as are wanted, each twice as wide."""

    def __init__(self, use_pool=True, stages=2, *, name="encoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.use_pool = use_pool
        self.stages = stages
        self.encoder_kernel = [EncoderKernel(i) for i in range(stages)]

    def call(self, images):
        net = images
        for i in range(self.stages):
            if self.use_pool and i > 0:
                net = tf.nn.max_pool2d(net, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
            # Twice as many channels as before
            net = self.encoder_kernel[i](net)
            net = tf.nn.relu(net)
        return net


def pooled(net, pooling="mean"):
    if pooling == "mean":
        return tf.reduce_mean(net, [1, 2])
    return tf.concat([tf.reduce_mean(net, [1, 2]), tf.reduce_max(net, [1, 2])], axis=-1)


class ClassifierOutputWeights(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, num_labels, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.num_labels = num_labels

    def build(self, output_layer_shape):
        hidden_size = output_layer_shape[-1]

        self.output_weights = self.add_weight(
            name="output_weights",
            shape=[self.num_labels, hidden_size],
            initializer=keras.initializers.TruncatedNormal(stddev=0.02),
        )
        self.output_bias = self.add_weight(
            name="output_bias", shape=[self.num_labels], initializer="zeros"
        )

    def call(self, output_layer, keep_prob):
        with keras.name_scope("loss"):
            output_layer = tf.nn.dropout(output_layer, rate=1 - keep_prob)
            logits = tf.matmul(output_layer, self.output_weights, transpose_b=True)
            logits = tf.nn.bias_add(logits, self.output_bias)
            return logits, tf.nn.log_softmax(logits)


class Classifier(keras.layers.Layer):
    """The pooled features and a softmax on top, as a fine-tuned model has it."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, num_labels, pooling="both", *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.pooling = pooling
        self.classifier_output_weights = ClassifierOutputWeights(num_labels)

    def call(self, net, keep_prob=1.0):
        output_layer = pooled(net, self.pooling)

        return self.classifier_output_weights(output_layer, keep_prob=keep_prob)


class ResidualOuter(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def build(self, h_shape, x_shape):
        self.outer = keras.layers.Dense(x_shape[-1], name="outer")

    def call(self, h, x):
        return self.outer(h)


class Residual(keras.layers.Layer):
    """The last map is as wide as what it is added to."""

    def __init__(self, wide, *, name="residual", **kwargs):
        super().__init__(name=name, **kwargs)
        self.wide = wide
        self.inner = keras.layers.Dense(7, activation="relu", name="inner")
        self.residual_outer = ResidualOuter()

    def call(self, x):
        if self.wide:
            x = tf.concat([x, 2.0 * x], -1)
        h = self.inner(x)
        h = self.residual_outer(h, x)
        return x + h


def residual_sum(x):
    """The weight is read after the turns that made it: there is no one layer that holds it."""
    with compat_scope.variable_scope("sum"):
        total = 0.0
        for i in range(2):
            x = tf.concat([x, x], -1)
            w = compat_scope.get_variable("w%d" % i, [tf.compat.dimension_value(x.shape[-1]), 2])
            total += tf.matmul(x, w)
        return total + tf.reduce_sum(w)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.encoder = Encoder()
        self.dense_dense = Dense(6, gain=1.0)
        self.dense_apply_bias = ApplyBias()
        self.second_dense = Dense(3)
        self.second_apply_bias = ApplyBias()
        self.classifier = Classifier(4)
        self.residual = Residual(True)

    def call(self, images):
        net = self.encoder(images)
        with keras.name_scope("dense"):
            flat = self.dense_apply_bias(self.dense_dense(net))
        with keras.name_scope("second"):
            flat = tf.nn.relu(self.second_apply_bias(self.second_dense(flat)))
        logits, log_probabilities = self.classifier(net)
        return self.residual(flat), log_probabilities


class Everything(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_order = ("forward", "residual_sum")  # as TF1 made them

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.forward = Forward()

    def call(self, images):
        x, log_probabilities = self.forward(images)
        with compat_scope.hosting(self, "residual_sum"):
            return residual_sum(x), log_probabilities
