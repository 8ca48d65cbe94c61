"""An actor-critic whose networks are methods of the agent."""
import tensorflow as tf

from config import Settings


def squash(x, low, high):
    return low + (high - low) * (tf.tanh(x) + 1.0) / 2.0


class Agent(object):
    def __init__(self, settings, n_actions, activation=tf.nn.relu, scope="agent"):
        self.settings = settings
        self.n_actions = n_actions
        self.activation = activation
        self.scope = scope
        self.bounds = (-1.0, 2.0)
        self.initializer = tf.random_normal_initializer(stddev=0.2)
        self.steps = None

    def build(self, observations, goals):
        """Everything: main and target networks, and the losses of both."""
        with tf.variable_scope(self.scope):
            self.scale = tf.reduce_max(tf.abs(observations)) + 1.0
            with tf.variable_scope("main"):
                main = self._create_network(observations, goals)
            self.kind = "main"
            with tf.variable_scope("target"):
                target = self._create_network(observations, goals)
        main_vars = self._vars("main")
        target_vars = self._vars("target")
        self.update = len(list(zip(main_vars, target_vars)))
        return main, target

    def _vars(self, name):
        variables = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=self.scope + "/" + name)
        return variables

    def _create_network(self, observations, goals):
        inputs = tf.concat([observations, goals], axis=1) / self.scale
        with tf.variable_scope("pi"):
            self.pi = squash(self._hidden(inputs, self.n_actions, last=None), *self.bounds)
        with tf.variable_scope("Q"):
            # for policy training
            inputs_pi = tf.concat([inputs, self.pi / self.bounds[1]], axis=1)
            self.q_pi = self._hidden(inputs_pi, 1)
        with tf.variable_scope("Q", reuse=True):
            inputs_g = tf.concat([inputs, goals], axis=1)
            self.q = self._hidden(inputs_g, 1)
        self.kind = "network"
        self.layers_made = len(self.settings.hidden) + 1
        self.extras = {"widths": [int(inputs.shape[1]), self.settings.hidden[0]], "none": None, "q": [self.q, self.q_pi]}
        return self.pi, self.q, self.extras

    def _hidden(self, x, units, last=None):
        for i, size in enumerate(self.settings.hidden):
            x = tf.layers.dense(x, size, kernel_initializer=self.initializer, name="_%d" % i)
            x = self.activation(x)
        return tf.layers.dense(x, units, activation=last, kernel_initializer=self.initializer, name="out")

    def value(self, observations, training=False):
        rate = self.settings.dropout
        with tf.variable_scope("value", reuse=tf.AUTO_REUSE):
            h = self.activation(tf.layers.dense(observations, self.settings.hidden[0], name="h"))
            h = tf.layers.dropout(h, rate, training=training)
            return tf.squeeze(tf.layers.dense(h, 1, name="v"), 1)


def forward(observations, goals):
    agent = Agent(Settings(hidden=(4, 3)), 2, activation=tf.nn.leaky_relu)
    main, target = agent.build(observations, goals)
    values = [agent.value(observations), agent.value(observations * 2.0, training=False)]
    assert agent.kind == "network"
    assert agent.extras["none"] is None
    assert agent.update == 0 or agent.update == 12
    return main[:2], target[:2], values, agent.extras["q"], tf.constant(agent.extras["widths"] + [agent.layers_made])
