"""Dense layers for images and for vectors: an image is made flat first."""
import numpy as np
import tensorflow as tf
import keras


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
class DeeperProjection(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[1], self.units], initializer="glorot_uniform"
        )

    def call(self, x):
        return tf.tensordot(x, self.w, [[1], [0]])


class Deeper(keras.layers.Layer):
    """Of three dimensions the second one counts."""

    def __init__(self, units, *, name="deeper", **kwargs):
        super().__init__(name=name, **kwargs)
        self.deeper_projection = DeeperProjection(units)

    def call(self, x):
        if len(x.shape) > 3:
            x = tf.reshape(
                x, [-1, np.prod([tf.compat.dimension_value(d) for d in x.shape[1:]])]
            )
        return self.deeper_projection(x)


class OtherProjection(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[1], self.units], initializer="glorot_uniform"
        )

    def call(self, x):
        return tf.tensordot(x, self.w, [[1], [0]])


class Other(keras.layers.Layer):
    """`y` says whether `x` is made flat."""

    def __init__(self, units, *, name="other", **kwargs):
        super().__init__(name=name, **kwargs)
        self.other_projection = OtherProjection(units)

    def call(self, x, y):
        if len(y.shape) > 2:
            x = tf.reshape(
                x, [-1, np.prod([tf.compat.dimension_value(d) for d in x.shape[1:]])]
            )
        return self.other_projection(x)


class RowsProjection(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[1], self.units], initializer="glorot_uniform"
        )

    def call(self, x):
        return tf.reduce_mean(tf.matmul(x, self.w), 0, keepdims=True)


class Rows(keras.layers.Layer):
    """Each row by itself."""

    def __init__(self, units, *, name="rows", **kwargs):
        super().__init__(name=name, **kwargs)
        self.rows_projection = RowsProjection(units)

    def call(self, x):
        x = tf.reshape(
            x, [-1, np.prod([tf.compat.dimension_value(d) for d in x.shape[2:]])]
        )
        return self.rows_projection(x)


class MaybeProjection(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[1], self.units], initializer="glorot_uniform"
        )

    def call(self, x):
        return tf.tensordot(x, self.w, [[1], [0]])


class Maybe(keras.layers.Layer):
    def __init__(self, units, flat=False, *, name="maybe", **kwargs):
        super().__init__(name=name, **kwargs)
        self.flat = flat
        self.maybe_projection = MaybeProjection(units)

    def call(self, x):
        if self.flat:
            if len(x.shape) > 2:
                x = tf.reshape(
                    x,
                    [-1, np.prod([tf.compat.dimension_value(d) for d in x.shape[1:]])],
                )
        return self.maybe_projection(x)


class ChangedProjection(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[1], self.units], initializer="glorot_uniform"
        )

    def call(self, x):
        return tf.matmul(x, self.w)


class Changed(keras.layers.Layer):
    def __init__(self, units, *, name="changed", **kwargs):
        super().__init__(name=name, **kwargs)
        self.changed_projection = ChangedProjection(units)

    def call(self, x):
        x = tf.pad(x, [[0, 0], [0, 1], [0, 0], [0, 0]])
        if len(x.shape) > 2:
            x = tf.reshape(
                x, [-1, np.prod([tf.compat.dimension_value(d) for d in x.shape[1:]])]
            )
        return self.changed_projection(x)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.head = Head()
        self.deeper = Deeper(4)
        self.other = Other(4)
        self.rows = Rows(4)
        self.maybe = Maybe(4)
        self.changed = Changed(4)
        self.hidden = Hidden(4)
        self.features = Features(4)

    def call(self, images):
        rest = images[:, :, :, 0]
        found = self.head(images) + tf.reduce_mean(self.deeper(rest), [1])
        found += tf.reduce_mean(self.other(rest, found), [1])
        found += (
            self.rows(images)
            + tf.reduce_mean(self.maybe(rest), [1])
            + self.changed(images)
        )
        found += self.hidden(images)
        return found + self.features(images)
