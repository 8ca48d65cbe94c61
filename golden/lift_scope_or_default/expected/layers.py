import tensorflow as tf
import keras


class Linear(keras.layers.Layer):
    """Linear map of one tensor or of several side by side."""

    def __init__(
        self, output_size, bias=True, bias_start=0.0, *, name="linear", **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.output_size = output_size
        self.bias = bias
        self.bias_start = bias_start

    def build(self, inputs_shape):
        total = inputs_shape[1]
        self.matrix = self.add_weight(
            name="matrix", shape=[total, self.output_size], initializer="glorot_uniform"
        )
        if not self.bias:
            return
        self.term = self.add_weight(
            name="bias",
            shape=[self.output_size],
            initializer=keras.initializers.Constant(self.bias_start),
        )

    def call(self, inputs):
        result = tf.matmul(inputs, self.matrix)
        if not self.bias:
            return result
        return result + self.term


class Highway(keras.layers.Layer):
    def __init__(self, size, *, name="highway", **kwargs):
        super().__init__(name=name, **kwargs)
        self.transform = Linear(size, bias_start=-2.0, name="transform")
        self.gate = Linear(size, name="gate")

    def call(self, x):
        # The gates start almost closed.
        t = tf.sigmoid(self.transform(x))
        g = tf.nn.relu(self.gate(x))
        return t * g + (1.0 - t) * x


class Pool(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_separator = ">"  # for "/" in the names of weights

    def __init__(self, scope=None, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.scope = scope

    def build(self, x_shape):
        scope = self.scope
        if scope is None:
            scope = "pool"
        self.query = self.add_weight(
            name=scope + ">query",
            shape=[int(x_shape[1]), 1],
            initializer="glorot_uniform",
        )

    def call(self, x):
        scope = self.scope
        if scope is None:
            scope = "pool"
        with keras.name_scope(scope):
            weights = tf.nn.softmax(tf.matmul(x, self.query), axis=0)
            return tf.reduce_sum(weights * x, axis=0)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.linear = Linear(4)
        self.highway = Highway(4)
        self.second_highway = Highway(4, name="second_highway")
        self.projection = Linear(2, bias=False, name="projection")
        self.pool = Pool()

    def call(self, x):
        h = self.linear(x)
        h = self.highway(h)
        h = self.second_highway(h)
        h = self.projection(h)
        return self.pool(h)
