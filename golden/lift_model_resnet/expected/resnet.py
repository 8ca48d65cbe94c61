import numpy as np
import tensorflow as tf
import keras

import hyper


def decaying(layer, name, shape, initializer="glorot_uniform", last=False):
    """Makes a variable that decays; the last layer decays half as much."""
    if last is True:
        regularizer = keras.regularizers.L2(0.5 * hyper.weight_decay)
    else:
        regularizer = keras.regularizers.L2(0.5 * (hyper.weight_decay * 2))
    return layer.add_weight(
        name=name, shape=shape, initializer=initializer, regularizer=regularizer
    )


class Classifier(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, num_labels, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.num_labels = num_labels

    def build(self, x_shape):
        input_dim = x_shape[-1]
        self.kernel = decaying(
            self,
            name="kernel",
            shape=[input_dim, self.num_labels],
            last=True,
            initializer=tf.compat.v1.uniform_unit_scaling_initializer(factor=1.0),
        )
        self.offset = decaying(
            self, name="offset", shape=[self.num_labels], initializer="zeros"
        )

    def call(self, x):
        return tf.matmul(x, self.kernel) + self.offset


class BatchNormalize(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, dimension, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dimension = dimension

    def build(self, x_shape):
        self.beta = self.add_weight(
            name="beta",
            shape=tf.TensorShape(self.dimension),
            initializer=keras.initializers.Constant(0.0),
        )
        self.gamma = self.add_weight(
            name="gamma",
            shape=tf.TensorShape(self.dimension),
            initializer=keras.initializers.Constant(1.0),
        )

    def call(self, x):
        mean, variance = tf.nn.moments(x, axes=[0, 1, 2])
        return tf.nn.batch_normalization(
            x, mean, variance, self.beta, self.gamma, hyper.bn_epsilon
        )


class ConvUnit(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, shape, stride, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.shape = shape
        self.stride = stride
        depth = shape[-1]
        self.batch_normalize = BatchNormalize(depth)

    def build(self, x_shape):
        self.conv = decaying(self, name="conv", shape=self.shape)

    def call(self, x):
        y = tf.nn.conv2d(
            x, self.conv, strides=[1, self.stride, self.stride, 1], padding="SAME"
        )
        return tf.nn.relu(self.batch_normalize(y))


class PreActivatedConv(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_order = ("batch_normalize", "conv")  # as TF1 made them

    def __init__(self, shape, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.shape = shape

    def build(self, x_shape):
        depth = x_shape[-1]
        self.batch_normalize = BatchNormalize(depth)
        self.conv = decaying(self, name="conv", shape=self.shape)

    def call(self, x, stride):
        active = tf.nn.relu(self.batch_normalize(x))
        return tf.nn.conv2d(
            active, self.conv, strides=[1, stride, stride, 1], padding="SAME"
        )


class Residual(keras.layers.Layer):
    """Two convolutions and a shortcut; halves the image when the number of channels doubles."""

    tf1_scope = ""  # opens no scope of its own
    tf1_names = {"first_conv": "first/conv"}
    # as TF1 made them
    tf1_order = ("conv", "first_pre_activated_conv", "second_pre_activated_conv")

    def __init__(self, width_out, opening=False, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.width_out = width_out
        self.opening = opening
        self.second_pre_activated_conv = PreActivatedConv([3, 3, width_out, width_out])

    def build(self, x_shape):
        width_in = x_shape[-1]

        if self.opening:
            self.conv = decaying(
                self, name="first_conv", shape=[3, 3, width_in, self.width_out]
            )
        else:
            self.first_pre_activated_conv = PreActivatedConv(
                [3, 3, width_in, self.width_out]
            )

    def call(self, x):
        width_in = x.get_shape().as_list()[-1]
        if width_in * 2 == self.width_out:
            widen = True
            stride = 2
        elif width_in == self.width_out:
            widen = False
            stride = 1
        else:
            raise ValueError(
                "cannot go from %d to %d channels" % (width_in, self.width_out)
            )

        with keras.name_scope("first"):
            if self.opening:
                conv1 = tf.nn.conv2d(
                    x, filters=self.conv, strides=[1, 1, 1, 1], padding="SAME"
                )
            else:
                conv1 = self.first_pre_activated_conv(x, stride=stride)

        with keras.name_scope("second"):
            conv2 = self.second_pre_activated_conv(conv1, stride=1)

        # Channels that are new start from zero.
        if widen is True:
            smaller = tf.nn.avg_pool2d(
                x, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="VALID"
            )
            shortcut = tf.pad(
                smaller, [[0, 0], [0, 0], [0, 0], [width_in // 2, width_in // 2]]
            )
        else:
            shortcut = x
        return conv2 + shortcut


class LogitsOfClassifier(keras.layers.Layer):
    tf1_order = ("batch_normalize", "classifier")  # as TF1 made them

    def __init__(self, *, name="classifier", **kwargs):
        super().__init__(name=name, **kwargs)
        self.classifier = Classifier(hyper.num_labels)

    def build(self, layer_shape):
        depth = layer_shape[-1]
        self.batch_normalize = BatchNormalize(depth)

    def call(self, layer):
        active = tf.nn.relu(self.batch_normalize(layer))
        global_pool = tf.reduce_mean(active, [1, 2])
        assert global_pool.get_shape().as_list()[-1:] == [hyper.widths[-1]]
        layer = self.classifier(global_pool)
        return layer


class LogitsOf(keras.layers.Layer):
    """From pictures to one score per label.

    :param n: residual blocks in each stage
    """

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, n, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.n = n
        self.conv_unit = ConvUnit([3, 3, 3, hyper.widths[0]], 1)
        self.residual = []
        for stage, width in enumerate(hyper.widths):
            row = []
            for i in range(n):
                if stage == 0 and i == 0:
                    row.append(Residual(width, opening=True))
                else:
                    row.append(Residual(width))
            self.residual.append(row)
        self.logits_of_classifier = LogitsOfClassifier()

    def call(self, images):
        with keras.name_scope("stem"):
            layer = self.conv_unit(images)

        for stage, width in enumerate(hyper.widths):
            for i in range(self.n):
                with keras.name_scope("stage%d_%d" % (stage + 1, i)):
                    layer = self.residual[stage][i](layer)

        layer = self.logits_of_classifier(layer)
        return layer


class TrainAndValidate(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.logits_of = LogitsOf(hyper.blocks_per_stage)

    def call(self, images, held_out):
        logits = self.logits_of(images)
        held_out_logits = self.logits_of(held_out)
        return tf.nn.softmax(logits), held_out_logits
