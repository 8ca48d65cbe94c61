"""Parts that stay beside parts that become layers."""
import tensorflow as tf
import keras
from migrate import compat_scope

from objects import Encoder, Rescaled, ScaledTwice


def scaled(x, scope="scaled", decay=None):
    """Stays: nobody knows how long its loop is."""
    regularizer = None if decay is None else compat_scope.contrib.layers.l2_regularizer(decay)
    with compat_scope.variable_scope(scope):
        n = tf.compat.dimension_value(x.shape[-1])
        i = 0
        while i < 2:
            g = compat_scope.get_variable("gamma_%d" % i, [n], initializer=tf.compat.v1.ones_initializer(), regularizer=regularizer)
            x = x * g
            i += 1
        mean = compat_scope.get_variable("moving", [n], trainable=False, initializer=tf.compat.v1.zeros_initializer())
        return x - mean


def normed(x, *options):
    """Stays: nobody knows what it is given."""
    training = options[0] if options else False
    return compat_scope.layers.batch_normalization(x, training=training, name="bn", momentum=0.9)


def counting(x):
    """Stays, and TF 1 numbers what it makes where it is called."""
    i = 0
    while i < 2:
        x = compat_scope.layers.dense(x, 4)
        i += 1
    return x


def shares(x):
    """Stays, and shares by itself."""
    with compat_scope.variable_scope("shares", reuse=compat_scope.AUTO_REUSE):
        i = 0
        while i < 2:
            x = compat_scope.layers.dense(x, tf.compat.dimension_value(x.shape[-1]), name="dense")
            i += 1
        return x


def looks(x):
    """Stays: it looks at what there is."""
    with compat_scope.variable_scope("looks"):
        scale = compat_scope.get_variable("scale", [], initializer=tf.compat.v1.ones_initializer())
        there = [v for v in compat_scope.trainable_variables() if compat_scope.op_name(v).endswith("scale")]
        return x * tf.reduce_sum(tf.ones([len(there[-1:])])) * scale


def noted(x, points, scope):
    """Stays, and notes what it makes where it is told to."""
    with compat_scope.variable_scope(scope):
        i = 0
        while i < 2:
            x = x + compat_scope.get_variable("beta_%d" % i, [tf.compat.dimension_value(x.shape[-1])], initializer=tf.compat.v1.zeros_initializer())
            points["%s_%d" % (scope, i)] = x
            i += 1
        return x


class Block(keras.layers.Layer):
    """A dense layer, what stays, and another one."""

    tf1_order = ("first", "scaled", "second", "normed")  # as TF1 made them

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = keras.layers.Dense(units, name="first")
        self.second = keras.layers.Dense(units, name="second")

    def call(self, x, training=False):
        h = self.first(x)
        with compat_scope.hosting(self, "scaled"):
            h = scaled(h, decay=0.01)  # with a regularizer
        h = tf.nn.relu(h)
        # the second half
        h = self.second(h)
        with compat_scope.hosting(self, "normed"):
            h = normed(h, training)
            return scaled(h, scope="scaled_2")


class Tower(keras.layers.Layer):
    """Turn by turn."""

    tf1_order = (("dense", "scaled"), "last")  # as TF1 made them

    def __init__(self, depth, *, name="tower", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.dense = [keras.layers.Dense(4, name="dense_%d" % i) for i in range(depth)]
        self.last = keras.layers.Dense(3, name="last")

    def call(self, x):
        for i in range(self.depth):
            x = self.dense[i](x)
            with compat_scope.hosting(self, "scaled"):
                x = scaled(x, scope="norm_%d" % i)
        return self.last(x)


class Optional(keras.layers.Layer):
    """Hands on what it is given to what stays, which takes nothing that says whether to share."""

    tf1_order = ("dense", "scaled")  # as TF1 made them

    def __init__(self, *, scope="scaled", decay=None, name="optional", **kwargs):
        super().__init__(name=name, **kwargs)
        self.scope = scope
        self.decay = decay
        self.dense = keras.layers.Dense(4, name="dense")

    def call(self, x):
        h = self.dense(x)
        with compat_scope.hosting(self, "scaled"):
            return scaled(h, scope=self.scope, decay=self.decay)


class Weighted(keras.layers.Layer):
    """Opens no scope."""

    tf1_scope = ""  # opens no scope of its own

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], 3], initializer="glorot_uniform"
        )

    def call(self, x):
        with compat_scope.hosting(self):
            return scaled(tf.matmul(x, self.w), "after")


class Branches(keras.layers.Layer):
    # as TF1 made them
    tf1_order = ("scaled", "normed", "dense", "scaled_2", "deep_dense")

    def __init__(self, deep, norm="scaled", *, name="branches", **kwargs):
        super().__init__(name=name, **kwargs)
        self.deep = deep
        self.norm = norm
        self.dense = keras.layers.Dense(3, name="dense")
        if deep:
            self.deep_dense = keras.layers.Dense(3, name="dense")

    def call(self, x):
        if self.norm == "scaled":
            with compat_scope.hosting(self, "scaled"):
                x = scaled(x, "norm_in")
        elif self.norm == "batch":
            with compat_scope.hosting(self, "normed"):
                x = normed(x)
        x = self.dense(x)
        if self.deep:
            with keras.name_scope("deep"):
                with compat_scope.hosting(self, "scaled_2"):
                    x = scaled(x)
                x = self.deep_dense(x)
        return x


