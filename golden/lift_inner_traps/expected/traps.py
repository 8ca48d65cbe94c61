"""Functions inside functions that look as if they could move out of them."""
import tensorflow as tf
import keras
from migrate import compat_scope


def counted(x):
    """What is inside grows a list of the function around it."""
    seen = []

    def step(h, name):
        h = compat_scope.layers.dense(h, 3, name=name)
        seen.append(h)
        return h

    x = step(step(x, "first"), "second")
    return x + seen[0]


class HandedOnStep(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.step = keras.layers.Dense(2, name="step")

    def call(self, h):
        return self.step(h)


def handed_on(x):
    """What is inside is a value."""

    def step(h):
        return compat_scope.get_layer(HandedOnStep)(h)

    for fn in [step]:
        x = fn(x)
    return x


class Layer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, count, names, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(2, name="%s_%d" % (names, count + 1))

    def call(self, h):
        return self.dense(h)


class Renamed(keras.layers.Layer):
    """A name counter that the function around it keeps."""

    def __init__(self, names, *, name="renamed", **kwargs):
        super().__init__(name=name, **kwargs)
        self.layer = Layer(count=0, names=names)
        self.layer_2 = Layer(count=1, names=names)

    def call(self, x):
        return self.layer_2(self.layer(x))


class Widen(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, width, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(width, name="widen_%d" % width)

    def call(self, h):
        return self.dense(h)


def hidden_name(x):
    """The loop's name is that of a function's own parameter."""
    width = 2

    def widen(h):
        return compat_scope.get_layer(Widen, width=width)(h)

    def twice(h, width):
        return widen(h) + width

    with compat_scope.variable_scope("hidden_name"):
        return twice(x, 2)


class Scale(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, flag, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.flag = flag
        self.scale = keras.layers.Dense(2, name="scale")

    def call(self, h, factor):
        h = self.scale(h)
        return h * factor if self.flag else h


class Later(keras.layers.Layer):
    """What is read is not always there."""

    def __init__(self, flag, *, name="later", **kwargs):
        super().__init__(name=name, **kwargs)
        self.flag = flag
        self.scale = Scale(flag=flag)

    def call(self, x):
        if self.flag:
            factor = 2.0
        else:
            factor = None
        return self.scale(x, factor=factor)


class Embed(keras.layers.Layer):
    def __init__(self, *, name="embed", **kwargs):
        super().__init__(name=name, **kwargs)
        self.table = keras.layers.Dense(2, name="table")

    def call(self, x):
        return self.table(x)


class Encode(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.embed = Embed()

    def call(self, x):
        return self.embed(x) + 1.0


class Decode(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.embed = Embed()

    def call(self, x):
        return tf.tanh(self.embed(x))


def both(x):
    """Two functions share what both of them make."""
    return compat_scope.get_layer(Encode, reuse=compat_scope.AUTO_REUSE)(
        x
    ) + compat_scope.get_layer(Decode, reuse=compat_scope.AUTO_REUSE)(x)


def scaled(x, scales):
    with compat_scope.variable_scope("scaled"):
        h = compat_scope.layers.dense(x, 2, name="h")
        scales["h"] = h
        return h


def forward(x):
    x = handed_on(counted(x))
    x = both(
        compat_scope.get_layer(Renamed, "layer", name="renamed")(x) + hidden_name(x)
    )
    scales = {}
    x = x + scaled(x, scales)
    return x, compat_scope.get_layer(Later, False, name="later")(x) * scales["h"]
