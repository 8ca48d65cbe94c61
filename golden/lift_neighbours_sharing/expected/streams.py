"""Parts that stay, and that share variables by themselves, beside parts that become layers."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Linear(keras.layers.Layer):
    def __init__(self, units, use_bias=True, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.use_bias = use_bias

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )
        if self.use_bias:
            self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        y = tf.matmul(x, self.w)
        if self.use_bias:
            y += self.b
        return y


def two_streams(h, g, units, scope="streams"):
    """Stays: nobody knows how long its loop is. Both streams have the same weights."""
    with compat_scope.variable_scope(scope, reuse=False):
        i = 0
        while i < 2:
            h = h * compat_scope.get_variable("gate_%d" % i, [tf.compat.dimension_value(h.shape[-1])], initializer=tf.compat.v1.ones_initializer())
            i += 1
        keys = compat_scope.get_layer(Linear, units, use_bias=False, name="key")(h)
        h = keys + compat_scope.get_layer(Linear, units, name="query")(h)
    with compat_scope.variable_scope(scope, reuse=True):
        g = keys + compat_scope.get_layer(Linear, units, name="query")(g)
        return h, g


def attended(x, scope="attended", reuse=None):
    """Stays, and tells what it calls to share."""
    with compat_scope.variable_scope(scope, reuse=reuse):
        i = 0
        while i < 2:
            x = x * compat_scope.get_variable("gate_%d" % i, [tf.compat.dimension_value(x.shape[-1])], initializer=tf.compat.v1.ones_initializer())
            i += 1
        first = compat_scope.get_layer(Linear, 1, name="logit")(x)
        second = compat_scope.get_layer(Linear, 1, name="logit", reuse=True)(
            tf.square(x)
        )
        return x * first + x * second


def scaled(x, first, scope="scaled"):
    """Stays, and is told otherwise whether it makes its variables."""
    with compat_scope.variable_scope(scope, reuse=not first):
        i = 0
        while i < 2:
            x = x * compat_scope.get_variable("gamma_%d" % i, [tf.compat.dimension_value(x.shape[-1])], initializer=tf.compat.v1.ones_initializer())
            i += 1
        return x


def refined(x, times):
    """Stays, and makes the same layer again and again, as the scope around allows; the last one TF 1 counts."""
    i = 0
    while i < times:
        x = compat_scope.layers.dense(x, 4, activation=tf.nn.tanh, name="refine")
        i += 1
    return compat_scope.layers.dense(x, 4)


def pointed(x, scope="pointer"):
    """Stays, and has its own scope share from some place on."""
    with compat_scope.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * compat_scope.get_variable("gate_%d" % i, [tf.compat.dimension_value(x.shape[-1])], initializer=tf.compat.v1.ones_initializer())
            i += 1
        x = x * compat_scope.get_layer(Linear, 1, name="logit")(x)
        compat_scope.get_variable_scope().reuse_variables()
        return x * compat_scope.get_layer(Linear, 1, name="logit")(tf.square(x))


class Encoder(keras.layers.Layer):
    tf1_order = ("in_", "mask", ("two_streams", "feed"))  # as TF1 made them

    def __init__(self, depth, *, name="encoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.in_ = keras.layers.Dense(4, name="in")
        self.mask = keras.layers.Dense(4, activation="tanh", name="mask")
        self.feed = [keras.layers.Dense(4, name="feed") for _ in range(depth)]

    def call(self, x):
        h = self.in_(x)
        g = self.mask(x)
        for i in range(self.depth):
            with keras.name_scope("layer_{}".format(i)):
                with compat_scope.hosting(self, "two_streams"):
                    h, g = two_streams(h, g, 4)
                h = self.feed[i](tf.nn.relu(h))
        return h + g


class Generator(keras.layers.Layer):
    tf1_order = ("in_", "attended", "out")  # as TF1 made them

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.in_ = keras.layers.Dense(4, name="in")
        self.out = keras.layers.Dense(3, name="out")

    def call(self, x):
        h = self.in_(x)
        with compat_scope.hosting(self, "attended"):
            h = attended(h)
        return self.out(h)


class Rescaled(keras.layers.Layer):
    tf1_order = ("scaled", "between", "scaled_2")  # as TF1 made them

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.between = keras.layers.Dense(3, name="between")

    def call(self, x):
        with compat_scope.hosting(self, "scaled"):
            h = scaled(x, True)
        h = self.between(h)
        with compat_scope.hosting(self, "scaled_2"):
            return scaled(h, False)


class Decoder(keras.layers.Layer):
    tf1_order = ("in_", "refined", "out")  # as TF1 made them

    def __init__(self, times, *, name="decoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.times = times
        self.in_ = keras.layers.Dense(4, name="in")
        self.out = keras.layers.Dense(3, name="out")

    def call(self, x):
        h = self.in_(x)
        with compat_scope.hosting(self, "refined", reuse=True):
            h = refined(h, self.times)
        return self.out(h)


class Reader(keras.layers.Layer):
    tf1_order = ("in_", "pointed", "out")  # as TF1 made them

    def __init__(self, *, name="reader", **kwargs):
        super().__init__(name=name, **kwargs)
        self.in_ = keras.layers.Dense(4, name="in")
        self.out = keras.layers.Dense(3, name="out")

    def call(self, x):
        h = self.in_(x)
        with compat_scope.hosting(self, "pointed"):
            h = pointed(h)
        return self.out(h)


class Forward(keras.layers.Layer):
    def __init__(self, *, name="model", **kwargs):
        super().__init__(name=name, **kwargs)
        self.encoder = Encoder(2)
        self.a = Generator(name="a")
        self.b = Generator(name="b")
        self.rescaled = Rescaled(name="rescaled")
        self.decoder = Decoder(2)
        self.reader = Reader()
        self.once = Decoder(2, name="once")

    def call(self, x):
        h = self.encoder(x)
        y = self.a(h) + self.a(2.0 * h) + self.b(h)
        y += self.rescaled(x)
        y += self.decoder(h)
        y += self.reader(h) + self.reader(2.0 * h)
        return y + self.once(y + 1.0) + self.once(y)
