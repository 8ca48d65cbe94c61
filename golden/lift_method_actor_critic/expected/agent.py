"""An actor-critic whose networks are methods of the agent."""
import tensorflow as tf
import keras
from migrate import compat_scope

from config import Settings


def squash(x, low, high):
    return low + (high - low) * (tf.tanh(x) + 1.0) / 2.0


class AgentLayer(keras.layers.Layer):
    def __init__(
        self,
        settings,
        initializer,
        activation,
        n_actions,
        bounds,
        *,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.main_network = _Network(
            settings, initializer, activation, n_actions, bounds
        )
        self.target_network = _Network(
            settings, initializer, activation, n_actions, bounds
        )

    def call(self, observations, goals):
        scale = tf.reduce_max(tf.abs(observations)) + 1.0
        with keras.name_scope("main"):
            main, made = self.main_network(observations, goals, scale)
            pi = made["pi"]
            q_pi = made["q_pi"]
            q = made["q"]
            kind = made["kind"]
            layers_made = made["layers_made"]
            extras = made["extras"]
        kind = "main"
        with keras.name_scope("target"):
            target, made = self.target_network(observations, goals, scale)
            pi = made["pi"]
            q_pi = made["q_pi"]
            q = made["q"]
            kind = made["kind"]
            layers_made = made["layers_made"]
            extras = made["extras"]
        return scale, pi, q_pi, q, kind, layers_made, extras, main, target


class _Network(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self,
        settings,
        initializer,
        activation,
        n_actions,
        bounds,
        *,
        name="network",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.settings = settings
        self.bounds = bounds
        self.pi_hidden = _Hidden(
            n_actions, settings, initializer, activation, last=None
        )
        self.Q_hidden = _Hidden(1, settings, initializer, activation)

    def call(self, observations, goals, scale):
        inputs = tf.concat([observations, goals], axis=1) / scale
        with keras.name_scope("pi"):
            pi = squash(self.pi_hidden(inputs), *self.bounds)
        with keras.name_scope("Q"):
            # for policy training
            inputs_pi = tf.concat([inputs, pi / self.bounds[1]], axis=1)
            q_pi = self.Q_hidden(inputs_pi)
        with keras.name_scope("Q"):
            inputs_g = tf.concat([inputs, goals], axis=1)
            q = self.Q_hidden(inputs_g)
        kind = "network"
        layers_made = len(self.settings.hidden) + 1
        extras = {
            "widths": [int(inputs.shape[1]), self.settings.hidden[0]],
            "none": None,
            "q": [q, q_pi],
        }
        return (pi, q, extras), {
            "pi": pi,
            "q_pi": q_pi,
            "q": q,
            "kind": kind,
            "layers_made": layers_made,
            "extras": extras,
        }


class _Hidden(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self,
        units,
        settings,
        initializer,
        activation,
        last=None,
        *,
        name="hidden",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.activation = activation
        self.dense = [
            keras.layers.Dense(size, kernel_initializer=initializer, name="_%d" % i)
            for i, size in enumerate(settings.hidden)
        ]
        self.out = keras.layers.Dense(
            units, activation=last, kernel_initializer=initializer, name="out"
        )

    def call(self, x):
        for dense in self.dense:
            x = dense(x)
            x = self.activation(x)
        return self.out(x)


class Value(keras.layers.Layer):
    def __init__(self, settings, activation, *, name="value", **kwargs):
        super().__init__(name=name, **kwargs)
        self.activation = activation
        rate = settings.dropout
        self.h = keras.layers.Dense(settings.hidden[0], name="h")
        self.dropout = keras.layers.Dropout(rate)
        self.v = keras.layers.Dense(1, name="v")

    def call(self, observations, training=False):
        h = self.activation(self.h(observations))
        h = self.dropout(h, training=training)
        return tf.squeeze(self.v(h), 1)


class Agent(object):
    def __init__(self, settings, n_actions, activation=tf.nn.relu, scope="agent"):
        self.settings = settings
        self.n_actions = n_actions
        self.activation = activation
        self.scope = scope
        self.bounds = (-1.0, 2.0)
        self.initializer = tf.compat.v1.random_normal_initializer(stddev=0.2)
        self.steps = None

    def build(self, observations, goals):
        """Everything: main and target networks, and the losses of both."""
        (
            self.scale,
            self.pi,
            self.q_pi,
            self.q,
            self.kind,
            self.layers_made,
            self.extras,
            main,
            target,
        ) = compat_scope.get_layer(
            AgentLayer,
            self.settings,
            self.initializer,
            self.activation,
            self.n_actions,
            self.bounds,
            name=self.scope,
        )(
            observations, goals=goals
        )
        main_vars = self._vars("main")
        target_vars = self._vars("target")
        self.update = len(list(zip(main_vars, target_vars)))
        return main, target

    def _vars(self, name):
        variables = compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, scope=self.scope + "/" + name)
        return variables

    def _create_network(self, observations, goals):
        result, made = compat_scope.get_layer(
            _Network,
            self.settings,
            self.initializer,
            self.activation,
            self.n_actions,
            self.bounds,
        )(observations, goals=goals, scale=self.scale)
        self.pi = made["pi"]
        self.q_pi = made["q_pi"]
        self.q = made["q"]
        self.kind = made["kind"]
        self.layers_made = made["layers_made"]
        self.extras = made["extras"]
        return result

    def value(self, observations, training=False):
        return compat_scope.get_layer(
            Value,
            self.settings,
            self.activation,
            name="value",
            reuse=compat_scope.AUTO_REUSE,
        )(observations, training=training)


def forward(observations, goals):
    agent = Agent(Settings(hidden=(4, 3)), 2, activation=tf.nn.leaky_relu)
    main, target = agent.build(observations, goals)
    values = [agent.value(observations), agent.value(observations * 2.0, training=False)]
    assert agent.kind == "network"
    assert agent.extras["none"] is None
    assert agent.update == 0 or agent.update == 12
    return main[:2], target[:2], values, agent.extras["q"], tf.constant(agent.extras["widths"] + [agent.layers_made])
