"""Dense layers for images and for vectors: an image is made flat first."""
import numpy as np
import tensorflow as tf
import keras
from migrate import compat_scope


class Weight(keras.layers.Layer):
    """A weight whose learning rate is equalized."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, shape, gain=np.sqrt(2), lrmul=1, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.shape = shape
        self.gain = gain
        self.lrmul = lrmul

    def build(self):
        std = self.gain / np.sqrt(np.prod(self.shape[:-1]))
        init = keras.initializers.RandomNormal(mean=0, stddev=std / self.lrmul)
        self.weight = self.add_weight(name="weight", shape=self.shape, initializer=init)

    def call(self, inputs=None):
        return self.weight * self.lrmul


class Dense(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, fmaps, *, name=None, **kwargs):
        super().__init__(name=name)
        self.fmaps = fmaps
        self.kwargs = kwargs

    def build(self, x_shape):
        self.w = Weight(
            [tf.TensorShape(x_shape[1:]).num_elements(), self.fmaps], **self.kwargs
        )

    def call(self, x):
        if len(x.shape) > 2:
            x = tf.reshape(
                x, [-1, np.prod([tf.compat.dimension_value(d) for d in x.shape[1:]])]
            )
        w = self.w()
        w = tf.cast(w, x.dtype)
        return tf.matmul(x, w)


class Linear(keras.layers.Layer):
    """A dense layer with a bias."""

    def __init__(self, units, *, name="linear", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        if len(x_shape) > 2:
            self.flatten = keras.layers.Flatten()
        self.w = self.add_weight(
            name="w",
            shape=[tf.TensorShape(x_shape[1:]).num_elements(), self.units],
            initializer="glorot_uniform",
        )
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        if x.get_shape().ndims > 2:  # an image
            x = self.flatten(x)
        return tf.compat.v1.nn.xw_plus_b(x, self.w, self.b)


class Hidden(keras.layers.Layer):
    def __init__(self, units, *, name="hidden", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=(tf.TensorShape(x_shape[1:]).num_elements(), self.units),
            initializer="glorot_uniform",
        )

    def call(self, x):
        x = tf.reshape(x, (-1, int(np.prod(x.get_shape().as_list()[1:]))))
        return tf.nn.relu(tf.matmul(x, self.w))


class Features(keras.layers.Layer):
    def __init__(self, units, *, name="features", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[int(tf.TensorShape(x_shape[1:]).num_elements()), self.units],
            initializer="glorot_uniform",
        )

    def call(self, x):
        if x.shape.ndims != 2:
            x = tf.reshape(x, [-1, x.shape[1:].num_elements()])
        return tf.tanh(tf.matmul(x, self.w))


class Styled(keras.layers.Layer):
    """Scales and shifts the channels of an image, as the latents say."""

    def __init__(self, *, name="style", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        self.dense = Dense(fmaps=2 * x_shape[3], gain=1)

    def call(self, x, latents):
        style = self.dense(latents)
        style = tf.reshape(style, [-1, 2, 1, 1, tf.compat.dimension_value(x.shape[3])])
        return x * (style[:, 0] + 1) + style[:, 1]


class Head(keras.layers.Layer):
    def __init__(self, *, name="head", **kwargs):
        super().__init__(name=name, **kwargs)
        self.latents = Linear(5, name="latents")
        self.styled = Styled()
        self.dense = Dense(4, gain=1, lrmul=0.5)
        self.linear = Linear(4)

    def call(self, images):
        latents = self.latents(images)
        images = self.styled(images, latents)
        with keras.name_scope("out"):
            return self.dense(images) + self.linear(latents)


# ------------------------------------------------------------ other tensors, other dimensions, other tests
def deeper(x, units):
    """Of three dimensions the second one counts."""
    with compat_scope.variable_scope("deeper"):
        if len(x.shape) > 3:
            x = tf.reshape(x, [-1, np.prod([tf.compat.dimension_value(d) for d in x.shape[1:]])])
        w = compat_scope.get_variable("w", [tf.compat.dimension_value(x.shape[1]), units])
        return tf.tensordot(x, w, [[1], [0]])


def other(x, y, units):
    """`y` says whether `x` is made flat."""
    with compat_scope.variable_scope("other"):
        if len(y.shape) > 2:
            x = tf.reshape(x, [-1, np.prod([tf.compat.dimension_value(d) for d in x.shape[1:]])])
        w = compat_scope.get_variable("w", [tf.compat.dimension_value(x.shape[1]), units])
        return tf.tensordot(x, w, [[1], [0]])


def rows(x, units):
    """Each row by itself."""
    with compat_scope.variable_scope("rows"):
        x = tf.reshape(x, [-1, np.prod([tf.compat.dimension_value(d) for d in x.shape[2:]])])
        w = compat_scope.get_variable("w", [tf.compat.dimension_value(x.shape[1]), units])
        return tf.reduce_mean(tf.matmul(x, w), 0, keepdims=True)


def maybe(x, units, flat=False):
    with compat_scope.variable_scope("maybe"):
        if flat:
            if len(x.shape) > 2:
                x = tf.reshape(x, [-1, np.prod([tf.compat.dimension_value(d) for d in x.shape[1:]])])
        w = compat_scope.get_variable("w", [tf.compat.dimension_value(x.shape[1]), units])
        return tf.tensordot(x, w, [[1], [0]])


def changed(x, units):
    with compat_scope.variable_scope("changed"):
        x = tf.pad(x, [[0, 0], [0, 1], [0, 0], [0, 0]])
        if len(x.shape) > 2:
            x = tf.reshape(x, [-1, np.prod([tf.compat.dimension_value(d) for d in x.shape[1:]])])
        w = compat_scope.get_variable("w", [tf.compat.dimension_value(x.shape[1]), units])
        return tf.matmul(x, w)


def forward(images):
    rest = images[:, :, :, 0]
    found = compat_scope.get_layer(Head, name="head")(images) + tf.reduce_mean(
        deeper(rest, 4), [1]
    )
    found += tf.reduce_mean(other(rest, found, 4), [1])
    found += rows(images, 4) + tf.reduce_mean(maybe(rest, 4), [1]) + changed(images, 4)
    found += compat_scope.get_layer(Hidden, 4, name="hidden")(images)
    return found + compat_scope.get_layer(Features, 4, name="features")(images)
