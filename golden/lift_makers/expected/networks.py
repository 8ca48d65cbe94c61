"""Networks by name: each entry of the table makes a function that builds one."""
import tensorflow as tf
import keras
from migrate import compat_scope

NETWORKS = {}


def register(name):
    def decorate(maker):
        NETWORKS[name] = maker
        return maker

    return decorate


class Dense(keras.layers.Layer):
    def __init__(self, units, *, scale=1.0, bias=0.0, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.scale = scale
        self.bias = bias

    def build(self, x_shape):
        size = x_shape[1]
        self.w = self.add_weight(
            name="w",
            shape=[size, self.units],
            initializer=keras.initializers.RandomNormal(stddev=self.scale),
        )
        self.b = self.add_weight(
            name="b",
            shape=[self.units],
            initializer=keras.initializers.Constant(self.bias),
        )

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


class Tower(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, depth=2, units=4, activation=tf.tanh, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.activation = activation
        self.dense = [
            Dense(units, scale=0.5, name="fc{}".format(i)) for i in range(depth)
        ]

    def call(self, x):
        h = x
        for dense in self.dense:
            h = self.activation(dense(h))
        return h


@register("tower")
def tower(depth=2, units=4, activation=tf.tanh):
    """`depth` layers.

    Args:
      depth: how many.
      activation: what follows each.

    Returns:
      a function that builds the network for a tensor.
    """

    def network(x):
        return compat_scope.get_layer(Tower, depth, units, activation)(x)

    return network


class Wide(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, dense_kwargs, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.wide = Dense(8, name="wide", **dense_kwargs)

    def call(self, x):
        return tf.nn.relu(self.wide(x))


@register("wide")
def wide(**dense_kwargs):
    def network(x):
        return compat_scope.get_layer(Wide, dense_kwargs=dense_kwargs)(x)

    return network


class Recurrent(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units=3, gated=True, steps=1, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.gated = gated
        self.steps = steps
        self.in_ = Dense(units, name="in")
        if gated:
            self.gate = Dense(units, name="gate")

    def call(self, x):
        h = self.in_(x)
        state = tf.tanh(h) / self.steps
        if self.gated:
            state = state * tf.sigmoid(self.gate(x))
        return h, {"state": state, "steps": self.steps}


@register("recurrent")
def recurrent(units=3, gated=True):
    """A network that also gives its state."""

    def network(x, steps=1):
        return compat_scope.get_layer(Recurrent, units, gated, steps)(x)

    return network


class Left(keras.layers.Layer):
    def __init__(self, units, *, name="left", **kwargs):
        super().__init__(name=name, **kwargs)
        self.out = Dense(units, name="out")

    def call(self, x):
        return self.out(x)


class Right(keras.layers.Layer):
    def __init__(self, units, shared, *, name="right", **kwargs):
        super().__init__(name=name, **kwargs)
        self.shared = shared
        self.out = Dense(units // 2, name="out")

    def call(self, x, context):
        return self.out(tf.concat([x, context], 1)) * self.shared


def branches(units, shared):
    """Two networks, of which the second has a smaller last layer."""

    def left(x):
        return compat_scope.get_layer(Left, units, name="left")(x)

    def right(x, context):
        return compat_scope.get_layer(Right, units, shared, name="right")(
            x, context=context
        )

    return {"left": left, "right": right}


class Scaled(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, factor, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.factor = factor
        self.scaled = Dense(units, name="scaled")

    def call(self, x):
        return self.factor * self.scaled(x)


def scaled(factor):
    """A maker of makers."""

    def outer(units):
        def inner(x):
            return compat_scope.get_layer(Scaled, units, factor=factor)(x)

        return inner

    return outer


class _Stacked(keras.layers.Layer):
    def __init__(self, sizes, last=None, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.last = last
        self.dense = [Dense(size, name="fc%d" % i) for i, size in enumerate(sizes)]
        if last is not None:
            self.last_layer = Dense(last, name="last")

    def call(self, x):
        h = x
        for dense in self.dense:
            h = tf.nn.relu(dense(h))
        if self.last is None:
            return h
        else:
            return self.last_layer(h)


def _stacked(sizes, x, scope, last=None):
    return compat_scope.get_layer(_Stacked, sizes, last, name=scope)(x)


def stacked(sizes=()):
    """Gives the network as a function."""
    return lambda *args, **kwargs: _stacked(sizes, *args, **kwargs)


def get(network, **kwargs):
    if callable(network):
        return network
    if network in NETWORKS:
        return NETWORKS[network](**kwargs)
    raise ValueError("Unknown network: {}".format(network))


def policy(x, network, value_network=None):
    """Latent values of a policy and of its value function."""
    with compat_scope.variable_scope("pi", reuse=compat_scope.AUTO_REUSE):
        latent = network(x)
        if isinstance(latent, tuple):
            latent, extra = latent
            latent, extra = network(x, 2)
            latent = latent + extra["state"]
    if value_network is None:
        return latent, latent
    with compat_scope.variable_scope("vf", reuse=compat_scope.AUTO_REUSE):
        return latent, value_network(x)


def forward(x):
    outputs = []
    network = get("tower", units=5)
    for scope in ("first", "second"):
        with compat_scope.variable_scope(scope):
            outputs += policy(x, network, value_network=network)
    with compat_scope.variable_scope("third"):
        outputs += policy(x, get("wide", bias=0.5), get("tower", depth=1, activation=tf.nn.elu))
    with compat_scope.variable_scope("fourth"):
        outputs += policy(x, get("recurrent"))
    parts = branches(4, shared=0.5)
    left = parts["left"](x)
    right = parts["right"](x, context=left)
    outputs += [left, right, scaled(2.0)(3)(x)]
    network = stacked([4, 3])
    outputs += [network(x, "short"), network(x, "long", last=2)]
    return outputs
