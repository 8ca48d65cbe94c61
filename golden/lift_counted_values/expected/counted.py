"""Functions that leave the names of their layers to TensorFlow, which counts them where the functions are called."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Mlp(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around

    def __init__(
        self,
        sizes=(4,),
        activation=tf.tanh,
        output_activation=None,
        *,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.sizes = sizes
        self.activation = activation
        self.output_activation = output_activation
        self.dense = []
        for size in sizes[:-1]:
            self.dense.append(
                keras.layers.Dense(
                    size,
                    activation=activation,
                    name="dense_%d" % len(self.dense) if self.dense else "dense",
                )
            )
        self.dense_1 = keras.layers.Dense(
            sizes[-1],
            activation=output_activation,
            name="dense_%d" % len(self.dense) if self.dense else "dense",
        )

    def call(self, x):
        for dense in self.dense:
            x = dense(x)
        return self.dense_1(x)

    def get_config(self):
        return super().get_config() | {
            "sizes": self.sizes,
            "activation": keras.saving.serialize_keras_object(self.activation),
            "output_activation": keras.saving.serialize_keras_object(
                self.output_activation
            ),
        }

    @classmethod
    def from_config(cls, config):
        activation = keras.saving.deserialize_keras_object(config["activation"])
        output_activation = keras.saving.deserialize_keras_object(
            config["output_activation"]
        )
        return cls(
            **config
            | {"activation": activation, "output_activation": output_activation}
        )


class Pair(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(units, activation="relu", name="dense")
        self.dense_1 = keras.layers.Dense(units, name="dense_1")

    def call(self, x):
        x = self.dense(x)
        return self.dense_1(x)


class Twice(keras.layers.Layer):
    """Counts what it calls."""

    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.pair = Pair(3)

    def call(self, x):
        return tf.nn.relu(self.pair(x))


def twice(x):
    return compat_scope.get_layer(Twice)(x)


class Normalized(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("LayerNorm",)  # counted in the scope around
    tf1_order = (("dense", "layer_norm"),)  # as TF1 made them

    def __init__(self, depth=2, units=3, norm=False, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.norm = norm
        self.dense = []
        self.layer_norm = []
        for i in range(depth):
            self.dense.append(keras.layers.Dense(units, name="fc{}".format(i)))
            if norm:
                self.layer_norm.append(
                    ExampleNorm(name="LayerNorm_%d" % i if i else "LayerNorm")
                )
            else:
                self.layer_norm.append(None)

    def call(self, x):
        for dense, layer_norm in zip(self.dense, self.layer_norm):
            x = dense(x)
            if self.norm:
                x = layer_norm(x)
            x = tf.tanh(x)
        return x


def normalized(depth=2, units=3, norm=False):
    def network(x):
        return compat_scope.get_layer(Normalized, depth, units, norm)(x)

    return network


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


NETWORKS = {"twice": twice, "mlp": lambda x: compat_scope.get_layer(Mlp, [2, 3])(x)}


class ActorCritic(keras.layers.Layer):
    """Each scope counts from the beginning."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, sizes=(5, 4), *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.pi_mlp = Mlp(list(sizes) + [2], tf.nn.relu, tf.tanh)
        self.q_mlp = Mlp(list(sizes) + [1], tf.nn.relu)

    def call(self, x, action):
        with keras.name_scope("pi"):
            pi = self.pi_mlp(x)
        with keras.name_scope("q"):
            q = self.q_mlp(tf.concat([x, action], axis=-1))
        with keras.name_scope("q"):
            q_pi = self.q_mlp(tf.concat([x, pi], axis=-1))
        return pi, q, q_pi


class ByTurns(keras.layers.Layer):
    def __init__(self, turns, *, name="by_turns", **kwargs):
        super().__init__(name=name, **kwargs)
        self.turns = turns
        self.mlp = [Mlp([3, 3]) for _ in range(turns)]

    def call(self, x):
        for i in range(self.turns):
            with keras.name_scope("turn_%d" % i):
                x = self.mlp[i](x)
        return x


class Beside(keras.layers.Layer):
    """One counts on where the other ended."""

    def __init__(self, *, name="beside", **kwargs):
        super().__init__(name=name, **kwargs)
        self.mlp = Mlp([3, 2])
        self.dense = keras.layers.Dense(2, name="dense_%d" % (len(self.mlp.dense) + 1))

    def call(self, x):
        return self.mlp(x) + self.dense(x)


def in_one_scope(x, turns):
    with compat_scope.variable_scope("in_one_scope"):
        for _ in range(turns):
            x = compat_scope.get_layer(Mlp, [3, 3])(x)
        return x


def forward(x, action):
    outputs = list(compat_scope.get_layer(ActorCritic)(x, action))
    outputs.append(compat_scope.get_layer(ByTurns, 2, name="by_turns")(x))
    outputs.append(compat_scope.get_layer(Beside, name="beside")(x))
    outputs.append(in_one_scope(x, 2))
    outputs.append(compat_scope.get_layer(Pair, 2)(compat_scope.get_layer(Pair, 4)(x)))
    network = normalized(norm=True)
    plain = normalized(depth=1)
    for reuse in (compat_scope.AUTO_REUSE, True):
        with compat_scope.variable_scope("values", reuse=reuse):
            a = NETWORKS["twice"](x)
            b = NETWORKS["mlp"](NETWORKS["twice"](a))
            outputs += [b, network(x), plain(x)]
        with compat_scope.variable_scope("values_again", reuse=reuse):
            outputs += [compat_scope.layers.dense(x, 2, name="dense"), NETWORKS["mlp"](x)]
    return outputs