class Twice(keras.layers.Layer):
    tf1_order = ("only", "scaled")  # as TF1 made them

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.only = keras.layers.Dense(3, name="only")

    def call(self, x):
        h = self.only(x)
        with compat_scope.hosting(self, "scaled"):
            return scaled(h)


class Siamese(keras.layers.Layer):
    """The same weights for both."""

    def __init__(self, *, name="siamese", **kwargs):
        super().__init__(name=name, **kwargs)
        self.net = Twice(name="net")

    def call(self, x):
        left = self.net(x)
        right = self.net(2.0 * x)
        return left - right


class Again(keras.layers.Layer):
    def __init__(self, *, name="again", **kwargs):
        super().__init__(name=name, **kwargs)
        self.net = Twice(name="net")

    def call(self, x):
        x = self.net(x)
        return self.net(x)


class CountedFirst(keras.layers.Layer):
    """What is counted comes before all of its own, which has names."""

    def __init__(self, *, name="counted", **kwargs):
        super().__init__(name=name, **kwargs)
        self.last = keras.layers.Dense(3, name="last")

    def call(self, x):
        with compat_scope.hosting(self):
            h = counting(x)
        return self.last(h)


def counted_after(x):
    """What is counted comes behind a layer with such a name."""
    with compat_scope.variable_scope("counted_after"):
        h = compat_scope.layers.dense(x, 3, name="dense")
        return counting(h)


class LateWeight(keras.layers.Layer):
    """Its own weight comes last."""

    tf1_order = ("scaled", "w")  # as TF1 made them

    def __init__(self, *, name="late", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], 3], initializer="glorot_uniform"
        )

    def call(self, x):
        with compat_scope.hosting(self, "scaled"):
            h = scaled(x)
        return tf.matmul(h, self.w)


class WithPoints(keras.layers.Layer):
    """Gives what others have noted, too."""

    tf1_order = ("first", "noted", "second", "noted_2")  # as TF1 made them

    def __init__(self, *, name="with_points", **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = keras.layers.Dense(3, name="first")
        self.second = keras.layers.Dense(3, name="second")

    def call(self, x):
        points = {}
        h = self.first(x)
        with compat_scope.hosting(self, "noted"):
            h = noted(h, points, "a")
        h = self.second(tf.nn.relu(h))
        with compat_scope.hosting(self, "noted_2"):
            points["last"] = noted(h, points, "b")
        return points


def beside_shares(x):
    h = compat_scope.layers.dense(x, 3, name="beside")
    return shares(h)


def beside_looks(x, scope):
    with compat_scope.variable_scope(scope):
        h = compat_scope.layers.dense(x, 3, name="beside")
        return looks(h)


class Forward(keras.layers.Layer):
    # as TF1 made them
    tf1_order = (
        "one",
        "two",
        "tower",
        "weighted",
        "branches",
        "siamese",
        "counted_first",
        "optional",
        "rescaled",
        "twice",
        "encode",
        "late_weight",
        "with_points",
        "again",
    )

    def __init__(self, *, name="model", **kwargs):
        super().__init__(name=name, **kwargs)
        self.one = Block(4, name="one")
        self.two = Block(5, name="two")
        self.tower = Tower(3)
        self.weighted = Weighted()
        self.branches = Branches(True)
        self.siamese = Siamese()
        self.counted_first = CountedFirst()
        self.optional = Optional(decay=0.02)
        self.rescaled = Rescaled(4, 3)
        self.twice = ScaledTwice(name="twice")
        self.late_weight = LateWeight()
        self.with_points = WithPoints()
        self.again = Again()

    def call(self, x):
        y = self.one(x, training=False)
        y = self.two(y, training=False)
        y = self.tower(y)
        with keras.name_scope("end"):
            y = self.weighted(y)
        y = self.branches(y)
        y += self.siamese(x) + self.counted_first(x)
        y += tf.reduce_sum(self.optional(x), 1, keepdims=True)
        y += self.rescaled(x) + self.twice(x)
        encoder = Encoder(4, 2)
        with compat_scope.hosting(self, "encode"):
            y += encoder.encode(x)
        y += tf.reduce_sum(self.late_weight(y), 1, keepdims=True)
        points = self.with_points(y)
        y += tf.reduce_sum(points["a_0"] * points["last"], 1, keepdims=True)
        return y + self.again(x) + self.again(y)


def rest(x):
    y = counted_after(x)
    with compat_scope.variable_scope("some"):
        y += beside_shares(x)
    return y + beside_looks(x, "a") + beside_looks(x, "b")
