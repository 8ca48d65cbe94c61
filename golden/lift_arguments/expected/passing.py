import tensorflow as tf
import keras


class Conv1d(keras.layers.Layer):
    """Convolution over time; `dilation` is ignored for width 1."""

    def __init__(
        self, filters, width=3, dilation=1, use_bias=True, *, name="conv1d", **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.filters = filters
        self.width = width
        self.dilation = dilation
        self.use_bias = use_bias

    def build(self, x_shape):
        self.kernel = self.add_weight(
            name="kernel",
            shape=[self.width, x_shape[2], self.filters],
            initializer="glorot_uniform",
        )
        if self.use_bias:
            self.bias = self.add_weight(
                name="bias", shape=[self.filters], initializer="zeros"
            )

    def call(self, x):
        out = tf.nn.convolution(
            x,
            self.kernel,
            padding="SAME",
            dilations=[self.dilation if self.width > 1 else 1],
        )
        if self.use_bias:
            out += self.bias
        return out


class ConvRelu(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self,
        filters,
        width=3,
        dilation=1,
        scope="conv1d",
        use_bias=True,
        *,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.conv1d = Conv1d(
            filters, width=width, dilation=dilation, use_bias=use_bias, name=scope
        )

    def call(self, x):
        return tf.nn.relu(self.conv1d(x))


class Stack(keras.layers.Layer):
    def __init__(
        self,
        depth,
        *,
        filters,
        width=3,
        dilation=1,
        use_bias=True,
        name="stack",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.conv_relu = [
            ConvRelu(
                filters=filters,
                width=width,
                dilation=dilation,
                scope="conv_%d" % i,
                use_bias=use_bias,
            )
            for i in range(depth)
        ]

    def call(self, x):
        for conv_relu in self.conv_relu:
            x = conv_relu(x)
        return x


class Merge(keras.layers.Layer):
    def __init__(self, *, name="merge", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, xs_shape):
        self.w = self.add_weight(
            name="w",
            shape=[sum(shape[-1] for shape in xs_shape), 2],
            initializer="glorot_uniform",
        )

    def call(self, xs):
        total = tf.concat(xs, axis=-1)
        return tf.tensordot(total, self.w, 1)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.stack = Stack(2, filters=4, dilation=2)
        self.conv_relu = ConvRelu(3, 5, scope="wide", use_bias=False)
        self.narrow = Conv1d(filters=2, width=1, use_bias=False, name="narrow")
        self.pointwise = Conv1d(3, width=1, use_bias=False, name="pointwise")
        self.merge = Merge()
        self.again = Merge(name="again")

    def call(self, x):
        a = self.stack(x)
        b = self.conv_relu(x)
        c = self.narrow(x)
        d = self.pointwise(a)
        return self.merge([a, b, c, d]), self.again([a, b])
