"""Layers under short names, and activations that are chosen by a setting."""
import tensorflow as tf
import keras


ACTIVATIONS = {"relu": tf.nn.relu, "tanh": tf.nn.tanh}


def get_activation(name):
    if name is None:
        return None
    if name == "elu":
        return tf.nn.elu
    return ACTIVATIONS[name]


class Residual(keras.layers.Layer):
    """Unnamed layers."""

    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("conv2d",)  # counted in the scope around

    def __init__(self, filters, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv2d = keras.layers.Conv2D(filters, kernel_size=1, name="conv2d")
        self.conv2d_1 = keras.layers.Conv2D(
            filters, kernel_size=3, padding="same", name="conv2d_1"
        )

    def call(self, x):
        return self.conv2d(x) + self.conv2d_1(x)


class Head(keras.layers.Layer):
    def __init__(self, classes, *, name="head", **kwargs):
        super().__init__(name=name, **kwargs)
        self.logits = keras.layers.Dense(classes, name="logits")

    def call(self, x):
        return self.logits(tf.reduce_mean(x, [1, 2]))


class Filters(keras.layers.Layer):
    def __init__(self, sizes, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.sizes = sizes

    def build(self, h_shape):
        self.w = [
            self.add_weight(
                name="w_%d" % i,
                shape=[h_shape[-1], size],
                initializer=keras.initializers.RandomNormal(stddev=1.0),
            )
            for i, size in enumerate(self.sizes)
        ]

    def call(self, h, activation):
        outputs = []
        for weight in self.w:
            w = weight.value
            outputs.append(activation(tf.matmul(h, w)))
        return tf.concat(outputs, -1)


class Encoder(keras.layers.Layer):
    """The inner function uses the activation whichever way it goes; TF1 fails where there is none."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, kind, sizes=(2, 3), *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.kind = kind
        self.left = Filters(sizes=sizes, name="left")
        self.right = Filters(sizes=sizes, name="right")

    def call(self, x):
        if self.kind == "relu":
            activation = tf.nn.relu
        elif self.kind == "tanh":
            activation = tf.nn.tanh

        return self.left(x, activation=activation) + self.right(
            x, activation=activation
        )


class Projection(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[x_shape[-1], self.units],
            initializer=keras.initializers.RandomNormal(stddev=1.0),
        )

    def call(self, x, activation):
        y = tf.matmul(x, self.w)
        return y if activation is None else activation(y)


class Projections(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, kind, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.kind = kind
        self.first = Projection(4, name="first")
        self.second = Projection(4, name="second")
        self.third = Projection(3, name="third")

    def call(self, x):
        act = get_activation(self.kind)
        other, scale = {"soft": (tf.nn.softplus, 2.0), "sign": (tf.nn.softsign, 3.0)}[
            "soft"
        ]
        x = self.first(x, activation=act)
        x = self.second(x, activation=ACTIVATIONS["tanh"])
        return scale * self.third(x, activation=other)


class Layer(keras.layers.Layer):
    def __init__(self, sharp, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.sharp = sharp
        self.fc = keras.layers.Dense(3, name="fc")

    def call(self, h, power):
        h = self.fc(h)
        if self.sharp:
            h = tf.pow(h, power)
        return h


class Optional(keras.layers.Layer):
    """Without `sharp` there is no `power`, and nobody asks for it."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, sharp, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.sharp = sharp
        self.one = Layer(sharp=sharp, name="one")
        self.two = Layer(sharp=sharp, name="two")

    def call(self, x):
        if self.sharp:
            power = 3.0
        else:
            power = None

        return self.two(self.one(x, power=power), power=power)


class Attention(keras.layers.Layer):
    def __init__(self, *, units, use_coverage, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.use_coverage = use_coverage
        self.query = keras.layers.Dense(units, name="query")

    def call(self, query, coverage=None, *, w_c, memory):
        features = self.query(query)
        if self.use_coverage and coverage is not None:
            features += coverage * w_c
        return tf.reduce_sum(memory * features, -1, keepdims=True)


class Reader(keras.layers.Layer):
    """Attends to `x` twice, the second time with what it saw the first time."""

    def __init__(self, use_coverage=False, units=4, *, name="reader", **kwargs):
        super().__init__(name=name, **kwargs)
        self.use_coverage = use_coverage
        self.units = units
        self.first = Attention(units=units, use_coverage=use_coverage, name="first")
        self.second = Attention(units=units, use_coverage=use_coverage, name="second")

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[4, self.units],
            initializer=keras.initializers.RandomNormal(stddev=1.0),
        )
        if self.use_coverage:
            self.w_c = self.add_weight(
                name="w_c",
                shape=[1, self.units],
                initializer=keras.initializers.RandomNormal(stddev=1.0),
            )

    def call(self, x, state):
        memory = tf.matmul(x, self.w)
        if self.use_coverage:
            w_c = self.w_c.value
        else:
            w_c = None

        return self.second(
            state, self.first(state, w_c=w_c, memory=memory), w_c=w_c, memory=memory
        )


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.residual = Residual(3)
        self.head = Head(5)
        self.encoder = Encoder("tanh")
        self.projections = Projections("elu")
        self.optional = Optional(False)
        self.reader = Reader(use_coverage=True)

    def call(self, images, x):
        with keras.name_scope("features"):
            features = self.residual(images)
        return [
            self.head(features),
            self.encoder(x),
            self.projections(x),
            self.optional(x),
            self.reader(x, x),
        ]
