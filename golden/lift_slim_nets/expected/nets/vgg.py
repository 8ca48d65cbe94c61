import tensorflow as tf
import keras

from nets.blocks import Scaled


class Vgg(keras.layers.Layer):
    def __init__(self, num_classes=3, weight_decay=0.0005, *, name="vgg", **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv2d = [
            Convolution2D(
                3,
                kernel_size=[3, 3],
                activation="elu",
                kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
                bias_initializer=keras.initializers.Constant(0.1),
                padding="SAME",
                name="conv1_%d" % (i + 1),
            )
            for i in range(2)
        ]
        self.pool1 = keras.layers.MaxPooling2D([2, 2], strides=2, name="pool1")
        self.scale1 = Scaled(name="scale1")
        self.conv2 = Convolution2D(
            4,
            kernel_size=[3, 3],
            activation="elu",
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            bias_initializer=keras.initializers.Constant(0.1),
            padding="SAME",
            name="conv2",
        )
        self.scale2 = Scaled(start=0.5, trainable=False, name="scale2")
        self.fully_connected = [
            FullyConnected(
                num_outputs,
                activation="elu",
                kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
                bias_initializer=keras.initializers.Constant(0.1),
                name="fc_%d" % (i + 1),
            )
            for i, num_outputs in enumerate([5, 4])
        ]
        self.fc8 = FullyConnected(
            num_classes,
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            bias_initializer=keras.initializers.Constant(0.1),
            name="fc8",
        )

    def call(self, inputs):
        net = inputs
        with keras.name_scope("conv1"):
            for conv2d in self.conv2d:
                net = conv2d(net)
        net = self.pool1(net)
        net = self.scale1(net)
        net = self.conv2(net)
        net = self.scale2(net)
        net = tf.reduce_mean(net, [1, 2])
        with keras.name_scope("fc"):
            for fully_connected in self.fully_connected:
                net = fully_connected(net)
        return self.fc8(net)


class FullyConnected(keras.layers.Dense):
    """A dense layer with the variables `weights` and `biases`."""

    def add_weight(self, *args, name=None, **kwargs):
        name = {"kernel": "weights", "bias": "biases"}.get(name, name)
        return super().add_weight(*args, name=name, **kwargs)


class Convolution2D(keras.layers.Conv2D):
    """A convolution with the variables `weights` and `biases`."""

    def add_weight(self, *args, name=None, **kwargs):
        name = {"kernel": "weights", "bias": "biases"}.get(name, name)
        return super().add_weight(*args, name=name, **kwargs)
