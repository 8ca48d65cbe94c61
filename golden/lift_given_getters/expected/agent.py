import tensorflow as tf
import keras
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()

GAMMA, TAU = 0.9, 0.1


class AgentActor(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, trainable, actions, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.l1 = keras.layers.Dense(
            6, activation="relu", trainable=trainable, name="l1"
        )
        self.a = keras.layers.Dense(
            actions, activation="tanh", trainable=trainable, name="a"
        )

    def call(self, s):
        net = self.l1(s)
        a = self.a(net)
        return a


class AgentCritic(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around
    tf1_order = ("w_s", "w_a", "b", "dense")  # as TF1 made them

    def __init__(self, states, hidden, trainable, actions, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.states = states
        self.hidden = hidden
        self.trainable_ = trainable
        self.actions = actions
        self.dense = keras.layers.Dense(1, trainable=trainable, name="dense")

    def build(self, s_shape):
        self.w_s = self.add_weight(
            name="w_s",
            shape=[self.states, self.hidden],
            initializer="glorot_uniform",
            trainable=self.trainable_,
        )
        self.w_a = self.add_weight(
            name="w_a",
            shape=[self.actions, self.hidden],
            initializer="glorot_uniform",
            trainable=self.trainable_,
        )
        self.b = self.add_weight(
            name="b",
            shape=[1, self.hidden],
            initializer="glorot_uniform",
            trainable=self.trainable_,
        )

    def call(self, s, a):
        net = tf.nn.relu(tf.matmul(s, self.w_s) + tf.matmul(a, self.w_a) + self.b)
        return self.dense(net)  # Q(s, a)


class Agent(object):

    def __init__(self, states, actions):
        self.states, self.actions = states, actions
        self.state = tf.compat.v1.placeholder(tf.float32, [None, states], "state")
        self.later = tf.compat.v1.placeholder(tf.float32, [None, states], "later")
        self.reward = tf.compat.v1.placeholder(tf.float32, [None, 1], "reward")

        self.action = self._actor(self.state)
        self.q = self._critic(self.state, self.action)
        self.actor_params = compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, scope="Actor")
        self.critic_params = compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, scope="Critic")
        ema = compat_scope.train.ExponentialMovingAverage(decay=1 - TAU)  # soft replacement

        def ema_getter(getter, name, *args, **kwargs):
            return ema.average(getter(name, *args, **kwargs))

        self.update = [ema.apply(self.actor_params), ema.apply(self.critic_params)]
        self.action_ = self._actor(self.later, reuse=True, custom_getter=ema_getter)
        self.q_ = self._critic(self.later, self.action_, reuse=True, custom_getter=ema_getter)
        self.other = halved(self._asked(self.state, tf.identity))

        target = self.reward + GAMMA * self.q_
        self.error = compat_scope.losses.mean_squared_error(labels=target, predictions=self.q)
        self.train = tf.compat.v1.train.GradientDescentOptimizer(0.1).minimize(self.error, var_list=self.critic_params)

    def _actor(self, s, reuse=None, custom_getter=None):
        trainable = True if reuse is None else False
        with compat_scope.variable_scope("Actor", reuse=reuse, custom_getter=custom_getter):
            a = compat_scope.get_layer(AgentActor, trainable, self.actions)(s)
            return tf.multiply(a, 2.0, name="scaled")

    def _critic(self, s, a, reuse=None, custom_getter=None):
        trainable = True if reuse is None else False
        with compat_scope.variable_scope("Critic", reuse=reuse, custom_getter=custom_getter):
            hidden = 5
            return compat_scope.get_layer(
                AgentCritic, self.states, hidden, trainable, self.actions
            )(s, a)

    def _asked(self, s, through):
        def asking(getter, name, *args, **kwargs):
            scope = compat_scope.get_variable_scope().name
            assert name.startswith(scope)
            return through(getter(name, *args, **kwargs))

        with compat_scope.variable_scope("asked", custom_getter=asking):
            return compat_scope.layers.dense(s, 2, name="d")


def halved(x):
    def half(getter, name, *args, **kwargs):
        return tf.cast(tf.cast(getter(name, *args, **kwargs), tf.float64) * 0.5, tf.float32)

    with compat_scope.variable_scope("halved", custom_getter=half):
        return compat_scope.layers.dense(x, 2, name="d")


def model():
    agent = Agent(4, 2)
    return agent.action, agent.q, agent.action_, agent.q_, agent.error, agent.other


def run(checkpoint, state, later, reward):
    agent = Agent(4, 2)
    names = [v.op.name for v in agent.actor_params + agent.critic_params]
    with tf.compat.v1.Session() as sess:
        sess.run(compat_scope.global_variables_initializer())
        tf.compat.v1.train.Saver().restore(sess, checkpoint)
        feed = {agent.state: state, agent.later: later, agent.reward: reward}
        sess.run(agent.update)
        first = sess.run([agent.q, agent.q_, agent.action_], feed)
        for _ in range(2):
            sess.run(agent.train, feed)
            sess.run(agent.update)
        return first, sess.run([agent.q, agent.q_, agent.action_], feed), "\n".join(names)
