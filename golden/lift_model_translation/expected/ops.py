import tensorflow as tf
import keras


class ConvBlock(keras.layers.Layer):
    """Convolution, instance normalization, activation.

    Args:
      images: 4D tensor
      filters: integer, number of filters
      size: integer, side of the kernel
      stride: integer
      norm: bool, whether to normalize
      activation: 'relu', 'tanh' or 'leaky'
      name: string, e.g. 'c7s1-32'
    Returns:
      4D tensor
    """

    def __init__(
        self,
        filters,
        size=3,
        stride=1,
        norm=True,
        activation="relu",
        *,
        name="conv_block",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.filters = filters
        self.size = size
        self.stride = stride
        self.norm = norm
        self.activation = activation
        if norm:
            self.instance_norm = _InstanceNorm()

    def build(self, images_shape):
        self.weights_ = _weights(
            self, "weights", shape=[self.size, self.size, images_shape[3], self.filters]
        )

    def call(self, images):
        pad = self.size // 2
        if pad > 0 and self.stride == 1:
            images = tf.pad(images, [[0, 0], [pad, pad], [pad, pad], [0, 0]], "REFLECT")
            conv = tf.nn.conv2d(
                images, self.weights_, strides=[1, 1, 1, 1], padding="VALID"
            )
        else:
            conv = tf.nn.conv2d(
                images,
                self.weights_,
                strides=[1, self.stride, self.stride, 1],
                padding="SAME",
            )
        if self.norm:
            out = self.instance_norm(conv)
        else:
            out = conv
        if self.activation == "relu":
            return tf.nn.relu(out)
        if self.activation == "leaky":
            return _leaky_relu(out, 0.2)
        return tf.nn.tanh(out)


class First(keras.layers.Layer):
    def __init__(self, filters, *, name="first", **kwargs):
        super().__init__(name=name, **kwargs)
        self.filters = filters
        self.instance_norm = _InstanceNorm()

    def build(self, images_shape):
        self.weights_ = _weights(
            self, "weights", shape=[3, 3, images_shape[3], self.filters]
        )

    def call(self, images):
        conv = tf.nn.conv2d(images, self.weights_, strides=[1, 1, 1, 1], padding="SAME")
        hidden = tf.nn.relu(self.instance_norm(conv))
        return hidden


class Second(keras.layers.Layer):
    def __init__(self, filters, *, name="second", **kwargs):
        super().__init__(name=name, **kwargs)
        self.filters = filters
        self.instance_norm = _InstanceNorm()

    def build(self, hidden_shape):
        self.weights_ = _weights(
            self, "weights", shape=[3, 3, hidden_shape[3], self.filters]
        )

    def call(self, hidden, images):
        conv = tf.nn.conv2d(hidden, self.weights_, strides=[1, 1, 1, 1], padding="SAME")
        return images + self.instance_norm(conv)


class ResidualBlock(keras.layers.Layer):
    def __init__(self, filters, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = First(filters)
        self.second = Second(filters)

    def call(self, images):
        hidden = self.first(images)
        return self.second(hidden, images)


class ResidualChain(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, n=2, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.n = n

    def build(self, images_shape):
        depth = images_shape[3]
        self.residual_block = [
            ResidualBlock(depth, name="R{}_{}".format(depth, i))
            for i in range(1, self.n + 1)
        ]

    def call(self, images):
        for residual_block in self.residual_block:
            images = residual_block(images)
        return images


class Upscale(keras.layers.Layer):
    """Twice as high and wide, or as `output_size` says."""

    def __init__(self, filters, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.filters = filters
        self.instance_norm = _InstanceNorm()

    def build(self, images_shape):
        shape = list(images_shape)
        self.weights_ = _weights(self, "weights", shape=[3, 3, self.filters, shape[3]])

    def call(self, images, output_size=None):
        shape = images.get_shape().as_list()
        if not output_size:
            output_size = shape[1] * 2
        conv = conv2d_transpose(
            images,
            self.weights_,
            output_shape=[shape[0], output_size, output_size, self.filters],
            strides=[1, 2, 2, 1],
            padding="SAME",
        )
        return tf.nn.relu(self.instance_norm(conv))


def conv2d_transpose(
    value,
    filter,
    output_shape,
    strides,
    padding="SAME",
    data_format="NHWC",
    name=None,
):
    """`tf.nn.conv2d_transpose` whose result has all of the static shape that is asked for."""
    output_shape = tf.convert_to_tensor(output_shape)
    result = tf.nn.conv_transpose(
        value, filter, output_shape, strides, padding, data_format, name=name
    )
    known = tf.get_static_value(output_shape, partial=True)
    if known is not None:
        result.set_shape([None if size is None else int(size) for size in known])
    return result


class PatchScore(keras.layers.Layer):
    def __init__(self, squash=False, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.squash = squash

    def build(self, images_shape):
        self.weights_ = _weights(self, "weights", shape=[3, 3, images_shape[3], 1])
        self.biases = _biases(self, "biases", [1])

    def call(self, images):
        score = (
            tf.nn.conv2d(images, self.weights_, strides=[1, 1, 1, 1], padding="SAME")
            + self.biases
        )
        if self.squash:
            score = tf.sigmoid(score)
        return score


### Helpers

def _weights(layer, name, shape, mean=0.0, stddev=0.02):
    return layer.add_weight(
        name=name,
        shape=shape,
        initializer=keras.initializers.RandomNormal(mean=mean, stddev=stddev),
    )


def _biases(layer, name, shape, constant=0.0):
    return layer.add_weight(
        name=name, shape=shape, initializer=keras.initializers.Constant(constant)
    )


def _leaky_relu(t, slope):
  return tf.maximum(slope * t, t)


class _InstanceNorm(keras.layers.Layer):
    """Normalizes each image and channel by itself."""

    def __init__(self, *, name="instance_norm", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, t_shape):
        depth = t_shape[3]
        self.scale = _weights(self, "scale", [depth], mean=1.0)
        self.offset = _biases(self, "offset", [depth])

    def call(self, t):
        mean, variance = tf.nn.moments(t, axes=[1, 2], keepdims=True)
        return self.scale * (t - mean) * tf.math.rsqrt(variance + 1e-5) + self.offset
