"""What chooses the actions."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Preferences(keras.layers.Layer):
    tf1_order = ("w", "b", "weight")  # as TF1 made them

    def __init__(self, n_actions, *, name="preferences", **kwargs):
        super().__init__(name=name, **kwargs)
        self.n_actions = n_actions

    def build(self, state_shape):
        self.w = self.add_weight(
            name="w",
            shape=[state_shape[-1], self.n_actions],
            initializer="glorot_uniform",
        )
        self.w.tf1_collections = ["policy", compat_scope.GraphKeys.GLOBAL_VARIABLES]
        self.b = self.add_weight(
            name="b", shape=[self.n_actions], initializer="zeros", trainable=False
        )
        self.b.tf1_collections = ["policy", "variables"]
        self.weight = []
        for i in range(2):
            self.weight.append(
                self.add_weight(
                    name="step_%d" % i,
                    shape=[self.n_actions],
                    initializer="glorot_uniform",
                )
            )
            self.weight[-1].tf1_collections = ["policy_steps", "variables"]

    def call(self, state):
        steps = []
        for weight in self.weight:
            steps.append(weight.value)
        return tf.nn.softmax(tf.matmul(state, self.w) + self.b + tf.add_n(steps))


class Baseline(keras.layers.Layer):
    """What it keeps is no variable of the model: nothing saves it."""

    def __init__(self, *, name="baseline", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, state_shape):
        self.w = self.add_weight(
            name="w", shape=[state_shape[-1], 1], initializer="glorot_uniform"
        )
        self.kept = self.add_weight(
            name="kept", shape=[1], initializer="ones", trainable=False
        )
        self.kept.tf1_collections = [
            "baselines",
            compat_scope.GraphKeys.LOCAL_VARIABLES,
        ]

    def call(self, state):
        return tf.matmul(state, self.w) + self.kept


def _variable(layer, name, shape, initializer, decay=0.0, trainable=True):
    """A variable of the critics, for their own savers."""
    if decay > 0:
        regularizer = keras.regularizers.L2(0.5 * decay)
    else:
        regularizer = None
    collections = [compat_scope.GraphKeys.GLOBAL_VARIABLES, "critics"]
    weight = layer.add_weight(
        name=name,
        shape=shape,
        initializer=initializer,
        trainable=trainable,
        regularizer=regularizer,
    )
    weight.tf1_collections = collections
    return weight


def _bias(layer, n):
    bias = layer.add_weight(name="biases", shape=[n], initializer="zeros")
    bias.tf1_collections = ["biases", "variables"]
    return bias


class Critic(keras.layers.Layer):
    tf1_order = ("weights_", "scale", "biases")  # as TF1 made them

    def __init__(self, n_hidden, *, name="critic", **kwargs):
        super().__init__(name=name, **kwargs)
        self.n_hidden = n_hidden

    def build(self, state_shape):
        self.weights_ = _variable(
            self,
            "weights",
            [state_shape[-1], self.n_hidden],
            keras.initializers.TruncatedNormal(stddev=0.1),
            decay=0.01,
        )
        self.scale = _variable(self, "scale", [self.n_hidden], "ones", trainable=False)
        self.biases = _bias(self, self.n_hidden)

    def call(self, state):
        return tf.tanh(tf.matmul(state, self.weights_) * self.scale + self.biases)
