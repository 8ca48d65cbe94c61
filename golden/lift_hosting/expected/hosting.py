"""Builders that are given the functions which build their parts."""
import tensorflow as tf
import keras
from migrate import compat_scope

NETWORKS = {}


class Mlp(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around

    def __init__(self, sizes=(4,), *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = []
        for size in sizes:
            self.dense.append(
                keras.layers.Dense(
                    size,
                    activation="tanh",
                    name="dense_%d" % len(self.dense) if self.dense else "dense",
                )
            )

    def call(self, x):
        for dense in self.dense:
            x = dense(x)
        return x


def mlp(sizes=(4,)):
    def network(x):
        return compat_scope.get_layer(Mlp, sizes)(x)

    return network


NETWORKS["mlp"] = mlp


def shimmed(x, size):
    """Stays where it is: its name is that of a file."""
    with compat_scope.variable_scope("data/part"):
        try:
            w = compat_scope.get_variable("w", [tf.compat.dimension_value(x.shape[-1]), size])
        except ValueError:
            w = compat_scope.get_variable("w_again", [tf.compat.dimension_value(x.shape[-1]), size])
        return tf.matmul(x, w)


class QFunction(keras.layers.Layer):
    # as TF1 made them
    tf1_order = (
        ("action_value_dense", "layer_norm"),
        "action_value_dense_1",
        "state_value_dense",
    )

    def __init__(
        self,
        hidden=(5, 4),
        dueling=True,
        norm=False,
        *,
        num_actions,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.dueling = dueling
        self.norm = norm
        self.action_value_dense = []
        self.layer_norm = []
        for size in hidden:
            self.action_value_dense.append(
                keras.layers.Dense(
                    size,
                    name=(
                        "dense_%d" % len(self.action_value_dense)
                        if self.action_value_dense
                        else "dense"
                    ),
                )
            )
            if norm:
                self.layer_norm.append(
                    ExampleNorm(
                        name=(
                            "LayerNorm_%d" % len(self.layer_norm)
                            if self.layer_norm
                            else "LayerNorm"
                        )
                    )
                )
            else:
                self.layer_norm.append(None)
        self.action_value_dense_1 = keras.layers.Dense(
            num_actions,
            name=(
                "dense_%d" % len(self.action_value_dense)
                if self.action_value_dense
                else "dense"
            ),
        )
        if not dueling:
            return
        self.state_value_dense = keras.layers.Dense(1, name="dense")

    def call(self, x, network):
        with compat_scope.hosting(self):
            latent = network(x)
        latent = tf.nn.relu(latent)
        with keras.name_scope("action_value"):
            action_scores = latent
            for action_value_dense, layer_norm in zip(
                self.action_value_dense, self.layer_norm
            ):
                action_scores = action_value_dense(action_scores)
                if self.norm:
                    action_scores = layer_norm(action_scores)
                action_scores = tf.nn.relu(action_scores)
            action_scores = self.action_value_dense_1(action_scores)
        if not self.dueling:
            return action_scores
        with keras.name_scope("state_value"):
            state_score = self.state_value_dense(latent)
        return (
            state_score
            + action_scores
            - tf.reduce_mean(action_scores, 1, keepdims=True)
        )


def q_function(network, hidden=(5, 4), dueling=True, norm=False, **network_kwargs):
    """A maker of functions that give the values of actions."""
    if isinstance(network, str):
        network = NETWORKS[network](**network_kwargs)

    def build(x, num_actions, scope, reuse=False):
        return compat_scope.get_layer(
            QFunction,
            hidden,
            dueling,
            norm,
            num_actions=num_actions,
            name=scope,
            reuse=reuse,
        )(x, network=network)

    return build


class ExampleNorm(keras.layers.Layer):
    """Normalizes each example over all its axes; scales and shifts the last one."""

    def __init__(self, *, center=True, scale=True, **kwargs):
        super().__init__(**kwargs)
        self.center = center
        self.scale = scale

    def build(self, input_shape):
        shape = input_shape[-1:]
        if self.center:
            self.beta = self.add_weight(name="beta", shape=shape, initializer="zeros")
        if self.scale:
            self.gamma = self.add_weight(name="gamma", shape=shape, initializer="ones")

    def call(self, inputs):
        axes = list(range(1 - len(inputs.shape), 0))
        mean, variance = keras.ops.moments(inputs, axes, keepdims=True)
        outputs = (inputs - mean) * keras.ops.rsqrt(variance + 1e-12)
        if self.scale:
            outputs = outputs * self.gamma
        return outputs + self.beta if self.center else outputs


class Residual(keras.layers.Layer):
    """x + fn(x)."""

    def __init__(self, *, name="residual", **kwargs):
        super().__init__(name=name, **kwargs)

    def call(self, x, fn):
        with compat_scope.hosting(self):
            return x + fn(x, tf.compat.dimension_value(x.shape[-1]))


class Deep(keras.layers.Layer):
    def __init__(self, depth, *, name="deep", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.last = keras.layers.Dense(2, name="last")

    def call(self, x, fn):
        for i in range(self.depth):
            with keras.name_scope("layer_%d" % i):
                with compat_scope.hosting(self):
                    x = fn(x, 3)  # whatever it makes
        return self.last(x)


class Counted(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(3, activation="tanh", name="dense")

    def call(self, x):
        return self.dense(x)


def counted(x):
    return compat_scope.get_layer(Counted)(x)


class Stacked(keras.layers.Layer):
    """TF 1 goes on counting what `fn` makes, from turn to turn."""

    def __init__(self, depth, *, name="stacked", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth

    def call(self, x, fn, last):
        for _ in range(self.depth):
            x = tf.nn.relu(x)
            with compat_scope.hosting(self):
                x = fn(x)
        with compat_scope.hosting(self):
            y = last(x, 2)
            x = fn(x)
        return x, y


def after(fn, x):
    """Its own layer comes first."""
    with compat_scope.variable_scope("after"):
        x = compat_scope.layers.dense(x, 3, name="first")
        return fn(x, 3)


def beside(fn, x):
    """TF 1 counts its layer and those of what is called."""
    with compat_scope.variable_scope("beside"):
        x = fn(x)
        return compat_scope.layers.dense(x, 3)


def anywhere(fn, x):
    return fn(x, 2) * 2.0


def copied(fn, x):
    """What is called has its own way of sharing."""
    with compat_scope.variable_scope("copied"):
        with compat_scope.variable_scope("inner", reuse=compat_scope.AUTO_REUSE):
            a = fn(x)
        with compat_scope.variable_scope("inner", reuse=compat_scope.AUTO_REUSE):
            return a + fn(2.0 * x)


def forward(x):
    outputs = []
    for network in ("mlp", mlp([3, 2]), lambda h: shimmed(h, 4)):
        q_values = q_function(network, dueling=not callable(network), norm=callable(network))
        with compat_scope.variable_scope("agent_%d" % len(outputs)):
            q = q_values(x, 2, "q")
            outputs.append(q + q_values(x + 1.0, 2, scope="q", reuse=True))
            outputs.append(q_values(x, 2, scope="target"))
    outputs.append(compat_scope.get_layer(Residual, name="residual")(x, fn=shimmed))
    outputs.append(
        compat_scope.get_layer(Residual, name="other")(x, fn=lambda h, n: mlp([n])(h))
    )
    outputs.append(compat_scope.get_layer(Deep, 2, name="deep")(x, fn=shimmed))
    context = tf.reduce_mean(x, 0, keepdims=True)
    outputs += compat_scope.get_layer(Stacked, 2, name="stacked")(
        x, fn=counted, last=lambda h, n: shimmed(h + context, n)
    )
    outputs.append(after(shimmed, x) + beside(mlp([3]), x))
    outputs.append(anywhere(shimmed, x) + copied(mlp([2]), x))
    return outputs
